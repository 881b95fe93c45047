"""Helpers of the tests of operations: sessions, and sequences with features of every form."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from seqtool.edit.session import Session
from seqtool.insdc.location import Between, Complement, Join, Location, Order, Position, Single, Span
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.model.draft import Draft


def source(size: int, moltype: str = "DNA", organism: str = "synthetic construct") -> Feature:
    mol_type = {"DNA": "other DNA", "RNA": "other RNA", "AA": "protein"}[moltype]
    where = f"1..{size}" if size > 1 else "1" if size else ""
    return Feature(
        "source", where, (Qualifier("mol_type", mol_type), Qualifier("organism", organism, None, "q1"))
    )


def sequence(
    text: str, *features: Feature, moltype: str = "DNA", organism: str = "synthetic construct"
) -> Sequence:
    return Sequence(moltype, Residues(text), (source(len(text), moltype, organism), *features))


def session(*sequences: Sequence) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.extend([Draft(one) for one in sequences])
    return made


def of(one: Session, key: int = 1) -> Sequence:
    return one.document.draft(key).sequence


def locations(one: Session, key: int = 1) -> list[str]:
    return [feature.location for feature in of(one, key).features[1:]]


def undone(one: Session, do: Callable[[], object]) -> object:
    """Do something, check that undo gives the very same document and redo what it was; gives what it gave."""
    before = one.document.copy()
    given = do()
    after = one.document.copy()
    assert one.undo() is not None
    assert one.document == before
    assert one.redo() is not None
    assert one.document == after
    return given


@st.composite
def descriptors(draw: st.DrawFn, size: int) -> Location:
    low = draw(st.integers(1, size))
    high = draw(st.integers(low, size))
    if low == high:
        return Single(Position(low, draw(st.sampled_from(["", "", "<", ">"]))))
    return Span(
        Position(low, draw(st.sampled_from(["", "", "<"]))),
        Position(high, draw(st.sampled_from(["", "", ">"]))),
    )


@st.composite
def trees(draw: st.DrawFn, size: int) -> Location:
    """Any legal location of a nucleotide sequence of at least two residues."""
    kind = draw(st.sampled_from(["plain", "plain", "site", "circle", "list", "complement", "mixed"]))
    if kind == "site":
        left = draw(st.integers(1, size - 1))
        tree: Location = Between(left, left + 1)
        return Complement(tree) if draw(st.booleans()) else tree
    if kind == "circle":
        return Between(size, 1)
    if kind == "plain":
        return draw(descriptors(size))
    if kind == "complement":
        return Complement(draw(descriptors(size)))
    parts = draw(st.lists(descriptors(size), min_size=2, max_size=4))
    operator = draw(st.sampled_from([Join, Order]))
    if kind == "mixed":
        # Parts that are all of the other strand are written complement(join(...)).
        flags = [True, False, *draw(st.lists(st.booleans(), min_size=len(parts), max_size=len(parts)))][
            : len(parts)
        ]
        return operator(tuple(Complement(p) if f else p for p, f in zip(parts, flags, strict=True)))
    tree = operator(tuple(parts))
    return Complement(tree) if draw(st.booleans()) else tree


@st.composite
def features(draw: st.DrawFn, size: int) -> Feature:
    """A feature with any legal location, and positions in its values."""
    place = draw(trees(size)).text
    if size < 3 or not draw(st.booleans()):
        return Feature(
            draw(st.sampled_from(["misc_feature", "gene", "CDS"])), place, (Qualifier("note", "x"),)
        )
    at = draw(st.integers(1, size - 2))
    codon = draw(st.sampled_from([f"{at}..{at + 2}", f"complement({at}..{at + 2})"]))
    made = draw(
        st.sampled_from(
            [
                ("CDS", Qualifier("transl_except", f"(pos:{codon},aa:Trp)")),
                ("tRNA", Qualifier("anticodon", f"(pos:{codon},aa:Phe,seq:aaa)")),
                ("repeat_region", Qualifier("rpt_unit_range", f"{at}..{at + 2}")),
                ("repeat_region", Qualifier("rpt_unit_seq", "ag(5)tg(8)")),
                ("tmRNA", Qualifier("tag_peptide", f"{at}..{at + 2}")),
            ]
        )
    )
    return Feature(made[0], place, (Qualifier("note", "y"), made[1]))


@st.composite
def sequences(draw: st.DrawFn, least: int = 2) -> Sequence:
    text = draw(st.text("acgt", min_size=least, max_size=30))
    return sequence(text, *draw(st.lists(features(len(text)), max_size=6)))
