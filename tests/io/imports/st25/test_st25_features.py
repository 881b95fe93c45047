"""Features of ST.25: keys, locations, descriptions, coding sequences in mixed mode, numbering below 1."""

from __future__ import annotations

import pytest
from support_st25 import HEAD, entry, features, one, read, source_of, told

from seqtool.io.imports import Kind
from seqtool.io.imports.st25.places import place
from seqtool.io.imports.st25.tables import mod_base

N20 = "acgtacgtnc gtacgtacgt 20"
X9 = "Met Ala Xaa Lys Trp Xaa Val Leu Xaa"


def feature(key: str, location: str, text: str = "") -> str:
    return f"<220>\n<221>  {key}\n<222>  {location}\n" + (f"<223>  {text}\n" if text else "") + "\n"


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("(3)..(32)", ("3..32",)),
        ("(1)...(35155)", ("1..35155",)),
        ("(5)..(5)", ("5",)),
        ("2", ("2",)),
        ("(2)", ("2",)),
        ("((2)..(7))", ("2..7",)),
        ("(2..7)", ("2..7",)),
        (" ( 2 ) .. ( 7 ) .", ("2..7",)),
        ("2-7", ("2..7",)),
        ("(2)\u2013(7)", ("2..7",)),
        ("2 to 7", ("2..7",)),
        ("positions 2 to 7", ("2..7",)),
        ("from 2 to 7", ("2..7",)),
        ("2\u20267", ("2..7",)),
        ("(<1)..(>9)", ("<1..>9",)),
        ("(1)..(5), (8)..(8)", ("1..5", "8")),
        ("3 and 5", ("3", "5")),
        ("(4)^(5)", ("4^5",)),
        ("join((1)..(20),(30)..(40))", ("join(1..20,30..40)",)),
        ("complement((1)..(20))", ("complement(1..20)",)),
        ("", ()),
    ],
)
def test_places(written: str, parts: tuple[str, ...]) -> None:
    assert place(written).parts == parts


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("(-20)..(-1)", ("1..20",)),
        ("(1)..(5)", ("21..25",)),
        ("-1", ("20",)),
        ("(0)..(4)", ()),
        ("(-21)..(4)", ()),
    ],
)
def test_places_below_one(written: str, parts: tuple[str, ...]) -> None:
    assert place(written, negative=20).parts == parts
    assert not place("(-3)..(2)").parts


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("i", "i"), ("d", "dhu"), ("t", "m5u"), ("m5c", "m5c"), ("n is inosine", "i"), ("n = i", "i"), ("Inosine", "i"),
        ("5-methylcytidine", "m5c"), ("dihydrouridine", "dhu"), ("/mod_base=gm", "gm"), ("xanthine", ""), ("n is a or g", ""),
    ],
)  # fmt: skip
def test_mod_base(text: str, short: str) -> None:
    assert mod_base(text)[0] == short


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("misc_feature", "n is a, c, g, or t", ("misc_feature", {"note": "n is a, c, g, or t"})),
        ("Variation", "n = a or g", ("variation", {"note": "n = a or g"})),
        ("promoter", "T7", ("regulatory", {"note": "T7", "regulatory_class": "promoter"})),
        ("TATA_signal", "", ("regulatory", {"regulatory_class": "TATA_box"})),
        ("3'clip", "", ("misc_feature", {"note": "3'clip"})),
        ("mutation", "c to t", ("variation", {"note": "c to t"})),
        ("modified_base", "t", ("modified_base", {"mod_base": "m5u"})),
        ("modified_base", "n = inosine", ("modified_base", {"mod_base": "i"})),
        ("modified_base", "xanthine", ("modified_base", {"mod_base": "OTHER", "note": "xanthine"})),
        ("modified_base", "n = g, a, c or t", ("misc_difference", {"note": "n = g, a, c or t"})),
        ("protein_bind", "LexA", ("protein_bind", {"bound_moiety": "LexA"})),
        ("my_own_key", "text", ("misc_feature", {"note": "my_own_key"})),
        ("source", "clone 7", None),
    ],
)
def test_nucleotide_keys(key: str, text: str, expected: tuple[str, dict[str, str]] | None) -> None:
    item, notes = one(entry(1, "DNA", N20, more=feature(key, "(9)..(9)", text)))
    found = features(item)
    if expected is None:
        assert any("clone 7" in (q.value or "") for f in item.sequence.features for q in f.qualifiers)
        return
    assert [(found[0][0], found[0][1])] == [(expected[0], "9")]
    assert expected[1].items() <= found[0][2].items() or expected[0] == "misc_feature"
    taken = told(notes, Kind.TAKEN, "feature from <220>")
    assert (taken[0].line, (taken[0].before or "").split(" ")[:2]) == (14, ["<221>", key])


@pytest.mark.parametrize("more", ["", "<223>  xanthine\n"])
@pytest.mark.parametrize("word", ["OTHER", "Other."])
def test_the_word_other_is_no_note(word: str, more: str) -> None:
    item, notes = one(
        entry(1, "DNA", N20, more=feature("modified_base", "(9)..(9)", word).rstrip() + f"\n{more}\n")
    )
    [(_, _, qualifiers)] = features(item)
    note = "xanthine" if more else "modified base, not described in the ST.25 listing"
    assert qualifiers == {"mod_base": "OTHER", "note": note}
    assert len(told(notes, Kind.CHANGED, "the word OTHER")) == 1
    assert len(told(notes, Kind.ADDED, "please write one")) == (not more)


@pytest.mark.parametrize("text", ["", "between the chains"])
def test_disulfide_bonds_have_a_note(text: str) -> None:
    item, notes = one(entry(1, "PRT", "Cys Ala Lys Trp Cys", more=feature("DISULFID", "(1)..(5)", text)))
    assert features(item) == [("DISULFID", "1..5", {"note": text or "disulfide bond"})]
    assert len(told(notes, Kind.ADDED, "disulfide bond")) == (not text)


@pytest.mark.parametrize(
    ("key", "location", "text", "expected"),
    [
        ("MISC_FEATURE", "(2)..(2)", "a thing", ("SITE", "2")),
        ("misc_feature", "(2)..(4)", "a thing", ("REGION", "2..4")),
        ("MISC_FEATURE", "(3)..(3)", "Xaa = Cys or Ser", ("VARIANT", "3")),
        ("MISC_FEATURE", "(3)..(3)", "Xaa can be any naturally occurring amino acid", ("VARIANT", "3")),
        ("MISC_FEATURE", "(3)..(3)", "Xaa is unknown", ("UNSURE", "3")),
        ("MISC_FEATURE", "(3)..(3)", "Xaa is D-Lys", ("SITE", "3")),
        ("MISC_FEATURE", "(2)..(2)", "Ala or Gly", ("SITE", "2")),
        ("VARIANT", "3", "Xaa=D-Lys", ("VARIANT", "3")),
        ("VARIAxNT", "3", "Xaa=D-Lys", ("SITE", "3")),
        ("MOD_RES", "(2)..(2)", "N-methyl", ("MOD_RES", "2")),
        ("mod_res", "(2)..(2)", "N-methyl", ("MOD_RES", "2")),
        ("ACETYLATION", "(1)..(1)", "", ("MOD_RES", "1")),
        ("MYRISTATE", "(1)..(1)", "", ("LIPID", "1")),
        ("THIOETH", "(1)..(4)", "", ("CROSSLNK", "1..4")),
        ("VARSPLIC", "(1)..(4)", "", ("VAR_SEQ", "1..4")),
        ("SIMILAR", "(1)..(4)", "to x", ("REGION", "1..4")),
        ("SE_CYS", "(2)..(2)", "", ("NON_STD", "2")),
        ("HYDROXYLATION", "(2)..(2)", "", ("MOD_RES", "2")),
        ("CDS", "(1)..(4)", "odd", ("REGION", "1..4")),
    ],
)
def test_protein_keys(key: str, location: str, text: str, expected: tuple[str, str]) -> None:
    item, _ = one(entry(1, "PRT", X9, more=feature(key, location, text)))
    found = features(item)
    assert found[0][:2] == expected
    note = found[0][2].get("note") or ""
    assert text in note or text in str(item.sequence.features)


@pytest.mark.parametrize(("kind", "residues", "key"), [("DNA", N20, "misc_feature"), ("PRT", X9, "REGION")])
def test_source_as_a_feature(kind: str, residues: str, key: str) -> None:
    length = 20 if kind == "DNA" else 9
    whole, part = feature("source", f"(1)..({length})", "clone 7"), feature("source", "(2)..(5)", "mouse")
    item, _ = one(entry(1, kind, residues, more=whole + part))
    assert source_of(item).qualifiers[-1].value == "clone 7"
    assert features(item) == [(key, "2..5", {"note": "source of this part: mouse"})]


def test_lists_of_places() -> None:
    item, _ = one(entry(1, "PRT", X9, more=feature("VARIANT", "(3)..(3), (6)..(6)", "any")))
    assert [f[:2] for f in features(item)] == [("VARIANT", "3"), ("VARIANT", "6")]


def test_features_without_220_and_repeated_identifiers() -> None:
    more = "<220>\n<223> Cyclic\n<221> VARIANT\n<222> 3\n<223> Xaa=D-Lys\n<221> VARIANT\n<222> 6\n<223> Xaa=Nle\n<222> 9\n<223> Xaa=Orn\n"
    item, _ = one(entry(1, "PRT", X9, more=more))
    assert [(f[1], f[2]["note"]) for f in features(item)] == [
        ("3", "Xaa=D-Lys"),
        ("6", "Xaa=Nle"),
        ("9", "Xaa=Orn"),
    ]
    assert source_of(item).qualifiers[-1].value == "Cyclic"


def test_no_key_or_no_location() -> None:
    item, notes = one(entry(1, "DNA", N20, more="<220>\n<221>\n<222>\n<223> whole\n<220>\n<221> gene\n<223> lacZ\n<220>\n<222> (2)..(3)\n<223> odd\n"))  # fmt: skip
    assert [q.value for q in source_of(item).qualifiers if q.name == "note"] == ["whole", "gene: lacZ"]
    assert features(item) == [("misc_feature", "2..3", {"note": "odd"})]
    assert told(notes, Kind.CHANGED, "without a location")


@pytest.mark.parametrize("location", ["(20)..(1399)", "(9)..(2)x", "nowhere"])
def test_impossible_locations_are_told(location: str) -> None:
    item, notes = one(entry(1, "DNA", N20, more=feature("misc_feature", location, "text")))
    assert not features(item)
    assert "text" in (told(notes, Kind.LEFT_OUT, "no legal location")[0].before or "")
    assert notes.features["left_out"] == 1


def test_long_description_is_split_and_odd_characters_told() -> None:
    text = "A sentence of words. " * 80
    item, _ = one(entry(1, "DNA", N20, more=feature("misc_feature", "(1)..(9)", text)))
    notes = [q.value or "" for f in item.sequence.features[1:] for q in f.qualifiers]
    assert all(len(note) <= 1_000 for note in notes)
    assert " ".join(notes) == text.strip()
    item, _ = one(entry(1, "PRT", X9, more=feature("VARIANT", "(3)..(3)", "\u03b1-helix \u2265 5")))
    assert features(item)[0][2]["note"].isascii()


# Coding sequences

GENE = "ccc atg gct tct aaa tgg taa gg 23"
MIXED = (
    "ccc atg gct tct aaa tgg taa gg                     23\n    Met Ala Ser Lys Trp\n    1               5"
)
CDS = feature("CDS", "(4)..(18)")
PROTEIN = entry(2, "PRT", "Met Ala Ser Lys Trp")


def test_mixed_mode_finds_its_entry_and_its_stop() -> None:
    found, notes = read(HEAD.format(2) + entry(1, "DNA", MIXED, more=CDS, length=23) + PROTEIN)
    assert not list(notes.questions)
    assert found[0].sequence.residues.text == "cccatggcttctaaatggtaagg"
    assert features(found[0]) == [("CDS", "4..21", {"translation": "MASKW", "protein_id": "2"})]
    assert told(notes, Kind.CHANGED, "stop codon")[0].after == "4..21"
    assert told(notes, Kind.ADDED, "protein_id")[0].after == "2"
    assert len(found) == 2


def test_next_entry_first_and_organism_must_agree() -> None:
    text = (
        HEAD.format(4) + entry(1, "PRT", "Met Ala Ser Lys Trp") + entry(2, "DNA", MIXED, more=CDS, length=23)
    )
    text += entry(3, "PRT", "Met Ala Ser Lys Trp", organism="Mus musculus") + entry(
        4, "PRT", "Met Ala Ser Lys Trp"
    )
    found, _ = read(text)
    assert features(found[1])[0][2]["protein_id"] == "4"


@pytest.mark.parametrize(
    ("more", "words"), [("", "no entry holds this protein"), (entry(2, "PRT", "Met Ala Ser Lys Trp", organism="Mus musculus"), "another organism")]
)  # fmt: skip
def test_no_entry_is_made(more: str, words: str) -> None:
    found, notes = read(HEAD.format(2) + entry(1, "DNA", MIXED, more=CDS, length=23) + more)
    assert features(found[0]) == [("CDS", "4..21", {})]
    assert told(notes, Kind.LEFT_OUT, words)[0].before == "MASKW"
    assert len(found) == 1 + bool(more)


def test_a_number_that_stands_twice_is_no_link() -> None:
    text = entry(1, "DNA", MIXED, more=CDS, length=23) + entry(2, "DNA", N20) + PROTEIN
    found, notes = read(HEAD.format(3) + text, numbers="ignore")
    assert len(found) == 3
    assert told(notes, Kind.LEFT_OUT, "no entry holds this protein")


def test_no_stop_no_extension() -> None:
    mixed = MIXED.replace("taa", "tgt")
    found, notes = read(HEAD.format(2) + entry(1, "DNA", mixed, more=CDS, length=23) + PROTEIN)
    assert features(found[0])[0][1] == "4..18"
    assert not told(notes, Kind.CHANGED, "stop codon")


def test_complement_and_join_are_extended_too() -> None:
    item, _ = one(entry(1, "DNA", "ttaccattta gaagccatcc", more=feature("CDS", "complement((4)..(18))")))
    assert features(item)[0][1] == "complement(1..18)"
    item, _ = one(
        entry(1, "DNA", "atggctccct ctaaatggta agg", more=feature("CDS", "join((1)..(6),(10)..(18))"))
    )
    assert features(item)[0][1] == "join(1..6,10..21)"


def test_amino_acids_no_cds_covers_and_tabs() -> None:
    _, notes = read(HEAD.format(2) + entry(1, "DNA", MIXED, length=23) + PROTEIN)
    assert told(notes, Kind.LEFT_OUT, "no CDS covers")[0].before == "MASKW"
    tabbed = "cccatg\tgct\ttct\taaa\ttgg\ttaagg\t23\n\tMet\tAla\tSer\tLys".replace("cccatg\t", "ccc\tatg\t")
    found, notes = read(HEAD.format(1) + entry(1, "DNA", tabbed, more=feature("CDS", "(4)..(18)"), length=23))
    assert told(notes, Kind.QUESTION, "translation in the record is not")
    assert found[0].sequence.residues.length == 23


def test_split_codon_and_codon_start() -> None:
    mixed = "atg gct tc         8\nMet Ala Ser\n\ngtaagtag           16\n\nt aaa tgg taa      26\n  Lys Trp"
    found, notes = read(HEAD.format(2) + entry(1, "DNA", mixed, more=feature("CDS", "join((1)..(8),(17)..(26))"), length=26) + PROTEIN)  # fmt: skip
    assert features(found[0])[0][2] == {"translation": "MASKW", "protein_id": "2"}
    assert not told(notes, Kind.QUESTION, "translation in the record")
    mixed = "cc atg gct tct aaa tgg taa 20\n   Met Ala Ser Lys Trp"
    found, notes = read(
        HEAD.format(2) + entry(1, "DNA", mixed, more=feature("CDS", "(2)..(20)"), length=20) + PROTEIN
    )
    assert features(found[0])[0][2]["codon_start"] == "2"


def test_numbers_below_one() -> None:
    residues = "Met Ala Ser Lys Trp Val Leu\n        -1  1           4\n".replace("        -1", "-3      -1")
    more = feature("SIGNAL", "(-3)..(-1)") + feature("CHAIN", "(1)..(4)") + feature("SITE", "(2)..(2)", "x")
    item, notes = one(entry(1, "PRT", residues, more=more))
    assert [f[:2] for f in features(item)] == [("SIGNAL", "1..3"), ("CHAIN", "4..7"), ("SITE", "5")]
    assert len(told(notes, Kind.CHANGED, "numbered from 1")) == 3
