"""General information: application, priorities, applicants, inventors and titles (paragraphs 43 to 49).

A project keeps several priorities, applicants and inventors; the listing states the primary one of each.
Values are taken as they are given; what is wrong with them is for the validator to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Several
from datetime import date
from typing import Any, Final, Literal

from msgspec.structs import replace

from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.model.document import GENERAL
from seqtool.model.draft import DraftGeneral
from seqtool.model.listing import ApplicationIdentification, Name, Title
from seqtool.spec import languages

#: Fields that hold one text each.
FIELDS: Final = (
    "file_reference",
    "file_name",
    "software_name",
    "software_version",
    "production_date",
    "original_language",
)
Who = Literal["applicant", "inventor"]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def set_field(session: Session, field: str, value: str | None, *, typing: bool = False) -> Report:
    """Give a field of :data:`FIELDS` its text; None or an empty one takes it away.

    Raises:
        EditError: there is no such field.
    """
    if field not in FIELDS:
        raise EditError(f"General information has no field {field!r}. Choose {', '.join(FIELDS)}.")
    label = f"Set {field.replace('_', ' ')}"
    return _put(session, label, f"general {field}" if typing else None, **{field: value or None})


def set_application(
    session: Session,
    *,
    office: str | None = None,
    number: str | None = None,
    filing_date: str | None = None,
) -> Report:
    """State the application that the listing is of; nothing at all takes it away (it is not filed yet)."""
    made = ApplicationIdentification(office or None, number or None, filing_date or None)
    return _put(session, "Set application", application=made if made != ApplicationIdentification() else None)


# Priorities


def add_priority(
    session: Session, office: str | None = None, number: str | None = None, filing_date: str | None = None
) -> Report:
    """One more priority; the listing states the earliest one unless another was made the primary one."""
    general = session.document.general
    made = (*general.priorities, ApplicationIdentification(office, number, filing_date))
    return _priorities(session, "Add priority", made)


def edit_priority(session: Session, index: int, priority: ApplicationIdentification) -> Report:
    """Put another priority in place of one (0-based).

    Raises:
        EditError: there is none.
    """
    general = session.document.general
    _at(general.priorities, index, "priorities")
    made = (*general.priorities[:index], priority, *general.priorities[index + 1 :])
    return _priorities(session, "Edit priority", made)


def delete_priority(session: Session, index: int) -> Report:
    """Take a priority away.

    Raises:
        EditError: there is none.
    """
    general = session.document.general
    _at(general.priorities, index, "priorities")
    made = (*general.priorities[:index], *general.priorities[index + 1 :])
    primary = _after_delete(general.primary_priority, index)
    return _priorities(session, "Delete priority", made, primary)


def set_primary_priority(session: Session, index: int) -> Report:
    """Have the listing state this priority.

    Raises:
        EditError: there is none.
    """
    general = session.document.general
    _at(general.priorities, index, "priorities")
    first = earliest(general.priorities)
    report = _put(session, "Set primary priority", primary_priority=index)
    if first is not None and _day(general.priorities[first]) != _day(general.priorities[index]):
        return report + Report(
            notes=(f"Priority {first + 1} is earlier; a listing states the earliest one (paragraph 44).",)
        )
    return report


def earliest(priorities: Several[ApplicationIdentification]) -> int | None:
    """The 0-based index of the priority with the earliest date; None where no date can be read."""
    days = [(day, index) for index, one in enumerate(priorities) if (day := _day(one)) is not None]
    return min(days)[1] if days else None


def _day(priority: ApplicationIdentification) -> date | None:
    written = priority.filing_date or ""
    if not _DATE.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _priorities(
    session: Session, label: str, made: tuple[ApplicationIdentification, ...], primary: int | None = None
) -> Report:
    """The earliest stays the primary one, unless another was chosen before."""
    general = session.document.general
    old = earliest(general.priorities)
    chosen = old is not None and general.primary_priority != old
    now = general.primary_priority if primary is None else primary
    if not chosen:
        found = earliest(made)
        now = found if found is not None else now
    return _put(session, label, priorities=made, primary_priority=min(now, max(len(made) - 1, 0)))


# Applicants and inventors


def add_name(session: Session, who: Who, name: Name, *, primary: bool = False) -> Report:
    """One more applicant or inventor; the first one is the primary one.

    Raises:
        EditError: the name is empty.
    """
    _named(who, name)
    general = session.document.general
    old: tuple[Name, ...] = getattr(general, f"{who}s")
    changed: dict[str, Any] = {f"{who}s": (*old, name)}
    if primary:
        changed[f"primary_{who}"] = len(old)
    return _put(session, f"Add {who}", **changed)


def edit_name(session: Session, who: Who, index: int, name: Name, *, typing: bool = False) -> Report:
    """Put another name in place of one (0-based).

    Raises:
        EditError: there is none, or the name is empty.
    """
    _named(who, name)
    old: tuple[Name, ...] = getattr(session.document.general, f"{who}s")
    _at(old, index, f"{who}s")
    made = (*old[:index], name, *old[index + 1 :])
    return _put(session, f"Edit {who}", f"{who} {index}" if typing else None, **{f"{who}s": made})


def delete_name(session: Session, who: Who, index: int) -> Report:
    """Take an applicant or inventor away; the first one left becomes the primary one where it was that.

    Raises:
        EditError: there is none.
    """
    general = session.document.general
    old: tuple[Name, ...] = getattr(general, f"{who}s")
    _at(old, index, f"{who}s")
    primary = _after_delete(getattr(general, f"primary_{who}"), index)
    made = (*old[:index], *old[index + 1 :])
    return _put(session, f"Delete {who}", **{f"{who}s": made, f"primary_{who}": primary})


def move_name(session: Session, who: Who, index: int, to: int) -> Report:
    """An applicant or inventor gets another place; the primary one stays the same.

    Raises:
        EditError: there is no such place.
    """
    general = session.document.general
    old: tuple[Name, ...] = getattr(general, f"{who}s")
    _at(old, index, f"{who}s")
    _at(old, to, f"{who}s")
    order = list(range(len(old)))
    order.insert(to, order.pop(index))
    primary = order.index(min(max(getattr(general, f"primary_{who}"), 0), len(old) - 1))
    made = tuple([old[place] for place in order])
    return _put(session, f"Move {who}", **{f"{who}s": made, f"primary_{who}": primary})


def set_primary_name(session: Session, who: Who, index: int) -> Report:
    """Have the listing state this applicant or inventor.

    Raises:
        EditError: there is none.
    """
    _at(getattr(session.document.general, f"{who}s"), index, f"{who}s")
    return _put(session, f"Set primary {who}", **{f"primary_{who}": index})


# Titles


def set_title(session: Session, language: str, text: str | None, *, typing: bool = False) -> Report:
    """Give the title of the invention in one language (ISO 639-1); None or an empty one takes it away.

    Raises:
        EditError: there is no such language.
    """
    if language not in languages():
        raise EditError(
            f"{language!r} is no language code. Write the two small letters of ISO 639-1, such as en."
        )
    old = session.document.general.titles
    at = next((i for i, one in enumerate(old) if one.language == language), len(old))
    new = (Title(text, language),) if text else ()
    made = (*old[:at], *new, *[one for one in old[at + 1 :] if one.language != language])
    return _put(session, "Set title", f"title {language}" if typing else None, titles=made)


# What they share


def _put(session: Session, label: str, merge: str | None = None, /, **changed: Any) -> Report:
    old: DraftGeneral = session.document.general
    with session.edit(label, merge) as edit:
        edit.put(GENERAL, replace(old, **changed))
    return Report()


def _at(them: Several[object], index: int, what: str) -> None:
    if not 0 <= index < len(them):
        raise EditError(f"There are {len(them)} {what}; there is no number {index + 1}. Choose another one.")


def _after_delete(primary: int, index: int) -> int:
    return 0 if primary == index else primary - (primary > index)


def _named(who: Who, name: Name) -> None:
    if not name.name.strip():
        raise EditError(f"The {who} has no name. Write it, or delete the {who}.")
