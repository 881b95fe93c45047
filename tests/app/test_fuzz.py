"""Damaged copies of the examples: always a report, from every profile (more with SEQTOOL_MUTANTS=20000)."""

from __future__ import annotations

import datetime
import os
import random
import re
import time

import pytest
from support import ROOT

from seqtool.app.validate import Options, validate
from seqtool.errors import InputError
from seqtool.rules.profiles import names

EXAMPLES = [(ROOT / "resources" / "examples" / name).read_bytes() for name in ("example.xml", "faulty.xml")]
COUNT = int(os.environ.get("SEQTOOL_MUTANTS", "160"))
TODAY = datetime.date(2026, 6, 30)
VALUE = re.compile(rb">([^<>]+)<")
#: What XML, locations and numbers are most easily broken with.
PIECES = [
    *(
        b"< > & \" ' <!-- --> <![CDATA[ ]]> <? ?> <!DOCTYPE </ /> &#0; &lt; </SequenceData> <SequenceData>".split()
    ),
    *(b"-1 1e9 NaN 999999999999999999999999 join( complement( order( ^ .. ) , < 000".split()),
    *(b"", b" ", b"\n" * 50, b"\0", b"\xff", b"\xc3\xa9", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xd9\xa3"),
]


def damaged(chance: random.Random) -> bytes:
    """One of the examples with 1 to 20 damages to bytes, pieces or values."""
    data = bytearray(chance.choice(EXAMPLES))
    for _ in range(chance.choice((1, 1, 1, 2, 4, 20))):
        at, kind = chance.randrange(len(data)), chance.random()
        if kind < 0.1:
            data[at] = chance.randrange(256)
        elif kind < 0.4:
            data[at : at + chance.choice((0, 1, 20))] = chance.choice(PIECES)
        elif kind < 0.5:
            del data[at : at + chance.randrange(200)]
        elif kind < 0.6:
            other = chance.randrange(len(data))
            data[at:at] = data[other : other + chance.randrange(300)]
        elif values := list(VALUE.finditer(bytes(data))):
            one, other_value = chance.choice(values), chance.choice(values)[1]
            put = chance.choice(
                (chance.choice(PIECES), other_value, one[1] + chance.choice(PIECES), one[1][::-1])
            )
            data[one.start(1) : one.end(1)] = put
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_every_damage_gives_a_report(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(COUNT // 4):
        data, options = damaged(chance), Options(profile=chance.choice(names()), today=TODAY)
        start = time.monotonic()
        try:
            result = validate(data, options, file="damaged.xml")
        except InputError:  # its beginning is that of another format now
            assert data[:4] not in [example[:4] for example in EXAMPLES]
            continue
        assert time.monotonic() - start < 10, data
        assert "X900" not in [finding.code for finding in result.findings], data
