"""Cells in compact notation (``mA*fC*mG``, ``Ac-D-Phe-Aib-NH2``, ``(GGGGS)n, n=1-5``) → finished sequences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec.structs import replace

from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.context import Here
from seqtool.io.imports.features import make
from seqtool.io.imports.formats import Ready, Source
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.origin import origin
from seqtool.io.imports.proteins import make_protein
from seqtool.io.imports.record import RawFeature, RawQualifier, Record
from seqtool.io.notation.parsed import ParsedSequence
from seqtool.model import Feature, Qualifier, Residues, Sequence

_THREE: Final = "|".join(ONE_LETTER)
_CODES: Final = re.compile(rf"(?:(?:{_THREE})-?){{2,}}(?:{_THREE})")
_MARKS: Final = re.compile(r"^[35]'-{0,3}>?|-{0,3}[35]'$")
_SIMPLE: Final = re.compile(r"[A-Za-z*.-]*", re.ASCII)
#: A longer text is no notation that a person typed.
_LONGEST: Final = 20_000


def kind_of(text: str, letters: bytes, moltype: str) -> str:
    """``oligo``, ``peptide`` or ``formula`` for a text in notation; nothing for plain residues.

    Args:
        text: as written.
        letters: without layout.
        moltype: what is known of the molecule, else empty.
    """
    if len(text) > _LONGEST:
        return ""
    core = _MARKS.sub("", letters.decode("utf-8", "replace"))
    if core.isascii() and core.isalpha() and (core.isupper() or core.islower()):
        return ""
    if _CODES.fullmatch(core):
        return ""
    from seqtool.io.notation import looks_like_notation

    kind = looks_like_notation(text)
    if kind == "formula" or not moltype:
        return kind or ""
    if kind is None and _SIMPLE.fullmatch(core) and (moltype == "AA" or "*" not in core):
        # Gaps, stops and mixed case are asked about as everywhere.
        return ""
    return "peptide" if moltype == "AA" else "oligo"


def sequences(
    text: str,
    kind: str,
    about: Record,
    source: Source,
    refuse: Callable[[str], Exception],
) -> Iterator[Ready]:
    """The sequences of a text in notation; questions and notes are told under the record's place.

    Args:
        text: as written.
        kind: of :func:`kind_of`.
        about: what the row says beside the residues: names, molecule type, organism, source, features.
        source: the input.
        refuse: makes the error of a text that cannot be read.
    """
    from seqtool.io.notation import expand_formula, parse_oligo, parse_peptide, symbol_table

    choices, notes = source.choices, source.notes
    symbols = symbol_table(choices.symbols)
    if about.molecule in ("DNA", "RNA", "AA"):
        choices = replace(choices, moltype=about.molecule)
    if kind == "formula":
        parsed = expand_formula(text, moltype=choices.moltype, choices=choices)
    elif kind == "peptide":
        parsed = parse_peptide(text, symbols=symbols, choices=choices)
    else:
        parsed = parse_oligo(text, symbols=symbols, choices=choices)
    here = Here(about, choices, notes, None)
    for question in parsed.questions:
        here.ask(question.option, question.text)
    for remark in parsed.notes:
        here.tell(remark.kind, remark.reason, before=remark.before, after=remark.after)
    if parsed.errors:
        raise refuse("; ".join(str(problem) for problem in parsed.errors[:3]))
    given = [raw for raw in about.features if raw.key != "source"]
    if given and len(parsed.sequences) > 1:
        raise refuse("features beside a text that becomes several sequences; describe them in the notation")
    for number, one in enumerate(parsed.sequences, 1):
        size = len(one.residues)
        first = _source_feature(about, one, choices)
        counted = dict(notes.features)
        mine = Here(first, _choices(choices, mixed=one.mixed), notes, None)
        made = origin(mine, one.moltype, size)
        if one.organism and not one.mixed and about.organism and made.organism != one.organism:
            # The species of such tables is often that of the target.
            mine.tell(
                Kind.QUESTION,
                "a modified molecule is made by people, so its organism should be synthetic construct (paragraph 83); please look whether the "
                "column names the target",
                before=made.organism,
            )
        notes.features.update(counted)
        if mine.asked:
            continue
        table = made.table()
        if choices.note_name and about.name and about.name.isascii() and about.name.isprintable():
            table = (*table, Qualifier("note", f"name: {about.name}"[:1000]))
        whole = f"1..{size}" if size > 1 else "1"
        features = (Feature("source", whole, table), *one.features, *_more(given, mine, one.moltype, size))
        yield Ready(
            file=about.file,
            line=about.line,
            name=about.name + (f" ({number})" if len(parsed.sequences) > 1 else ""),
            description=about.description,
            sequence=Sequence(one.moltype, Residues(one.residues), features),
        )


def _choices(choices: Choices, *, mixed: bool) -> Choices:
    # Paragraph 55 fixes the organism of a molecule of DNA and RNA segments.
    return replace(choices, organism=None, mol_type=None) if mixed else choices


def _source_feature(about: Record, one: ParsedSequence, choices: Choices) -> Record:
    """The record with the organism and mol_type that the notation itself settles."""
    mixed, mol_type, size = one.mixed, one.mol_type, len(one.residues)
    qualifiers = [q for raw in about.features if raw.key == "source" for q in raw.qualifiers]
    if mixed:
        qualifiers = [q for q in qualifiers if q.name != "mol_type"]
    if mol_type and not any(q.name == "mol_type" for q in qualifiers) and not choices.mol_type:
        qualifiers.append(RawQualifier("mol_type", mol_type, about.line))
    found = "synthetic construct" if mixed else about.organism or one.organism
    features = (
        [RawFeature("source", f"1..{size}" if size > 1 else "1", tuple(qualifiers), about.line)]
        if qualifiers
        else []
    )
    return replace(about, organism=found, features=features)


def _more(given: list[RawFeature], here: Here, moltype: str, size: int) -> list[Feature]:
    """The features of the row's own cells."""
    found: list[Feature] = []
    for raw in given:
        if moltype == "AA":
            found += [made.record() for made in make_protein(raw, here, size)]
        elif (made := make(raw, here, size)) is not None:
            found.append(made.record())
    return found
