"""Records → sequences of a listing, in order, with the SEQ ID numbers they will have."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial

import msgspec
import xxhash

from seqtool.insdc.alphabet import defined_count
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.coding import protein_of
from seqtool.io.imports.context import Here, Told
from seqtool.io.imports.features import Made, make
from seqtool.io.imports.formats import Item, Ready
from seqtool.io.imports.linking import Linking
from seqtool.io.imports.links import Standing, Survey
from seqtool.io.imports.molecule import stated_gaps, stated_moltype
from seqtool.io.imports.notes import Kind, Note, Notes, Taken
from seqtool.io.imports.origin import Origin, origin
from seqtool.io.imports.pieces import moved, within
from seqtool.io.imports.proteins import make_protein
from seqtool.io.imports.qualifier_ids import QualifierIds
from seqtool.io.imports.ready import Renumbering, with_numbers
from seqtool.io.imports.record import Record
from seqtool.io.imports.residues import Judged, Piece, alien, judge
from seqtool.model import Feature, Qualifier, Residues, Sequence

#: Fewest specifically defined residues of a sequence (paragraph 8).
FEWEST = {"DNA": 10, "RNA": 10, "AA": 4}
#: So many names are kept, to find those that stand twice.
_MOST_NAMES = 200_000
_BACKWARDS = re.compile(r"(?<![0-9])3['\u2019\u2032]\s?(?:-{0,3}>?|\u2192|to)\s?5['\u2019\u2032]")


class Importer:
    """Turns records into sequences; ``number`` is the SEQ ID NO of the next one.

    With ``proteins="end"`` the proteins are kept in ``proteins`` and numbered from
    ``first_protein`` on, which a first run over the records finds out. So it does for
    ``standing``: the proteins with records of their own, to which coding sequences are
    linked; a ``survey`` learns of them.
    """

    def __init__(
        self,
        choices: Choices,
        notes: Notes,
        *,
        first_protein: int = 0,
        survey: Survey | None = None,
        standing: Standing | None = None,
    ) -> None:
        self.choices = choices
        self.notes = notes
        self.number = 1
        self.proteins: list[Sequence] = []
        self.first_protein = first_protein
        self.linking = Linking(survey, standing)
        #: For finished sequences with SEQ ID NOs of their own; set for each source.
        self.renumbering: Renumbering | None = None
        self._ids = QualifierIds(notes)
        self._known: dict[tuple[bytes, str | None], int] = {}
        self._origins: dict[tuple[str, str, str, str], tuple[Origin, list[Told]]] = {}
        self._names: set[str] = set()

    def take(self, item: Item) -> Iterator[Sequence]:
        """The sequences of one record (the record's own, then its proteins), or one that is finished."""
        if isinstance(item, Ready):
            yield from self._ready(item)
        else:
            yield from self._record(item)

    def _ready(self, item: Ready) -> Iterator[Sequence]:
        notes, sequence = self.notes, item.sequence
        notes.records["read"] += 1
        notes.features["read"] += len(sequence.features)
        if item.number is None and not sequence.skipped:
            here = Here(Record(file=item.file, line=item.line, name=item.name, residues=[]), self.choices, notes, self.number)  # fmt: skip
            chunks = list(sequence.residues.chunks)
            if (short := self._too_short(sequence.molecule_type, Piece(0, chunks), here)) is not None:
                notes.features["left_out"] += len(sequence.features)
                yield from short
                return
        wanted, own = self.choices.organism, _organism(sequence.features)
        if wanted and own and own != wanted and item.number is not None:
            Here(Record(file=item.file, line=item.line, name=item.name or f"SEQ ID NO {item.number}", residues=[]), self.choices, notes, self.number).tell(
                Kind.QUESTION, "--organism is for records; the sequence of a listing keeps its own", before=own, after=own
            )  # fmt: skip
        number = self._number()
        organism = _organism(sequence.features)
        if sequence.molecule_type == "AA":
            self.linking.stands(sequence.residues, organism, item)
        notes.features["taken"] += len(sequence.features)
        if self.renumbering is not None:
            sequence = with_numbers(item, number, self.renumbering, notes)
            sequence = self._ids.of(sequence, item, self.renumbering)
        notes.take(
            Taken(
                number,
                item.file,
                item.line,
                item.name,
                item.description,
                sequence.molecule_type,
                sequence.residues.length,
                organism,
                len(sequence.features),
            )
        )
        yield sequence

    def _record(self, record: Record) -> Iterator[Sequence]:
        notes = self.notes
        notes.records["read"] += 1
        notes.features["read"] += len(record.features)
        here = Here(record, self.choices, notes, self.number)
        if record.name in self._names:
            here.tell(Kind.QUESTION, "another record before has the same name; each is taken")
        elif record.name and len(self._names) < _MOST_NAMES:
            self._names.add(record.name)
        for reason, before, line in record.remarks:
            here.tell(Kind.QUESTION, reason, before=before or None, line=line)
        judged = self._judge(record, here)
        if judged is None or not judged.pieces:
            if here.asked:
                # Whatever else must be asked about this record is asked in the same run.
                counted = dict(notes.features)
                origin(here, judged.moltype if judged and judged.moltype else "DNA", record.length)
                notes.features.update(counted)
            notes.features["left_out"] += len(record.features)
            return
        # The pieces free the record's own copy: a chromosome is held once.
        record.residues = []
        if len(judged.pieces) == 1 and not judged.pieces[0].start:
            yield from self._piece(record, judged, judged.pieces[0], here)
        else:
            yield from self._split(record, judged, here)

    # Residues

    def _refuse(self, here: Here, reason: str) -> None:
        if self.choices.refused == "omit":
            here.tell(Kind.LEFT_OUT, f"the record cannot be taken: {reason}")
            self.notes.records["left_out"] += 1
            return
        here.ask("--refused omit (leaves such records out)", f"A record cannot be taken: {reason}.")

    def _judge(self, record: Record, here: Here) -> Judged | None:
        choices = self.choices
        size = record.length
        if record.without and not size:
            self._refuse(here, record.without)
            return None
        # What a record without features says itself (multi-sequence format) wins over the choice for those that say nothing.
        stated: str | None = record.molecule if record.molecule in FEWEST else choices.moltype
        known: frozenset[tuple[int, int]] = frozenset()
        unknown: tuple[tuple[int, int], ...] = ()
        if record.annotated:
            if record.stated_length is not None and record.stated_length != size and choices.length is None:
                here.ask(
                    "--length accept",
                    "A record states another length than it has residues. Residues may be lost: download it again, "
                    f"or accept what is there ({record.stated_length:,} stated, {size:,} found).",
                )
                return None
            stated = stated_moltype(record, here)
            if stated is None:
                return None
            if any(b"-" in chunk or b"." in chunk for chunk in record.residues):
                other = alien([chunk.translate(None, b"-.") for chunk in record.residues], stated == "AA")
                self._refuse(
                    here,
                    other or "it has features and its residues hold - or ., so the features cannot be placed",
                )
                return None
            known, unknown = stated_gaps(record, size)

        def tell(reason: str, before: str, after: str) -> None:
            here.tell(Kind.CHANGED, reason, before=before or None, after=after or None)

        judged = judge(
            record.residues,
            stated,
            choices,
            here.ask,
            tell,
            chosen=not record.annotated and record.molecule not in FEWEST,
            backwards=not record.annotated
            and _BACKWARDS.search(f"{record.name} {record.description}") is not None,
            known_gaps=known,
            unknown_gaps=unknown,
        )
        if judged.refused:
            self._refuse(here, judged.refused)
            return None
        return judged

    # One sequence

    def _piece(self, record: Record, judged: Judged, piece: Piece, here: Here) -> Iterator[Sequence]:
        residues = Residues.from_chunks(piece.chunks, piece.unknown)
        if (short := self._too_short(judged.moltype, piece, here)) is not None:
            self.notes.features["left_out"] += len(record.features)
            yield from short
            return
        source = self._origin(here, judged.moltype, residues.length)
        features = [*source.extra, *self._features(record, here, residues.length, judged.moltype)]
        yield from self._finish(record, judged, residues, source, features, here, 0)

    def _split(self, record: Record, judged: Judged, here: Here) -> Iterator[Sequence]:
        """A record in several pieces: features that lie in one of them go along."""
        whole = max(p.start + p.length for p in judged.pieces)
        size = max(whole, record.stated_length or 0)
        source = self._origin(here, judged.moltype, size)
        features = [*source.extra, *self._features(record, here, size, judged.moltype)]
        source = msgspec.structs.replace(source, extra=[])
        starts = [piece.start for piece in judged.pieces]
        homes: dict[int, list[Made]] = {}
        lost: list[Made] = []
        written: set[int] = set()
        for made in features:
            index = bisect_left(starts, made.tree.low) - 1
            at_home = index >= 0 and within(made, starts[index], judged.pieces[index].length)
            (homes.setdefault(index, []) if at_home else lost).append(made)
        for index, piece in enumerate(judged.pieces):
            here = Here(record, self.choices, self.notes, self.number)
            mine = homes.get(index, [])
            if (short := self._too_short(judged.moltype, piece, here)) is not None:
                lost += mine
                yield from short
                continue
            residues = Residues.from_chunks(piece.chunks, piece.unknown)
            shifted = [moved(made, piece.start, here) for made in mine]
            written.update(id(made.raw) for made in mine)
            yield from self._finish(record, judged, residues, source, shifted, here, piece.start)
        for made in lost:
            here.tell(
                Kind.LEFT_OUT,
                "the feature lies in a gap or in more than one piece of the split sequence",
                feature=made.raw,
            )
            # Of a feature that became several, the first one written counts as taken, the others as parted.
            if id(made.raw) in written:
                self.notes.features["parted"] -= 1
            else:
                written.add(id(made.raw))
                self.notes.features["taken"] -= 1
                self.notes.features["left_out"] += 1

    def _too_short(self, moltype: str, piece: Piece, here: Here) -> list[Sequence] | None:
        """``None`` for a sequence that is long enough, else what stands for it (nothing or a skipped one)."""
        protein, defined = moltype == "AA", 0
        for chunk in piece.chunks:
            # The first chunk of a long sequence nearly always answers.
            defined += defined_count(chunk, protein)
            if defined >= FEWEST[moltype]:
                return None
        shown = "".join(piece.chunks)[:40]
        if self.choices.short == "skip":
            here.tell(
                Kind.CHANGED,
                "below the minimum length (paragraph 8): a skipped sequence keeps its number",
                before=shown,
            )
            self._number()
            return [Sequence("", Residues(), (), skipped=True)]
        here.tell(Kind.LEFT_OUT, "the sequence is below the minimum length (paragraph 8)", before=shown)
        self.notes.records["left_out"] += 1
        return []

    def _origin(self, here: Here, moltype: str, length: int) -> Origin:
        record = here.record
        if record.features or here.choices.note_name:
            return origin(here, moltype, length)
        # Files of many plain records: the same source again and again.
        key = (moltype, record.molecule, record.organism, record.mol_type)
        known = self._origins.get(key)
        if known is not None:
            for kind, reason, qualifier, before, after in known[1]:
                here.tell(kind, reason, qualifier=qualifier, before=before, after=after)
            return known[0]
        asked, here.told = here.asked, []
        found = origin(here, moltype, length)
        told, here.told = here.told, None
        if here.asked == asked and len(self._origins) < 1_000:
            self._origins[key] = (found, told)
        return found

    def _features(self, record: Record, here: Here, length: int, moltype: str) -> Iterator[Made]:
        counts = self.notes.features
        seen: set[Feature] = set()
        for raw in record.features:
            if raw.key.lower() == "source":
                continue
            if moltype == "AA":
                made = make_protein(raw, here, length)
            else:
                made = [one] if (one := make(raw, here, length)) is not None else []
            new = [one for one in made if one.record() not in seen]
            seen.update(one.record() for one in new)
            if made and not new:
                here.tell(Kind.LEFT_OUT, "the same feature stands there already", feature=raw)
            counts["taken" if new else "left_out"] += 1
            counts["parted"] += max(len(new) - 1, 0)
            yield from new

    def _finish(
        self,
        record: Record,
        judged: Judged,
        residues: Residues,
        source: Origin,
        features: list[Made],
        here: Here,
        start: int,
    ) -> Iterator[Sequence]:
        number, organism = self._number(), source.organism or ""
        if judged.moltype == "AA":
            self.linking.stands(residues, organism, record)
        self.notes.take(
            Taken(
                number,
                record.file,
                record.line,
                record.name,
                record.description,
                judged.moltype,
                residues.length,
                organism,
                len(features) + 1,
            )
        )
        table = source.table()
        if self.choices.note_name and record.name.isascii() and record.name.isprintable():
            table = (*table, Qualifier("note", f"name: {record.name}"[:1000]))
        whole = f"1..{residues.length}" if residues.length > 1 else "1"
        made_features = [Feature("source", whole, table)]
        made_features += self._uracils(judged, start, residues.length)
        proteins: list[Sequence] = []
        for made in features:
            stands = partial(self.linking.place, organism=organism, made=made, number=number)
            protein = protein_of(made, here, residues, stands)
            if protein is not None:
                value = self.linking.link(protein, organism, made, here, number)
                if value is None:
                    value = self._protein(protein, source, proteins, made, here)
                made.qualifiers.append(Qualifier("protein_id", str(value)))
            made_features.append(made.record())
        yield Sequence(judged.moltype, residues, tuple(made_features))
        yield from proteins

    def _number(self) -> int:
        """The number of a sequence that is no protein of a coding sequence."""
        self.linking.own()
        self.number += 1
        return self.number - 1

    def _protein(self, text: str, source: Origin, proteins: list[Sequence], made: Made, here: Here) -> int:
        key = (xxhash.xxh3_128_digest(text.encode("ascii")), source.organism)
        if self.choices.same_protein == "one" and key in self._known:
            return self._known[key]
        feature = Feature("source", f"1..{len(text)}", source.table(protein=True))
        sequence = Sequence("AA", Residues(text), (feature,))
        if self.choices.proteins == "end":
            number = self.first_protein + len(self.proteins)
            self.proteins.append(sequence)
        else:
            number = self.number
            self.number += 1
            proteins.append(sequence)
        name = made.value("product") or made.value("gene") or ""
        self.notes.features["added"] += 1
        record = here.record
        self.notes.take(
            Taken(number, record.file, made.raw.line, name, "", "AA", len(text), source.organism or "", 1)
        )
        self.notes.add(
            Note(
                kind=Kind.ADDED,
                reason="protein of a coding sequence as a sequence of its own (paragraph 92)",
                file=here.record.file,
                record=here.record.name,
                line=made.raw.line,
                sequence=number,
                feature=f"{made.raw.key} {made.raw.location}"[:160],
                after=name[:160] or None,
            )
        )
        if self.choices.same_protein == "one":
            self._known[key] = number
        return number

    @staticmethod
    def _uracils(judged: Judged, start: int, length: int) -> Iterator[Feature]:
        for place in judged.uracils:
            if start <= place < start + length:
                yield Feature(
                    "modified_base",
                    str(place - start + 1),
                    (Qualifier("mod_base", "OTHER"), Qualifier("note", "uracil")),
                )


def _organism(features: tuple[Feature, ...]) -> str:
    """The organism that a finished sequence states."""
    for feature in features[:1]:
        for qualifier in feature.qualifiers:
            if qualifier.name.lower() == "organism":
                return qualifier.value or ""
    return ""
