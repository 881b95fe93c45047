"""Inputs that mean harm, made on disk piece by piece.

python benchmarks/hostile.py NAME PATH [SIZE]
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from generate import HEAD, TAIL

MB: Final = 1_000_000
_DOCTYPE: Final = HEAD.split("\n")[1]
_ENTRY: Final = """  <SequenceData sequenceIDNumber="{number}">
    <INSDSeq>
      <INSDSeq_length>{length}</INSDSeq_length>
      <INSDSeq_moltype>DNA</INSDSeq_moltype>
      <INSDSeq_division>PAT</INSDSeq_division>
      <INSDSeq_feature-table>
        <INSDFeature>
          <INSDFeature_key>source</INSDFeature_key>
          <INSDFeature_location>{location}</INSDFeature_location>
          <INSDFeature_quals>
            <INSDQualifier>
              <INSDQualifier_name>mol_type</INSDQualifier_name>
              <INSDQualifier_value>genomic DNA</INSDQualifier_value>
            </INSDQualifier>
            <INSDQualifier>
              <INSDQualifier_name>organism</INSDQualifier_name>
              <INSDQualifier_value>{organism}</INSDQualifier_value>
            </INSDQualifier>{more}
          </INSDFeature_quals>
        </INSDFeature>
      </INSDSeq_feature-table>
      <INSDSeq_sequence>{residues}</INSDSeq_sequence>
    </INSDSeq>
  </SequenceData>
"""


def _listing(*, total: int = 1, doctype: str = _DOCTYPE, **values: object) -> str:
    usual = {
        "number": "1",
        "length": 20,
        "location": "1..20",
        "organism": "Homo sapiens",
        "residues": "acgtacgtacgtacgtacgt",
        "more": "",
    }
    head = HEAD.format(total=total).replace(_DOCTYPE, doctype)
    return head + _ENTRY.format(**(usual | values)) + TAIL


def _around(text: str, mark: str, filling: str, size: int) -> Iterator[bytes]:
    """The text with the filling over and over, ``size`` bytes long, in place of the mark."""
    before, after = text.split(mark)
    yield before.encode()
    piece = filling.encode() * max(1, MB // len(filling))
    for start in range(0, size, len(piece)):
        yield piece[: size - start]
    yield after.encode()


def entity_bomb(_size: int) -> Iterator[bytes]:
    """Ten entities, each ten times the one before: a thousand million letters."""
    lines = ['<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    inner = " [\n" + "\n".join(lines) + "\n]>"
    yield _listing(doctype=_DOCTYPE.replace(">", inner), organism="&a9;").encode()


def entity_file(_size: int) -> Iterator[bytes]:
    """An entity that would bring in a file of the machine."""
    inner = ' [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    yield _listing(doctype=_DOCTYPE.replace(">", inner), organism="&secret;").encode()


def dtd_from_network(_size: int) -> Iterator[bytes]:
    """A DTD at an address that answers nobody."""
    system = '"http://192.0.2.1/ST26SequenceListing_V1_3.dtd"'
    yield _listing(doctype=_DOCTYPE.replace('"ST26SequenceListing_V1_3.dtd"', system)).encode()


def deep(size: int) -> Iterator[bytes]:
    """Elements in elements, as many levels as ``size``."""
    opening, closing = b"<INSDSeq>" * 1000, b"</INSDSeq>" * 1000
    yield HEAD.format(total=1).encode() + b'<SequenceData sequenceIDNumber="1">'
    for _ in range(size // 1000):
        yield opening
    for _ in range(size // 1000):
        yield closing
    yield b"</SequenceData>" + TAIL.encode()


def long_attribute(size: int) -> Iterator[bytes]:
    """A sequenceIDNumber without end."""
    yield from _around(_listing(number="@"), "@", "1", size)


def long_value(size: int) -> Iterator[bytes]:
    """A qualifier value without end."""
    more = "<INSDQualifier><INSDQualifier_name>note</INSDQualifier_name><INSDQualifier_value>@</INSDQualifier_value></INSDQualifier>"
    yield from _around(_listing(more=more), "@", "x y ", size)


def long_location(size: int) -> Iterator[bytes]:
    """A location of many brackets."""
    yield from _around(_listing(location="@"), "@", "join(1..2,", size)


def long_number(size: int) -> Iterator[bytes]:
    """A stated length of many digits."""
    yield from _around(_listing(length="@"), "@", "9", size)


def many_qualifiers(size: int) -> Iterator[bytes]:
    """A feature with qualifiers without end."""
    one = "<INSDQualifier><INSDQualifier_name>note</INSDQualifier_name><INSDQualifier_value>n</INSDQualifier_value></INSDQualifier>"
    yield from _around(_listing(more="@"), "@", one, size // len(one) * len(one))


def many_faults(size: int) -> Iterator[bytes]:
    """Sequence after sequence with five faults each."""
    entry = _ENTRY.format(
        number="0", length=3, location="1..99", organism="Nobody", residues="acgz", more=""
    ).encode()
    yield HEAD.format(total=1).encode()
    for _ in range(size // len(entry)):
        yield entry
    yield TAIL.encode()


def less_than(size: int) -> Iterator[bytes]:
    """Nothing but ``<`` in a value."""
    yield from _around(_listing(organism="@"), "@", "<", size)


def ampersands(size: int) -> Iterator[bytes]:
    """Nothing but ``&`` in a value."""
    yield from _around(_listing(organism="@"), "@", "&", size)


def attribute_of_ampersands(size: int) -> Iterator[bytes]:
    """Nothing but ``&`` in an attribute."""
    yield from _around(_listing(number="@"), "@", "&", size)


def apostrophes(size: int) -> Iterator[bytes]:
    """Nothing but apostrophes in an attribute and a value."""
    yield from _around(_listing(number="'" * 1000, organism="@"), "@", "'", size)


def many_tags(size: int) -> Iterator[bytes]:
    """Nothing but empty elements."""
    yield from _around(_listing(more="@"), "@", "<a/>", size)


def references(size: int) -> Iterator[bytes]:
    """Nothing but references to letters in the residues."""
    yield from _around(_listing(residues="@"), "@", "&#97;", size)


def open_comment(size: int) -> Iterator[bytes]:
    """A comment that never ends."""
    yield from _around(_listing(organism="<!--@").split("@")[0] + "@", "@", "comment ", size)


def nul_bytes(size: int) -> Iterator[bytes]:
    """Nothing but NUL behind the header."""
    yield HEAD.format(total=1).encode()
    for _ in range(size // MB):
        yield bytes(MB)


def noise(size: int) -> Iterator[bytes]:
    """Random bytes."""
    rng = random.Random(1)
    for _ in range(size // MB):
        yield rng.randbytes(MB)


def utf16(size: int) -> Iterator[bytes]:
    """A listing in UTF-16 that says UTF-8."""
    yield "\ufeff".encode("utf-16-le")
    for piece in _around(_listing(residues="@", length=size), "@", "acgt", size):
        yield piece.decode().encode("utf-16-le")


def gzipped(size: int) -> Iterator[bytes]:
    """A gzip archive with the name of a listing."""
    text = b"".join(_around(_listing(residues="@", length=size), "@", "acgt", size))
    yield gzip.compress(text, 1)


def empty(_size: int) -> Iterator[bytes]:
    """Nothing."""
    yield b""


#: Name, what it is, the maker and its size (bytes; levels of ``deep``).
INPUTS: Final[dict[str, tuple[Callable[[int], Iterator[bytes]], int]]] = {
    "entity-bomb": (entity_bomb, 0),
    "entity-file": (entity_file, 0),
    "dtd-from-network": (dtd_from_network, 0),
    "deep": (deep, 100_000),
    "long-attribute": (long_attribute, 50 * MB),
    "long-value": (long_value, 50 * MB),
    "long-location": (long_location, 50 * MB),
    "long-number": (long_number, 50 * MB),
    "many-qualifiers": (many_qualifiers, 50 * MB),
    "many-faults": (many_faults, 50 * MB),
    "less-than": (less_than, 50 * MB),
    "ampersands": (ampersands, 50 * MB),
    "attribute-of-ampersands": (attribute_of_ampersands, 50 * MB),
    "apostrophes": (apostrophes, 50 * MB),
    "many-tags": (many_tags, 50 * MB),
    "references": (references, 50 * MB),
    "open-comment": (open_comment, 50 * MB),
    "nul-bytes": (nul_bytes, 50 * MB),
    "noise": (noise, 50 * MB),
    "utf-16": (utf16, 50 * MB),
    "gzip": (gzipped, 50 * MB),
    "empty": (empty, 0),
}


def make(name: str, path: Path, size: int | None = None) -> None:
    """Write one of the inputs."""
    maker, usual = INPUTS[name]
    with path.open("wb") as out:
        out.writelines(maker(usual if size is None else size))


def main() -> None:
    """Command line of the maker."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=[*INPUTS])
    parser.add_argument("path", type=Path)
    parser.add_argument("size", type=int, nargs="?")
    given = parser.parse_args()
    given.path.parent.mkdir(parents=True, exist_ok=True)
    make(given.name, given.path, given.size)


if __name__ == "__main__":
    main()
