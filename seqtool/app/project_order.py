"""Orders of the sequences of a project as a person writes them, and their names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from seqtool.edit.operations.pick import pick
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Session
from seqtool.model.document import Document

#: Orders by what sequences are: nucleotides before proteins; by name; by number of residues.
BY: Final = ("type", "name", "length")
_TYPES: Final = {"DNA": 0, "RNA": 1, "AA": 2}


def ordered(document: Document, numbers: str | None, by: str | None = None) -> list[int]:
    """All keys in a new order: those named (``3,1,5-8``) in the order they are named, then the others.

    Raises:
        EditError: there is no such sequence.
    """
    if numbers is None:
        return sorted(document.order, key=lambda key: _rank(document, key, by or "type"))
    wanted = [key for part in numbers.split(",") for key in pick(document, part)]
    return list(dict.fromkeys([*wanted, *document.order]))


def _rank(document: Document, key: int, by: str) -> tuple[int, str, int]:
    draft = document.draft(key)
    if by == "name":
        # Those without a name come last.
        return (not draft.name, draft.name.casefold(), 0)
    if by == "length":
        return (0, "", draft.sequence.residues.length)
    return (_TYPES.get(draft.sequence.molecule_type, 3), "", 0)


def renamed(session: Session, keys: Iterable[int], name: str, description: str | None) -> Report:
    """Give sequences a name, and a description where there is one to give."""
    with session.edit("Rename") as edit:
        for key in keys:
            draft = session.document.draft(key)
            text = draft.description if description is None else description
            if (name, text) != (draft.name, draft.description):
                edit.put(key, replace(draft, name=name, description=text))
    return Report()
