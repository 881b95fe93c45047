"""Organism names: the shipped index, the kinds of names, completion and correction."""

import importlib.util
import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, corpus

from seqtool.spec import organisms, tables
from seqtool.spec.organism_index import MAX_NAME, decode, encode
from seqtool.spec.organisms import Kind, Match, lookup, nearest, suggest

ROOM = organisms.ROOM


@pytest.mark.parametrize(
    "name",
    [
        "Homo sapiens",
        "Mus musculus",
        "Saccharomyces cerevisiae",
        "Escherichia coli",
        "Canis lupus familiaris",
        "Mentha x piperita",
        "Fusarium oxysporum f. sp. lycopersici",
        "Candidatus Liberibacter asiaticus",
        "Tobacco mosaic virus",
        "Severe acute respiratory syndrome coronavirus 2",
        "Orthoflavivirus denguei",
        "Alphainfluenzavirus influenzae",
        "Influenza A virus",
        "Rotavirus A",
        "Zika virus",
        "Hepatitis C virus",
        "Escherichia phage T4",
        # usage differs in the first letter and in "type"
        "Dengue virus 2",
        "Dengue virus type 2",
        "dengue virus type 2",
        "Canine adenovirus type 2",
        "Canine adenovirus 2",
        "Human immunodeficiency virus type 1",
        "coliphage phiX174",
        # replaced, but still lawful
        "Lactobacillus plantarum",
        "Pichia pastoris",
        "Candida boidinii",
    ],
)
def test_known_names_are_exact(name: str) -> None:
    found = lookup(name)
    assert found.kind is Kind.EXACT
    assert found.name == name


def test_an_older_name_tells_the_current_one() -> None:
    assert lookup("Clostridium difficile").current == "Clostridioides difficile"
    assert lookup("Homo sapiens").current == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("synthetic construct", Match(Kind.SPECIAL, "synthetic construct")),
        ("unidentified", Match(Kind.SPECIAL, "unidentified")),
        ("Synthetic construct", Match(Kind.CASE, "synthetic construct")),
        ("UNIDENTIFIED", Match(Kind.CASE, "unidentified")),
        ("homo sapiens", Match(Kind.CASE, "Homo sapiens")),
        ("Homo Sapiens", Match(Kind.CASE, "Homo sapiens")),
        ("orthoflavivirus denguei", Match(Kind.CASE, "Orthoflavivirus denguei")),
        ("homo", Match(Kind.CASE, "Homo")),
        ("homo sp.", Match(Kind.CASE, "Homo sp.")),
        ("Homo SP", Match(Kind.CASE, "Homo sp")),
        ("Streptomyces sp.", Match(Kind.GENUS_SP, "Streptomyces sp.")),
        ("Streptomyces sp", Match(Kind.GENUS_SP, "Streptomyces sp")),
        ("Leishmania", Match(Kind.GENUS, "Leishmania")),
        (" Homo sapiens\n", Match(Kind.EXACT, "Homo sapiens")),
        ("Escherichia coli K-12", Match(Kind.STRAIN_LEVEL, "Escherichia coli", "K-12")),
        ("Homo sapiens (human)", Match(Kind.STRAIN_LEVEL, "Homo sapiens", "(human)")),
        ("Streptomyces sp. X1", Match(Kind.STRAIN_LEVEL, "Streptomyces sp.", "X1")),
        (
            "Influenza A virus (A/California/07/2009(H1N1))",
            Match(Kind.STRAIN_LEVEL, "Influenza A virus", "(A/California/07/2009(H1N1))"),
        ),
        ("human", Match(Kind.COMMON_NAME, "Homo sapiens")),
        ("Mouse", Match(Kind.COMMON_NAME, "Mus musculus")),
        ("E. coli", Match(Kind.COMMON_NAME, "Escherichia coli")),
    ],
)
def test_kinds(name: str, expected: Match) -> None:
    assert lookup(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Cloning vector pUC19c",
        "Expression vector pX",
        "synthetic DNA construct",
        "Plasmid pNE131",
        "Artificial Sequence",
    ],
)
def test_artificial(name: str) -> None:
    assert lookup(name) == Match(Kind.ARTIFICIAL, "synthetic construct")


@pytest.mark.parametrize(
    "name",
    [
        "soil metagenome",
        "uncultured bacterium",
        "unknown marine gamma proteobacterium NOR5",
        "Unknown",
        "unidentified virus",
    ],
)
def test_environmental(name: str) -> None:
    assert lookup(name) == Match(Kind.ENVIRONMENTAL, "unidentified")


@pytest.mark.parametrize(
    "name", ["", "  ", "Xyzzy plughus", "Homo\x01", "\x00", "\ud800", "Homo sapiens\u00a0x", "x" * 100_000]
)
def test_unknown(name: str) -> None:
    assert lookup(name) == Match(Kind.UNKNOWN, "")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Mus musculos", "Mus musculus"),
        ("Escherichia colli", "Escherichia coli"),
        ("Sacharomyces cerevisae", "Saccharomyces cerevisiae"),
        ("Nicotania tabacum", "Nicotiana tabacum"),
        ("Arabidopsis thalania", "Arabidopsis thaliana"),
        ("Saccharomyces cereviseae S288C", "Saccharomyces cerevisiae"),
        ("sythetic construct", "synthetic construct"),
        ("Tobaco mosaic virus", "Tobacco mosaic virus"),
        ("Streptomices", "Streptomyces"),
        ("Streptomyces spp.", "Streptomyces sp."),
        ("Citrus \u00d7 sinensis", "Citrus x sinensis"),
    ],
)
def test_nearest(name: str, meant: str) -> None:
    assert nearest(name)[0] == meant


def test_nearest_may_find_nothing() -> None:
    assert nearest("Xyzzy plughus") == []
    assert nearest("") == nearest("Homo sapiens", limit=0) == []


def test_suggestions_put_frequent_organisms_first() -> None:
    assert suggest("HOMO")[:2] == ["Homo sapiens", "Homo"]
    assert suggest("esch")[0] == "Escherichia coli"
    assert "Mus caroli" in suggest("mus ")
    assert suggest("")[:2] == ["synthetic construct", "unidentified"]
    assert len(suggest("a", limit=7)) == 7
    assert suggest("a", limit=0) == []


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=150)
def test_no_text_is_refused(text: str) -> None:
    lookup(text)
    for name in suggest(text):
        assert name.lower().startswith(text.lstrip(" \t\r\n").lower())


WORDS = st.sampled_from(
    ["Homo sapiens", "Escherichia coli", "Zika virus", "Streptomyces", "Pisum sativum K1"]
)


@given(WORDS, st.integers(0, 15), st.sampled_from(["", "x", "ee", " ", "\u00e9"]), st.integers(0, 2))
@settings(deadline=None, max_examples=60)
def test_corrections_exist(word: str, place: int, put: str, cut: int) -> None:
    known = {Kind.EXACT, Kind.GENUS, Kind.GENUS_SP, Kind.SPECIAL}
    for name in nearest(word[:place] + put + word[place + cut :]):
        assert lookup(name).kind in known


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=MAX_NAME))
def test_keys_give_the_name_back(name: str) -> None:
    assert decode(encode(name)) == name


def test_own_tables_name_known_organisms() -> None:
    for older, current in tables.read("name current", ROOM, "older.tsv"):
        assert lookup(older).kind is Kind.EXACT, older
        assert not current or lookup(current).kind is Kind.EXACT, current
    for common, name in tables.read("common name", ROOM, "common.tsv"):
        assert lookup(common).kind in (Kind.COMMON_NAME, Kind.CASE), common
        assert lookup(name).kind is Kind.EXACT, name
    for (name,) in tables.read("name", ROOM, "frequent.tsv"):
        assert lookup(name).kind in (Kind.EXACT, Kind.SPECIAL, Kind.GENUS, Kind.GENUS_SP), name


def test_organisms_of_real_records() -> None:
    record = corpus("flat", "biopython", "GenBank", "NC_005816.gb").read_text(encoding="utf-8")
    assert '/organism="Yersinia pestis biovar Microtus str. 91001"' in record
    assert lookup("Yersinia pestis biovar Microtus str. 91001").kind is Kind.STRAIN_LEVEL


def _build_script() -> Any:
    spec = importlib.util.spec_from_file_location(
        "build_organisms", ROOT / "packaging" / "build_organisms.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = _build_script()
CELL, VIRUS, PHAGE = 4, 9, 3


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (("Solanum lycopersicum", 23, CELL), True),
        (("Rosa gallica var. officinalis", 44, CELL), True),
        (("Fusarium oxysporum f. sp. asparagi", 7, CELL), True),
        (("Xanthomonas campestris pv. campestris", 45, CELL), True),
        (("[Candida] boidinii", 23, CELL), True),
        (("Solanum", 9, CELL), True),
        (("Solanaceae", 5, CELL), False),
        (("Solanum sp. AB-12", 23, CELL), False),
        (("Solanum cf. nigrum", 23, CELL), False),
        (("Solanum nigrum AB12", 26, CELL), False),
        (("Insecta sp. BOLD:AAA1234", 23, CELL), False),
        (("bacterium symbiont of things", 23, 0), False),
        (("unclassified Solanum", 45, CELL), False),
        (("uncultured Solanum", 23, CELL), False),
        (("soil metagenome", 23, 11), False),
        (("Cloning vector pZ9", 23, 7), False),
        (("Transposon Tn0", 23, 8), False),
        (("Tobacco blue virus 2", 23, VIRUS), True),
        (("Solanum phage vB_Sol1", 23, PHAGE), True),
        (("Grey virus (A/Nowhere/1/2001)", 45, VIRUS), False),
        (("Greyviridae sp. ct1", 23, PHAGE), False),
        (("Greyviridae", 5, VIRUS), False),
        (("Solanum " + "a" * MAX_NAME, 23, CELL), False),
    ],
)
def test_filter(row: tuple[str, int, int], kept: bool) -> None:
    assert (build.reason_to_drop(build.Row(*row)) is None) is kept


def test_sorting_out() -> None:
    rows = [
        build.Row("Alpha", build.SUBGENUS, CELL),
        build.Row("Alpha beta", 23, CELL),
        build.Row("Gamma", 5, CELL),
        build.Row("[Delta] epsilon (nom. inval.)", 23, CELL),
    ]
    genera, names, dropped = build.sort_out(iter(rows))
    assert genera == {"Alpha"}
    assert names == {"Alpha beta", "[Delta] epsilon", "Delta epsilon"}
    assert dropped == Counter({"rank above genus, between genus and species, or a strain": 2})
