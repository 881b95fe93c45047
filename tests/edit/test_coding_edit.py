"""Coding sequences: translation, protein and link in one step; numbers, organism and updates follow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support_edit import of, sequence, session, undone

from seqtool.edit.operations.coding import coding_sequences, translate_cds, translate_many
from seqtool.edit.operations.qualifiers import edit_qualifier
from seqtool.edit.operations.residues import insert_residues, replace_residues
from seqtool.edit.session import EditError, Session
from seqtool.insdc.alphabet import reverse_complement
from seqtool.model import Feature, Qualifier
from seqtool.model.document import FILING, SETTINGS
from seqtool.model.draft import Filing

#: M K P G F K stop
GENE = "atgaaacccgggtttaaataa"


def cds(location: str = "1..21", **qualifiers: str) -> Feature:
    return Feature("CDS", location, tuple(Qualifier(n, v) for n, v in qualifiers.items()))


def value(one: Session, name: str, feature: int = 1, key: int = 1) -> str | None:
    return next((q.value for q in of(one, key).features[feature].qualifiers if q.name == name), None)


def test_a_new_protein() -> None:
    one = session(sequence(GENE, cds(product="kinase"), organism="Homo sapiens"), sequence("acgt"))
    report = undone(one, lambda: translate_cds(one, 1, 1))
    assert value(one, "translation") == "MKPGFK"
    assert value(one, "protein_id") == "3"
    assert one.document.order == [1, 2, 3]
    made = one.document.draft(3)
    assert made.name == "kinase"
    assert made.sequence.features == (
        Feature("source", "1..6", (Qualifier("mol_type", "protein"), Qualifier("organism", "Homo sapiens"))),
    )
    assert report.created == (3,)
    # Once more is no step: nothing is another.
    revision = one.revision
    translate_cds(one, 1, 1)
    assert one.revision == revision


def test_behind_its_coding_sequence() -> None:
    first = sequence(GENE, cds())
    second = sequence(
        GENE.replace("ccc", "gtg"), cds(), Feature("gene", "1", (Qualifier("note", "as SEQ ID NO: 2"),))
    )
    one = session(first, second)
    with one.edit("settings") as edit:
        edit.put(SETTINGS, replace(one.document.settings, proteins="after"))
    report = undone(one, lambda: translate_many(one, coding_sequences(one.document)))
    assert [of(one, key).molecule_type for key in one.document.order] == ["DNA", "AA", "DNA", "AA"]
    assert value(one, "protein_id") == "2"
    assert value(one, "protein_id", key=2) == "4"
    assert value(one, "note", 2, 2) == "as SEQ ID NO: 3"
    assert len(report.renumbered) == 1


def test_frozen_numbers() -> None:
    one = session(sequence(GENE, cds()), sequence("acgt"))
    with one.edit("file") as edit:
        edit.put(SETTINGS, replace(one.document.settings, proteins="after"))
        edit.put(FILING, Filing(filed=True))
    undone(one, lambda: translate_cds(one, 1, 1))
    assert one.document.order == [1, 2, 3]
    assert value(one, "protein_id") == "3"


def test_the_protein_that_is_there_is_named() -> None:
    one = session(
        sequence(GENE, cds()),
        sequence("MKPGFK", moltype="AA", organism="Homo sapiens"),
        sequence("MKPGFK", moltype="AA"),
    )
    report = undone(one, lambda: translate_cds(one, 1, 1))
    assert value(one, "protein_id") == "3"
    assert not report.created


def test_an_update() -> None:
    one = session(sequence(GENE, cds()))
    translate_cds(one, 1, 1)
    with one.edit("site") as edit:
        old = of(one, 2)
        site = Feature("SITE", "5", (Qualifier("note", "x"),))
        edit.sequence(2, replace(old, features=(*old.features, site)))
    edit_qualifier(one, 2, 0, 1, value="Homo sapiens")
    coding = insert_residues(one, 1, 6, "gtg").coding
    assert coding == ((1, 1),)
    report = undone(one, lambda: translate_many(one, coding))
    assert value(one, "translation") == of(one, 2).residues.text == "MKVPGFK"
    assert [f.location for f in of(one, 2).features] == ["1..7", "6"]
    assert value(one, "organism", 0, 2) == "synthetic construct"
    assert len(report.notes) == 2


def test_a_protein_edited_by_hand_is_told() -> None:
    one = session(sequence(GENE, cds()))
    translate_cds(one, 1, 1)
    report = undone(one, lambda: replace_residues(one, 2, 0, 1, "L"))
    assert "SEQ ID NO: 1, CDS 1..21 names SEQ ID NO: 2 as its protein" in report.notes[0]


def test_a_protein_of_two() -> None:
    one = session(sequence(GENE, cds()), sequence(GENE, cds()))
    translate_many(one, coding_sequences(one.document))
    assert value(one, "protein_id") == value(one, "protein_id", key=2) == "3"
    replace_residues(one, 1, 6, 9, "gtg")
    report = undone(one, lambda: translate_cds(one, 1, 1))
    assert of(one, 3).residues.text == "MKPGFK"
    assert value(one, "protein_id") == "4"
    assert "other coding sequences" in report.notes[0]


def test_short_proteins_have_none() -> None:
    one = session(sequence("atgaaacccnnntaa", cds("1..15", protein_id="2")), sequence("MKP", moltype="AA"))
    report = undone(one, lambda: translate_cds(one, 1, 1))
    assert value(one, "translation") == "MKPX"
    assert value(one, "protein_id") is None
    assert "SEQ ID NO: 2 stays" in report.notes[0]
    assert len(one.document) == 2


@pytest.mark.parametrize(
    ("text", "feature", "protein"),
    [
        ("ttg" + GENE[3:], cds(), "MKPGFK"),
        ("gtg" + GENE[3:], cds(), "VKPGFK"),
        ("gtg" + GENE[3:], cds(transl_table="11"), "MKPGFK"),
        ("ttg" + GENE[3:], cds("<1..21"), "LKPGFK"),
        ("a" + GENE, cds("<1..22", codon_start="2"), "MKPGFK"),
        (GENE[:-2], cds("1..>19"), "MKPGFK"),
        (GENE[:-2], cds("1..19", transl_except="(pos:19,aa:TERM)"), "MKPGFK"),
        (GENE[:6] + "tga" + GENE[6:], cds("1..24", transl_table="4"), "MKWPGFK"),
        (GENE[:6] + "tga" + GENE[6:], cds("1..24", transl_except="(pos:7..9,aa:Sec)"), "MKUPGFK"),
        (GENE[:6] + "gtacag" + GENE[6:], cds("join(1..6,13..27)"), "MKPGFK"),
        (reverse_complement(GENE), cds("complement(1..21)"), "MKPGFK"),
        ("atgraysarmtttaa", cds("1..15"), "MBZJ"),
    ],
)
def test_translations(text: str, feature: Feature, protein: str) -> None:
    one = session(sequence(text, feature))
    undone(one, lambda: translate_cds(one, 1, 1))
    assert value(one, "translation") == protein


def test_the_first_codon_as_elsewhere() -> None:
    one = session(sequence("ttg" + GENE[3:], cds()))
    undone(one, lambda: translate_cds(one, 1, 1, first="codon"))
    assert value(one, "translation") == "LKPGFK"


def test_a_translation_that_agrees_stays() -> None:
    one = session(sequence("ttg" + GENE[3:], cds(translation="LKPGFK")))
    undone(one, lambda: translate_cds(one, 1, 1))
    assert value(one, "translation") == "LKPGFK"
    undone(one, lambda: translate_cds(one, 1, 1, first="M"))
    assert value(one, "translation") == of(one, 2).residues.text == "MKPGFK"


def test_given_by_hand() -> None:
    one = session(sequence(GENE, cds(exception="RNA editing")))
    undone(one, lambda: translate_cds(one, 1, 1, text="MKLGFK"))
    assert of(one, 2).residues.text == "MKLGFK"


def test_translation_alone() -> None:
    one = session(sequence(GENE, cds()))
    undone(one, lambda: translate_cds(one, 1, 1, make_protein=False))
    assert value(one, "translation") == "MKPGFK"
    assert len(one.document) == 1


@pytest.mark.parametrize(
    ("text", "feature", "words"),
    [
        (GENE, Feature("gene", "1..21"), "only a CDS"),
        (GENE, cds(pseudo=""), "pseudo"),
        (GENE, cds(exception="RNA editing"), "exception"),
        (GENE, cds("1..30"), "beyond"),
        (GENE, cds("21..1"), "Correct the location"),
        (GENE, cds("order(1..3,7..9)"), "order"),
        (GENE, cds(transl_table="99"), "genetic code"),
        (GENE, cds(codon_start="4"), "codon_start"),
        (GENE, cds(transl_except="x"), "cannot be read"),
        (GENE, cds(transl_except="(pos:5..7,aa:Trp)"), "names no codon"),
        (GENE[:6] + "tga" + GENE[6:], cds("1..24"), r"stop codon inside \(codon 3\)"),
        (GENE[:6] + "u" + GENE[7:], cds(), "'u'"),
        (GENE, cds("1..2"), "no codon"),
    ],
)
def test_refusals(text: str, feature: Feature, words: str) -> None:
    one = session(sequence(text, feature))
    before = one.document.copy()
    with pytest.raises(EditError, match=words):
        translate_cds(one, 1, 1)
    assert one.document == before
    assert words.split("\\")[0] in translate_many(one, [(1, 1)]).notes[0]
    assert one.document == before


@pytest.mark.parametrize("text", ["", "MK*", "mk"])
def test_what_is_given_must_be_a_protein(text: str) -> None:
    one = session(sequence(GENE, cds()))
    with pytest.raises(EditError, match="translation"):
        translate_cds(one, 1, 1, text=text)


def test_words() -> None:
    one = session(sequence(GENE[:-3], cds("1..18")), sequence("cccaaacccgggttttaaac", cds("1..20")))
    notes = translate_many(one, [(1, 1), (2, 1)]).notes
    assert "no stop codon at its end" in notes[0]
    assert any("2 bases are left over" in note for note in notes)


@given(st.data())
def test_an_edit_outside_leaves_the_translation(data: st.DataObject) -> None:
    before = data.draw(st.text("acgt", min_size=1, max_size=9))
    behind = data.draw(st.text("acgt", min_size=1, max_size=9))
    gap = data.draw(st.text("acgt", min_size=1, max_size=9))
    start = len(before) + 1
    where = f"join({start}..{start + 8},{start + 9 + len(gap)}..{start + 20 + len(gap)})"
    text = before + GENE[:9] + gap + GENE[9:] + behind
    if data.draw(st.booleans()):
        size = len(text)
        text = reverse_complement(text)
        a, b = size + 1 - (start + 20 + len(gap)), size + 1 - (start + 9 + len(gap))
        c, d = size + 1 - (start + 8), size + 1 - start
        where = f"complement(join({a}..{b},{c}..{d}))"
        before, behind = behind, before
    one = session(sequence(text, cds(where)))
    translate_cds(one, 1, 1)
    size = len(text)
    span = data.draw(st.sampled_from([(0, len(before)), (size - len(behind), size)]))
    at = data.draw(st.integers(*span))
    end = data.draw(st.integers(at, span[1]))
    report = replace_residues(one, 1, at, end, data.draw(st.text("acgt", max_size=4)))
    assert not report.coding
    translate_cds(one, 1, 1)
    assert value(one, "translation") == "MKPGFK"
    assert len(one.document) == 2
