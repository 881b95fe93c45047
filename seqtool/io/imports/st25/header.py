"""``<110>`` to ``<170>`` as general information: one applicant, the earliest priority, dates as the standard wants them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Final

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.st25.entries import Header, Value, join
from seqtool.spec import characters, offices

Tell = Callable[[Kind, str, int, str | None, str | None], None]

_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_ISO: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])", re.ASCII)
_MONTH: Final = re.compile(r"([0-9]{1,2})[-/. ]([A-Za-z]{3})[a-z]*[-/., ]+([0-9]{4})(?![0-9])", re.ASCII)
_US: Final = re.compile(r"([A-Za-z]{3})[a-z]*\.? ([0-9]{1,2}),? ([0-9]{4})(?![0-9])", re.ASCII)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PCT: Final = re.compile(r"PCT[ /-]?([A-Z]{2})", re.ASCII)
_OFFICE: Final = re.compile(r"([A-Z]{2})[ /.-]*(?=[0-9])", re.ASCII)
_NOT_YET: Final = re.compile(r"(?:not (?:yet )?(?:been )?(?:assigned|known|available|filed)|unassigned|unknown|to be (?:assigned|determined)|tb[ad]|n/?a|herewith|filed herewith)\b", re.IGNORECASE)  # fmt: skip
#: A line of PatentIn that goes on in the next one ends with a blank and is about as long as the window was.
_WRAPPED: Final = 55


#: Beginnings of the reasons that speak of a value, and its key.
_SPEAKS: Final = (
    ("applicant from", "applicant.name"),
    ("the applicant's name", "applicant.name"),
    ("title from", "titles.en"),
    ("language code en", "titles.en"),
    ("file reference from", "file-reference"),
    ("application number", "application.number"),
    ("the application number", "application.number"),
    ("filing date", "application.filing-date"),
    ("earliest priority", "priority.number"),
    ("the priority number", "priority.number"),
)


def _used_only(tell: Tell, unused: frozenset[str]) -> Tell:
    """The same, where a value that is not used is told as left out, and what became of it is not told."""

    def other(kind: Kind, reason: str, line: int, before: str | None, after: str | None) -> None:
        key = next((key for begin, key in _SPEAKS if reason.startswith(begin)), "")
        if key not in unused or kind == Kind.LEFT_OUT:
            tell(kind, reason, line, before, after)
        elif kind == Kind.TAKEN:
            tell(Kind.LEFT_OUT, f"{reason} is not used: an option or an earlier input states another", line, after or before, None)  # fmt: skip

    return other


def read_general(header: Header, tell: Tell, unused: frozenset[str] = frozenset()) -> dict[str, str]:
    """What the header says, by dotted keys; whatever ST.26 has no place for, and every change, is told."""
    if unused:
        tell = _used_only(tell, unused)
    found: dict[str, str] = {}
    by_tag: dict[int, list[Value]] = {}
    for value in header.values:
        by_tag.setdefault(value.tag, []).append(value)
    _applicant(by_tag.get(110, []), found, tell)
    _title(by_tag.get(120, []), found, tell)
    for value in by_tag.get(130, [])[:1]:
        if text := _latin(value, "file-reference", tell):
            found["file-reference"] = text
            tell(Kind.TAKEN, "file reference from <130>", value.line, None, text)
    for value in by_tag.get(130, [])[1:]:
        tell(Kind.LEFT_OUT, "a further file reference", value.line, value.text, None)
    _application(by_tag, found, tell)
    _priority(header.values, found, tell)
    for value in by_tag.get(170, []):
        tell(Kind.LEFT_OUT, "the program that wrote the listing; ST.26 names the one that writes it now", value.line, value.text, None)  # fmt: skip
    return found


def names_of(values: list[Value]) -> Iterator[tuple[str, int]]:
    """The applicants one by one: lines of ``<110>``, wrapped ones put together, parted at semicolons."""
    for value in values:
        held: list[str] = []
        for place, line in enumerate(value.lines):
            held.append(line)
            wrapped = line.endswith(" ") and len(line.strip()) >= _WRAPPED
            if wrapped and place + 1 < len(value.lines):
                continue
            for name in join(held).split(";"):
                if name.strip(" ,."):
                    yield name.strip(), value.line
            held = []


def _applicant(values: list[Value], found: dict[str, str], tell: Tell) -> None:
    names = list(names_of(values))
    if not names:
        return
    name, line = names[0]
    found["applicant.name"] = name
    tell(Kind.TAKEN, "applicant from <110>", line, None, name)
    if not characters.basic_latin(name):
        latin, _ = characters.replace(name)
        if characters.basic_latin(latin):
            found["applicant.latin"] = latin
            tell(Kind.ADDED, "the applicant's name in Basic Latin (paragraph 47)", line, name, latin)
        else:
            tell(Kind.QUESTION, "the applicant's name holds characters that the table does not know; give it with --applicant and --applicant-latin", line, name, None)  # fmt: skip
    for other, where in names[1:]:
        tell(Kind.LEFT_OUT, "ST.26 names the first applicant only (paragraph 45)", where, other, None)


def _title(values: list[Value], found: dict[str, str], tell: Tell) -> None:
    texts = [(value.text, value.line) for value in values if value.text]
    if not texts:
        return
    found["titles.en"], line = texts[0]
    tell(Kind.TAKEN, "title from <120>", line, None, texts[0][0])
    tell(Kind.ADDED, "language code en of the title, which ST.25 does not state; for another language give --title", line, None, "en")  # fmt: skip
    for text, where in texts[1:]:
        tell(Kind.LEFT_OUT, "a further title, of a language that is not stated; give it with --title", where, text, None)  # fmt: skip


def _latin(value: Value, what: str, tell: Tell) -> str:
    """A value in Basic Latin; empty where that cannot be."""
    text = value.text
    new, _ = characters.replace(text)
    if new != text:
        tell(Kind.CHANGED, f"{what}: characters outside Basic Latin were replaced", value.line, text, new)
    if not characters.basic_latin(new):
        tell(Kind.LEFT_OUT, f"{what}: a character cannot be written in Basic Latin", value.line, text, None)
        return ""
    return new


def date_of(text: str) -> tuple[str, str]:
    """A date as CCYY-MM-DD (empty: none), and why it is another text than written."""
    bare = " ".join(text.translate(_DASHES).split())
    parts: tuple[str, str, str] | None = None
    rest = ""
    if found := _ISO.match(bare):
        parts, rest = (found[1], found[2], found[3]), bare[found.end() :]
    elif found := _MONTH.match(bare):
        parts, rest = (found[3], _month(found[2]), found[1]), bare[found.end() :]
    elif found := _US.match(bare):
        parts, rest = (found[3], _month(found[1]), found[2]), bare[found.end() :]
    if parts is None:
        return "", "it is no date of the form CCYY-MM-DD"
    try:
        made = datetime.date(*map(int, parts)).isoformat()
    except ValueError:
        return "", "there is no such day"
    why = "" if made == text.strip() else "the date was written as CCYY-MM-DD"
    return made, f"{why}; what follows it was left out" if rest.strip() else why


def _month(name: str) -> str:
    short = name.lower()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else "0"


def _number(value: Value, what: str, tell: Tell) -> tuple[str, str]:
    """Office (empty: not stated) and number of an application."""
    text = _latin(value, what, tell)
    if not text or _NOT_YET.search(text):
        if text:
            tell(Kind.LEFT_OUT, f"{what}: there is no number yet", value.line, text, None)
        return "", ""
    codes = offices()
    if (pct := _PCT.match(text)) and pct[1] in codes:
        return pct[1], text
    if (code := _OFFICE.match(text)) and code[1] in codes:
        return code[1], text[code.end() :] or text
    return "", text


def _date(value: Value | None, what: str, tell: Tell) -> str:
    if value is None or not value.text:
        return ""
    made, why = date_of(value.text)
    if not made:
        tell(Kind.LEFT_OUT, f"{what}: {why}", value.line, value.text, None)
    elif why:
        tell(Kind.CHANGED, f"{what}: {why}", value.line, value.text, made)
    return made


def _application(by_tag: dict[int, list[Value]], found: dict[str, str], tell: Tell) -> None:
    numbers, dates = by_tag.get(140, []), by_tag.get(141, [])
    if not numbers:
        return
    office, number = _number(numbers[0], "application number", tell)
    date = _date(dates[0] if dates else None, "filing date", tell)
    if number and not office:
        tell(Kind.QUESTION, "the application number does not say which office gave it; give all of it with --office, --application and --filing-date", numbers[0].line, numbers[0].text, None)  # fmt: skip
        return
    if number:
        found |= {"application.office": office, "application.number": number}
        tell(
            Kind.TAKEN,
            "application number from <140>",
            numbers[0].line,
            numbers[0].text,
            f"{office} {number}",
        )
        if date:
            found["application.filing-date"] = date
            tell(Kind.TAKEN, "filing date from <141>", dates[0].line, dates[0].text, date)


def _priority(values: list[Value], found: dict[str, str], tell: Tell) -> None:
    """The earliest of the ``<150>``/``<151>`` pairs (paragraph 45)."""
    pairs: list[tuple[Value, Value | None]] = []
    for value in values:
        if value.tag == 150 and value.text:
            pairs.append((value, None))
        elif value.tag == 151 and pairs and pairs[-1][1] is None:
            pairs[-1] = (pairs[-1][0], value)
    read = [
        (_date(date, "priority date", tell), place, pair)
        for place, pair in enumerate(pairs)
        for date in (pair[1],)
    ]
    read.sort(key=lambda row: (row[0] or "9999", row[1]))
    for place, (date, _, (number, _)) in enumerate(read):
        if place:
            tell(Kind.LEFT_OUT, "ST.26 names the earliest priority only (paragraph 45)", number.line, f"{number.text} {date}".strip(), None)  # fmt: skip
            continue
        office, text = _number(number, "priority number", tell)
        if not text:
            continue
        if not office:
            tell(Kind.QUESTION, "the priority number does not say which office gave it; add it with --priority-office", number.line, number.text, None)  # fmt: skip
        parts = {"priority.office": office, "priority.number": text, "priority.filing-date": date}
        found |= {key: part for key, part in parts.items() if part}
        tell(Kind.TAKEN, "earliest priority from <150> and <151>", number.line, f"{number.text} {date}".strip(), f"{office} {text} {date}".strip())  # fmt: skip
