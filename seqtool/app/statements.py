"""Statements that go with a filing, made from templates that anybody can edit.

A template is a TOML file: ``title``, ``office``, ``needs`` (what it cannot do
without: ``receipt``, ``differences``), ``sources`` (the rule it rests on and how
sure that is) and ``text`` in the language of Jinja2; or a plain ``.txt`` file,
which is all text. Templates of the user's folder are added to ours, and one of
the same name stands in place of it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from seqtool import assets
from seqtool.app.compare import compare_listings
from seqtool.edit.operations.compare import Difference
from seqtool.errors import InputError, UsageError
from seqtool.io.st26.reader import ListingReader
from seqtool.model.listing import GeneralInformation
from seqtool.task import Task

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

#: Bytes of a template.
_LARGEST: Final = 1 << 20
#: Characters of a value in the list of differences; its length is told where it is longer.
_SHOWN: Final = 1000
_LIST: Final = "list of differences"
_DIFFERENCES: Final = """
{%- for number, of_one in differences | groupby_number %}
{{ "General information" if number is none else "SEQ ID NO: %d" | format(number) }}
{%- for one in of_one %}
  - {{ one | said }}
{%- endfor %}
{%- else %}
None.
{%- endfor %}"""


class Source(msgspec.Struct, frozen=True):
    """What a template rests on."""

    name: str
    #: ``confirmed`` (read in a source), ``recalled`` (look it up before you file), ``ours``.
    basis: str = ""


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A statement to be filled in."""

    name: str
    title: str
    text: str
    office: str = ""
    needs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    #: Where it lies; empty: it is one of ours.
    path: str = ""


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """The file of a listing, as a statement names it (from the receipt of ``generate``, or from a file)."""

    file_name: str
    #: Bytes.
    size: int
    #: Date of creation, CCYY-MM-DD (what follows, such as a time, is not shown).
    date: str
    sequences: int = 0
    sha256: str = ""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What templates can name."""

    receipt: Filed | None = None
    general: GeneralInformation = GeneralInformation()
    #: From the listing that is replaced to this one; None: not compared.
    differences: Sequence[Difference] | None = None
    #: The listing that is replaced.
    replaced: Filed | None = None
    #: Where the application as filed discloses what is changed.
    basis: str = ""
    #: Whatever else a template of one's own names, as ``more.name``.
    more: Mapping[str, str] = {}


class _File(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    text: str
    office: str = ""
    needs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


def filed(path: Path, *, sequences: int = 0, created: str = "") -> Filed:
    """What a statement names of a listing that lies on the disk.

    Args:
        path: the file.
        sequences: how many it holds, where that is known.
        created: its date of creation, CCYY-MM-DD; empty: the date of the file.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    about = path.stat()
    day = created or datetime.fromtimestamp(about.st_mtime).astimezone().date().isoformat()
    return Filed(file_name=path.name, size=about.st_size, date=day, sequences=sequences, sha256=digest)


def replacement(
    old: Path, new: Path, *, created: str = "", basis: str = "", task: Task | None = None
) -> Facts:
    """What there is to say of a listing that replaces another: all differences, strictly by SEQ ID NO.

    Args:
        old: the listing that is replaced.
        new: the replacement.
        created: its date of creation, CCYY-MM-DD; empty: the date of the file.
        basis: where the application as filed discloses what is changed.
        task: progress and cancellation.

    Raises:
        InputError: a file is no listing, or a sequence in it cannot be read.
    """
    # Followed under another number, a sequence would be missing in the list.
    found = compare_listings(str(old), str(new), match="number", task=task)
    with ListingReader(new) as reader:
        general = reader.head.general
    return Facts(
        receipt=filed(new, sequences=found.new.sequences, created=created),
        general=general,
        differences=[*found.general, *found.differences],
        replaced=filed(old, sequences=found.old.sequences),
        basis=basis,
    )


def templates(folder: Path | None = None) -> dict[str, Template]:
    """All templates by name: ours, and those of a folder (``*.toml`` and ``*.txt``).

    Raises:
        InputError: a file of the folder is no template; the message says why.
    """
    found: dict[str, Template] = {}
    ours = sorted(assets.path("templates", "statements").glob("*.toml"))
    own = sorted(one for one in folder.iterdir() if one.suffix in (".toml", ".txt")) if folder else []
    for path in [*ours, *own]:
        found[path.stem] = _read(path, own=path in own)
    return found


def _read(path: Path, *, own: bool) -> Template:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: has more than {_LARGEST:,} bytes; it is no template.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a template in UTF-8 ({error}).") from error
    where = str(path) if own else ""
    if path.suffix == ".txt":
        return Template(name=path.stem, title=path.stem, text=text, path=where)
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(
            f"{path}: is no template ({error}). A template has title, text, and if you like office, needs and sources."
        ) from error
    unknown = set(file.needs) - {"receipt", "differences", "replaced", "basis"}
    if unknown:
        raise InputError(f"{path}: needs {', '.join(sorted(unknown))}, which no run can give.")
    return Template(
        name=path.stem,
        title=file.title,
        text=file.text,
        office=file.office,
        needs=file.needs,
        sources=file.sources,
        path=where,
    )


def statement(template: Template, facts: Facts) -> str:
    """A statement, filled in; it ends with a line break.

    Raises:
        UsageError: what the template cannot do without is not there.
        InputError: the template is wrong; the message says the line.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    for need in template.needs:
        if not getattr(facts, need) and not (need == "differences" and facts.differences is not None):
            raise UsageError(f"The statement {template.name!r} cannot be made without {_NEEDED[need]}.")
    values = {name: getattr(facts, name) for name in Facts.__struct_fields__}
    try:
        made = _environment().from_string(template.text.strip("\n")).render(values)
    except TemplateSyntaxError as error:
        raise InputError(f"{_named(template)}, line {error.lineno} of the text: {error.message}.") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise InputError(f"{_named(template)} cannot be filled in: {error}.") from error
    return "\n".join(line.rstrip() for line in made.strip("\n").split("\n")) + "\n"


_NEEDED: Final = {
    "receipt": "the file that is filed (generate the listing first)",
    "differences": "a comparison with the listing that is replaced",
    "replaced": "the listing that is replaced",
    "basis": "the places of the application that the changes rest on",
}


def _named(template: Template) -> str:
    return f"The template {template.path or template.name}"


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    from jinja2 import DictLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    # Statements are plain text: there is nothing to escape.
    made = SandboxedEnvironment(
        undefined=StrictUndefined,
        loader=DictLoader({_LIST: _DIFFERENCES}),
        autoescape=False,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "thousands": lambda number: f"{int(number):,}",
        "long_date": long_date,
        "said": said,
        "groupby_number": _by_number,
    }
    made.filters.update(filters)
    return made


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(text: str) -> str:
    """A date as the USPTO writes it: ``November 22, 2026``.

    Raises:
        ValueError: the text does not begin with a date CCYY-MM-DD.
    """
    day = date.fromisoformat(text[:10])
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def said(one: Difference) -> str:
    """A difference in one line: what kind, where, and the texts."""
    verb = {"order": "changed order"}.get(one.kind, one.kind)
    where = f"{one.element} ({one.place})" if one.place else one.element
    if one.before is not None and one.after is not None:
        return f"{verb}: {where}: {_text(one.before)} -> {_text(one.after)}"
    text = one.after if one.before is None else one.before
    return f"{verb}: {where}" if text is None else f"{verb}: {where}: {_text(text)}"


def _text(text: str) -> str:
    line = " ".join(text.split()) if not text.isprintable() else text
    return f'"{line}"' if len(line) <= _SHOWN else f'"{line[:_SHOWN]}..." ({len(line):,} characters)'


def _by_number(differences: Sequence[Difference]) -> list[tuple[int | None, list[Difference]]]:
    found: dict[int | None, list[Difference]] = {}
    for one in differences:
        found.setdefault(one.number, []).append(one)
    return list(found.items())
