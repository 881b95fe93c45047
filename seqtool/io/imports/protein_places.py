"""Locations of protein features: one residue or one span each (paragraphs 64 to 66)."""

from __future__ import annotations

import re

import msgspec

from seqtool.insdc.location import Between, Complement, Location, Position, Single, Span, read_location
from seqtool.io.imports.locations import raw_tree

_UNKNOWN = re.compile(r"\?(?![0-9])")
_DOUBTFUL = re.compile(r"\?(?=[0-9])")


class Places(msgspec.Struct, frozen=True):
    """Legal locations that together stand for one old one, in the old order; none where it says nothing here.

    ``between`` says that a part stood between two residues; ``changes`` what was
    changed, ``why`` the reason where there is no place.
    """

    parts: tuple[Location, ...]
    changes: tuple[str, ...] = ()
    between: bool = False
    why: str = ""


def places(text: str, length: int, *, bond: bool = False, circular: bool = False) -> Places:
    """The spans of a location of a protein.

    Args:
        text: as written, without blanks: any form of INSDC, ``?12..45`` of UniProt.
        length: residues of the sequence.
        bond: whether two residues are meant that are linked: they become ``x..y`` (paragraph 66(c)).
        circular: whether a span may run across the ends of the sequence.
    """
    reading = read_location(text, protein=True)
    if reading.tree is not None and not reading.issues and reading.tree.high <= length:
        return Places((reading.tree,))
    if _UNKNOWN.search(text):
        return Places((), why="one of its ends is not known (?)")
    changes: list[str] = []
    bare = _DOUBTFUL.sub("", text)
    if bare != text:
        changes.append("an end that is marked as uncertain (?) was taken as it stands")
    tree, told = raw_tree(bare, length, circular=circular)
    if tree is None:
        return Places((), why=told[0])
    changes += [change for change in told if change not in _SILENT]
    leaves = list(_leaves(tree))
    if any(isinstance(leaf, Between) for leaf in leaves):
        changes.append("a site between two residues was written as these residues")
    if any(isinstance(node, Complement) for node in _nodes(tree)):
        changes.append("complement, which means nothing in a protein, was taken away")
    between = any(isinstance(leaf, Between) for leaf in leaves)
    spans = list(dict.fromkeys(_span(leaf) for leaf in leaves))
    if bond and len(spans) == 2 and all(isinstance(span, Single) for span in spans):
        one, other = sorted(span.low for span in spans)
        spans = [Span(Position(one), Position(other))]
        if not bare.lower().startswith("bond(") or bare.lower() != f"bond({one},{other})":
            changes.append("the two linked residues were written as x..y (paragraph 66)")
    elif len(spans) > 1:
        changes.append(
            "a location in a protein is one residue or one span (paragraph 66): each part became a feature of its own"
        )
    if (high := max(span.high for span in spans)) > length:
        return Places((), why=f"it reaches beyond the last residue ({high} of {length})")
    return Places(tuple(spans), tuple(dict.fromkeys(changes)), between)


#: What the reader of nucleotide locations tells and what means nothing here.
_SILENT = frozenset(
    {
        "bond was written as order",
        "bond around a single part was taken away",
        "order around a single part was taken away",
        "join around a single part was taken away",
        "operators inside operators were brought into one",
    }
)


def _nodes(tree: Location) -> list[Location]:
    found, todo = [], [tree]
    while todo:
        node = todo.pop()
        found.append(node)
        todo.extend(node.operands)
    return found


def _leaves(tree: Location) -> list[Location]:
    if not tree.operands:
        return [tree]
    return [leaf for part in tree.operands for leaf in _leaves(part)]


def _span(leaf: Location) -> Location:
    if isinstance(leaf, Between):
        return (
            Span(Position(leaf.low), Position(leaf.high))
            if leaf.low < leaf.high
            else Single(Position(leaf.low))
        )
    return leaf
