"""Use cases: new filings from a project, and statements from one."""

from __future__ import annotations

from pathlib import Path

import msgspec

from seqtool.app.generate import Receipt
from seqtool.edit.operations.filing import Derived, NewFiling
from seqtool.edit.operations.filing import derive as derived
from seqtool.errors import OutputError, UsageError
from seqtool.store import SUFFIX, Project

#: What notes of a project are called that hold a receipt (JSON).
RECEIPT = "receipt"


def derive(
    parent: Project,
    target: str,
    kind: Derived,
    *,
    parent_as_priority: bool = False,
    file_reference: str | None = None,
    frozen: bool = True,
) -> NewFiling:
    """A new project for a filing that starts from another, which is not changed.

    Sequences keep their keys, by which waivers know them.

    Raises:
        EditError: the parent's application cannot become the priority.
        OutputError: something is there already.
    """
    if not target.endswith(SUFFIX):
        raise UsageError(f"Projects are called something{SUFFIX}: write {target}{SUFFIX}.")
    if Path(target).exists():
        raise OutputError(f"There is a file {target} already; choose another name.")
    made = derived(
        parent.document,
        kind,
        parent_as_priority=parent_as_priority,
        file_reference=file_reference,
        frozen=frozen,
    )
    child = Project.new()
    try:
        with child.session.edit("New filing") as edit:
            for key in made.document.order:
                edit.put(key, made.document.records[key])
            edit.splice(0, 0, made.document.order)
            names = [key for key in made.document.records if isinstance(key, str)]
            for name in names:
                edit.put(name, made.document.records[name])
        # Keys are never used again, so that a waiver is never taken for that of another sequence.
        child.document.next_key = max(parent.document.next_key, child.document.next_key)
        child.save_as(target)
    finally:
        child.close(discard=True)
    return made


def last_receipt(project: Project) -> Receipt | None:
    """The receipt of the listing that was generated last."""
    for one in reversed(project.notes):
        if one.kind == RECEIPT:
            try:
                return msgspec.json.decode(one.text, type=Receipt)
            except msgspec.DecodeError:
                return None
    return None
