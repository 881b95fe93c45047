"""What a reader of compact notation gives: sequences, or questions and errors, and what it did."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from seqtool.insdc.alphabet import defined_count
from seqtool.io.imports.notes import Kind, Question
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.spec import standard

Moltype = Literal["DNA", "RNA", "AA"]
SYNTHETIC: Final = "synthetic construct"
#: Most residues that a text may stand for: repeats are short to write.
LONGEST: Final = 200_000
#: Fewest specifically defined residues of a sequence (paragraph 8).
FEWEST: Final = {"DNA": 10, "RNA": 10, "AA": 4}
_SHOWN: Final = 24


class Problem(msgspec.Struct, frozen=True):
    """Something that cannot be read: 1-based character position, the characters, what to do."""

    position: int
    characters: str
    text: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"character {self.position:,}, {self.characters!r}: {self.text}"


class Remark(msgspec.Struct, frozen=True):
    """Something that was changed, added or should be looked at."""

    kind: Kind
    reason: str
    before: str | None = None
    after: str | None = None


class ParsedSequence(msgspec.Struct, frozen=True):
    """One sequence; ``features`` are without the source.

    ``organism`` and ``mol_type`` are what the notation itself suggests, empty where it
    suggests none. ``mixed``: segments of DNA and RNA, whose organism and mol_type
    paragraph 55 fixes.
    """

    moltype: Moltype
    residues: str
    features: tuple[Feature, ...] = ()
    organism: str = ""
    mol_type: str = ""
    mixed: bool = False

    @property
    def sufficient(self) -> bool:
        """Whether there are enough specifically defined residues to be listed (paragraph 8)."""
        return defined_count(self.residues, self.moltype == "AA") >= FEWEST[self.moltype]


class Parsed(msgspec.Struct, frozen=True):
    """All that came of one text. ``sequences`` is empty where there are questions or errors."""

    sequences: tuple[ParsedSequence, ...] = ()
    questions: tuple[Question, ...] = ()
    errors: tuple[Problem, ...] = ()
    notes: tuple[Remark, ...] = ()


class WrongError(Exception):
    """A problem that ends the reading of a text."""

    def __init__(self, position: int, characters: str, text: str) -> None:
        super().__init__(text)
        shown = characters if len(characters) <= _SHOWN else characters[:_SHOWN] + "…"
        self.problem = Problem(position + 1, shown, text)


class Talk:
    """Collects what a reader has to say. Positions given to it are 0-based."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.questions: dict[Question, None] = {}
        self.notes: dict[Remark, None] = {}

    def wrong(self, position: int, characters: str, text: str) -> None:
        """Take a problem and read on."""
        self.errors.append(WrongError(position, characters, text).problem)

    def ask(self, option: str, text: str) -> None:
        """Take a question."""
        self.questions.setdefault(Question(option, text))

    def tell(self, kind: Kind, reason: str, before: str | None = None, after: str | None = None) -> None:
        """Take a remark."""
        short = [v if v is None or len(v) <= 160 else v[:159] + "…" for v in (before, after)]
        self.notes.setdefault(Remark(kind, reason, *short))

    @property
    def stopped(self) -> bool:
        """Whether nothing may come of the text."""
        return bool(self.errors or self.questions)

    def parsed(self, sequences: tuple[ParsedSequence, ...] = ()) -> Parsed:
        """The result."""
        return Parsed(
            () if self.stopped else sequences, tuple(self.questions), tuple(self.errors), tuple(self.notes)
        )


def add_source(
    parsed: ParsedSequence, organism: str, mol_type: str | None = None, notes: tuple[str, ...] = ()
) -> Sequence:
    """The sequence with its source feature.

    A molecule of DNA and RNA segments is a synthetic construct whatever ``organism``
    says (paragraph 55); a mol_type that does not fit is replaced by the general one.
    """
    if parsed.mixed:
        organism, mol_type = SYNTHETIC, None
    allowed = standard().mol_types(parsed.moltype, synthetic=organism == SYNTHETIC)
    wanted = mol_type or parsed.mol_type
    if wanted not in allowed:
        general = "protein" if parsed.moltype == "AA" else f"other {parsed.moltype}"
        wanted = general if general in allowed else min(allowed)
    size = len(parsed.residues)
    table = (
        *((Qualifier("organism", organism),) if organism else ()),
        Qualifier("mol_type", wanted),
        *(Qualifier("note", text) for text in notes),
    )
    source = Feature("source", f"1..{size}" if size > 1 else "1", table)
    return Sequence(parsed.moltype, Residues(parsed.residues), (source, *parsed.features))
