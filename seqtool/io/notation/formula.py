"""Formulas → the longest form with the most restrictive symbols, and notes on what may vary (paragraphs 93 to 97)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

import msgspec

from seqtool.insdc.alphabet import members as members_of
from seqtool.insdc.alphabet import symbol_for
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.notation.clean import plain
from seqtool.io.notation.formula_tree import Count, Formula, Group, Node, Place, chunks_of
from seqtool.io.notation.parsed import LONGEST, Moltype, Parsed, ParsedSequence, Talk, WrongError
from seqtool.io.notation.places import noted, span

#: Members that are listed at most.
MOST_MEMBERS: Final = 1_000
#: So many stretches of X with one meaning have a note each; more are gathered in one.
MOST_ALIKE: Final = 5
_ANY: Final = "X can be any amino acid"
_NUCLEIC: Final = frozenset("ACGTURYSWKMBDHVNacgturyswkmbdhvn")


class _Note(msgspec.Struct):
    first: int
    last: int
    text: str
    key: str = ""


def expand_formula(text: str, *, moltype: str | None, choices: Choices) -> Parsed:
    """``(GGGGS)n, n=1-5``, ``X1-Y-X2-X3(4-6)``, ``P[RK]TN``, ``A/V/L`` → the longest form, and on demand all members.

    Args:
        text: the formula, definitions after commas or semicolons.
        moltype: DNA, RNA or AA; ``None`` where it is to be asked unless letters tell.
        choices: ``members="all"`` lists the members after the general form.
    """
    talk = Talk()
    if len(text) > LONGEST:
        talk.wrong(0, text[:12], f"this text has more than {LONGEST:,} characters")
        return talk.parsed()
    spelled = plain(text)
    kind = moltype or choices.moltype or _kind(spelled)
    if kind is None:
        talk.ask(
            "--moltype DNA|RNA|AA",
            "The letters of a formula fit nucleotides and amino acids alike. Which molecule is it?",
        )
        return talk.parsed()
    known: Moltype = "AA" if kind == "AA" else "RNA" if kind == "RNA" else "DNA"
    try:
        formula = Formula(spelled, protein=known == "AA")
        if formula.undefined:
            talk.tell(
                Kind.QUESTION,
                "a place that the text does not define was taken as any amino acid; where the application defines it, say so behind the formula",
                ", ".join(formula.undefined)[:160],
            )
        general = _General(formula, known)
        found = [general.sequence()]
        _members(formula, general, known, choices, talk, found)
    except WrongError as error:
        talk.errors.append(error.problem)
        return talk.parsed()
    return talk.parsed(tuple(found))


def _kind(text: str) -> str | None:
    pattern = chunks_of(text)[0][1]
    letters = {c for c in pattern if c.isascii() and c.isupper()}
    return "AA" if letters - _NUCLEIC else None


class _General:
    """The longest form."""

    def __init__(self, formula: Formula, moltype: Moltype) -> None:
        self.formula = formula
        self.moltype = moltype
        self.protein = moltype == "AA"
        self.key = "VARIANT" if self.protein else "misc_difference"
        self.letters: list[str] = []
        self.notes: list[_Note] = []
        self.seen: dict[str, int] = {}
        #: Places that depend on each other (paragraph 95(b)).
        self.tied = False
        for node in formula.items:
            self._add(node)
        if not self.letters:
            raise WrongError(0, formula.text[:12], "there is no sequence")

    def _add(self, node: Node) -> None:
        if isinstance(node, Place):
            self._place(node)
            return
        start = len(self.letters) + 1
        times = node.count.values[-1]
        if node.count.open:
            times = max(1, node.count.values[0])
        for _ in range(times):
            for item in node.items:
                self._add(item)
            if len(self.letters) > LONGEST:
                raise WrongError(node.position, "(", f"the longest form has more than {LONGEST:,} residues")
        if node.count != Count((1,)):
            self._repeats(node, start, times)

    def _place(self, place: Place) -> None:
        letter, text = self._symbol(place)
        self.letters.append(letter)
        number = len(self.letters)
        if place.absent:
            text = f"{text}, or absent" if text else "this residue may be absent"
        if place.name:
            first = self.seen.setdefault(place.name, number)
            if first != number and (place.members is None or len(place.members) > 1):
                self.tied = True
                text = (f"{text}; " if text else "") + f"the same residue as at position {first}"
        if text:
            self.notes.append(_Note(number, number, text))

    def _symbol(self, place: Place) -> tuple[str, str]:
        """The most restrictive symbol, and what it does not say."""
        unknown = "X" if self.protein else "n"
        if place.members is None:
            if place.excluded:
                return unknown, f"not {_listed(sorted(place.excluded))}"
            return unknown, _ANY if self.protein else ""
        single = frozenset(m for member in place.members for m in members_of(member))
        symbol = symbol_for(single)
        if symbol is not None and (symbol != unknown or len(place.members) == 1):
            return symbol, ""
        if not self.protein:
            # Alternatives that no symbol covers do not exist among nucleotides.
            return unknown, ""
        return unknown, _listed(sorted(place.members))

    def _repeats(self, node: Group, start: int, times: int) -> None:
        size = (len(self.letters) - start + 1) // max(1, times)
        end = start + size * times - 1
        if not size:
            return
        unit = "".join(self.letters[start - 1 : start - 1 + size])
        one = (
            "residue" if size == 1 else f"copy of {unit}" if size <= 40 else f"copy of these {size} residues"
        )
        many = "residues" if size == 1 else one.replace("copy", "copies", 1)
        low = node.count.values[0]
        if node.count.open:
            whole = "this residue" if start == end else f"residues {start} to {end}"
            text = f"{whole} may be repeated any number of times"
            if not low:
                text += ", or be absent"
            self.notes.append(_Note(start, end, text, "REGION" if self.protein else "misc_feature"))
            return
        if low == times:
            return
        if len(node.count.values) == times - low + 1:
            gone = times - low
            text = f"up to {gone} {many} may be deleted" if gone > 1 else f"one {one} may be deleted"
            self.notes.append(_Note(start + size * low, end, text))
        else:
            counts = _listed([str(n) for n in node.count.values])
            self.notes.append(_Note(start, end, f"there are {counts} {many} here; the longest form is shown"))

    def sequence(self) -> ParsedSequence:
        """The general form with its notes."""
        features = [
            noted(note.key or self.key, span(note.first, note.last), note.text) for note in self._gathered()
        ]
        return ParsedSequence(
            self.moltype, "".join(self.letters), tuple(features), "", "protein" if self.protein else ""
        )

    def _merged(self) -> Iterator[_Note]:
        """Neighbours that say the same become one (paragraph 34)."""
        last: _Note | None = None
        single = [n for n in self.notes if n.first == n.last]
        for note in sorted(single, key=lambda n: n.first):
            if last is not None and note.text == last.text and note.first == last.last + 1 and "position" not in note.text and "absent" not in note.text and not note.key and not last.key:  # fmt: skip
                last = msgspec.structs.replace(last, last=note.last)
                continue
            if last is not None:
                yield last
            last = note
        if last is not None:
            yield last

    def _gathered(self) -> list[_Note]:
        """Many stretches of X that may be the same things become one note on each X between the first and the last."""
        merged = list(self._merged())
        found: list[_Note] = []
        done: set[str] = set()
        for note in merged:
            alike = [n for n in merged if n.text == note.text]
            low, high = alike[0].first, alike[-1].last
            own = {p for n in alike for p in range(n.first, n.last + 1)}
            others = any(self.letters[p - 1] == "X" and p not in own for p in range(low, high + 1))
            if len(alike) <= MOST_ALIKE or others or any(self.letters[p - 1] != "X" for p in own):
                found.append(note)
            elif note.text not in done:
                done.add(note.text)
                text = "each X can be any amino acid" if note.text == _ANY else f"each X is {note.text}"
                found.append(_Note(low, high, text))
        return found + [n for n in self.notes if n.first != n.last]


def _listed(words: list[str]) -> str:
    """``A, V, or L``."""
    if len(words) < 3:
        return " or ".join(words)
    return f"{', '.join(words[:-1])}, or {words[-1]}"


# Members


def _number(node: Node, fixed: frozenset[str]) -> int:
    """How many forms a node has (an upper bound where places are tied)."""
    if isinstance(node, Place):
        if node.name in fixed or node.members is None:
            return 1 + node.absent
        return len(node.members) + node.absent
    inner = 1
    for item in node.items:
        inner = min(inner * _number(item, fixed), LONGEST)
    total = 0
    for times in node.count.values:
        total += 1 if inner == 1 else min(inner ** min(times, 20), LONGEST)
        if total >= LONGEST:
            return LONGEST
    return total


def _forms(node: Node, chosen: dict[str, str], protein: bool) -> Iterator[str]:
    if isinstance(node, Place):
        if node.name in chosen:
            yield chosen[node.name]
            return
        if node.members is None:
            yield "X" if protein else "n"
        else:
            yield from sorted(node.members)
        if node.absent:
            yield ""
        return
    for times in node.count.values:
        units = [list(_several(node.items, chosen, protein))] * times
        for combination in product(*units):
            yield "".join(combination)


def _several(nodes: list[Node], chosen: dict[str, str], protein: bool) -> Iterator[str]:
    for combination in product(*(list(_forms(node, chosen, protein)) for node in nodes)):
        yield "".join(combination)


def _named_places(nodes: list[Node]) -> Iterator[Place]:
    for node in nodes:
        if isinstance(node, Group):
            yield from _named_places(node.items)
        elif node.name and node.members is not None:
            yield node


def _members(
    formula: Formula,
    general: _General,
    moltype: Moltype,
    choices: Choices,
    talk: Talk,
    found: list[ParsedSequence],
) -> None:
    """Say which members must be listed, and list them on demand."""
    named = {place.name: place for place in _named_places(formula.items)}
    count = 1
    for place in named.values():
        count *= len(place.members or ()) + place.absent
    for node in formula.items:
        count = min(count * _number(node, frozenset(named)), LONGEST)
    endless = any(isinstance(n, Group) and n.count.open for n in _all(formula.items))
    if count > 1 or endless:
        talk.tell(
            Kind.QUESTION,
            "the general form was listed; every member that the application itself enumerates residue by residue must be listed as a "
            "sequence of its own (paragraph 93)",
            formula.text[:80],
            "endless" if endless else f"{count:,}{' or more' if count >= LONGEST else ''} members",
        )
    if general.tied:
        talk.tell(
            Kind.QUESTION,
            "places of the formula depend on each other: its members should be sequences of their own (paragraph 95(b); --members all)",
            formula.text[:80],
        )
    if choices.members != "all" or count == 1:
        return
    if count > MOST_MEMBERS or endless:
        raise WrongError(
            0,
            formula.text[:24],
            f"the formula has more than {MOST_MEMBERS:,} members; list those that matter one by one",
        )
    texts: dict[str, None] = {}
    for values in product(*(sorted(p.members or ()) + [""] * p.absent for p in named.values())):
        chosen = dict(zip(named, values, strict=True))
        texts.update(dict.fromkeys(_several(formula.items, chosen, general.protein)))
    texts.pop(found[0].residues, None)
    made = [ParsedSequence(moltype, text, (), "", found[0].mol_type) for text in texts if text]
    found += [m for m in made if m.sufficient]
    short = [m.residues for m in made if not m.sufficient]
    if short:
        talk.tell(
            Kind.LEFT_OUT,
            "members below the minimum length (paragraph 8) are not listed",
            ", ".join(short)[:160],
        )


def _all(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from _all(node.items)
