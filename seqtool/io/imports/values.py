"""Values of qualifiers made fit for ST.26: characters, length, format. Each change is told."""

from __future__ import annotations

import re
from typing import NamedTuple

from seqtool.spec import characters, standard
from seqtool.spec.formats import check_format

#: Characters a value may have (paragraph 86).
LONGEST = 1_000
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_SENTENCE = re.compile(r"[.;] ")


#: Values up to this length are remembered, and how many.
_SHORT, _MOST = 200, 4_096


class Cleaned(NamedTuple):
    """Values that stand for one old value (several where a note was split), or why there is none."""

    values: tuple[str | None, ...]
    changes: tuple[str, ...] = ()
    refused: str = ""


_RANGE = tuple("0123456789<>")
_known: dict[tuple[str, str, str, int], Cleaned] = {}


def basic(text: str) -> tuple[str, list[str], str]:
    """The text in Basic Latin, what was replaced, and the characters for which the table has nothing."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(), [], ""
    text = _BLANKS.sub(" ", text).strip()
    replaced, changes = characters.replace(text)
    told = [f"{c.old} (U+{ord(c.old[0]):04X}) was written as {c.new!r}" for c in dict.fromkeys(changes)]
    return replaced, told, "".join(characters.outside(replaced))


def clean(name: str, value: str | None, *, key: str, length: int) -> Cleaned:
    """As :func:`_clean`, which is asked once for values that come again and again (bounded)."""
    if value is None or len(value) > _SHORT:
        return _clean(name, value, key=key, length=length)
    # Only ranges depend on the length; other values are the same in every record.
    where = (name, value, key, length if value[:1] in _RANGE or "(" in value else 0)
    found = _known.get(where)
    if found is None:
        if len(_known) >= _MOST:
            _known.clear()
        found = _known[where] = _clean(name, value, key=key, length=length)
    return found


def _clean(name: str, value: str | None, *, key: str, length: int) -> Cleaned:
    """A value of a nucleotide qualifier as ST.26 wants it.

    Args:
        name: a qualifier of ST.26.
        value: as written, ``None`` for a flag.
        key: the feature key.
        length: residues of the sequence.
    """
    spec = standard().nucleotide_qualifiers[name]
    if spec.format == "none":
        return Cleaned((None,), ("the value of a flag was taken away",) if value else ())
    if not value:
        if name == "replace" and value == "":
            return Cleaned(("",))
        return Cleaned((), (), "it has no value")
    text, changes, odd = basic(value)
    if odd:
        shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in odd[:10])
        return Cleaned((), (), f"nothing in the character table stands for {shown}")
    if name == "replace":
        lowered = text.lower().replace("u", "t")
        if lowered != text:
            changes.append("residues were written in lower case, u as t")
        text = lowered
    elif name == "translation":
        text = text.replace(" ", "").upper().removesuffix("*")
        return Cleaned((text,), tuple(changes))
    for _ in range(3):
        problem = check_format(name, text, key=key, length=length)
        if problem is None:
            break
        fitting = problem.kind in ("case", "space", "insdc-form") and problem.suggestion
        if fitting and problem.suggestion is not None:
            changes.append(f"the value was written as the standard has it ({problem.expected})")
            text = problem.suggestion
            continue
        if problem.soft:
            break
        return Cleaned((), (), f"the value is not of the form that ST.26 wants: {problem.expected}")
    if len(text) <= LONGEST:
        return Cleaned((text,), tuple(changes))
    if name != "note":
        return Cleaned((), (), f"the value has {len(text):,} characters, more than {LONGEST:,}")
    parts = split(text)
    return Cleaned(
        tuple(parts), (*changes, f"a note of {len(text):,} characters was split into {len(parts)}")
    )


def split(text: str) -> list[str]:
    """A long text in parts of at most 1,000 characters, parted after a sentence or at least at a blank."""
    parts: list[str] = []
    while len(text) > LONGEST:
        room = text[: LONGEST + 1]
        ends = [match.start() + 1 for match in _SENTENCE.finditer(room)]
        at = next((end for end in reversed(ends) if end > LONGEST // 3), 0) or room.rfind(" ")
        if at <= 0:
            at = LONGEST
        parts.append(text[:at].strip())
        text = text[at:].strip()
    return [*parts, text] if text else parts
