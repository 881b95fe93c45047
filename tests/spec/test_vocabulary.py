"""Our tables against a digest of Annex I that was gathered apart from them, where one is at hand.

``SEQTOOL_VOCABULARY`` names the file; without it, one beside the corpus is taken.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from support import corpus

from seqtool import spec

STD = spec.standard()

# Where the tables differ on purpose, and why.
ADDED_PAIRS = {
    ("tRNA", "operon"),  # the digest's matrix is of 2017, INSDC has it since
}
RECOMMENDED = {
    ("DISULFID", "note"),  # remembered as mandatory, but not safely
    ("VARIANT", "note"),  # paragraphs 96 and 97: a variant says what differs
    ("VAR_SEQ", "note"),
}
ADDED_EXCLUSIONS = {frozenset({"pseudo", "pseudogene"})}  # Annex I Section 6.80: only one of the three on CDS


@pytest.fixture(scope="module")
def digest() -> dict[str, Any]:
    named = os.environ.get("SEQTOOL_VOCABULARY")
    found = [Path(named)] if named else sorted(corpus().parent.glob("*/vocabulary.json"))
    if not found:
        pytest.skip("no digest to compare with")
    return json.loads(found[0].read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_symbols(digest):
    for name, ours in (
        ("nucleotide_symbols", STD.nucleotide_symbols),
        ("amino_acid_symbols", STD.amino_acid_symbols),
    ):
        items = digest[name]["items"]
        assert [item["symbol"] for item in items] == list(ours)
        for item in items:
            record = ours[item["symbol"]]
            assert list(record.stands_for) == item["expands_to"]
            assert record.defined == item["specifically_defined"]
            assert record.three_letter == item.get("three_letter", "")


def test_abbreviations(digest):
    for name, ours in (
        ("modified_nucleotides", STD.modified_nucleotides),
        ("modified_amino_acids", STD.modified_amino_acids),
    ):
        theirs = {item["abbreviation"]: item["definition"] for item in digest[name]["items"]}
        assert list(ours) == list(theirs)
        assert {k: v for k, v in ours.items() if k != "OTHER"} == {
            k: v for k, v in theirs.items() if k != "OTHER"
        }


@pytest.mark.parametrize(
    ("name", "protein"), [("nucleotide_feature_keys", False), ("amino_acid_feature_keys", True)]
)
def test_keys(digest, name, protein):
    items = digest[name]["items"]
    assert [item["key"] for item in items] == list(STD.keys(protein))
    for item in items:
        key = STD.keys(protein)[item["key"]]
        assert key.section == item["section"]
        assert key.mandatory == set(item["mandatory_qualifiers"])
        theirs = set(item["optional_qualifiers"]) | set(item.get("optional_qualifiers_added_later", ()))
        added = {qualifier for where, qualifier in ADDED_PAIRS if where == key.name}
        assert key.optional | key.recommended == theirs | added
        assert key.recommended == {qualifier for where, qualifier in RECOMMENDED if where == key.name}


@pytest.mark.parametrize(
    ("name", "protein"), [("nucleotide_qualifiers", False), ("amino_acid_qualifiers", True)]
)
def test_qualifiers(digest, name, protein):
    items = digest[name]["items"]
    assert [item["name"] for item in items] == list(STD.qualifiers(protein))
    for item in items:
        record = STD.qualifiers(protein)[item["name"]]
        assert record.section == item["section"]
        assert record.language_dependent == item["language_dependent"]
        assert (record.format == "none") == (item["value_format"] == "none")
        if isinstance(item.get("values"), list):
            assert record.values == set(item["values"])
        if isinstance(item["allowed_on"], list):
            ours = {key.name for key in STD.keys(protein).values() if record.name in key.allowed}
            added = {where for where, qualifier in ADDED_PAIRS if qualifier == record.name}
            assert ours == set(item["allowed_on"]) | added


def test_mol_types_and_exclusions(digest):
    for moltype in ("DNA", "RNA", "AA"):
        assert STD.mol_types(moltype) == set(digest["mol_type"][moltype])
    theirs = {frozenset(pair) for pair in digest["qualifier_mutual_exclusions"]["pairs"]}
    assert {frozenset({row.first, row.second}) for row in STD.exclusions} == theirs | ADDED_EXCLUSIONS


def test_codes(digest):
    assert spec.offices().keys() == {item["code"] for item in digest["office_codes_st3"]["items"]}
    assert spec.languages().keys() == {item["code"] for item in digest["language_codes_iso639_1"]["items"]}
    theirs = {
        str(item["id"]) for item in digest["genetic_codes"]["items"] if item["in_st26"] != "not expected"
    }
    assert STD.qualifiers(False)["transl_table"].values == theirs
