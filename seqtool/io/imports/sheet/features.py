"""Features in cells: ``CDS 1..300 gene=abc; product="x; y"``, one a line, or parted by ``|``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from seqtool.insdc.location import read_location
from seqtool.io.imports.record import RawFeature, RawQualifier
from seqtool.io.imports.sheet.freetext import parted
from seqtool.io.imports.tables import key_instead, protein_key, qualifier_instead
from seqtool.io.imports.values import LONGEST, basic
from seqtool.spec import standard

#: Qualifiers of one feature, and features of one row: more is a mistake.
_MOST = 2_000
_KEY = re.compile(r"\S{1,60}")
_NAME = re.compile(r"/?[A-Za-z0-9_-]{1,40}", re.ASCII)
_FORM = 'write KEY LOCATION name=value; name=value, for instance: CDS 1..300 gene=abc; product="protein A"'


class FeatureError(ValueError):
    """A cell that cannot be read as features; the text says why and what to write."""


def parse(text: str, line: int) -> list[RawFeature]:
    """The features of a cell, not yet checked.

    Raises:
        FeatureError: the cell is not of that form.
    """
    found: list[RawFeature] = []
    for entry in _split(text, "\n|"):
        if len(found) >= _MOST:
            raise FeatureError(f"more than {_MOST:,} features in one cell")
        key = _KEY.match(entry)
        assert key is not None
        rest = entry[key.end() :].strip()
        location, end = _location(rest)
        if not location:
            raise FeatureError(f"{entry[:60]!r} has no location; {_FORM}")
        found.append(RawFeature(key[0], location, tuple(qualifiers(rest[end:], line)), line))
    return found


def qualifiers(text: str, line: int) -> Iterator[RawQualifier]:
    """The qualifiers of ``name=value; name="value; more"; flag``.

    Raises:
        FeatureError: a name is none.
    """
    for part in _split(text, ";\n"):
        name, equals, value = part.partition("=")
        name = name.strip()
        if not _NAME.fullmatch(name):
            raise FeatureError(f"{part[:60]!r} is no qualifier; {_FORM}")
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] == '"':
            value = value[1:-1].replace('""', '"')
        yield RawQualifier(name.removeprefix("/"), value if equals else None, line)


def _split(text: str, signs: str) -> Iterator[str]:
    """The parts between signs that stand outside of quotation marks."""
    start, quoted = 0, False
    for match in re.finditer(f'["{re.escape(signs)}]', text):
        if match[0] == '"':
            quoted = not quoted
        elif not quoted:
            if part := text[start : match.start()].strip():
                yield part
            start = match.end()
    if quoted:
        raise FeatureError(
            f'a quotation mark in {text[start:][:60]!r} is not closed; double it ("") where it is part of the value'
        )
    if part := text[start:].strip():
        yield part


def _location(text: str) -> tuple[str, int]:
    """The location at the beginning of a text (blanks within brackets taken away), and where it ends."""
    depth = 0
    for at, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif depth <= 0 and (sign.isspace() or sign == ";"):
            return "".join(text[:at].split()), at
    return "".join(text.split()), len(text)


def checked(raw: RawFeature, protein: bool, length: int) -> list[RawFeature]:
    """A feature as the import takes it; several where free text is longer than the standard allows.

    Raises:
        FeatureError: key, location or qualifier is none of the standard, or a text cannot stand in a listing.
    """
    key = raw.key
    keys = standard().aa_keys if protein else standard().nucleotide_keys
    if key not in keys:
        if not _other_key(key, protein):
            near = _near(key, protein)
            raise FeatureError(
                f"{key!r} is no feature key of {'proteins' if protein else 'nucleotides'}{near}"
            )
    elif key.lower() == "source":
        raise FeatureError("the feature source has columns of its own: organism, mol_type, note")
    # Protein locations of other forms (join, bond) are parted by the importer.
    reading = read_location(raw.location, protein=False)
    if reading.tree is None:
        raise FeatureError(
            f"{raw.location[:60]!r} is no location; write for instance 5..20, 7 or complement(5..20)"
        )
    if reading.tree.high > length:
        raise FeatureError(f"{key} {raw.location[:60]} ends behind the last residue ({length:,})")
    _known_qualifiers(raw, protein)
    texts = [_text(q) for q in raw.qualifiers]
    rest = tuple(q for q in texts if q.name != "note" or q.value is None)
    notes = [q for q in texts if q.name == "note" and q.value is not None]
    if key in keys:
        have = {q.name for q in texts}
        if missing := sorted(keys[key].mandatory - have):
            raise FeatureError(f"{key} must have {' and '.join(missing)}")
    if all(len(note.value or "") <= LONGEST for note in notes):
        return [RawFeature(key, raw.location, tuple(texts), raw.line)]
    parts = [part for note in notes for part in _parts(note)]
    if key == "CDS":
        # A second CDS would be a second protein: the notes stay together.
        return [RawFeature(key, raw.location, (*rest, *parts), raw.line)]
    always = tuple(q for q in rest if key in keys and q.name in keys[key].mandatory)
    return [
        RawFeature(key, raw.location, (*(always if index else rest), part), raw.line)
        for index, part in enumerate(parts)
    ]


def _text(qualifier: RawQualifier) -> RawQualifier:
    if not qualifier.value:
        return qualifier
    _, _, odd = basic(qualifier.value)
    if odd:
        shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in odd[:5])
        raise FeatureError(
            f"{qualifier.name} has {shown}, which a listing cannot hold in its English text; write it in English"
        )
    if len(qualifier.value) > LONGEST and qualifier.name not in ("note", "translation"):
        raise FeatureError(
            f"{qualifier.name} has {len(qualifier.value):,} characters, more than {LONGEST:,}; shorten it"
        )
    return qualifier


def _parts(note: RawQualifier) -> list[RawQualifier]:
    parts = parted(note.value or "")
    if not parts:
        raise FeatureError(
            f"a note of {len(note.value or ''):,} characters has a sentence of more than {LONGEST:,}, so it cannot be parted; shorten it"
        )
    return [RawQualifier("note", part, note.line) for part in parts]


def _known_qualifiers(raw: RawFeature, protein: bool) -> None:
    known = standard().aa_qualifiers if protein else standard().nucleotide_qualifiers
    for qualifier in raw.qualifiers:
        if qualifier.name not in known and (protein or qualifier_instead(qualifier.name) is None):
            hint = "; proteins have only note" if protein else ""
            raise FeatureError(f"{qualifier.name!r} is no qualifier{hint}")


@lru_cache(maxsize=1024)
def _other_key(key: str, protein: bool) -> bool:
    """Whether the tables of the import say what stands for a key that ST.26 lacks."""
    return protein_key("insdc", key, []) is not None if protein else key_instead(key) is not None


def _near(key: str, protein: bool) -> str:
    import difflib

    names = standard().aa_keys if protein else standard().nucleotide_keys
    folded = {name.lower(): name for name in names}
    near = difflib.get_close_matches(key.lower(), folded, 1, 0.6)
    return f"; did you mean {folded[near[0]]}?" if near else ""
