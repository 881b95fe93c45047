"""Locations of INSDC as locations of ST.26 (paragraphs 64 to 71): kept as written where they are legal."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from seqtool.insdc.location import Complement, Join, Location, Order, read_location
from seqtool.io.imports.location_forms import FormReader, Unclear


class Converted(msgspec.Struct, frozen=True):
    """A legal location with what was changed to make it so (empty: as written).

    ``text`` is empty where no location is left; ``remote`` says that a part lies in another record.
    """

    text: str
    tree: Location | None
    changes: tuple[str, ...] = ()
    remote: bool = False


def convert(text: str, length: int, *, circular: bool = False) -> Converted:
    """The nearest legal location for a sequence of ``length`` residues.

    Args:
        text: as written, without blanks.
        length: residues of the sequence.
        circular: whether a span may run across the ends of the sequence.
    """
    reading = read_location(text, protein=False)
    if reading.tree is not None and not reading.issues and reading.tree.high <= length:
        return Converted(text, reading.tree)
    return _convert(text, length, circular)


@lru_cache(maxsize=256)
def _convert(text: str, length: int, circular: bool) -> Converted:
    reader = FormReader(text, length, circular)
    tree, why = _read(reader)
    if tree is None:
        return Converted("", None, (why,), reader.remote)
    flat = _lists(tree)
    if flat.text != tree.text:
        reader.change("operators inside operators were brought into one")
    if flat.high > length:
        return Converted(
            "", None, (f"it reaches beyond the last residue ({flat.high} of {length})",), reader.remote
        )
    again = read_location(flat.text, protein=False)
    if again.issues or again.tree is None:
        return Converted("", None, ("no legal location says the same",), reader.remote)
    return Converted(flat.text, again.tree, tuple(dict.fromkeys(reader.changes)), reader.remote)


def raw_tree(text: str, length: int, *, circular: bool = False) -> tuple[Location | None, tuple[str, ...]]:
    """What a location of any INSDC form means, operators as they stand, with what was changed.

    Without a tree the text says why.
    """
    reader = FormReader(text, length, circular)
    tree, why = _read(reader)
    return tree, (why,) if tree is None else tuple(dict.fromkeys(reader.changes))


def _read(reader: FormReader) -> tuple[Location | None, str]:
    try:
        tree = reader.whole()
    except Unclear as error:
        return None, str(error)
    if tree is None:
        return None, "it lies wholly in another record" if reader.remote else "no residue number is left"
    return tree, ""


def _lists(tree: Location) -> Location:
    """The same with at most one join or order, which stands outside or inside one complement."""
    match tree:
        case Complement(Complement(inner)):
            return _lists(inner)
        case Complement(inner):
            flat = _lists(inner)
            if isinstance(flat, Complement):
                return flat.operand
            if isinstance(flat, Join | Order) and any(isinstance(p, Complement) for p in flat.operands):
                turned = tuple(_turned(part) for part in reversed(flat.operands))
                return Join(turned) if isinstance(flat, Join) else Order(turned)
            return Complement(flat)
        case Join(operands) | Order(operands):
            parts: list[Location] = []
            ordered = isinstance(tree, Order)
            for operand in operands:
                part = _lists(operand)
                inside = part.operand if isinstance(part, Complement) else part
                if isinstance(inside, Join | Order):
                    ordered = ordered or isinstance(inside, Order)
                    mixed = part is not inside
                    parts += [_turned(p) for p in reversed(inside.operands)] if mixed else inside.operands
                else:
                    parts.append(part)
            return Order(tuple(parts)) if ordered else Join(tuple(parts))
        case _:
            return tree


def _turned(part: Location) -> Location:
    return part.operand if isinstance(part, Complement) else Complement(part)
