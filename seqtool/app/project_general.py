"""The general information of a project by the dotted names of the file of general information."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from seqtool.edit.operations.general import (
    add_name,
    add_priority,
    delete_name,
    delete_priority,
    edit_name,
    edit_priority,
    set_application,
    set_field,
    set_title,
)
from seqtool.edit.operations.languages import set_main_language
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.model import ApplicationIdentification, Name
from seqtool.model.document import SETTINGS
from seqtool.model.draft import DraftGeneral

_TEXTS: Final = ("file-reference", "file-name", "production-date", "original-language")
_MAIN: Final = "non-english-language"
#: Where proteins of coding sequences go.
PROTEINS: Final = ("end", "after", "nucleotides")


def stated_keys(general: DraftGeneral) -> set[str]:
    """What the project states already, by the first part of the dotted name."""
    found = {key for key in (*_TEXTS, _MAIN) if getattr(general, key.replace("-", "_"))}
    for key, them in (
        ("application", general.application),
        ("priority", general.priorities),
        ("applicant", general.applicants),
        ("inventor", general.inventors),
        ("titles", general.titles),
    ):
        if them:
            found.add(key)
    return found


def set_general(session: Session, values: Mapping[str, Any], *, further: bool = False) -> Report:
    """Set general information in one step; parts of an application or a name that are not given stay as they are.

    Args:
        session: the project.
        values: by dotted name: ``applicant.name``, ``titles.en``, ``file-reference``; others are left alone.
        further: an applicant, inventor or priority is one more, beside those that are there.

    Raises:
        EditError: a value cannot be set; nothing is.
    """
    report = Report()
    with session.edit("General information"):
        for key, value in values.items():
            if key in _TEXTS:
                report += set_field(session, key.replace("-", "_"), value)
            elif key == _MAIN:
                report += set_main_language(session, value)
            elif key.startswith("titles."):
                report += set_title(session, key.removeprefix("titles."), value)
        if parts := _parts(values, "application"):
            old = session.document.general.application or ApplicationIdentification()
            made = replace(old, **parts)
            report += set_application(
                session, office=made.office, number=made.number, filing_date=made.filing_date
            )
        if parts := _parts(values, "priority"):
            report += _priority(session, parts, further)
        report += _name(session, "applicant", _parts(values, "applicant"), further)
        report += _name(session, "inventor", _parts(values, "inventor"), further)
    return report


def _parts(values: Mapping[str, Any], table: str) -> dict[str, Any]:
    return {
        key.partition(".")[2].replace("-", "_"): value
        for key, value in values.items()
        if key.startswith(f"{table}.")
    }


def _priority(session: Session, parts: dict[str, Any], further: bool) -> Report:
    general = session.document.general
    at = general.primary_priority
    if further or not general.priorities:
        return add_priority(session, **parts)
    return edit_priority(session, at, replace(general.priorities[at], **parts))


def _name(session: Session, who: Any, parts: dict[str, Any], further: bool) -> Report:
    if not parts:
        return Report()
    general = session.document.general
    them: tuple[Name, ...] = getattr(general, f"{who}s")
    at: int = getattr(general, f"primary_{who}")
    if further or not them:
        if not parts.get("name"):
            raise EditError(f"The {who} has no name yet: give it with its language or Latin form.")
        return add_name(session, who, Name(**{"language": "en", **parts}))
    # Another name is in Latin letters and in English unless it is said otherwise.
    fresh = {"language": "en", "latin": None} if "name" in parts else {}
    return edit_name(session, who, at, replace(them[at], **{**fresh, **parts}))


def unset(session: Session, names: Iterable[str]) -> Report:
    """Take general information away: ``file-reference``, ``application``, ``priority``, ``titles.fr`` and so on.

    ``priority``, ``applicant`` and ``inventor`` are all of them; ``applicant.2`` is the second.

    Raises:
        EditError: there is no such part.
    """
    report = Report()
    with session.edit("General information"):
        for name in names:
            table, _, rest = name.partition(".")
            if name in _TEXTS:
                report += set_field(session, name.replace("-", "_"), None)
            elif name == "application":
                report += set_application(session)
            elif table == "titles" and rest:
                report += set_title(session, rest, None)
            elif table in ("priority", "applicant", "inventor"):
                report += _without(session, table, rest)
            else:
                raise EditError(
                    f"There is no {name!r} to take away. Choose {', '.join(_TEXTS)}, application, priority, applicant, "
                    "inventor (or one of them: applicant.2), or titles.LANGUAGE."
                )
    return report


def _without(session: Session, table: str, rest: str) -> Report:
    field = "priorities" if table == "priority" else f"{table}s"
    count = len(getattr(session.document.general, field))
    if rest and not (rest.isascii() and rest.isdecimal() and 1 <= len(rest) < 9):
        raise EditError(f"{table}.{rest}: write its number, such as {table}.2.")
    places = [int(rest) - 1] if rest else list(reversed(range(count)))
    report = Report()
    for place in places:
        who: Any = table
        report += delete_priority(session, place) if table == "priority" else delete_name(session, who, place)
    return report


def set_settings(session: Session, *, profile: str | None = None, proteins: str | None = None) -> Report:
    """Whose demands the project is checked by, and where the proteins of coding sequences go."""
    given = {"profile": profile, "proteins": proteins}
    changed = {name: value for name, value in given.items() if value is not None}
    with session.edit("Settings") as edit:
        edit.put(SETTINGS, replace(session.document.settings, **changed))
    return Report()
