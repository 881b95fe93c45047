"""Protein records: their features with the keys of ST.26, one location each, and one note."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_genbank import genbank, qualifiers, taken, told

from seqtool.insdc.location import read_location
from seqtool.io.imports.protein_places import places
from seqtool.io.imports.tables import protein_key, protein_qualifier
from seqtool.model import Sequence
from seqtool.spec import standard, tables

RESIDUES = "mkwvtfisllflfssaysrgvfrrdahkse" * 2
SOURCE = 'source 1..60 /organism="Homo sapiens"'


def protein(*features: str, source: str = SOURCE, **choices: Any) -> tuple[Sequence, list[tuple[str, str]]]:
    data = genbank(*features, bases=RESIDUES, molecule="", source=source).replace(b" 60 bp", b" 60 aa")
    found, notes = taken(data, **choices)
    assert len(found) == 1
    return found[0], told(notes)


def made(*features: str, **choices: Any) -> list[tuple[str, str, str | None]]:
    sequence, _ = protein(*features, **choices)
    return [
        (f.key, f.location, "|".join(q.value or "" for q in f.qualifiers if q.name == "note") or None)
        for f in sequence.features[1:]
    ]


def test_a_protein_record_is_a_protein() -> None:
    sequence, _ = protein()
    assert (sequence.molecule_type, sequence.residues.text) == ("AA", RESIDUES.upper())
    assert qualifiers(sequence, "source") == {"organism": "Homo sapiens", "mol_type": "protein"}


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("sig_peptide 1..18", ("SIGNAL", "1..18", None)),
        ('mat_peptide 19..60 /product="Albumin"', ("CHAIN", "19..60", "Albumin")),
        (
            'Protein 1..60 /product="Albumin" /EC_number="1.1.1.1"',
            ("REGION", "1..60", "Albumin; EC_number: 1.1.1.1"),
        ),
        ('Region 3..9 /region_name="Mature chain" /note="Chain A."', ("CHAIN", "3..9", "Chain A.")),
        ('Region 3..9 /region_name="Filament" /note="IF."', ("REGION", "3..9", "Filament; IF.")),
        ('Region 3 /region_name="Variant" /note="K -> M."', ("VARIANT", "3", "K -> M.")),
        ('Site 7 /site_type="phosphorylation"', ("MOD_RES", "7", "phosphorylation")),
        ('Site 7 /site_type="binding"', ("BINDING", "7", "binding")),
        ('Site 7..9 /site_type="other" /note="hinge"', ("REGION", "7..9", "hinge")),
        ('Site 7 /site_type="other" /note="hinge"', ("SITE", "7", "hinge")),
        ('Bond bond(5,12) /bond_type="disulfide"', ("DISULFID", "5..12", "disulfide")),
        ('Bond bond(12,5) /bond_type="disulfide"', ("DISULFID", "5..12", "disulfide")),
        (
            'Bond bond(5) /bond_type="disulfide" /note="interchain"',
            ("DISULFID", "5", "disulfide; interchain"),
        ),
        ('Bond bond(5,12) /bond_type="xlink"', ("CROSSLNK", "5..12", "xlink")),
        ("Bond bond(5,12)", ("CROSSLNK", "5..12", "Bond")),
        ('SecStr 3..9 /sec_str_type="helix" /note="helix 1"', ("HELIX", "3..9", "helix 1")),
        ("frobnicate 3..9", ("REGION", "3..9", "frobnicate")),
        ("DOMAIN 3..9", ("DOMAIN", "3..9", "DOMAIN")),
        ('SITE 3^4 /note="cleavage"', ("SITE", "3..4", "cleavage")),
        ('variation 3 /replace="k"', ("VARIANT", "3", "replace: k")),
    ],
)
def test_keys(feature: str, expected: tuple[str, str, str | None]) -> None:
    assert made(feature) == [expected]


def test_a_location_with_parts_becomes_features() -> None:
    found = made('Site order(10,12,20..21) /site_type="active" /note="triad"')
    where = "location in the source record: order(10,12,20..21)"
    assert found == [
        ("ACT_SITE", "10", f"triad; {where}"),
        ("ACT_SITE", "12", f"triad; {where}"),
        ("ACT_SITE", "20", f"triad; {where}"),
        ("ACT_SITE", "21", f"triad; {where}"),
    ]
    assert [row[:2] for row in made('Het join(bond(3),bond(9),bond(9)) /heterogen="( MN,1000 )"')] == [
        ("BINDING", "3"),
        ("BINDING", "9"),
    ]
    # Three linked residues: nothing says which are the pairs.
    assert {row[0] for row in made('Bond bond(5,12,30) /bond_type="disulfide"')} == {"SITE"}


def test_what_one_part_must_have_all_get() -> None:
    assert [row[0] for row in made("Site order(3..5,9)")] == ["REGION", "SITE"]
    notes = {row[2] for row in made('Site order(3..5,9) /site_type="\u0416"')}
    assert notes == {"Site"}


def test_what_is_left_out_is_told() -> None:
    sequence, notes = protein(
        'CDS 1..60 /coded_by="X1.1:1..180"',
        'Region 3..9 /region_name="x" /db_xref="CDD:1"',
        "Site 61 /note=x",
    )
    assert [f.key for f in sequence.features] == ["source", "REGION"]
    assert [kind for kind, _ in notes].count("left-out") == 3
    assert made('Site 7 /site_type="other" /note="a" /gene="g"', to_note=("gene",))[0][2] == "a; gene: g"


def test_the_source_of_a_protein_has_a_note() -> None:
    source = (
        'source 1..60 /organism="Escherichia coli str. K-12 substr. MG1655" /db_xref="taxon:1" /plasmid="p1"'
    )
    sequence, _ = protein(source=source)
    found = qualifiers(sequence, "source")
    assert found["organism"] == "Escherichia coli"
    assert found["note"] is not None
    for part in ("plasmid: p1", "strain: K-12", "sub_strain: MG1655"):
        assert part in found["note"]
    chimera, _ = protein(
        'source 31..60 /organism="Mus musculus"', source=SOURCE.replace("1..60", "1..30") + " /focus"
    )
    assert [(f.key, f.location) for f in chimera.features] == [("source", "1..60"), ("REGION", "31..60")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?12..45", ["12..45"]),
        ("12..?", []),
        ("<1..>45", ["<1..>45"]),
        ("complement(3..9)", ["3..9"]),
        ("join(58..60,1..2)", ["58..60", "1..2"]),
        ("61..70", []),
        ("P12345-2:1..4", []),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    found = places(text, 60)
    assert [part.text for part in found.parts] == expected
    assert bool(found.why) != bool(expected)


@given(st.text(alphabet="bondjirecmplt(),.^<>?0123456789", max_size=40), st.booleans())
def test_places_are_legal_or_have_a_reason(text: str, bond: bool) -> None:
    found = places(text, 60, bond=bond)
    assert bool(found.why) != bool(found.parts)
    for part in found.parts:
        reading = read_location(part.text, protein=True)
        assert not reading.issues
        assert part.high <= 60


def test_the_tables_lead_to_what_exists() -> None:
    keys = standard().aa_keys
    for dialect, key in (
        ("insdc", "Region"),
        ("insdc", "Bond"),
        ("uniprot", "CHAIN"),
        ("uniprot", "SIMILAR"),
    ):
        found = protein_key(dialect, key, [])
        assert found is not None
        assert {found.single, found.stretch} <= set(keys)
    dropped = protein_key("uniprot", "NON_CONS", [])
    assert dropped is not None
    assert not dropped.single
    assert protein_key("uniprot", "frobnicate", []) is None
    assert protein_qualifier("insdc", "gene", "gene")[1] == "label"
    assert protein_qualifier("insdc", "Region", "gene")[1] == ""


def test_every_row_of_the_tables_leads_to_what_exists() -> None:
    known = standard()
    for row in tables.read("dialect key qualifier value new says bond why", "imports", "protein.tsv"):
        assert set(filter(None, row[4].split("/"))) <= set(known.aa_keys), row
        assert row[4] or row[7], "what is left out has a reason"
        assert {row[5], row[6]} <= {"yes", "no"}
    for row in tables.read("dialect key qualifier how", "imports", "protein_qualifiers.tsv"):
        assert row[3] in ("note", "label", ""), row
    for kind, old, new, label, why in tables.read("kind old new label why", "imports", "insdc.tsv"):
        of = known.nucleotide_keys if kind == "key" else known.nucleotide_qualifiers
        assert kind in ("key", "qualifier")
        assert not new or new in of, old
        assert old not in of, old
        assert why, old
        assert label in ("yes", "no")
