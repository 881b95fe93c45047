"""Records become sequences: features, coding sequences, organisms, splitting, what is told and asked."""

from __future__ import annotations

import pytest
from support_genbank import BASES, CODING, GAPPED_RECORD, SOURCE, asked, genbank, qualifiers, taken, told


def test_a_coding_sequence_brings_its_protein() -> None:
    found, notes = taken(genbank(CODING))
    dna, protein = found
    assert (dna.molecule_type, protein.molecule_type, protein.residues.text) == ("DNA", "AA", "MAKWD")
    assert qualifiers(dna, "CDS")["protein_id"] == "2"
    assert qualifiers(protein, "source") == {"organism": "Homo sapiens", "mol_type": "protein"}
    assert ("left-out", "an accession; in ST.26 protein_id is the SEQ ID number of the protein") in told(
        notes
    )


def test_where_proteins_go() -> None:
    data = genbank(CODING) + genbank(CODING)
    kinds = [s.molecule_type for s in taken(data)[0]]
    assert kinds == ["DNA", "AA", "DNA", "AA"]
    one, _ = taken(data, same_protein="one")
    assert [s.molecule_type for s in one] == ["DNA", "AA", "DNA"]
    assert qualifiers(one[2], "CDS")["protein_id"] == "2"
    none, notes = taken(data, proteins="none")
    assert [s.molecule_type for s in none] == ["DNA", "DNA"]
    assert "translation" not in qualifiers(none[0], "CDS")
    assert notes.features["added"] == 0


def test_a_translation_is_made_only_when_it_is_wanted() -> None:
    bare = "CDS 11..28 /codon_start=1"
    found, notes = taken(genbank(bare))
    assert len(found) == 1
    assert any("--translate makes it" in reason for _, reason in told(notes))
    found, notes = taken(genbank(bare), translate=True)
    assert [s.residues.text for s in found[1:]] == ["MAKWD"]
    assert qualifiers(found[0], "CDS") == {"codon_start": "1", "translation": "MAKWD", "protein_id": "2"}
    assert [kind for kind, _ in told(notes, "translation")] == ["added"]
    for special in (" /pseudo", " /exception=RNA editing", " /ribosomal_slippage"):
        assert len(taken(genbank(bare + special), translate=True)[0]) == 1
    stop = BASES.replace("gctaaatgg", "taaaaatgg")
    assert len(taken(genbank(bare, bases=stop), translate=True)[0]) == 1


def test_short_and_odd_translations() -> None:
    short = 'CDS 11..22 /translation="MKW"'
    found, _ = taken(genbank(short))
    assert len(found) == 1
    assert qualifiers(found[0], "CDS") == {"translation": "MKW"}
    found, notes = taken(genbank('CDS 11..28 /translation="MA*KWD"'))
    assert len(found) == 1
    assert any("no amino acid" in reason for _, reason in told(notes, "translation"))


def test_a_translation_that_differs_is_told_and_kept() -> None:
    found, notes = taken(genbank(CODING.replace("MAKWD", "MAKWE")))
    assert found[1].residues.text == "MAKWE"
    assert [kind for kind, _ in told(notes, "translation")] == ["question"]
    assert not told(taken(genbank(CODING))[1], "translation")


def test_pseudo_has_no_translation() -> None:
    found, notes = taken(genbank(CODING + " /pseudo"))
    assert len(found) == 1
    assert ("left-out", "it must not stand beside pseudo") in told(notes, "translation")


def test_selenocysteine_gets_its_transl_except() -> None:
    bases = BASES.replace("atggctaaatgggattaa", "atggcttgatgggattaa")
    found, notes = taken(genbank('CDS 11..28 /translation="MAUWD"', bases=bases))
    assert qualifiers(found[0], "CDS")["transl_except"] == "(pos:17..19,aa:Sec)"
    assert "added" in [kind for kind, _ in told(notes, "transl_except")]


def test_a_selenocysteine_whose_codon_is_parted_or_not_there() -> None:
    # atg gct t|ga tgg gat taa: an intron of four bases parts the codon.
    bases = "ccgtaaccgg" + "atggcttacacgatgggattaa" + "ggccttaaggccttaaggccttaaggcc"
    found, _ = taken(genbank('CDS join(11..17,22..32) /translation="MAUWD"', bases=bases))
    assert qualifiers(found[0], "CDS")["transl_except"] == "(pos:join(17,22..23),aa:Sec)"
    found, notes = taken(genbank('CDS 11..>25 /translation="MAKWDAU"'))
    assert len(found) == 1
    assert [kind for kind, _ in told(notes, "translation")] == ["left-out"]


def test_keys_that_st26_lacks() -> None:
    found, _ = taken(
        genbank(
            "promoter 1..10",
            "-10_signal 2..7",
            "frobnicate 3..5",
            "ncRNA 6..9",
            "protein_bind 40..44",
            "misc_signal 50..55",
        )
    )
    made = [(f.key, {q.name: q.value for q in f.qualifiers}) for f in found[0].features[1:]]
    assert made == [
        ("regulatory", {"regulatory_class": "promoter"}),
        ("regulatory", {"regulatory_class": "minus_10_signal"}),
        ("misc_feature", {"note": "frobnicate"}),
        ("ncRNA", {"ncRNA_class": "other", "note": "class of the non-coding RNA not stated"}),
        ("misc_feature", {"note": "protein_bind"}),
        ("regulatory", {"regulatory_class": "other", "note": "misc_signal"}),
    ]


def test_qualifiers_that_st26_lacks() -> None:
    gene = 'gene 1..5 /locus_tag="L1" /db_xref="GI:1" /gene="abc" /label="x" /product="no"'
    found, notes = taken(genbank(gene))
    assert qualifiers(found[0], "gene") == {"gene": "abc", "note": "x", "product": "no"}
    reason = "a qualifier that ST.26 does not have (an entry of another database)"
    assert told(notes, "db_xref") == [("left-out", reason)]
    found, _ = taken(genbank(gene), to_note=("locus_tag",))
    assert qualifiers(found[0], "gene")["note"] == "x"
    assert any(q.value == "locus_tag: L1" for q in found[0].features[1].qualifiers)


def test_deposits_go_into_notes() -> None:
    found, notes = taken(genbank(source=SOURCE + ' /culture_collection="ATCC:1" /country="Peru" /focus'))
    assert qualifiers(found[0], "source")["note"] == "culture_collection: ATCC:1"
    assert qualifiers(found[0], "source")["isolation_source"] == "Peru"
    assert [kind for kind, _ in told(notes, "culture_collection")] == ["changed"]
    assert [kind for kind, _ in told(notes, "focus")] == ["left-out"]


def test_values_are_cleaned_and_never_cut() -> None:
    long = "word " * 300
    found, notes = taken(
        genbank(f'gene 1..5 /note="\u03b1-helix \u2265 5\u2032" /note="{long}" /gene="{long}"')
    )
    notes_made = [q.value for q in found[0].features[1].qualifiers]
    assert notes_made[0] == "alpha-helix >= 5'"
    assert [len(value or "") <= 1000 for value in notes_made] == [True] * 3
    assert " ".join(value or "" for value in notes_made[1:]) == long.strip()
    assert "left-out" in [kind for kind, _ in told(notes, "gene")]
    assert any("U+03B1" in reason for _, reason in told(notes, "note"))


def test_values_of_the_wrong_form_are_left_out() -> None:
    found, notes = taken(genbank('CDS 1..9 /codon_start=7 /EC_number="x"', "gene 1..5 /gene"))
    assert qualifiers(found[0], "CDS") == {}
    assert [kind for kind, _ in told(notes, "codon_start")] == ["left-out"]
    assert told(notes, "gene") == [("left-out", "it has no value")]


def test_features_without_a_legal_location_are_told() -> None:
    found, notes = taken(genbank("gene 50..70", "gene 1..5"))
    assert [f.location for f in found[0].features] == ["1..60", "1..5"]
    assert notes.features["left_out"] == 1


def test_a_changed_location_is_noted() -> None:
    found, _ = taken(genbank("gene (1.5)..9"))
    assert found[0].features[1].location == "1..9"
    assert qualifiers(found[0], "gene")["note"] == "location in the source record: (1.5)..9"


def test_a_coding_sequence_with_parts_elsewhere_is_none() -> None:
    found, _ = taken(genbank('CDS join(X1.1:1..5,11..28) /gene="g" /translation="MAKWD"'))
    assert len(found) == 1
    assert found[0].features[1].key == "misc_feature"


def source(organism: str, *more: str, mol_type: str = "genomic DNA") -> str:
    return f'source 1..60 /organism="{organism}" /mol_type="{mol_type}"' + "".join(f" /{one}" for one in more)


@pytest.mark.parametrize(
    ("organism", "expected"),
    [
        ("Homo sapiens", {"organism": "Homo sapiens", "mol_type": "genomic DNA"}),
        ("homo sapiens", {"organism": "Homo sapiens", "mol_type": "genomic DNA"}),
        (
            "Cloning vector pUC19c",
            {
                "organism": "synthetic construct",
                "mol_type": "other DNA",
                "note": "organism as named in the source: Cloning vector pUC19c",
            },
        ),
        (
            "soil metagenome",
            {
                "organism": "unidentified",
                "mol_type": "genomic DNA",
                "note": "organism as named in the source: soil metagenome",
            },
        ),
        (
            "Escherichia coli str. K-12 substr. MG1655",
            {
                "organism": "Escherichia coli",
                "mol_type": "genomic DNA",
                "strain": "K-12",
                "sub_strain": "MG1655",
            },
        ),
    ],
)
def test_organisms(organism: str, expected: dict[str, str]) -> None:
    found, notes = taken(genbank(source=source(organism)))
    assert qualifiers(found[0], "source") == expected
    changed = [kind for kind, _ in told(notes, "organism")]
    assert changed == ([] if organism == expected["organism"] else ["changed"])


def test_the_strain_that_is_there_already_is_not_repeated() -> None:
    found, _ = taken(genbank(source=source("Leptospira kirschneri str. H1", 'strain="H1"')))
    assert qualifiers(found[0], "source") == {
        "organism": "Leptospira kirschneri",
        "mol_type": "genomic DNA",
        "strain": "H1",
    }


def test_several_sources() -> None:
    part = 'source 5..20 /organism="Mus musculus" /strain="B6"'
    found, notes = taken(genbank(part))
    keys = [(f.key, f.location) for f in found[0].features]
    assert keys == [("source", "1..60"), ("misc_feature", "5..20")]
    assert (
        qualifiers(found[0], "misc_feature")["note"]
        == "source of this part: organism: Mus musculus; strain: B6"
    )
    assert notes.features == {"read": 2, "taken": 2, "left_out": 0, "added": 0, "parted": 0}


def test_sources_of_parts_only_are_asked() -> None:
    first = SOURCE.replace("1..60", "1..30")
    data = genbank('source 31..60 /organism="Mus musculus"', source=first)
    assert asked(data)[0].startswith("--organism")
    found, _ = taken(data, organism="synthetic construct")
    assert qualifiers(found[0], "source")["mol_type"] == "other DNA"


def test_messenger_rna_is_asked() -> None:
    data = genbank(molecule="mRNA", source=SOURCE.replace("genomic DNA", "mRNA"))
    assert asked(data) == ["--rna dna|rna"]
    rna, _ = taken(data, rna="rna")
    assert (rna[0].molecule_type, qualifiers(rna[0], "source")["mol_type"]) == ("RNA", "mRNA")
    dna, _ = taken(data, rna="dna")
    assert (dna[0].molecule_type, qualifiers(dna[0], "source")["mol_type"]) == ("DNA", "other DNA")


def test_other_questions_about_a_record() -> None:
    assert asked(genbank().replace(b" 60 bp", b" 61 bp")) == ["--length accept"]
    assert asked(genbank(molecule="")) == []
    assert asked(genbank(molecule="", source='source 1..60 /organism="Homo sapiens"')) == [
        "--moltype DNA|RNA|AA"
    ]
    assert asked(genbank(bases=BASES[:59] + "-"))[0].startswith("--refused")
    # Only nucleotide letters, and yet a protein: never taken for one unseen.
    assert asked(genbank().replace(b" bp ", b" aa ")) == ["--moltype DNA|RNA|AA"]
    assert asked(genbank().replace(b" bp ", b" aa "), moltype="DNA") == []
    nobody = genbank(source="").replace(b"  ORGANISM  Homo sapiens\n", b"")
    assert asked(nobody)[0].startswith("--organism")


def test_gaps_of_unknown_length() -> None:
    data = GAPPED_RECORD
    assert asked(data) == ["--gap-runs keep|split"]
    kept, notes = taken(data, gap_runs="keep")
    assert len(kept) == 3
    why = [note.reason for note in notes.kept if (note.feature or "").startswith("assembly_gap")]
    assert "known length is shown by its n, paragraph 36" in why[0]
    assert "a gap of unknown length must not stand within one sequence" in why[1]
    assert qualifiers(kept[0], "misc_feature")["note"] == "assembly_gap; estimated_length: 20"
    found, notes = taken(data, gap_runs="split")
    assert [(s.molecule_type, s.residues.length) for s in found] == [
        ("DNA", 80),
        ("AA", 5),
        ("DNA", 60),
        ("AA", 5),
    ]
    assert [(f.key, f.location) for f in found[2].features] == [("source", "1..60"), ("CDS", "11..28")]
    assert qualifiers(found[2], "CDS")["protein_id"] == "4"
    assert notes.features["left_out"] == 2


def test_short_sequences() -> None:
    data = b">a\nACGTA\n>b\nACGTACGTACGTA\n"
    found, notes = taken(data, moltype="DNA", organism="Homo sapiens")
    assert (len(found), notes.records) == (1, {"read": 2, "left_out": 1})
    found, _ = taken(data, moltype="DNA", organism="Homo sapiens", short="skip")
    assert [s.skipped for s in found] == [True, False]


def test_names_of_fasta() -> None:
    data = b">first one of them\nACGTACGTACGTA\n"
    found, notes = taken(data, moltype="DNA", organism="Homo sapiens")
    assert qualifiers(found[0], "source") == {"organism": "Homo sapiens", "mol_type": "unassigned DNA"}
    assert notes.names is not None
    assert (notes.names[0].sequence, notes.names[0].name, notes.names[0].description) == (
        1,
        "first",
        "one of them",
    )
    found, _ = taken(data, moltype="DNA", organism="Homo sapiens", note_name=True)
    assert qualifiers(found[0], "source")["note"] == "name: first"


def test_direction_in_a_heading_is_asked() -> None:
    data = b">antisense (3'->5')\nACGTACGTACGTT\n"
    assert asked(data, moltype="DNA", organism="Homo sapiens") == ["--direction reverse|as-written"]
    found, _ = taken(data, moltype="DNA", organism="Homo sapiens", direction="reverse")
    assert found[0].residues.text == "ttgcatgcatgca"


def test_uracil_of_dna_is_described() -> None:
    found, _ = taken(b">a\nACGUACGTACGTA\n", moltype="DNA", organism="synthetic construct", uracil="modified")
    assert found[0].residues.text == "acgtacgtacgta"
    assert found[0].features[1].location == "4"
    assert qualifiers(found[0], "modified_base") == {"mod_base": "OTHER", "note": "uracil"}


def test_what_is_told_of_plain_records_is_told_of_each() -> None:
    data = b"".join(
        b">%s [moltype=genomic DNA]\nacgtacgtacgtacgtacgtacgt\n" % name for name in (b"a", b"b", b"a")
    )
    found, notes = taken(data, organism="Homo sapiens")
    assert {qualifiers(one, "source")["mol_type"] for one in found} == {"genomic DNA"}
    assert [(note.record, note.line) for note in notes.kept if "same name" in note.reason] == [("a", 5)]
    _, notes = taken(data.replace(b" [moltype=genomic DNA]", b""), organism="Homo sapiens")
    assert [note.line for note in notes.kept if note.qualifier == "mol_type"] == [1, 3, 5]


def test_the_type_chosen_for_one_record_does_not_turn_dna_into_protein() -> None:
    data = b">flag\nDYKDDDDK\n>dna%s\natggctagctagctagctatatatagctagc\n"
    assert asked(data % b"", organism="Homo sapiens", moltype="AA") == [
        "[molecule=DNA], [molecule=RNA] or [molecule=AA] in the FASTA heading of the record (a column of a table), or separate files"
    ]
    found, _ = taken(data % b" [molecule=DNA]", organism="Homo sapiens", moltype="AA")
    assert [one.molecule_type for one in found] == ["AA", "DNA"]
    silk = b">silk\n" + b"GA" * 20 + b"\n"
    assert taken(silk, organism="Bombyx mori", moltype="AA")[0][0].molecule_type == "AA"
