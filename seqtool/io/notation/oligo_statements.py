"""Statements about a whole oligonucleotide: all bonds, all of one base, all sugars."""

from __future__ import annotations

from functools import lru_cache

from seqtool import assets
from seqtool.io.notation.oligo_parts import Nucleotide, Part
from seqtool.io.notation.parsed import Talk
from seqtool.io.notation.statements import Statement
from seqtool.io.notation.symbols import Symbol, SymbolTable


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    """Kind → word → meaning."""
    found: dict[str, dict[str, str]] = {}
    for line in assets.text("notation", "words.tsv").split("\n")[:2_000]:
        if line and not line.startswith(("#", "kind\t")):
            kind, words, meaning = line.split("\t")
            found.setdefault(kind, {}).update(dict.fromkeys(words.split(" "), meaning))
    return found


def apply(statements: list[Statement], parts: list[Part], table: SymbolTable, talk: Talk) -> None:
    """Put each statement on the nucleotides that it is about."""
    if talk.stopped or not parts:
        return
    for statement in statements:
        _one(statement, parts, table, talk)


def _unknown(statement: Statement, talk: Talk, why: str = "") -> None:
    talk.wrong(
        statement.position,
        statement.text,
        why
        or "this statement is not understood; write for instance 'all linkages phosphorothioate' or 'all U are N1-methylpseudouridine'",
    )


def _one(statement: Statement, parts: list[Part], table: SymbolTable, talk: Talk) -> None:
    table_of = _words()
    words = [w for w in statement.words if w not in table_of["filler"]]
    bonds = [w for w in words if w in table_of["bond"]]
    rest = [w for w in words if w not in table_of["bond"]]
    target = table_of["target"].get(rest[0], "") if len(rest) > 1 else ""
    name = " ".join(rest[1:] if target else rest)
    if not name:
        _unknown(statement, talk)
        return
    if not target:
        linked = _matching(table, name, "link")
        whole = _matching(table, name, "whole")
        if linked:
            _bonds(linked[0], parts)
        elif whole and not bonds:
            for part in parts:
                part.whole.append(whole[0].name)
        elif not bonds and any(
            w in ("all", "every", "each", "fully", "uniformly", "full") for w in statement.words
        ):
            _bases(statement, "acgut", name, parts, table, talk, some=False)
        else:
            _unknown(statement, talk)
        return
    _bases(statement, target, name, parts, table, talk, some=len(target) == 1)


def _bonds(symbol: Symbol, parts: list[Part]) -> None:
    for part in parts:
        for nucleotide in part.nucleotides[:-1]:
            nucleotide.bond = nucleotide.bond or symbol.name


def _matching(table: SymbolTable, name: str, kind: str) -> list[Symbol]:
    return [
        s for symbols in table.oligo.values() for s in symbols
        if s.kind == kind and name in (s.text.lower(), s.name.lower())
    ]  # fmt: skip


def _for_base(table: SymbolTable, name: str, base: str) -> tuple[str, Symbol] | None:
    """The nucleotide (or nucleobase) that a name means for one base."""
    family = _words()["family"].get(name, "")
    if family:
        found = table.find("oligo", f"{family}-{base.upper()}", "residue")
        if found:
            return "residue", found[0]
        found = table.find("oligo", family, "residue")
        return ("residue", found[0]) if found and found[0].letter == base else None
    for kind in ("base", "residue"):
        matching = [s for s in _matching(table, name, kind) if s.letter == base]
        if len({(s.name, s.sugar) for s in matching}) == 1:
            return kind, matching[0]
    return None


def _bases(
    statement: Statement,
    target: str,
    name: str,
    parts: list[Part],
    table: SymbolTable,
    talk: Talk,
    *,
    some: bool,
) -> None:
    there = [n for part in parts for n in part.nucleotides if n.base in target]
    if not there:
        _unknown(statement, talk, f"there is no {target.upper()} in the sequence")
        return
    meanings = {base: _for_base(table, name, base) for base in sorted({n.base for n in there})}
    missing = [base for base, meaning in meanings.items() if meaning is None]
    if missing and (some or len(missing) == len(meanings)):
        _unknown(statement, talk, f"the table of symbols does not know {name!r} for {missing[0].upper()}")
        return
    if missing:
        _unknown(
            statement, talk, f"the table of symbols does not know {name!r} for {', '.join(missing).upper()}"
        )
        return
    for nucleotide in there:
        meaning = meanings[nucleotide.base]
        assert meaning is not None
        if not _put(nucleotide, *meaning):
            _unknown(statement, talk, f"residue {nucleotide.letter} (character {nucleotide.position + 1:,}) has a mark of its own already; say it by marks alone")  # fmt: skip
            return


def _put(nucleotide: Nucleotide, kind: str, symbol: Symbol) -> bool:
    if kind == "base":
        if not nucleotide.name and nucleotide.sugar == "RNA" and symbol.key:
            nucleotide.name = symbol.key
        elif not nucleotide.name and nucleotide.sugar == "DNA" and symbol.key:
            nucleotide.name = _deoxy(symbol)
        else:
            nucleotide.also += (symbol.name,)
        return True
    if nucleotide.name:
        return nucleotide.name == symbol.name
    nucleotide.name = (
        symbol.deoxy_name if symbol.sugar == "same" and nucleotide.sugar == "DNA" else symbol.name
    )
    if symbol.sugar != "same":
        nucleotide.sugar = symbol.sugar
    return True


def _deoxy(symbol: Symbol) -> str:
    """The name of a modified nucleobase on deoxyribose."""
    head, _, tail = symbol.key.rpartition("-")
    return f"2'-deoxy-{head}-{tail}" if head else f"2'-deoxy-{symbol.key}"
