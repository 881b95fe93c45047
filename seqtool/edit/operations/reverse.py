"""The other strand of a nucleotide sequence, with all that its features say of places and directions."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from seqtool.edit.operations.common import content_of, name_of, protein
from seqtool.edit.operations.follow import WHY, is_source, legal_tree
from seqtool.edit.operations.report import Moved, Report, Shifted
from seqtool.edit.session import EditError, Session
from seqtool.insdc.alphabet import COMPLEMENT, reverse_complement
from seqtool.insdc.location import Complement, Location
from seqtool.insdc.location import reverse_complement as flipped_tree
from seqtool.insdc.location_splice import Trouble
from seqtool.insdc.positioned import POSITIONED, followed
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Qualifier

_KNOWN: Final = frozenset(COMPLEMENT) - {"u"} | {symbol.upper() for symbol in COMPLEMENT if symbol != "u"}
_DIRECTIONS: Final = {"left": "right", "right": "left"}
_SHOWN: Final = 5


def reverse_complement_sequence(session: Session, key: int) -> Report:
    """Show the other strand: residues, locations, ``<`` and ``>``, ``x^y`` and places in values change with it.

    A feature that has ``replace`` stays on the strand that is shown, and its value
    becomes the other strand's; ``direction`` changes sides. Doing it twice gives
    what was there.

    Raises:
        EditError: the sequence is of amino acids, or has a symbol without a complement.
    """
    sequence = content_of(session, key)
    name = name_of(session, key)
    if protein(sequence):
        raise EditError(f"{name} is of amino acids: it has no other strand. Choose a sequence of DNA or RNA.")
    text = sequence.residues.text
    odd = sorted(set(text) - _KNOWN)
    if odd:
        shown = ", ".join(map(repr, odd[:_SHOWN]))
        raise EditError(
            f"{name} has {shown}, which {'is' if len(odd) == 1 else 'are'} no nucleotide symbol (Table 1). Correct the residues first."
        )
    flip = _Flip(key, len(text))
    features = tuple([flip.feature(index, feature) for index, feature in enumerate(sequence.features)])
    with session.edit("Reverse complement") as edit:
        new = Residues(reverse_complement(text))
        new.unknown = sequence.residues.unknown
        residues = sequence.residues if new == sequence.residues else new
        edit.sequence(key, replace(sequence, residues=residues, features=features))
    count = sum(a is not b for a, b in zip(features, sequence.features, strict=True))
    return Report(
        shifted=(Shifted(key, sequence.features, features, count),) if count else (),
        invalid=tuple(flip.invalid),
    )


class _Flip:
    def __init__(self, key: int, size: int) -> None:
        self._key = key
        self._size = size
        self.invalid: list[Moved] = []

    def feature(self, index: int, old: Feature) -> Feature:
        if is_source(old.key):
            return old
        here = any(q.name == "replace" for q in old.qualifiers)
        tree, trouble = legal_tree(old.location, self._size, protein=False)
        if tree is None:
            self._tell(index, old, old.location, trouble, "")
            return old
        new = flipped_tree(tree, self._size)
        stays = here and _strand(tree) is not None
        if stays:
            new = _other(new)
        qualifiers = tuple([self._qualifier(index, old, q, tree, stays=stays) for q in old.qualifiers])
        return Feature(old.key, new.text, qualifiers)

    def _tell(self, index: int, feature: Feature, text: str, trouble: Trouble, name: str) -> None:
        self.invalid.append(Moved(self._key, index, feature.key, text, text, name, WHY[trouble]))

    def _qualifier(
        self, index: int, feature: Feature, one: Qualifier, tree: Location, *, stays: bool
    ) -> Qualifier:
        value = one.value
        if not value:
            return one
        if one.name == "replace" and stays:
            return replace(one, value=reverse_complement(value))
        if one.name == "direction":
            return replace(one, value=_DIRECTIONS.get(value, value))
        if one.name not in POSITIONED:
            return one
        codon = one.name in ("transl_except", "anticodon")

        def follow(text: str) -> tuple[str, Trouble | None]:
            place, trouble = legal_tree(text, self._size, protein=False)
            if place is None:
                return text, trouble
            new = flipped_tree(place, self._size)
            # Ranges have no strand; a codon given without its strand on the other one is now on the strand shown.
            if not codon or (_strand(tree) == -1 and _strand(place) == 1):
                new = _other(new)
            return new.text, None

        text, trouble = followed(one.name, value, follow)
        if trouble is not None:
            self._tell(index, feature, value, trouble, one.name)
        return one if text == value else replace(one, value=text)


def _strand(tree: Location) -> int | None:
    """1 for the strand that is shown, -1 for the other one, None for parts of both."""
    if isinstance(tree, Complement):
        return -1
    return None if any(_strand(part) != 1 for part in tree.operands) else 1


def _other(tree: Location) -> Location:
    return tree.operand if isinstance(tree, Complement) else Complement(tree)
