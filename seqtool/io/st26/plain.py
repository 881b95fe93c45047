"""The quick lane: a block in strict plain form becomes a record by anchored regular expressions.

Plain form is what generators write: elements in order, nothing but white space
between them, no comment, CDATA section, processing instruction, and only the
five entities. Whatever is not provably that is refused and goes the tolerant
way; both give the same record where both accept (a test holds them to it).
"""

from __future__ import annotations

import re
from sys import intern
from typing import Final

from seqtool.insdc.alphabet import unknown_of_bases
from seqtool.io.st26.runs import Runs
from seqtool.model import (
    SKIPPED,
    DeclaredSequence,
    Entry,
    Feature,
    IdentifiedQualifiers,
    Qualifier,
    Residues,
    Sequence,
    SharedQualifiers,
)

_S: Final = r"[ \t\r\n]*+"
_C: Final = r"[^<&>\"'\x00-\x08\x0b-\x1f\x7f]*+"
_V: Final = rf"{_C}(?:&(?:lt|gt|amp|quot|apos);{_C})*+"
#: Element content with " ' or > written as such, which is told but not refused.
_LOOSE: Final = r"(?:[^<&>\x00-\x08\x0b-\x1f\x7f]|&(?:lt|gt|amp|quot|apos);|(?<!\]\])>)*+"


def _element(name: str, value: str) -> str:
    return rf"<{name}(?:/>|>({value})</{name}>){_S}"


def _optional(name: str, value: str = _V) -> str:
    return rf"(?:<{name}(/>|>({value})</{name}>){_S})?+"


_HEAD: Final = re.compile(
    rf"{_S}<SequenceData sequenceIDNumber=\"([0-9]{{1,18}})\">{_S}<INSDSeq>{_S}"
    + _element("INSDSeq_length", _C)
    + _element("INSDSeq_moltype", _C)
    + _element("INSDSeq_division", _C)
    + rf"(?:<INSDSeq_other-seqids>{_S}<INSDSeqid>({_C})</INSDSeqid>{_S}</INSDSeq_other-seqids>{_S})?+"
    + rf"(?:(<INSDSeq_feature-table>)(?={_S}<INSDFeature>)|<INSDSeq_sequence>)"
)
_FEATURE: Final = re.compile(
    rf"{_S}<INSDFeature>{_S}<INSDFeature_key>({_C})</INSDFeature_key>{_S}"
    rf"<INSDFeature_location>({_V})</INSDFeature_location>{_S}"
    rf"(?:<INSDFeature_quals>|(</INSDFeature>))"
)
_END: Final = re.compile(rf"</INSDSeq_sequence>{_S}</INSDSeq>{_S}</SequenceData>")
_TABLE_END: Final = re.compile(rf"{_S}</INSDSeq_feature-table>{_S}<INSDSeq_sequence>")
_TEXT: Final = re.compile(_C)


def _qualifier(value: str, qid: str = "[A-Za-z_][A-Za-z0-9_.-]*+") -> re.Pattern[str]:
    return re.compile(
        rf"{_S}<INSDQualifier(?: id=\"({qid})\")?+>{_S}"
        rf"<INSDQualifier_name>({_C})</INSDQualifier_name>{_S}"
        + _optional("INSDQualifier_value", value)
        + _optional("NonEnglishQualifier_value", value)
    )


_QUALIFIER: Final = _qualifier(_V)
_QUALIFIER_LOOSE: Final = _qualifier(_LOOSE)
#: With a mark in place of each id, which no id can be.
_QUALIFIER_MARKED: Final = _qualifier(_V, r"\.")
_MARKED_ID: Final = ' id="."'
_ID: Final = re.compile(r' id="([A-Za-z_][A-Za-z0-9_.-]*+)"')
_QUALS_END: Final = "</INSDFeature_quals>"
_FEATURE_END: Final = "</INSDFeature>"
_WHITE: Final = " \t\r\n"
#: Qualifier lists remembered: characters of raw text altogether, and of the longest one.
_REMEMBERED, _LONGEST = 4 << 20, 4000
#: Qualifiers remembered, and characters that such a one has at most.
_SINGLES, _SHORT = 4096, 400
_QUALIFIER_END: Final = "</INSDQualifier>"
#: Hashes of lists that came once.
_ONCE: Final = 50_000

Quals = tuple[Qualifier, ...]
_NOTHING: Final = Residues()
#: Stands for what an intentionally skipped sequence has in place of residues.
_SKIPPED: Final = Residues(SKIPPED)


def unescape(text: str) -> str:
    """The text with the five entities resolved."""
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&apos;", "'")
        .replace("&amp;", "&")
    )


def _identified(base: Quals, ids: list[str]) -> Quals:
    """The list with its own ids in place of the marks; remembers the list that it came from."""
    following = iter(ids)
    made = IdentifiedQualifiers(
        [Qualifier(q.name, q.value, q.non_english, next(following)) if q.id else q for q in base]
    )
    made.base = base
    return made


class PlainLane:
    """Reads blocks in plain form; remembers lists of qualifiers by their text."""

    def __init__(self) -> None:
        self._quals: dict[str, Quals] = {}
        self._singles: dict[str, Qualifier] = {}
        self._marked: dict[str, Qualifier] = {}
        self._once: set[int] = set()
        self._size = 0
        #: Whether the last accepted block had " ' or > written as such.
        self.loose = False

    def read(self, raw: bytes, runs: Runs | None = None) -> Entry | None:
        """The record of a block; None where it is not in plain form."""
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return None
        if len(text) != len(raw) and ("\ufffe" in text or "\uffff" in text):
            return None  # not allowed in XML; told apart here, since the expressions are quicker without them
        self.loose = False
        head = _HEAD.match(text)
        if head is None:
            return None
        number, length, moltype, division, seqid, table = head.groups()
        at = head.end()
        features: list[Feature] = []
        inside = runs if runs and runs.within(text, text.rfind("<INSDSeq_sequence>")) else None
        if table is not None:
            quals_of = self._quals
            match, find = _FEATURE.match, text.find
            while (feature := match(text, at)) is not None:
                key, location, bare = feature.groups()
                at = feature.end()
                quals: Quals = ()
                if bare is None:
                    end = find(_FEATURE_END, at)
                    if end < 0:
                        return None
                    written = text[at:end]
                    known = quals_of.get(written)
                    if known is None and (known := self._read_quals(written)) is None:
                        return None
                    quals = known
                    at = end + len(_FEATURE_END)
                if inside is not None:
                    key, location = inside.restore(key), inside.restore(location)
                    quals = self._restored(quals, inside)
                features.append(
                    Feature(intern(key), unescape(location) if "&" in location else location, quals)
                )
            tail = _TABLE_END.match(text, at)
            if tail is None:
                return None
            at = tail.end()
        end = text.find("<", at)
        if end < 0 or _END.fullmatch(text, end) is None:
            return None
        residues = self._residues(text, raw, at, end, moltype, runs)
        if residues is None:
            return None
        if runs is not None:
            length, moltype, division = (runs.restore(v or "") for v in (length, moltype, division))
            seqid = runs.restore_optional(seqid)
        skipped = residues is _SKIPPED
        return Entry(
            Sequence(moltype or "", _NOTHING if skipped else residues, tuple(features), skipped),
            DeclaredSequence(
                number, length or "", division or "", None if seqid is None else (seqid,), table is not None
            ),
        )

    @staticmethod
    def _residues(
        text: str, raw: bytes, at: int, end: int, moltype: str | None, runs: Runs | None
    ) -> Residues | None:
        """What INSDSeq_sequence holds; None where it is not plain."""
        if runs is None and len(raw) == len(text):
            letters = raw[at:end]
            if moltype != "AA" and letters:
                unknown = unknown_of_bases(letters)
                if unknown is not None:
                    residues = Residues(text[at:end])
                    residues.unknown = unknown
                    return residues
            if letters.isalpha():
                return Residues(text[at:end])
        written = text[at:end]
        if not (written.isascii() and written.isalpha()) and _TEXT.fullmatch(written) is None:
            return None
        if written == SKIPPED:
            return _SKIPPED
        return Residues(written) if runs is None else runs.residues(written)

    def _read_quals(self, written: str) -> Quals | None:
        """The qualifiers of a feature from what stands between its ``INSDFeature_quals`` and its end."""
        parts = _ID.split(written) if ' id="' in written else ()
        if len(parts) > 1:
            # Ids are never alike: the list is known by its text without them.
            bare = _MARKED_ID.join(parts[::2])
            base = self._quals.get(bare)
            if (
                base is None
                and (base := self._parse(bare, _QUALIFIER_MARKED)) is not None
                and len(bare) <= _LONGEST
            ):
                base = self._remember(bare, base)
            if base is not None:
                return _identified(base, parts[1::2])
        found = self._parse(written, _QUALIFIER)
        if found is not None:
            return self._remember(written, found) if not parts and len(written) <= _LONGEST else found
        found = self._parse(written, _QUALIFIER_LOOSE)
        if found is not None:
            self.loose = True
        return found

    def _remember(self, written: str, found: Quals) -> Quals:
        """Keep a list that comes a second time: most others never do, and would push out those that do."""
        mark = hash(written)
        if mark not in self._once:
            if len(self._once) >= _ONCE:
                self._once.clear()
            self._once.add(mark)
            return found
        self._size += len(written)
        if self._size > _REMEMBERED:
            self._quals.clear()
            self._size = len(written)
        shared = self._quals[written] = SharedQualifiers(found)
        return shared

    def _parse(self, written: str, pattern: re.Pattern[str]) -> Quals | None:
        """Qualifier by qualifier: single ones come again (an organism) where lists do not (beside a name)."""
        inner, end, behind = written.partition(_QUALS_END)
        if not end or behind.strip(_WHITE):
            return None
        parts = inner.split(_QUALIFIER_END)
        if parts.pop().strip(_WHITE) or not parts:
            return None
        found: list[Qualifier] = []
        marked = pattern is _QUALIFIER_MARKED
        singles = self._marked if marked else self._singles
        for part in parts:
            known = singles.get(part)
            if known is None:
                m = pattern.fullmatch(part)
                if m is None:
                    return None
                qid, name, has_value, value, has_other, other = m.groups()
                if has_value is not None:
                    value = value or ""
                    if "&" in value:
                        value = unescape(value)
                if has_other is not None:
                    other = other or ""
                    if "&" in other:
                        other = unescape(other)
                known = Qualifier(intern(name), value, other, qid)
                if (marked or (pattern is _QUALIFIER and qid is None)) and len(part) < _SHORT:
                    if len(singles) >= _SINGLES:
                        singles.clear()
                    singles[part] = known
            found.append(known)
        return tuple(found)

    @staticmethod
    def _restored(quals: Quals, runs: Runs) -> Quals:
        return tuple(
            Qualifier(
                runs.restore(q.name),
                runs.restore_optional(q.value),
                runs.restore_optional(q.non_english),
                q.id,
            )
            for q in quals
        )
