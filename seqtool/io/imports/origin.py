"""The one source feature of a sequence: organism, mol_type, and what other source features said."""

from __future__ import annotations

import re

import msgspec

from seqtool.io.imports.context import Here
from seqtool.io.imports.features import FALLBACK, Made
from seqtool.io.imports.features import make as make_feature
from seqtool.io.imports.locations import convert
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.proteins import make_protein
from seqtool.io.imports.record import RawFeature, RawQualifier
from seqtool.io.imports.tables import protein_qualifier, why_not
from seqtool.io.imports.values import LONGEST, basic, clean, split
from seqtool.model import Qualifier
from seqtool.spec import organisms, standard

# Stand-ins, so that a source under way counts as complete.
_ORG = RawQualifier("organism", "unidentified", 0)
_MOL = RawQualifier("mol_type", "other DNA", 0)

_PARTS = (
    ("sub_strain", re.compile(r"\bsub-?str(?:\.|ain)? (\S.*)")),
    ("strain", re.compile(r"\b(?:str\.|strain) (\S.*)")),
    ("sub_species", re.compile(r"\b(?:subsp\.|ssp\.|subspecies) (\S+)")),
    ("serovar", re.compile(r"\b(?:serovar|sv\.) (\S.*)")),
    ("isolate", re.compile(r"\bisolate (\S.*)")),
    ("variety", re.compile(r"\b(?:var\.) (\S+)")),
)

_HYBRID = re.compile(r"x [A-Z]|.*\bhybrid\b")


class Origin(msgspec.Struct):
    """Organism, mol_type and the further qualifiers of the source feature."""

    organism: str | None
    mol_type: str
    qualifiers: list[Qualifier]
    extra: list[Made] = []

    def table(self, protein: bool = False) -> tuple[Qualifier, ...]:
        """The qualifiers as they go into a source feature (of a protein: organism and mol_type alone)."""
        first = () if self.organism is None else (Qualifier("organism", self.organism),)
        if protein:
            return (*first, Qualifier("mol_type", "protein"))
        return (*first, Qualifier("mol_type", self.mol_type), *self.qualifiers)


def origin(here: Here, moltype: str, length: int) -> Origin:
    """The source of the sequence at work; asks where no organism is known."""
    sources = [feature for feature in here.record.features if feature.key.lower() == "source"]
    main = _main(sources, here, length)
    made = Origin(None, "", [])
    protein = moltype == "AA"
    if main is not None:
        made.qualifiers = [] if protein else _qualifiers(main, here, length)
        if main.location != f"1..{length}":
            here.tell(Kind.CHANGED, "source spans the whole sequence (paragraph 63)", feature=main, before=main.location, after=f"1..{length}")  # fmt: skip
        here.notes.features["taken"] += 1
    for other in sources:
        if other is not main:
            _other(other, made, here, length, protein)
    stated = _stated(main) or here.record.organism
    name = here.choices.organism or stated
    if stated and stated != name:
        here.tell(Kind.CHANGED, "--organism stands in place of the organism that is stated", feature=main, qualifier="organism", before=stated, after=name)  # fmt: skip
    _organism(name, made, here, main)
    _mol_type(main, made, here, moltype)
    if protein:
        _notes_only(made, here, main, length)
    else:
        _tidy(made, here, main)
    return made


def _stated(main: RawFeature | None) -> str:
    if main is None:
        return ""
    return next((q.value for q in main.qualifiers if q.name == "organism" and q.value), "")


def _main(sources: list[RawFeature], here: Here, length: int) -> RawFeature | None:
    if not sources:
        return None
    focus = [s for s in sources if any(q.name in ("focus", "transgenic") for q in s.qualifiers)]
    if focus:
        return focus[0]
    sizes = {id(s): _size(s, length) for s in sources}
    largest = max(sources, key=lambda s: sizes[id(s)])
    names = {_stated(s) for s in sources}
    if len(names) > 1 and sizes[id(largest)] < length and here.choices.organism is None:
        here.ask(
            '--organism NAME (for instance "synthetic construct")',
            "Parts of one record come from different organisms and none stands for the whole. A sequence has one organism "
            "(paragraphs 63 and 83): which?",
        )
    return largest


def _size(source: RawFeature, length: int) -> int:
    where = convert(source.location, length)
    tree = where.tree
    return tree.high - tree.low + 1 if tree is not None else 0


def _other(raw: RawFeature, made: Origin, here: Here, length: int, protein: bool) -> None:
    """A further source feature: misc_feature (REGION in a protein) with a note (paragraph 63)."""
    told = "; ".join(f"{q.name}: {q.value}" for q in raw.qualifiers if q.value and q.name != "db_xref")
    text, _, odd = basic(f"source of this part: {told}")
    if odd:
        text = "".join(c for c in text if " " <= c <= "~")
    plain = msgspec.structs.replace(raw, qualifiers=())
    plain = msgspec.structs.replace(plain, key=FALLBACK)
    if protein:
        found = make_protein(msgspec.structs.replace(plain, key="REGION"), here, length)
    else:
        found = [one] if (one := make_feature(plain, here, length)) is not None else []
    if not found:
        here.notes.features["left_out"] += 1
        return
    for where in found:
        where.raw = raw
        where.qualifiers += [Qualifier("note", part) for part in split(text)]
    here.notes.features["taken"] += 1
    here.notes.features["parted"] += len(found) - 1
    here.tell(
        Kind.CHANGED,
        f"a further source became {found[0].key} with a note (paragraph 63)",
        feature=raw,
        after=text[:LONGEST],
    )
    made.extra += found


def _qualifiers(main: RawFeature, here: Here, length: int) -> list[Qualifier]:
    plain = msgspec.structs.replace(
        main,
        key="source",
        location=f"1..{length}" if length > 1 else "1",
        qualifiers=tuple(q for q in main.qualifiers if q.name not in ("organism", "mol_type")),
    )
    # The mandatory ones are put in afterwards; until then the feature must not be taken for one that lacks them.
    made = make_feature(
        msgspec.structs.replace(plain, qualifiers=(_MOL, _ORG, *plain.qualifiers)), here, length
    )
    if made is None:
        return []
    return [q for q in made.qualifiers if q.name not in ("organism", "mol_type")]


def _organism(name: str, made: Origin, here: Here, main: RawFeature | None) -> None:
    text, changes, odd = basic(name)
    if odd or not text or text in (".", "Unknown.", "Unclassified.", "Unknown"):
        if text.lower().startswith(("unknown", "unclassified")):
            text = "unknown"
        else:
            if here.choices.draft:
                here.tell(Kind.QUESTION, "no organism is stated; the draft has none", qualifier="organism")
                return
            here.ask(
                '--organism NAME (for instance "Homo sapiens", "synthetic construct", "unidentified")',
                "No organism is stated. Every sequence must name one (paragraph 76).",
            )
            return
    for change in changes:
        here.tell(Kind.CHANGED, change, feature=main, qualifier="organism", before=name, after=text)
    found = organisms.lookup(text)
    kind = organisms.Kind
    made.organism = text
    if found.kind in (kind.EXACT, kind.SPECIAL, kind.GENUS, kind.GENUS_SP):
        return
    if found.kind == kind.UNKNOWN:
        here.tell(Kind.QUESTION, "the organism is not in the list of names; please look at it", feature=main, qualifier="organism", before=text)  # fmt: skip
        return
    if found.kind == kind.STRAIN_LEVEL and _HYBRID.match(found.rest):
        here.tell(Kind.QUESTION, "a hybrid of two organisms; please look at the organism", feature=main, qualifier="organism", before=text)  # fmt: skip
        return
    made.organism = found.name
    reasons = {
        kind.CASE: "upper and lower case of an organism's name",
        kind.STRAIN_LEVEL: "the organism is named by genus and species; the rest stands apart (paragraph 78)",
        kind.ARTIFICIAL: "an artificial molecule is a synthetic construct (paragraph 83)",
        kind.ENVIRONMENTAL: "an organism that is not known is unidentified (paragraph 81)",
        kind.COMMON_NAME: "a common name was replaced by the scientific one (paragraph 78)",
    }
    here.tell(
        Kind.CHANGED, reasons[found.kind], feature=main, qualifier="organism", before=text, after=found.name
    )
    if found.kind == kind.STRAIN_LEVEL:
        _rest(found.rest, made, here, main)
    elif found.kind != kind.CASE:
        made.qualifiers.append(Qualifier("note", f"organism as named in the source: {text}"[:LONGEST]))


def _rest(rest: str, made: Origin, here: Here, main: RawFeature | None) -> None:
    """What followed the species: strain, sub-species …, unless the source says it already."""
    have = {q.name: q.value or "" for q in made.qualifiers}
    left = rest
    for name, pattern in _PARTS:
        match = pattern.search(left)
        if match is None:
            continue
        value, after = _closed(match[1])
        left = f"{left[: match.start()]} {after}".strip(" ;,()")
        if name not in have:
            made.qualifiers.append(Qualifier(name, value))
            here.tell(Kind.ADDED, "taken from the organism's name", feature=main, qualifier=name, after=value)
            have[name] = value
    if not left or any(left.strip("() ") in value for value in have.values()):
        return
    if left.startswith("("):
        made.qualifiers.append(
            Qualifier("note", f"organism as named in the source: {made.organism} {rest}"[:LONGEST])
        )
        return
    name = "isolate" if "virus" in (made.organism or "").lower() else "strain"
    if name in have or "environmental_sample" in have:
        name = "note"
    value = left if name != "note" else f"organism as named in the source: {made.organism} {rest}"
    made.qualifiers.append(Qualifier(name, value[:LONGEST]))
    here.tell(Kind.ADDED, "taken from the organism's name", feature=main, qualifier=name, after=value)


def _closed(text: str) -> tuple[str, str]:
    """A value up to the bracket that closes around it, as in ``(strain K12) (synonym)``, and what follows."""
    depth = 0
    for index, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return text[:index].strip(" ;,"), text[index + 1 :]
    return text.strip(" ;,"), ""


def _mol_type(main: RawFeature | None, made: Origin, here: Here, moltype: str) -> None:
    std = standard()
    stated = (
        next((q.value or "" for q in main.qualifiers if q.name == "mol_type"), "") if main is not None else ""
    )
    stated = stated or here.record.mol_type
    wanted = here.choices.mol_type or stated
    synthetic = made.organism == organisms.SYNTHETIC_CONSTRUCT
    allowed = std.mol_types(moltype, synthetic=synthetic)
    if not wanted and moltype == "RNA" and here.record.molecule in ("mRNA", "tRNA", "rRNA"):
        wanted = here.record.molecule
        here.tell(
            Kind.ADDED,
            "mol_type from the molecule that the record states",
            feature=main,
            qualifier="mol_type",
            after=wanted,
        )
    if wanted in allowed:
        made.mol_type = wanted
        return
    general = (
        f"other {moltype}"
        if synthetic or stated == "mRNA" or "mRNA" in here.record.molecule
        else f"unassigned {moltype}"
    )
    made.mol_type = general if general in allowed else min(allowed)
    if wanted:
        here.tell(
            Kind.CHANGED,
            f"mol_type of {moltype}"
            + (" that is a synthetic construct" if synthetic else "")
            + " (paragraph 84)",
            feature=main,
            qualifier="mol_type",
            before=wanted,
            after=made.mol_type,
        )
    else:
        here.tell(Kind.ADDED, "mol_type, which nothing states (paragraph 84)", feature=main, qualifier="mol_type", after=made.mol_type)  # fmt: skip


def _tidy(made: Origin, here: Here, main: RawFeature | None) -> None:
    """Qualifiers that exclude each other, after the organism has added some."""
    names = {q.name for q in made.qualifiers}
    if "environmental_sample" in names and "strain" in names:
        here.tell(
            Kind.LEFT_OUT, "it must not stand beside strain", feature=main, qualifier="environmental_sample"
        )
        made.qualifiers = [q for q in made.qualifiers if q.name != "environmental_sample"]


def _notes_only(made: Origin, here: Here, main: RawFeature | None, length: int) -> None:
    """The source of a protein has no qualifiers but notes: what the record says more goes there."""
    texts: list[str] = []
    for qualifier in main.qualifiers if main is not None else ():
        name, value = qualifier.name, qualifier.value
        if name in ("organism", "mol_type"):
            continue
        _, how = protein_qualifier(here.record.dialect, "source", name)
        if not how and name in here.choices.to_note:
            how = "label"
        if not how:
            here.tell(Kind.LEFT_OUT, why_not(name), feature=main, qualifier=name, before=value, line=qualifier.line)  # fmt: skip
            continue
        if name != "note":
            here.tell(
                Kind.CHANGED,
                "a qualifier that the source of a protein does not have; it became a part of the note",
                feature=main,
                qualifier=name,
                before=value,
                line=qualifier.line,
            )
        texts.append((f"{name}: {value}" if how == "label" else value or "") if value else name)
    names = {text.partition(":")[0] for text in texts}
    for more in made.qualifiers:
        if more.name == "note":
            texts.append(more.value or "")
        elif more.name not in names:
            texts.append(f"{more.name}: {more.value}")
    made.qualifiers = []
    text = "; ".join(dict.fromkeys(filter(None, texts)))
    if not text:
        return
    cleaned = clean("note", text, key="source", length=length)
    for change in cleaned.changes:
        here.tell(Kind.CHANGED, change, feature=main, qualifier="note", before=text)
    if cleaned.refused:
        here.tell(Kind.LEFT_OUT, cleaned.refused, feature=main, qualifier="note", before=text)
    made.qualifiers = [Qualifier("note", value) for value in cleaned.values]
