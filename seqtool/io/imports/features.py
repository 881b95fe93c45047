"""Features of INSDC as features of ST.26: key, location and qualifiers, each change told."""

from __future__ import annotations

import msgspec

from seqtool.insdc.location import Location
from seqtool.io.imports.context import Here
from seqtool.io.imports.locations import convert
from seqtool.io.imports.molecule import length_unknown
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.record import RawFeature
from seqtool.io.imports.tables import key_instead, qualifier_instead, why_not
from seqtool.io.imports.values import clean
from seqtool.model import Feature, Qualifier
from seqtool.spec import KeySpec, standard
from seqtool.spec.characters import basic_latin

FALLBACK = "misc_feature"
#: Keys of gaps, and their qualifiers, which go into the note.
_GAPS = ("assembly_gap", "gap")
_KNOWN_GAP = "a gap of known length is shown by its n, paragraph 36"
_OF_GAP = ("estimated_length", "gap_type", "linkage_evidence")


class Made(msgspec.Struct):
    """A feature on its way: still open to the steps that follow (coding sequences, splitting)."""

    raw: RawFeature
    key: str
    location: str
    tree: Location
    qualifiers: list[Qualifier]
    remote: bool = False

    def value(self, name: str) -> str | None:
        """The value of the first qualifier of a name; ``""`` for a flag, ``None`` where there is none."""
        for qualifier in self.qualifiers:
            if qualifier.name == name:
                return qualifier.value or ""
        return None

    def drop(self, *names: str) -> None:
        """Take qualifiers away."""
        self.qualifiers = [q for q in self.qualifiers if q.name not in names]

    def record(self) -> Feature:
        """As it goes into the listing."""
        return Feature(self.key, self.location, tuple(self.qualifiers))


def make(raw: RawFeature, here: Here, length: int) -> Made | None:
    """A feature (not source) as ST.26 has it, or ``None`` where it must be left out (told)."""
    where = convert(raw.location, length, circular=here.record.circular)
    if where.tree is None:
        here.tell(
            Kind.LEFT_OUT,
            "the feature has no legal location",
            feature=raw,
            before=raw.location,
            after=where.changes[0],
        )
        return None
    made = Made(raw, raw.key, where.text, where.tree, [], where.remote)
    for change in where.changes:
        here.tell(
            Kind.CHANGED, change, feature=raw, qualifier="location", before=raw.location, after=where.text
        )
    if not _key(made, here):
        return None
    if where.remote and made.key == "CDS":
        made.key = FALLBACK
        _note(made, "part of a coding sequence whose other parts are in other records")
        here.tell(
            Kind.CHANGED,
            "a coding sequence with parts in other records is no CDS here",
            feature=raw,
            after=FALLBACK,
        )
    _qualifiers(made, here, length)
    if where.changes:
        _note(made, f"location in the source record: {raw.location}"[:1000])
    _mandatory(made, here)
    _exclusions(made, here)
    return made


def _spec(made: Made) -> KeySpec:
    return standard().nucleotide_keys[made.key]


def _note(made: Made, text: str) -> None:
    if "note" in _spec(made).allowed and basic_latin(text):
        made.qualifiers.append(Qualifier("note", text))


def _gap_words(made: Made, old: str) -> str:
    """A gap with what is known of its length, which ST.26 has no qualifier for."""
    told = [f"{q.name}: {q.value}" for q in made.raw.qualifiers if q.name in _OF_GAP and q.value]
    return "; ".join([old, *told])


def _key(made: Made, here: Here) -> bool:
    if made.key in standard().nucleotide_keys:
        return True
    instead = key_instead(made.key)
    if instead is not None and made.key in _GAPS and not length_unknown(made.raw):
        # The table speaks of gaps that part two sequences.
        instead = instead._replace(
            why=_KNOWN_GAP if any(q.name == _OF_GAP[0] for q in made.raw.qualifiers) else ""
        )
    old = made.key
    if instead is None or not instead.new:
        made.key = FALLBACK
        reason = "a key that ST.26 does not have; its name went into a note"
        if instead is not None and instead.why:
            reason += f" ({instead.why})"
        here.tell(Kind.CHANGED, reason, feature=made.raw, after=FALLBACK)
        _note(made, old)
        return True
    made.key = instead.new
    here.tell(
        Kind.CHANGED,
        "a key that ST.26 has under another name" + (f" ({instead.why})" if instead.why else ""),
        feature=made.raw,
        before=old,
        after=made.key,
    )
    if instead.qualifier and instead.value:
        made.qualifiers.append(Qualifier(instead.qualifier, instead.value))
        if instead.value == "other":
            _note(made, old)
    elif made.key == FALLBACK or instead.qualifier == "note":
        _note(made, _gap_words(made, old))
    return True


def _qualifiers(made: Made, here: Here, length: int) -> None:
    spec = _spec(made)
    known = standard().nucleotide_qualifiers
    choices = here.choices
    seen = set(made.qualifiers)
    for written in made.raw.qualifiers:
        raw, name = written, written.name
        if name == "protein_id":
            here.tell(
                Kind.LEFT_OUT,
                "an accession; in ST.26 protein_id is the SEQ ID number of the protein",
                feature=made.raw,
                qualifier=name,
                before=raw.value,
                line=raw.line,
            )
            continue
        if name not in known:
            instead = qualifier_instead(name)
            new = instead.new if instead is not None else ""
            why = f" ({instead.why})" if instead is not None and instead.why else ""
            if name in _OF_GAP and made.raw.key in _GAPS and raw.value:
                continue  # it stands in the note of the gap
            if instead is not None and instead.label and raw.value and name not in choices.to_note:
                raw = msgspec.structs.replace(raw, value=f"{name}: {raw.value}")
            if name in choices.to_note and raw.value and "note" in spec.allowed:
                new = "note"
                raw = msgspec.structs.replace(raw, value=f"{name}: {raw.value}")
            if not new or new not in spec.allowed:
                here.tell(
                    Kind.LEFT_OUT,
                    why_not(name),
                    feature=made.raw,
                    qualifier=name,
                    before=written.value,
                    line=raw.line,
                )
                continue
            here.tell(
                Kind.CHANGED,
                f"a qualifier that ST.26 has not; it became another one{why}",
                feature=made.raw,
                qualifier=name,
                before=written.value,
                after=new,
                line=raw.line,
            )
            name = new
        if name not in spec.allowed:
            here.tell(
                Kind.LEFT_OUT,
                f"a qualifier that ST.26 does not allow with the key {made.key}",
                feature=made.raw,
                qualifier=name,
                before=raw.value,
                line=raw.line,
            )
            continue
        cleaned = clean(name, raw.value, key=made.key, length=length)
        for change in cleaned.changes:
            here.tell(
                Kind.CHANGED,
                change,
                feature=made.raw,
                qualifier=name,
                before=raw.value,
                after=cleaned.values[0] if cleaned.values else None,
                line=raw.line,
            )
        if cleaned.refused:
            here.tell(
                Kind.LEFT_OUT,
                cleaned.refused,
                feature=made.raw,
                qualifier=name,
                before=raw.value,
                line=raw.line,
            )
        for value in cleaned.values:
            again = Qualifier(name, value)
            if again in seen or (known[name].single and made.value(name) is not None):
                here.tell(
                    Kind.LEFT_OUT,
                    "given more than once",
                    feature=made.raw,
                    qualifier=name,
                    before=value,
                    line=raw.line,
                )
            else:
                seen.add(again)
                made.qualifiers.append(again)


def _mandatory(made: Made, here: Here) -> None:
    """A feature that lacks what its key must have becomes misc_feature: nothing is invented for it."""
    missing = [name for name in sorted(_spec(made).mandatory) if made.value(name) is None]
    if missing and made.key == "ncRNA" and missing == ["ncRNA_class"]:
        made.qualifiers.append(Qualifier("ncRNA_class", "other"))
        if made.value("note") is None and made.value("product") is None:
            _note(made, "class of the non-coding RNA not stated")
        here.tell(
            Kind.ADDED,
            "ncRNA_class other: the record states no class",
            feature=made.raw,
            qualifier="ncRNA_class",
        )
        missing = []
    if not missing:
        return
    old = made.key
    made.key = FALLBACK
    allowed = _spec(made).allowed
    here.tell(
        Kind.CHANGED,
        f"{old} must have {', '.join(missing)} in ST.26; without it the feature is a {FALLBACK}",
        feature=made.raw,
        after=FALLBACK,
    )
    for qualifier in made.qualifiers:
        if qualifier.name not in allowed:
            here.tell(
                Kind.LEFT_OUT,
                f"a qualifier that ST.26 does not allow with the key {FALLBACK}",
                feature=made.raw,
                qualifier=qualifier.name,
                before=qualifier.value,
            )
    made.qualifiers = [q for q in made.qualifiers if q.name in allowed]
    _note(made, old)


#: Of two qualifiers that exclude each other, the one that goes.
_GOES = {("translation", "pseudo"): "translation", ("translation", "pseudogene"): "translation"}


def _exclusions(made: Made, here: Here) -> None:
    for row in standard().exclusions:
        if row.key != made.key or made.value(row.first) is None or made.value(row.second) is None:
            continue
        goes = _GOES.get((row.first, row.second), row.first if row.first == "pseudo" else row.second)
        stays = row.second if goes == row.first else row.first
        here.tell(
            Kind.LEFT_OUT,
            f"it must not stand beside {stays}",
            feature=made.raw,
            qualifier=goes,
            before=made.value(goes),
        )
        made.drop(goes)
