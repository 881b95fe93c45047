"""Molecules of DNA and RNA: segments by features or by the letters, never by a guess (paragraph 55)."""

from __future__ import annotations

import pytest
from support_st25 import HEAD, asked, entry, features, one, read, source_of, told

from seqtool.io.imports import Kind

SAID = "<220>\n<223>  Description of Combined DNA/RNA Molecule: Synthetic oligonucleotide\n\n"
DNA, RNA = ({"note": "DNA"}, {"note": "RNA"})


def segment(location: str, text: str) -> str:
    return f"<220>\n<221>  misc_feature\n<222>  {location}\n<223>  {text}\n\n"


def of_source(item: object) -> dict[str, str | None]:
    return {q.name: q.value for q in source_of(item).qualifiers if q.name != "note"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "residues", "parts"),
    [
        ("DNA", "gcaugcuacu ttctg", [("1..10", RNA), ("11..15", DNA)]),
        ("DNA", "uuugcutagt cauguaaucu", None),
        ("RNA", "ttcgtuaguc u", [("1..5", DNA), ("6..11", RNA)]),
        ("DNA/RNA", "gcaugcuacu ttctg", [("1..10", RNA), ("11..15", DNA)]),
    ],
)
@pytest.mark.parametrize("more", [SAID, ""])
def test_rna_parts(
    kind: str, residues: str, parts: list[tuple[str, dict[str, str]]] | None, more: str
) -> None:
    text = entry(1, kind, residues, organism="Artificial Sequence", more=more)
    if parts is None:
        _, notes = read(HEAD.format(1) + text, uracil="rna-parts")
        [question] = notes.questions
        assert question.option.startswith("<220> with misc_feature")
        return
    item, notes = one(text, uracil="rna-parts")
    assert item.sequence.molecule_type == "DNA"
    assert "u" not in item.sequence.residues.text
    assert features(item) == [("misc_feature", place, note) for place, note in parts]
    assert of_source(item) == {"organism": "synthetic construct", "mol_type": "other DNA"}
    assert len(told(notes, Kind.ADDED, "paragraph 55")) == len(parts)


@pytest.mark.parametrize("answer", [None, "t", "modified"])
def test_other_answers_do_not_fit_a_molecule_said_to_be_of_both(answer: str | None) -> None:
    _, notes = read(HEAD.format(1) + entry(1, "DNA", "gcaugcuacu ttctg", more=SAID), uracil=answer)
    [option] = asked(notes)
    assert option.startswith("--uracil rna-parts; or <220>")


def test_what_a_stretch_between_u_and_t_is_nobody_knows() -> None:
    _, notes = read(HEAD.format(1) + entry(1, "DNA", "gcaugcuaca ttctg", more=SAID), uracil="rna-parts")
    assert "DNA or RNA: 8..10" in notes.asked()[0].places[0]
    _, notes = read(HEAD.format(1) + entry(1, "DNA", "gcaugcuaca cccag", more=SAID), uracil="rna-parts")
    assert "only RNA is to be seen" in notes.asked()[0].places[0]


def test_described_segments_need_no_answer() -> None:
    more = SAID + segment("(1)..(10)", "RNA") + segment("(11)..(15)", "deoxyribonucleotides")
    item, _ = one(entry(1, "DNA", "gcaugcuaca ttctg", more=more))
    assert [one for one in features(item) if one[2] in (DNA, RNA)] == [
        ("misc_feature", "1..10", RNA),
        ("misc_feature", "11..15", DNA),
    ]
    assert of_source(item) == {"organism": "synthetic construct", "mol_type": "other DNA"}


def test_one_described_segment_and_the_letters() -> None:
    text = entry(1, "DNA", "gcaugcuaca ttctg", more=SAID + segment("(4)..(10)", "RNA"))
    _, notes = read(HEAD.format(1) + text, uracil="rna-parts")
    assert "describe a part of them only" in notes.asked()[0].places[0]


def test_uracil_in_a_segment_of_dna() -> None:
    text = entry(
        1, "DNA", "gcaugcuaca ttcug", more=segment("(1)..(10)", "RNA") + segment("(11)..(15)", "DNA")
    )
    _, notes = read(HEAD.format(1) + text)
    assert asked(notes) == ["--uracil modified, or correct the segments in the ST.25 listing"]
    item, _ = one(text, uracil="modified")
    assert features(item)[-1] == ("modified_base", "14", {"mod_base": "OTHER", "note": "uracil"})


@pytest.mark.parametrize(
    ("text", "looked_at"),
    [
        ("Probe for DNA and RNA", False),
        ("chimeric gene", False),
        ("Description of Combined DNA/RNA Molecule: Synthetic", True),
    ],
)
def test_without_u_nothing_is_asked_but_told(text: str, looked_at: bool) -> None:
    item, notes = one(entry(1, "DNA", "gcatgctaca ttctg", more=f"<220>\n<223>  {text}\n\n"))
    assert features(item) == []
    assert bool(told(notes, Kind.QUESTION, "paragraph 55")) == looked_at
