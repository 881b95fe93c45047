"""Values that the rules on locations name, beside those of :mod:`seqtool.rules.vocabulary`."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from seqtool.insdc.location import Single, Span, read_location
from seqtool.rules.values import ABSENT, Context, Scope, value
from seqtool.rules.vocabulary import HARMLESS

_INTEGER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


class SourceMisfit(NamedTuple):
    """A source feature that does not span the whole sequence."""

    feature: int
    written: str
    expected: str


@value(Scope.FEATURE, "location", rare=True)
def no_location(c: Context) -> Any:
    """INSDFeature_location as written where that is empty or white space; absent otherwise."""
    written = c.feature.location
    return ABSENT if written and not written.isspace() else written


@value(Scope.FEATURE, "location", "moltype", rare=True)
def sites(c: Context) -> Any:
    """The ``reading`` of a location that has a site between residues; absent otherwise."""
    return c.reading if "^" in c.feature.location else ABSENT


@value(Scope.FEATURE, "location", "moltype", rare=True)
def ordered(c: Context) -> Any:
    """The ``location`` where its text has the operator order; absent otherwise."""
    return c.location if "order" in c.feature.location.lower() else ABSENT


@value(Scope.FEATURE, "key", "location", "moltype", "length", rare=True)
def overrun(c: Context) -> Any:
    """The ``location`` of a feature other than source that goes beyond the end; absent otherwise."""
    if c.location is ABSENT or c.location.high <= c.length or not c.length or c.key == "source":
        return ABSENT
    return c.location


@value(Scope.FEATURE, "location")
def written_location(c: Context) -> Any:
    """INSDFeature_location as written, may be empty."""
    return c.feature.location


@value(Scope.SEQUENCE, "features", "moltype", "length", "declared", rare=True)
def source_misfit(c: Context) -> Any:
    """SourceMisfit where the only source feature does not span 1..length; absent in all other cases.

    Absent also where the location cannot be read, and where it spans the length that the file states
    while there are other residues: then residues or length are at fault, not the location.
    """
    source = c.source
    length = c.length
    if source is ABSENT or not length:
        return ABSENT
    expected = f"1..{length}" if length > 1 else "1"
    written = source.location
    if written == expected or c.moltype is ABSENT:
        return ABSENT
    reading = read_location(written, protein=c.protein)
    tree = reading.tree
    if tree is None or any(issue.kind not in HARMLESS for issue in reading.issues):
        return ABSENT
    if _plain(tree) and tree.low == 1:
        if tree.high == length:
            return ABSENT
        stated = ABSENT if c.declared is ABSENT else c.declared.length
        if isinstance(stated, str) and _INTEGER.fullmatch(stated) and tree.high == int(stated):
            return ABSENT
    index = next(i for i, f in enumerate(c.features) if f is source)
    return SourceMisfit(index, written, expected)


def _plain(tree: Any) -> bool:
    if isinstance(tree, Span):
        return not (tree.start.fuzzy or tree.end.fuzzy)
    return isinstance(tree, Single) and not tree.at.fuzzy
