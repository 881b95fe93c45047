"""The text of a peptide → amino acids, linkers and ends, in their order."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from seqtool.insdc.alphabet import AMINO_ACIDS
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.notation.amino_forms import Form, forms_of, mirrored, plain_name
from seqtool.io.notation.oligo_tokens import closing
from seqtool.io.notation.parsed import LONGEST, Talk, WrongError
from seqtool.io.notation.peptide_words import ALKYL, NO_RESIDUES, doubt, has_codes
from seqtool.io.notation.symbols import Symbol, SymbolTable

_OPENING: Final = "([{"
_SEPARATORS: Final = " -\n"
_CODES: Final = re.compile(r"(?:[A-Z][a-z]{2}){1,70000}(?![a-z])", re.ASCII)
_WORD: Final = re.compile(r"[A-Za-z]{3,70000}(?![A-Za-z0-9])", re.ASCII)
_RING: Final = re.compile(r"(?:[Cc]yclo|c)-?(?=[(\[])", re.ASCII)
_COUNT: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_LONGEST_FORM: Final = 40
#: Brackets in brackets.
_DEEPEST: Final = 8
_HOW: Final = "this is no amino acid and no symbol of the table; check the spelling, or add it to a table of your own (--symbols FILE)"
_WITH_SIDE: Final = re.compile(r"([^()]{1,40})\(([^()]{1,40})\)", re.ASCII)
_LOWER: Final = "abcdefghijklmnopqrstuvwxyz"
_ON_A_RESIDUE: Final = (
    "behind an amino acid this may be a group on its side chain or a linker in the chain; put hyphens around a linker, and add a side "
    "chain to a table of your own (--symbols FILE)"
)


class Amino(msgspec.Struct):
    """One amino acid with (name, key where post-translational) of what is modified."""

    letter: str
    changes: list[tuple[str, str]] = []
    position: int = 0
    #: Written as a code of several letters.
    long: bool = False
    staple: bool = False


class Beside(msgspec.Struct, frozen=True):
    """A group at an end or a linker."""

    sort: Literal["nterm", "cterm", "linker"]
    name: str
    key: str
    position: int
    text: str


Piece = Amino | Beside


class Reader:
    """Reads one stretch of a text; ``pieces`` is what it found."""

    def __init__(self, text: str, table: SymbolTable, choices: Choices, talk: Talk) -> None:
        self.text = text
        self.table = table
        self.choices = choices
        self.talk = talk
        known = forms_of(table)
        self.known = known
        self.forms = known.by_text
        self._folded = known.folded
        self._coded = has_codes(text, known)
        self.pieces: list[Piece] = []
        #: Whether letters stood alone, without hyphens between all of them.
        self.letters = False
        self._asked = False

    def read(self, start: int, end: int, *, first: bool = True, last: bool = True, deep: int = 0) -> None:
        """Read ``text[start:end]``; ``first`` and ``last`` say whether it holds the ends of the peptide."""
        at = start
        while at < end:
            char = self.text[at]
            if char in _SEPARATORS:
                at += 1
            elif (size := self._long(at, start, end, first=first, last=last)) or (
                size := self._codes(at, start, end)
            ):
                at += size
            elif char in _OPENING:
                at = self._group(at, start, end, last=last, deep=deep)
            elif char in AMINO_ACIDS or char in _LOWER:
                self._word(at, start, end)
                self._letter(char, at, start, end)
                at += 1
            else:
                raise WrongError(at, self._shown(at, end), self._why(char))
            if len(self.pieces) > LONGEST:
                raise WrongError(at - 1, char, f"more than {LONGEST:,} amino acids")

    def _word(self, at: int, start: int, end: int) -> None:
        """Refuse a word that looks like a code, before its letters are taken one by one."""
        if at > start and self.text[at - 1].isalnum():
            return
        ring = _RING.match(self.text, at, end)
        if ring is not None:
            inside = self.text[ring.end() + 1 : closing(self.text, ring.end())]
            if len(ring[0]) > 2 or not self.table.find("peptide", inside, "side"):
                raise WrongError(
                    at,
                    ring[0],
                    "a ring within a chain: write its amino acids without brackets, and the bond behind the peptide, as in "
                    "'(Lactam bridge: Asp2-Lys7)'",
                )
        match = _WORD.match(self.text, at, end)
        if match is None:
            return
        found = doubt(
            match[0],
            self.known,
            alone=self.text[start:end].strip(_SEPARATORS) == match[0],
            coded=self._coded,
            fold=self.choices.case == "fold",
            letters=self.choices.three_letter is False,
        )
        if found is not None:
            raise WrongError(at + found[0], found[1], found[2])

    def _letter(self, char: str, at: int, start: int, end: int) -> None:
        if char in AMINO_ACIDS:
            self._one(at, start, end)
        else:
            self._small(at, end)

    def _shown(self, at: int, end: int) -> str:
        stop = at + 1
        while stop < end and stop - at < 16 and (self.text[stop].isalnum() or self.text[stop] in "'_."):
            stop += 1
        return self.text[at:stop]

    @staticmethod
    def _why(char: str) -> str:
        if char == "*":
            return "a stop parts a protein (paragraph 28); give each side on a line of its own"
        return _HOW

    def _residue(self, form: Form, at: int, text: str) -> None:
        changes = [(form.name, form.key)] if form.name else []
        staple = form.name.startswith("(") and "enyl)" in form.name
        self.pieces.append(Amino(form.letter, changes, at, form.long, staple))
        if form.look:
            self.talk.tell(Kind.QUESTION, form.look, text)

    def _bounded(self, at: int, stop: int, start: int, end: int) -> bool:
        before = self.text[at - 1] if at > start else " "
        after = self.text[stop] if stop < end else " "
        return not (before.isalnum() and self.text[at].isalnum()) and not after.isalnum()

    def _long(self, at: int, start: int, end: int, *, first: bool, last: bool) -> int:
        """A symbol that stands apart; how many characters it takes."""
        if at > start and self.text[at].isalnum() and self.text[at - 1].isalnum():
            return 0
        for size in range(min(_LONGEST_FORM, end - at), 1, -1):
            piece = self.text[at : at + size]
            if not self._known(piece) or not self._bounded(at, at + size, start, end):
                continue
            if (form := self.forms.get(piece)) is not None and not form.inside:
                self._residue(form, at, piece)
                return size
            if self._beside(piece, at, at + size, end, first=first, last=last):
                if not piece.strip(AMINO_ACIDS):
                    self.talk.tell(
                        Kind.QUESTION,
                        "what stands apart at an end was taken for the group of that name, not for amino acids",
                        piece,
                    )
                return size
            if piece.strip(AMINO_ACIDS) and self.table.find("peptide", piece, "nterm", "cterm"):
                raise WrongError(at, piece, "this belongs to an end of the peptide and stands elsewhere")
        return 0

    def _symbol_at(self, at: int, start: int, end: int) -> bool:
        """Whether a symbol of several letters stands at a place."""
        return any(
            self._known(self.text[at : at + size]) and self._bounded(at, at + size, start, end)
            for size in range(2, min(_LONGEST_FORM, end - at) + 1)
        )

    def _known(self, piece: str) -> bool:
        return piece in self.forms or piece in self.table.peptide

    def _beside(self, piece: str, at: int, stop: int, end: int, *, first: bool, last: bool) -> bool:
        """A group of an end, or a linker."""
        begun = any(isinstance(p, Amino) for p in self.pieces)
        rest = self.text[stop:end].strip(_SEPARATORS)
        for symbol in self.table.find("peptide", piece, "nterm", "cterm", "linker"):
            fits = (
                (symbol.kind == "nterm" and first and not begun)
                or (symbol.kind == "cterm" and last and not rest and begun)
                or symbol.kind == "linker"
            )
            if fits:
                self._put(symbol, at, piece)
                return True
        return False

    def _put(self, symbol: Symbol, at: int, text: str) -> None:
        sort: Literal["nterm", "cterm", "linker"] = (
            "nterm" if symbol.kind == "nterm" else "cterm" if symbol.kind == "cterm" else "linker"
        )
        self.pieces.append(Beside(sort, symbol.name, symbol.key, at, text))

    def _codes(self, at: int, start: int, end: int) -> int:
        """Three-letter codes in a row without hyphens."""
        match = _CODES.match(self.text, at, end)
        if match is None or (at > start and self.text[at - 1].isalnum()):
            return 0
        codes = [match[0][i : i + 3] for i in range(0, len(match[0]), 3)]
        found = [self.forms.get(code) for code in codes]
        if len(codes) < 2 or any(form is None or form.inside for form in found):
            return 0
        if match.end() < end and self.text[match.end()].isalnum():
            return 0
        for index, form in enumerate(found):
            assert form is not None
            self._residue(form, at + 3 * index, codes[index])
        return len(match[0])

    def _one(self, at: int, start: int, end: int) -> None:
        char = self.text[at]
        follows = self.text[at + 1 : min(end, at + 3)]
        single = len(follows) == 2 and follows[0] == "-" and follows[1] in AMINO_ACIDS
        if char == "D" and single and not self._symbol_at(at + 2, start, end):
            self._word(at + 2, at + 2, end)
            lonely = self.text[start:end].strip(_SEPARATORS)
            bare = [c for c in lonely if c not in _SEPARATORS]
            if lonely.count("-") < len(bare) - 1:
                raise WrongError(
                    at,
                    self.text[at : at + 3],
                    f"write (D-{follows[1]}) for a D-amino acid, or D{follows[1]} for aspartic acid before it",
                )
        if at + 1 < end and self.text[at + 1] in AMINO_ACIDS:
            self.letters = True
        self.pieces.append(Amino(char, [], at))

    def _small(self, at: int, end: int) -> None:
        char = self.text[at]
        if char.upper() not in AMINO_ACIDS or char in "bzjx":
            raise WrongError(at, self._shown(at, end), _HOW)
        if char == "p" and at + 1 < end and self.text[at + 1] in "STY":
            shown = self.text[at : at + 2]
            raise WrongError(
                at,
                shown,
                f"write {{{shown}}} for a phosphorylated amino acid, or (D-Pro) for D-proline before it",
            )
        self.letters = True
        if self.choices.lower_aa == "d":
            form = mirrored(Form(char.upper()), "D-")
            if form is None:
                self.talk.tell(
                    Kind.QUESTION, "a small g was taken as glycine, which has no D form", char, "G"
                )
            self.pieces.append(Amino(char.upper(), [(form.name, "")] if form else [], at))
            return
        if self.choices.case == "fold":
            self.talk.tell(Kind.CHANGED, "case of letters in a peptide was taken to say nothing")
            self.pieces.append(Amino(char.upper(), [], at))
            return
        if not self._asked:
            self.talk.ask(
                "--lower-aa d, or --case fold where it says nothing",
                "Small letters stand in a peptide. Are they D-amino acids, or does case say nothing?",
            )
            self._asked = True
        self.pieces.append(Amino(char.upper(), [], at))

    def _group(self, at: int, start: int, end: int, *, last: bool, deep: int) -> int:
        close = closing(self.text, at)
        if close >= end or deep > _DEEPEST:
            raise WrongError(at, self._shown(at, end), "the brackets do not match")
        content = self.text[at + 1 : close].strip()
        if not content:
            raise WrongError(at, self.text[at : close + 1], "there is nothing between the brackets")
        if "H2" in content and ALKYL.fullmatch(content):
            raise WrongError(at, self.text[at : close + 1], NO_RESIDUES)
        if self.text[close + 1 : close + 2] == "n" and not self.text[close + 2 : close + 3].isalnum():
            raise WrongError(
                at,
                self.text[at : close + 2],
                "how often is not said; write for instance ', n=1-5' behind the formula",
            )
        previous = self.pieces[-1] if self.pieces else None
        attached = at > start and self.text[at - 1] not in _SEPARATORS and isinstance(previous, Amino)
        count = _COUNT.match(self.text, close + 1, end)
        if count is not None:
            self._repeat(at, close, count, deep)
            return count.end()
        form = self.forms.get(content) or self._any_case(content)
        if attached and isinstance(previous, Amino) and self._side(previous, content):
            return close + 1
        if form is not None:
            code = isinstance(previous, Amino) and previous.long and self.text[at - 1].isalnum()
            if attached and code and self.text[at] == "(":
                raise WrongError(at, self.text[at : close + 1], "an amino acid on a side chain begins a branch, which is a sequence of its own where it has four or more (paragraph 7(b))")  # fmt: skip
            self._residue(form, at + 1, content)
            return close + 1
        if self._with_side(content, at + 1):
            return close + 1
        if attached and self.table.find("peptide", content, "linker"):
            raise WrongError(at, self.text[at : close + 1], _ON_A_RESIDUE)
        if self._beside(content, at + 1, close + 1, end, first=True, last=last):
            return close + 1
        self._unknown(at, close, content, attached=attached)
        return close + 1

    def _any_case(self, content: str) -> Form | None:
        """A code written in other case, as GenScript's {pSER}, where only one thing can be meant."""
        if len(content) < 3:
            return None
        found = self._folded.get(content.lower(), set())
        return next(iter(found)) if len(found) == 1 else None

    def _with_side(self, content: str, at: int) -> bool:
        """``{Lys(Biotin)}``: an amino acid with its side chain in one bracket."""
        match = _WITH_SIDE.fullmatch(content)
        form = self.forms.get(match[1]) if match is not None else None
        if match is None or form is None:
            return False
        amino = Amino(form.letter, [(form.name, form.key)] if form.name else [], at, form.long)
        if not self._side(amino, match[2].strip()):
            return False
        self.pieces.append(amino)
        return True

    def _side(self, previous: Amino, content: str) -> bool:
        rows = self.table.find("peptide", content, "side")
        row = next((s for s in rows if previous.letter in s.letter), None)
        # Glycine has no side chain that could bear a group.
        row = row or next((s for s in rows if s.letter == "*" and previous.letter != "G"), None)
        if row is None:
            return False
        name = row.name
        if "{residue}" in name:
            base = previous.changes[0][0] if previous.changes else plain_name(previous.letter).lower()
            if previous.letter == "X" and not previous.changes:
                base = "amino acid"
            name = name.replace("{residue}", base)
            if base.startswith(("D-", "DL-", "N-Methyl")):
                previous.changes.pop()
        previous.changes.append((name, row.key))
        return True

    def _repeat(self, at: int, close: int, count: re.Match[str], deep: int) -> None:
        times = int(count[0])
        before = len(self.pieces)
        content = self.text[at + 1 : close].strip()
        form = self.forms.get(content)
        if form is not None:
            self._residue(form, at + 1, content)
        else:
            self.read(at + 1, close, first=before == 0, last=False, deep=deep + 1)
        unit = self.pieces[before:]
        if not 0 < times * max(1, len(unit)) <= LONGEST:
            raise WrongError(count.start(), count[0], f"that makes no or more than {LONGEST:,} amino acids")
        for _ in range(times - 1):
            self.pieces += [
                msgspec.structs.replace(p, changes=list(p.changes)) if isinstance(p, Amino) else p
                for p in unit
            ]

    def _unknown(self, at: int, close: int, content: str, *, attached: bool) -> None:
        trial = Reader(self.text, self.table, self.choices, Talk())
        try:
            trial.read(at + 1, close, first=False, last=False, deep=_DEEPEST + 1)
        except WrongError:
            raise WrongError(at + 1, content, _HOW) from None
        if trial.talk.questions and not content.islower():
            raise WrongError(at + 1, content, _HOW)
        raise WrongError(
            at,
            self.text[at : close + 1],
            "brackets around several amino acids need a meaning: a number behind them for repeats; a branch on a side chain is a "
            "sequence of its own; alternatives belong into a formula"
            if attached or len(trial.pieces) > 1
            else _HOW,
        )
