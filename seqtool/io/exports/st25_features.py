"""Features as ST.25 has them: keys of its tables, one description each, locations in parentheses."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

import msgspec

from seqtool.insdc.alphabet import THREE_LETTER
from seqtool.insdc.location import Location, Order, Single, Span, read_location, spans
from seqtool.io.exports.formats import Item, Job
from seqtool.io.exports.parts import source_of
from seqtool.io.exports.st25_lines import Coding
from seqtool.io.imports.notes import Kind
from seqtool.model import Feature, Qualifier
from seqtool.spec import standard, tables

#: Characters of text on a line, and lines of free text that ST.25 asks for at most.
_WIDTH: Final = 65
_MOST_LINES: Final = 4
_HEAD: Final = 7
#: Words with which no line may begin or end, as a reader would take them for something else.
_NO_BEGIN: Final = re.compile(r"<|&lt;|[0-9]{3}>|page$", re.IGNORECASE)
_CLASSES: Final = ("regulatory_class", "ncRNA_class", "rpt_type")
_ARTIFICIAL: Final = {"synthetic construct": "Artificial sequence", "unidentified": "Unknown organism"}
_N_RUN: Final = re.compile(r"n+")
_X_RUN: Final = re.compile(r"X+")


class Block(msgspec.Struct):
    """One ``<220>`` block; without key and location it speaks of the whole sequence."""

    key: str
    location: str
    texts: list[str]
    #: The residue that it speaks of, where it was made for one.
    residue: int = 0

    def lines(self, plain: Callable[[str], str]) -> Iterator[str]:
        """The lines of the block."""
        yield "<220>"
        if self.key:
            yield f"<221>  {plain(self.key)}"
        if self.location:
            yield from wrapped(222, plain(self.location))
        for text in self.texts:
            if made := plain(text):
                yield from wrapped(223, made)


def wrapped(tag: int, text: str) -> list[str]:
    """An identifier with its text on lines of bearable length."""
    lines: list[str] = []
    held = ""
    for word in text.split(" "):
        stuck = held.endswith("-") or _NO_BEGIN.match(word) is not None
        if held and len(held) + 1 + len(word) > _WIDTH and not stuck:
            lines.append(held)
            held = word
        else:
            held = f"{held} {word}" if held else word
    lines.append(held)
    return [f"<{tag}>  {lines[0]}".rstrip(), *(f"{'':<{_HEAD}}{line}" for line in lines[1:])]


@lru_cache(maxsize=1)
def _keys() -> dict[tuple[bool, str, str], str]:
    rows = tables.read("protein key value new", "exports", "st25.tsv")
    return {(protein == "yes", key, value): new for protein, key, value, new in rows}


@lru_cache(maxsize=1)
def _mod_bases() -> dict[str, str]:
    """Abbreviations of Table 2 that ST.25 writes otherwise, and the one that it lacks."""
    old = {row.new: row.old for row in standard().replacements if row.kind == "mod_base" and row.new}
    return old | {"m4c": standard().modified_nucleotides.get("m4c", "N4-methylcytosine")}


def codings_of(job: Job, item: Item) -> list[Coding]:
    """The coding sequences that can be shown in mixed mode, in their order; why others cannot is told."""
    found: list[Coding] = []
    end = 0
    features = [f for f in item.sequence.features if f.key == "CDS" and _value(f, "translation")]
    read = [(f, read_location(f.location, protein=False)) for f in features]
    read.sort(key=lambda pair: pair[1].tree.low if pair[1].tree else 0)
    for feature, reading in read:
        why = ""
        coding = None
        if reading.tree is None or reading.issues or reading.tree.high > item.sequence.residues.length:
            why = "its location cannot be read"
        else:
            coding = _coding(feature, reading.tree)
            if coding is None:
                why = "it lies on the other strand or is in no simple order"
            elif coding.spans[0][0] <= end:
                why = "it overlaps another one"
            elif not _fits(coding):
                why = "it is not as long as its codons"
        if why or coding is None:
            job.tell(Kind.LEFT_OUT, f"the translation cannot be shown beneath the nucleotides: {why}", item, feature=feature, qualifier="translation", before=_value(feature, "translation"))  # fmt: skip
            continue
        end = coding.spans[-1][1]
        found.append(coding)
    return found


def _value(feature: Feature, name: str) -> str:
    return next((q.value for q in feature.qualifiers if q.name == name and q.value), "")


def _coding(feature: Feature, tree: Location) -> Coding | None:
    stretches = spans(tree)
    if any(strand == -1 for _, _, strand in stretches):
        return None
    plain = tuple((low, high) for low, high, _ in stretches)
    if any(after[0] <= before[1] for before, after in itertools.pairwise(plain)):
        return None
    if any(high - low < 3 for low, high in plain):
        return None
    start = _value(feature, "codon_start") or "1"
    protein = _value(feature, "translation")
    if start not in ("1", "2", "3") or any(symbol not in THREE_LETTER for symbol in protein):
        return None
    return Coding(plain, int(start) - 1, protein)


def _fits(coding: Coding) -> bool:
    codons, rest = divmod(sum(high - low + 1 for low, high in coding.spans) - coding.skipped, 3)
    return codons - 1 <= len(coding.protein) <= codons + (rest > 1)


def blocks_of(job: Job, item: Item, codings: list[Coding], extra: list[Block]) -> Iterator[Block]:
    """The ``<220>`` blocks of a sequence: source, features, and what n and Xaa are where nothing else says it."""
    sequence = item.sequence
    source = source_of(sequence)
    shown = {coding.protein for coding in codings}
    covered = [(block.residue, block.residue) for block in extra]
    yield from _source(job, item, source)
    for feature in sequence.features:
        if feature is source:
            continue
        job.notes.features["taken"] += 1
        yield from _feature(job, item, feature, shown, covered)
    yield from extra
    yield from _unknown(job, item, covered)


def _source(job: Job, item: Item, source: Feature | None) -> Iterator[Block]:
    organism = ""
    notes: list[str] = []
    if source is not None:
        job.notes.features["taken"] += 1
        for qualifier in source.qualifiers:
            _foreign(job, item, source, qualifier)
            name = qualifier.name.lower()  # capitals in listings of the first years
            if name == "organism":
                organism = qualifier.value or ""
            elif name == "mol_type":
                job.tell(Kind.LEFT_OUT, "ST.25 has no mol_type", item, feature=source, qualifier="mol_type", before=qualifier.value)  # fmt: skip
            elif name == "note" and qualifier.value:
                notes.append(qualifier.value)
            else:
                notes.append(_told(job, item, source, qualifier))
    if not notes and organism in _ARTIFICIAL:
        notes = [_ARTIFICIAL[organism]]
        job.tell(Kind.ADDED, "ST.25 wants a description of every artificial or unknown sequence: please write a better one", item, after=notes[0])  # fmt: skip
    for note in notes:
        _long(job, item, note)
        yield Block("", "", [note])


def _told(job: Job, item: Item, feature: Feature, qualifier: Qualifier) -> str:
    """A qualifier, which ST.25 does not have, in words."""
    text = qualifier.name if not qualifier.value else f"{qualifier.name}: {qualifier.value}"
    job.tell(Kind.CHANGED, "ST.25 has no qualifiers: it went into the description (<223>)", item, feature=feature, qualifier=qualifier.name, before=qualifier.value, after=text)  # fmt: skip
    return text


def _foreign(job: Job, item: Item, feature: Feature, qualifier: Qualifier) -> None:
    if qualifier.non_english:
        job.tell(Kind.LEFT_OUT, "ST.25 has no second language", item, feature=feature, qualifier=qualifier.name, before=qualifier.non_english)  # fmt: skip


def _long(job: Job, item: Item, text: str) -> None:
    if len(text) > _WIDTH * _MOST_LINES:
        job.tell(Kind.QUESTION, "free text of ST.25 should have at most four lines of 65 characters", item, before=text)  # fmt: skip


def _feature(job: Job, item: Item, feature: Feature, shown: set[str], covered: list[tuple[int, int]]) -> Iterator[Block]:  # fmt: skip
    protein = item.sequence.molecule_type == "AA"
    key, texts, spent = _key(job, item, feature, protein=protein)
    for qualifier in feature.qualifiers:
        _foreign(job, item, feature, qualifier)
        name, value = qualifier.name, qualifier.value or ""
        if (
            name == spent
            or (name == "translation" and value in shown)
            or (not value and qualifier.non_english)
        ):
            continue
        if name == "note" and value:
            texts.append(value)
        elif name == "mod_base":
            if value != "OTHER":
                texts.append(_mod_bases().get(value, value))
        elif name == "protein_id":
            job.tell(Kind.LEFT_OUT, "ST.25 names no protein entry; it follows as the entry with these residues", item, feature=feature, qualifier=name, before=value)  # fmt: skip
        elif name != "translation":
            texts.append(_told(job, item, feature, qualifier))
    text = "; ".join(texts)
    if text:
        _long(job, item, text)
    reading = read_location(feature.location, protein=protein)
    tree = reading.tree
    if tree is None:
        job.tell(
            Kind.QUESTION, "the location cannot be read and was written as it stands", item, feature=feature
        )
        yield Block(key, feature.location, [text] if text else [])
        return
    parts = tree.operands if isinstance(tree, Order) else (tree,)
    if len(parts) > 1:
        job.tell(Kind.CHANGED, "order() was written as a feature for each part", item, feature=feature, after=str(len(parts)))  # fmt: skip
    for part in parts:
        if feature.key not in ("CDS", "gene", "exon", "mRNA", "REGION", "CHAIN", "DOMAIN"):
            covered.append((part.low, part.high))
        yield Block(key, _location(part), [text] if text else [])


def _location(tree: Location) -> str:
    if isinstance(tree, Single) and not tree.at.fuzzy:
        return f"({tree.text})..({tree.text})"
    if isinstance(tree, Span):
        return f"({tree.start.text})..({tree.end.text})"
    return tree.text


def _key(job: Job, item: Item, feature: Feature, *, protein: bool) -> tuple[str, list[str], str]:
    """The key of ST.25, the beginning of the description, and the qualifier that the key says already."""
    keys = _keys()
    for name in _CLASSES:
        value = _value(feature, name)
        if value and (new := keys.get((protein, feature.key, value))) is not None:
            return new, [], name
    if (new := keys.get((protein, feature.key, ""))) is not None:
        return new, [], ""
    new = "MISC_FEATURE" if protein else "misc_feature"
    job.tell(Kind.CHANGED, "a key that ST.25 does not have; its name went into the description", item, feature=feature, after=new)  # fmt: skip
    return new, [feature.key], ""


def _unknown(job: Job, item: Item, covered: list[tuple[int, int]]) -> Iterator[Block]:
    """ST.25 wants every n and Xaa described; what ST.26 takes for granted is said here."""
    protein = item.sequence.molecule_type == "AA"
    pattern = _X_RUN if protein else _N_RUN
    rna = item.sequence.molecule_type == "RNA"
    text = (
        "Xaa can be any naturally occurring amino acid"
        if protein
        else f"n is a, c, g, or {'u' if rna else 't'}"
    )
    key = "MISC_FEATURE" if protein else "misc_feature"
    count = 0
    for low, high in _gaps(_runs(item, pattern), sorted(covered)):
        count += 1
        yield Block(key, f"({low})..({high})", [text])
    if count:
        job.tell(Kind.ADDED, "ST.25 wants every n and Xaa described: what ST.26 takes for granted was written", item, before=f"{count} places", after=text)  # fmt: skip


def _gaps(runs: Iterable[tuple[int, int]], covered: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of rising runs that no stretch covers."""
    at = reach = 0
    for low, high in runs:
        while low <= high:
            while at < len(covered) and covered[at][0] <= low:
                reach = max(reach, covered[at][1])
                at += 1
            if reach >= low:
                low = reach + 1  # noqa: PLW2901
                continue
            end = min(high, covered[at][0] - 1) if at < len(covered) else high
            yield low, end
            low = end + 1  # noqa: PLW2901


def _runs(item: Item, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Runs of unknown residues (1-based, inclusive), across the borders of chunks."""
    open_low = open_high = before = 0
    for chunk in item.sequence.residues.chunks:
        for found in pattern.finditer(chunk):
            low, high = before + found.start() + 1, before + found.end()
            if open_low and low == open_high + 1:
                open_high = high
                continue
            if open_low:
                yield open_low, open_high
            open_low, open_high = low, high
        before += len(chunk)
    if open_low:
        yield open_low, open_high
