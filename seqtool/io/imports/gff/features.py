"""Lines of one sequence as features of INSDC: joined by ID, with the gene's name, phase and exons in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from seqtool.io.imports.formats import Source
from seqtool.io.imports.gff.lines import Row
from seqtool.io.imports.gff.places import Place, first_row, merged, phases_agree, place
from seqtool.io.imports.gff.terms import Type, attribute, known_type
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.record import RawFeature, RawQualifier

#: Generations between a part and its gene.
_DEPTH: Final = 10
#: Keys of the parts that a transcript is put together from.
_PIECES: Final = frozenset({"exon", "CDS", "5'UTR", "3'UTR"})
_NAMED: Final = frozenset({"gene", "transcript", "coding", "part"})


class Group(msgspec.Struct):
    """The lines of one feature; ``parents`` are the IDs of what it is part of."""

    type: str
    rows: list[Row]
    parents: tuple[str, ...]

    @property
    def line(self) -> int:
        """The first of its lines."""
        return self.rows[0].line

    @property
    def term(self) -> Type:
        """What its type is in INSDC; a type that no table knows stands for itself."""
        return known_type(self.type) or Type(self.type)


class Features:
    """The features of one sequence."""

    def __init__(self, rows: list[Row], name: str, length: int, source: Source) -> None:
        self._name, self._length, self._source = name, length, source
        self.circular = any(row.value("Is_circular").lower() == "true" for row in rows)
        self._by_id: dict[str, Group] = {}
        self._exons: dict[str, list[Row]] = {}
        self._pieces: dict[str, list[Row]] = {}
        self._groups = self._grouped(rows)

    # Which lines are one feature

    def _grouped(self, rows: list[Row]) -> list[Group]:
        groups: dict[tuple[str, str, str], Group] = {}
        for row in rows:
            known = known_type(row.type)
            how = known.how if known is not None else ""
            name, parents = row.value("ID"), row.values("Parent")
            if known is not None and known.key in _PIECES:
                where = self._exons if known.key == "exon" else self._pieces
                for parent in parents:
                    where.setdefault(parent, []).append(row)
            if name:
                self._join(groups, ("id", name, row.type), row, parents)
            elif how == "coding" and parents:
                for parent in parents:
                    self._join(groups, ("parent", parent, row.type), row, (parent,))
            else:
                groups["line", str(row.line), row.type] = Group(row.type, [row], parents)
        for (by, name, _), group in groups.items():
            if by == "id":
                self._by_id.setdefault(name, group)
            elif by == "parent" and len(group.rows) > 1:
                self._tell(Kind.CHANGED, "lines of a coding sequence that have no ID were joined by their parent", group, after=f"{len(group.rows)} lines of {name}")  # fmt: skip
        return list(groups.values())

    @staticmethod
    def _join(
        groups: dict[tuple[str, str, str], Group],
        key: tuple[str, str, str],
        row: Row,
        parents: tuple[str, ...],
    ) -> None:
        known = groups.get(key)
        if known is None:
            groups[key] = Group(row.type, [row], parents)
        else:
            known.rows.append(row)

    # What they say

    def all(self) -> Iterator[RawFeature]:
        """The features, in the order of their first lines; what is left out is told and counted."""
        landmark = False
        for group in self._groups:
            term = group.term
            if known_type(group.type) is not None and not term.key:
                self._tell(
                    Kind.LEFT_OUT, f"a type of GFF3 that is no feature of the sequence ({term.why})", group
                )
                for count in ("read", "left_out"):
                    self._source.notes.features[count] += 1
                continue
            if term.how == "landmark" and self._whole(group):
                if not landmark:
                    landmark = True
                    yield self._feature(group, Type("source", how="landmark"))
                    continue
                self._tell(Kind.LEFT_OUT, "the sequence as a whole, given once more", group)
                for count in ("read", "left_out"):
                    self._source.notes.features[count] += 1
                continue
            yield self._feature(group, term)

    def _whole(self, group: Group) -> bool:
        return len(group.rows) == 1 and (group.rows[0].low, group.rows[0].high) == (1, self._length)

    def _feature(self, group: Group, term: Type) -> RawFeature:
        rows = self._located(group, term)
        where = place(rows, self._length, circular=self.circular)
        self._told(where, group)
        qualifiers: list[RawQualifier] = []
        if term.qualifier:
            qualifiers.append(RawQualifier(term.qualifier, term.value or None, group.line))
        qualifiers += self._attributes(group, term)
        if term.how == "coding":
            qualifiers += self._frame(group)
        if term.how in ("transcript", "coding", "part") and not any(q.name == "gene" for q in qualifiers):
            gene = self._gene(group)
            if gene:
                self._tell(
                    Kind.ADDED, "the name of the gene that it is part of", group, qualifier="gene", after=gene
                )
                qualifiers.insert(0, RawQualifier("gene", gene, group.line))
        if term.key != group.type and term.how != "landmark":
            self._tell(Kind.CHANGED, "a type of the Sequence Ontology has another name in INSDC", group, before=group.type, after=term.key)  # fmt: skip
        return RawFeature(term.key, where.text, tuple(dict.fromkeys(qualifiers)), group.line)

    def _located(self, group: Group, term: Type) -> list[Row]:
        """The lines that say where it is: a transcript is where its exons are."""
        if term.how != "transcript":
            return group.rows
        name = group.rows[0].value("ID")
        exons = self._exons.get(name, [])
        if not exons and name in self._pieces:
            exons = merged(self._pieces[name])
            if (exons[0].low, exons[-1].high) != (group.rows[0].low, group.rows[-1].high):
                self._tell(Kind.QUESTION, "a transcript without exons; its location is its whole extent, introns too", group)  # fmt: skip
                return group.rows
        inside = [e for e in exons if any(r.low <= e.low and e.high <= r.high for r in group.rows)]
        if not exons:
            return group.rows
        if len(inside) != len(exons) or {e.strand for e in exons} != {r.strand for r in group.rows}:
            self._tell(Kind.QUESTION, "exons lie outside of their transcript or on another strand; its location is its whole extent", group)  # fmt: skip
            return group.rows
        if len(exons) > 1:
            self._tell(Kind.CHANGED, "the location of a transcript is that of its exons", group)
        return exons

    def _told(self, where: Place, group: Group) -> None:
        for reason in where.told:
            self._tell(Kind.CHANGED, reason, group, qualifier="location", after=where.text)

    def _attributes(self, group: Group, term: Type) -> Iterator[RawQualifier]:
        seen: set[tuple[str, str]] = set()
        names = {name for row in group.rows for name, _ in row.attributes}
        for row in group.rows:
            for name, values in row.attributes:
                known = attribute(name)
                if known.how == "structure":
                    continue
                for value in values:
                    if (name, value) in seen:
                        continue
                    seen.add((name, value))
                    yield from self._attribute(name, value, known.new, known.how, term, row, names)

    def _attribute(
        self, name: str, value: str, new: str, how: str, term: Type, row: Row, names: set[str]
    ) -> Iterator[RawQualifier]:
        if how == "flag":
            if value.lower() in ("true", "yes", "1", ""):
                yield RawQualifier(new, None, row.line)
            return
        if name == "exception" and value.lower().replace("-", "_").replace(" ", "_") in ("ribosomal_slippage", "trans_splicing"):  # fmt: skip
            yield RawQualifier(value.lower().replace("-", "_").replace(" ", "_"), None, row.line)
            return
        if how == "name":
            if term.how == "gene" and "gene" not in names:
                new = "gene"
            elif term.how == "gene" and value == row.value("gene"):
                return
            elif term.how not in _NAMED and term.how != "landmark":
                new = "note"
            else:
                new = name
        elif how == "gene" and term.how != "gene":
            new = name
        yield RawQualifier(new, value, row.line)

    def _frame(self, group: Group) -> Iterator[RawQualifier]:
        """The phase of the first codon as codon_start."""
        if any(row.values("codon_start") for row in group.rows):
            return
        first = first_row(group.rows)
        if first.phase is None:
            self._tell(Kind.QUESTION, "a coding sequence without a phase; nothing says where its first codon begins", group)  # fmt: skip
            return
        if not phases_agree(group.rows):
            self._tell(Kind.QUESTION, "the phases of a coding sequence do not follow from the lengths of its parts", group)  # fmt: skip
        yield RawQualifier("codon_start", str(first.phase + 1), first.line)

    def _gene(self, group: Group) -> str:
        """The name of the gene that a feature is part of, found through its parents."""
        todo, seen = list(group.parents), set[str]()
        while todo and len(seen) < _DEPTH:
            name = todo.pop(0)
            parent = self._by_id.get(name)
            if parent is None or name in seen:
                continue
            seen.add(name)
            if parent.term.how == "gene":
                return parent.rows[0].value("gene") or parent.rows[0].value("Name")
            todo += parent.parents
        return ""

    def _tell(
        self,
        kind: Kind,
        reason: str,
        group: Group,
        *,
        qualifier: str | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        first, last = min(row.low for row in group.rows), max(row.high for row in group.rows)
        self._source.notes.add(
            Note(
                kind=kind,
                reason=reason,
                file=self._source.name,
                record=self._name,
                line=group.line,
                feature=f"{group.type} {first}..{last}"[:160],
                qualifier=qualifier,
                before=before and before[:160],
                after=after and after[:160],
            )
        )
