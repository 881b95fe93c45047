"""Coding sequences that name a protein record of the inputs: learnt in a first run, told in the second."""

from __future__ import annotations

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.context import Here
from seqtool.io.imports.features import Made
from seqtool.io.imports.formats import Item
from seqtool.io.imports.links import Place, Standing, Survey, digest, named
from seqtool.io.imports.notes import Kind
from seqtool.model import Residues


class Linking:
    """What an importer asks and learns of proteins that stand in the inputs; either part may be missing."""

    def __init__(self, survey: Survey | None, standing: Standing | None) -> None:
        self._survey, self._standing = survey, standing

    def own(self) -> None:
        """A sequence that is no protein of a coding sequence takes a number."""
        if self._survey is not None:
            self._survey.own()

    def stands(self, residues: Residues, organism: str, item: Item) -> None:
        """The sequence just numbered is a protein."""
        if self._survey is not None:
            self._survey.stands(residues.chunks, organism, item.file, item.line, item.name)

    def place(self, text: str, organism: str, made: Made, number: int) -> Place | None:
        """The record of the protein that a feature of SEQ ID NO ``number`` calls for; a first run only learns of it."""
        if self._survey is not None:
            self._survey.called(text, organism)
        if self._standing is None:
            return None
        return self._standing.find(digest([text]), organism, number, named(_called(made)))

    def link(self, text: str, organism: str, made: Made, here: Here, number: int) -> int | None:
        """The SEQ ID NO of the protein where it stands in the inputs, which is told."""
        place = self.place(text, organism, made, number)
        if place is None:
            return None
        here.tell(
            Kind.CHANGED,
            "it names the record of the inputs that holds the same protein, so no copy was added (paragraph 92)",
            feature=made.raw,
            qualifier="protein_id",
            before=_called(made) or None,
            after=f"{place.number} ({place.file}, line {place.line:,})",
        )
        return place.number

    def found(self, choices: Choices) -> Standing | None:
        """What the next run needs: ``None`` where there is nothing to link."""
        if self._survey is None or not self._survey.mixed:
            return None
        return self._survey.standing(after=choices.proteins == "after", once=choices.same_protein == "one")


def _called(made: Made) -> str:
    """The value of ``protein_id`` as written."""
    return next((q.value or "" for q in made.raw.qualifiers if q.name == "protein_id"), "")
