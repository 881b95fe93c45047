"""Our grammars and our structure rules give the same verdict on whole documents; so do the official DTDs."""

from __future__ import annotations

import os
import random
import re
import sys
from pathlib import Path

import pytest
from lxml import etree
from support import corpus

from seqtool import assets
from seqtool.io.st26.reader import ListingReader

sys.path.insert(0, str(Path(__file__).parent))
from listings import LISTING, mutate

MUTANTS = int(os.environ.get("SEQTOOL_MUTANTS", "1500"))
#: Faults of writing that no DTD knows, and faults of the first lines.
WRITING = frozenset({"X004", "X008", "X012", "X013", "X050", "X051", "X055", "X056", "X057", "X058", "X060"})
VERSIONS = ("V1_0", "V1_1", "V1_2", "V1_3")
OFFICIAL = {
    "V1_0": "sadrians__st26proto__ST26SequenceListing_V1_0.dtd",
    "V1_2": "sadrians__st26proto__ST26SequenceListing_V1_2.dtd",
    "V1_3": "ST26SequenceListing_V1_3.dtd",
}


def grammar(version: str) -> etree.DTD:
    return etree.DTD(str(assets.path("dtd", f"ST26SequenceListing_{version}.dtd")))


def valid(data: bytes, dtd: etree.DTD) -> bool:
    try:
        tree = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError:
        return False
    if any(True for _ in tree.iter(etree.Entity)):
        return False
    # uniqueness and form of ids are looked at by rules on qualifiers
    for element in tree.iter("INSDQualifier"):
        if "id" in element.attrib:
            element.set("id", f"q{id(element)}")
    try:
        return bool(dtd.validate(etree.ElementTree(etree.fromstring(etree.tostring(tree)))))
    except etree.XMLSyntaxError:  # a prefix without namespace cannot be written out again
        return False


def faults(data: bytes) -> list[str]:
    with ListingReader(data) as reader:
        found = [f.code for block in reader for f in block.found]
        return [*(f.code for f in reader.head.found), *found, *(f.code for f in reader.tail)]


def document(version: str, rng: random.Random) -> str:
    text = LISTING.replace("V1_3", version).replace("Listing 1.3", "Listing " + version[1:].replace("_", "."))
    if version != "V1_3" and rng.random() < 0.9:
        text = re.sub(r"\n?<NonEnglishQualifier_value>[^<]*</NonEnglishQualifier_value>", "", text)
        text = re.sub(r' id="q\d"', "", text)
    if rng.random() < 0.2:
        text = text.replace("<INSDFeature_quals>", "<INSDFeature_quals></INSDFeature_quals><!--", 1).replace(
            "</INSDFeature_quals>\n</INSDFeature>", "--></INSDFeature>", 1
        )
    return text


@pytest.mark.parametrize("version", VERSIONS)
def test_structure_rules_agree_with_the_grammar(version: str) -> None:
    rng = random.Random(version)
    dtd, verdicts = grammar(version), {True: 0, False: 0}
    for _ in range(MUTANTS // 4):
        text = document(version, rng)
        root = text.index("<ST26SequenceListing ")
        text = text[:root] + mutate(text[root:], rng) if rng.random() < 0.95 else text
        data = text.encode("utf-8", "surrogatepass")
        if "&#x0;" in text:
            continue  # told as a numeric reference, which is an error as well
        ours = not set(faults(data)) - WRITING
        theirs = valid(data, dtd)
        verdicts[theirs] += 1
        assert ours == theirs, (faults(data), text)
    assert min(verdicts.values()) > MUTANTS // 40


@pytest.mark.parametrize("version", sorted(OFFICIAL))
def test_our_grammars_agree_with_the_official_ones(version: str) -> None:
    ours, theirs = grammar(version), etree.DTD(str(corpus("dtd", OFFICIAL[version])))
    rng = random.Random(26)
    for _ in range(MUTANTS // 4):
        data = mutate(document(version, rng), rng).encode("utf-8", "surrogatepass")
        assert valid(data, ours) == valid(data, theirs)


def test_reader_never_loads_a_grammar() -> None:
    data = LISTING.replace("ST26SequenceListing_V1_3.dtd", "http://127.0.0.1:9/x.dtd").encode()
    assert faults(data) == ["X056"]
