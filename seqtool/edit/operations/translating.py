"""The proteins of coding sequences: found, updated or made, and named (paragraph 92)."""

from __future__ import annotations

from msgspec.structs import replace

from seqtool.edit.operations.common import AMINO, content_of, draft_of, feature_at, with_feature
from seqtool.edit.operations.follow import is_source, whole
from seqtool.edit.operations.numbers import Where, referring, renumbering, told
from seqtool.edit.operations.report import Report
from seqtool.edit.operations.residues import with_residues
from seqtool.edit.operations.translated import Translated
from seqtool.edit.session import Edit, Session
from seqtool.model.draft import Draft
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec.references import NUMBER, proteins

_Place = tuple[int, int]


class Translating:
    """Many translations in one step: what spans the project is gone through once, new proteins come together."""

    def __init__(self, session: Session, edit: Edit, *, make_protein: bool) -> None:
        self._session = session
        self._edit = edit
        self._document = edit.document
        self._make_protein = make_protein
        self._where = Where(self._document)
        self._notes: list[str] = []
        self.report = Report()
        #: Coding sequences that want a protein, by its residues and organism.
        self._wanted: dict[tuple[str, str | None], list[_Place]] = {}
        self._coding: dict[int, list[_Place]] | None = None

    def take(self, key: int, index: int, made: Translated) -> None:
        """Write the translation of a CDS; update its protein or note that it wants one."""
        feature = feature_at(self._session, key, index)
        where = self._where.feature(key, feature)
        old = _value(feature, "translation")
        self._notes += [f"{where}: {note}" for note in made.notes]
        self._set(key, index, "translation", made.text)
        linked = self._linked(key, feature)
        if not made.listed:
            if _value(feature, "protein_id") is not None:
                self._set(key, index, "protein_id", None)
                stays = f" {self._name(linked)} stays; skip or delete it." if linked else ""
                self._notes.append(
                    f"{where}: fewer than four specifically defined residues, so protein_id was taken away (paragraph 92).{stays}"
                )
            return
        if linked is not None:
            theirs = content_of(self._session, linked).residues
            if theirs.text == made.text or not self._others(key, index, linked, made.text):
                self._update(key, linked, made, old)
                return
            self._notes.append(
                f"{self._name(linked)} is the protein of other coding sequences, too, and stays as it is; {where} has another one now."
            )
        elif not self._make_protein:
            return
        organism = _organism(content_of(self._session, key))
        wanted = (made.text, None if organism is None else organism.value)
        self._wanted.setdefault(wanted, []).append((key, index))

    def settle(self) -> None:
        """Name the proteins that are there, and make those that are not."""
        if self._wanted:
            self._name_those_there()
            self._make()
        self.report += Report(notes=tuple(told(self._notes)))

    def _name_those_there(self) -> None:
        sizes = {len(text) for text, _ in self._wanted}
        for number, (_, draft) in enumerate(self._document.drafts(), 1):
            sequence = draft.sequence
            if sequence.molecule_type != AMINO or sequence.residues.length not in sizes or sequence.skipped:
                continue
            organism = _organism(sequence)
            same = (sequence.residues.text, None if organism is None else organism.value)
            for key, index in self._wanted.pop(same, ()):
                self._set(key, index, "protein_id", str(number))
                self._notes.append(f"SEQ ID NO: {number} is this protein already, and protein_id names it.")

    def _make(self) -> None:
        """New proteins, where the settings want them; numbers follow once."""
        document = self._document
        by_place: dict[int, list[tuple[Draft, list[_Place]]]] = {}
        numbers = {key: number for number, key in enumerate(document.order, 1)}
        for (text, _), places in self._wanted.items():
            key = places[0][0]
            by_place.setdefault(self._place(key, numbers[key]), []).append(
                (self._draft(places[0], text), places)
            )
        created: list[tuple[int, list[_Place]]] = []
        with renumbering(self._session, "Translate CDS") as step:
            # From behind, so that the places before stay what they are.
            for place in sorted(by_place, reverse=True):
                group = by_place[place]
                keys = step.edit.extend([draft for draft, _ in group], place)
                created[:0] = [(key, places) for key, (_, places) in zip(keys, group, strict=True)]
            step.created(key for key, _ in created)
        self.report += step.report
        now = {key: number for number, key in enumerate(document.order, 1)}
        for key, places in created:
            sequence = document.draft(key).sequence
            for coding, index in places:
                self._set(coding, index, "protein_id", str(now[key]))
            self._notes.append(
                f"SEQ ID NO: {now[key]} is a protein now ({sequence.residues.length} residues)."
            )
            if _organism(sequence) is None:
                self._notes.append(
                    f"SEQ ID NO: {now[key]} has no organism, as its coding sequence has none. Set both."
                )

    def _place(self, key: int, number: int) -> int:
        """The 0-based place of a new protein (what :func:`order.protein_place` says of one)."""
        document = self._document
        if document.filing.filed or document.settings.proteins != "after":
            return len(document)
        its = {one for one, _, _ in proteins(document.draft(key).sequence)}
        while number + 1 in its:
            number += 1
        return number

    def _draft(self, place: _Place, text: str) -> Draft:
        key, index = place
        sequence = content_of(self._session, key)
        organism = _organism(sequence)
        qualifiers = [Qualifier("mol_type", "protein")]
        if organism is not None:
            qualifiers.append(replace(organism, name="organism", id=None))
        feature = sequence.features[index]
        name = _value(feature, "product") or _value(feature, "gene") or draft_of(self._session, key).name
        source = Feature("source", whole(len(text)), tuple(qualifiers))
        return Draft(Sequence(AMINO, Residues(text), (source,)), name)

    def _update(self, key: int, linked: int, made: Translated, old: str | None) -> None:
        """The protein with the residues of the translation and the organism of the coding sequence."""
        theirs = content_of(self._session, linked)
        name = self._name(linked)
        if theirs.residues.text != made.text:
            if old is not None and theirs.residues.text != old:
                self._notes.append(f"{name} was not what the translation said; it has its residues now.")
            theirs, report = with_residues(linked, theirs, 0, theirs.residues.length, made.text)
            self.report += report
            self._notes.append(f"{name}, the protein, has the new residues ({len(made.text)}).")
        wanted = _organism(content_of(self._session, key))
        if wanted is not None:
            features = tuple([_with_organism(feature, wanted) for feature in theirs.features])
            if features != theirs.features:
                theirs = replace(theirs, features=features)
                self._notes.append(f"{name}, the protein, has the organism {wanted.value} now.")
        self._edit.sequence(linked, theirs)

    def _linked(self, key: int, feature: Feature) -> int | None:
        """The key of the protein that ``protein_id`` names, where it is one."""
        value = _value(feature, "protein_id") or ""
        order = self._document.order
        if not NUMBER.fullmatch(value) or int(value) > len(order):
            return None
        linked = order[int(value) - 1]
        sequence = self._document.draft(linked).sequence
        return linked if linked != key and sequence.molecule_type == AMINO and not sequence.skipped else None

    def _others(self, key: int, index: int, linked: int, text: str) -> bool:
        """Whether other coding sequences name the protein and say that it is not these residues."""
        if self._coding is None:
            self._coding = {}
            order = self._document.order
            for other in referring(self._document):
                for named, at, _ in proteins(self._document.draft(other).sequence):
                    if named <= len(order):
                        self._coding.setdefault(order[named - 1], []).append((other, at))
        for other, at in self._coding.get(linked, ()):
            feature = self._document.draft(other).sequence.features[at]
            theirs = _value(feature, "translation")
            if (
                (other, at) != (key, index)
                and self._linked(other, feature) == linked
                and theirs not in (None, text)
            ):
                return True
        return False

    def _name(self, key: int) -> str:
        return f"SEQ ID NO: {self._where.number(key)}"

    def _set(self, key: int, index: int, name: str, value: str | None) -> None:
        """Give the qualifier a value, add it, or (None) take it away."""
        sequence = content_of(self._session, key)
        feature = sequence.features[index]
        kept = list(feature.qualifiers)
        there = next((i for i, q in enumerate(kept) if q.name == name), None)
        if value is None:
            kept = [q for q in kept if q.name != name]
        elif there is None:
            kept.append(Qualifier(name, value))
        else:
            kept[there] = replace(kept[there], value=value)
        if tuple(kept) != feature.qualifiers:
            new = replace(feature, qualifiers=tuple(kept))
            self._edit.sequence(key, replace(sequence, features=with_feature(sequence, index, new)))


def _organism(sequence: Sequence) -> Qualifier | None:
    for feature in sequence.features:
        if is_source(feature.key):
            return next((q for q in feature.qualifiers if q.name in ("organism", "ORGANISM")), None)
    return None


def _with_organism(feature: Feature, wanted: Qualifier) -> Feature:
    if not is_source(feature.key):
        return feature
    qualifiers = tuple(
        [
            replace(q, value=wanted.value, non_english=wanted.non_english)
            if q.name in ("organism", "ORGANISM") and q.value != wanted.value
            else q
            for q in feature.qualifiers
        ]
    )
    return feature if qualifiers == feature.qualifiers else replace(feature, qualifiers=qualifiers)


def _value(feature: Feature, name: str) -> str | None:
    return next((q.value for q in feature.qualifiers if q.name == name), None)
