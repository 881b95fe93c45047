"""The plain lane gives what the tolerant lane gives, wherever it accepts a block."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from seqtool.io.st26.found import Places
from seqtool.io.st26.mend import tell_loose, without_comments
from seqtool.io.st26.plain import PlainLane
from seqtool.io.st26.reader import ListingReader
from seqtool.io.st26.structure import Checker
from seqtool.io.st26.tree import read_block, read_part

sys.path.insert(0, str(Path(__file__).parent))
from listings import BLOCKS, HEAD, TAIL, mutate

MUTANTS = int(os.environ.get("SEQTOOL_MUTANTS", "4000"))


def test_plain_lane_is_the_tolerant_lane() -> None:
    rng = random.Random(26)
    lane, accepted = PlainLane(), 0
    for _ in range(MUTANTS):
        raw = mutate(rng.choice(BLOCKS), rng).encode("utf-8", "surrogatepass")
        entry = lane.read(raw)
        if entry is None:
            continue
        accepted += 1
        loose = lane.loose
        other, found = read_block(read_part(raw, 1, 0, None), Checker("V1_3"), None)
        assert other == entry, raw
        text = raw.decode("utf-8")
        assert found == ([tell_loose(text, Places(text, 1, 0))] if loose else []), (raw, found)
    assert accepted >= 0.03 * MUTANTS


def test_blocks_of_the_tests_are_plain() -> None:
    lane = PlainLane()
    assert all(lane.read(b.encode()) is not None for b in BLOCKS)


def test_indentation_and_line_ends_do_not_matter() -> None:
    text = HEAD + "".join(BLOCKS) + TAIL
    forms = (text, text.replace("\n", "\r\n"), text.replace("\n", "\n\t"), text.replace(">\n<", "><"))
    read = [[b.entry for b in ListingReader(form.encode())] for form in forms]
    assert all(r == read[0] for r in read[1:])
    assert len(read[0]) == 3


def test_remembered_qualifiers_are_bounded() -> None:
    lane = PlainLane()
    for n in range(3000):
        raw = BLOCKS[2].replace("protein", f"{n:0100d}" * 30).encode()
        assert lane.read(raw) is not None
    assert lane._size <= 4 << 20


def test_comments_taken_out_change_nothing_else() -> None:
    rng = random.Random(7)
    lane, accepted = PlainLane(), 0
    for _ in range(MUTANTS // 4):
        text = mutate(rng.choice(BLOCKS), rng) if rng.random() < 0.5 else rng.choice(BLOCKS)
        for _ in range(2):
            at = rng.randrange(len(text))
            if rng.random() < 0.8:
                at = text.find(">", at) + 1
            text = (
                text[:at]
                + rng.choice(("<!-- c -->", "<!--<a>-->", "<!---->", "<!--->", "<!--&x;-->", "<!-- - -->"))
                + text[at:]
            )
        raw = text.encode("utf-8", "surrogatepass")
        entry = lane.read(without_comments(raw))
        if entry is None or lane.loose:
            continue
        accepted += 1
        other, found = read_block(read_part(raw, 1, 0, None), Checker("V1_3"), None)
        assert (other, found) == (entry, []), raw
    assert accepted > MUTANTS // 200
