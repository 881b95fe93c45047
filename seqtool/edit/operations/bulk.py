"""The same change to many sequences at once: one step, which says what it left out.

Sequences are meant by key or by SEQ ID NO ("1-20,33"). Skipped ones have nothing
to change and are left out. Deleting, skipping and moving many is in ``order``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec.structs import replace

from seqtool.edit.operations.common import NUCLEOTIDES, protein
from seqtool.edit.operations.follow import is_source, whole
from seqtool.edit.operations.numbers import told
from seqtool.edit.operations.pick import Pick, pick
from seqtool.edit.operations.qualifiers import follow_organism
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Edit, EditError, Session
from seqtool.insdc.location import read_location
from seqtool.model.document import Document
from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec import standard

#: SEQ ID NOs named in a refusal.
_SHOWN = 5


class _Meant(NamedTuple):
    number: int
    key: int
    sequence: Sequence


class _Misfit(Exception):  # noqa: N818 - it says why a sequence is left out
    pass


def _meant(document: Document, what: Pick) -> list[_Meant]:
    keys = set(pick(document, what))
    found = [
        _Meant(number, key, document.draft(key).sequence)
        for number, key in enumerate(document.order, 1)
        if key in keys
    ]
    return [one for one in found if not one.sequence.skipped]


def _change(
    session: Session,
    label: str,
    what: Pick,
    change: Callable[[_Meant], Sequence],
    *,
    only_fitting: bool,
    after: Callable[[Edit, Sequence, Sequence], Report] | None = None,
) -> Report:
    """Change each; what does not fit is refused as a whole, or left out and told."""
    document = session.document
    changed: list[tuple[int, Sequence, Sequence]] = []
    misfits: dict[str, list[int]] = {}
    for one in _meant(document, what):
        try:
            new = change(one)
        except _Misfit as error:
            misfits.setdefault(str(error), []).append(one.number)
            continue
        if new is not one.sequence:
            changed.append((one.key, one.sequence, new))
    said = [f"{why} ({_numbers(numbers)})" for why, numbers in misfits.items()]
    if said and not only_fitting:
        raise EditError(
            f"{label} does not fit all of them: {'; '.join(said[:3])}. Leave those out, or change only those that fit."
        )
    notes = [f"{len(changed):,} {'sequence was' if len(changed) == 1 else 'sequences were'} changed."]
    notes += [f"Left out: {words}." for words in said]
    more: list[str] = []
    with session.edit(label) as edit:
        for key, _, new in changed:
            edit.sequence(key, new)
        if after is not None:
            for _, old, new in changed:
                more += after(edit, old, new).notes
    return Report(notes=tuple(notes + told(more)))


def _numbers(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    more = f" and {len(numbers) - _SHOWN:,} more" if len(numbers) > _SHOWN else ""
    return f"SEQ ID NO: {shown}{more}"


# The source


def set_organism(session: Session, what: Pick, organism: str) -> Report:
    """Give sequences an organism; their proteins follow where they had the same as their coding sequence.

    The organism in the other language goes, since it named the one before. A sequence
    without a source gets one.

    Raises:
        EditError: no organism is given.
    """
    name = organism.strip()
    if not name:
        raise EditError("Name an organism, such as Homo sapiens or synthetic construct.")

    def after(edit: Edit, old: Sequence, new: Sequence) -> Report:
        if protein(new):
            return Report()
        return follow_organism(edit, new, _of_source(old, "organism"), name)

    lost = 0

    def change(one: _Meant) -> Sequence:
        nonlocal lost
        new = _with_source(one.sequence, "organism", name)
        if new is not one.sequence:
            lost += any(
                q.non_english is not None
                for feature in one.sequence.features
                if is_source(feature.key)
                for q in feature.qualifiers
                if q.name.lower() == "organism"
            )
        return new

    report = _change(session, "Set organism", what, change, only_fitting=True, after=after)
    if lost:
        report += Report(
            notes=(f"{lost:,} names in the other language went, since they named the organism before.",)
        )
    return report


def set_mol_type(session: Session, what: Pick, mol_type: str, *, only_fitting: bool = False) -> Report:
    """Give sequences a mol_type (paragraph 75).

    Raises:
        EditError: some of them are of a molecule type that cannot have it, and ``only_fitting`` is not asked for.
    """
    lawful = {row.moltype for row in standard().mol_type_table if row.name == mol_type}

    def change(one: _Meant) -> Sequence:
        kind = one.sequence.molecule_type
        if kind not in lawful:
            raise _Misfit(f"{kind or 'a sequence without molecule type'} cannot have mol_type {mol_type!r}")
        return _with_source(one.sequence, "mol_type", mol_type)

    return _change(session, "Set mol_type", what, change, only_fitting=only_fitting)


def _of_source(sequence: Sequence, name: str) -> str | None:
    return next(
        (
            one.value
            for feature in sequence.features
            if is_source(feature.key)
            for one in feature.qualifiers
            if one.name.lower() == name
        ),
        None,
    )


def _with_source(sequence: Sequence, name: str, value: str) -> Sequence:
    """The sequence with one qualifier of its source set; of one in capitals (older protein listings) as well."""
    features = list(sequence.features)
    for index, feature in enumerate(features):
        if not is_source(feature.key):
            continue
        qualifiers = list(feature.qualifiers)
        for at, one in enumerate(qualifiers):
            if one.name.lower() == name:
                if one.value == value:
                    return sequence
                qualifiers[at] = replace(one, value=value, non_english=None)
                break
        else:
            new = Qualifier(name, value)
            # mol_type stands before organism, as the samples of the standard have it.
            qualifiers.insert(0 if name == "mol_type" else len(qualifiers), new)
        features[index] = replace(feature, qualifiers=tuple(qualifiers))
        return replace(sequence, features=tuple(features))
    source = Feature("source", whole(sequence.residues.length), (Qualifier(name, value),))
    return replace(sequence, features=(source, *features))


# Features and qualifiers


def add_feature(
    session: Session,
    what: Pick,
    feature_key: str,
    location: str = "",
    qualifiers: Iterable[Qualifier] = (),
    *,
    only_fitting: bool = False,
) -> Report:
    """A new feature in each sequence, behind its others; without a location it spans the whole sequence.

    Raises:
        EditError: the key is none of these sequences, the location is none or lies beyond the end of one
            of them, and ``only_fitting`` is not asked for; or the key is source.
    """
    if is_source(feature_key) or not feature_key.strip():
        raise EditError(
            "Choose the key of a feature; each sequence has one source, which is set by its qualifiers."
        )
    new = tuple(qualifiers)

    def change(one: _Meant) -> Sequence:
        sequence = one.sequence
        its = protein(sequence)
        if feature_key not in standard().keys(its):
            raise _Misfit(f"{feature_key} is no key of {'proteins' if its else 'nucleotide sequences'}")
        length = sequence.residues.length
        if not length:
            raise _Misfit("no residues")
        if location:
            tree = read_location(location, protein=its).tree
            if tree is None:
                raise _Misfit(f"{location[:60]!r} is no location")
            if tree.high > length:
                raise _Misfit(f"{location[:60]} lies beyond the end")
        feature = Feature(feature_key, location or whole(length), new)
        if feature in sequence.features:
            raise _Misfit("the very same feature is there already")
        return replace(sequence, features=(*sequence.features, feature))

    return _change(session, f"Add {feature_key}", what, change, only_fitting=only_fitting)


def delete_features(session: Session, what: Pick, feature_key: str, location: str | None = None) -> Report:
    """Take the features with a key (and location) away; proteins that a CDS named stay, which is told.

    Raises:
        EditError: the key is source.
    """
    if is_source(feature_key):
        raise EditError("Each sequence needs its source (paragraph 75). Change its qualifiers instead.")
    count = 0
    named: list[str] = []

    def change(one: _Meant) -> Sequence:
        nonlocal count
        kept: list[Feature] = []
        for feature in one.sequence.features:
            if feature.key != feature_key or location not in (None, feature.location):
                kept.append(feature)
                continue
            count += 1
            named.extend(
                f"SEQ ID NO: {one.number}, {feature_key} {feature.location[:60]} named SEQ ID NO: {q.value} as its protein, which stays."
                for q in feature.qualifiers
                if q.name == "protein_id" and q.value
            )
        same = len(kept) == len(one.sequence.features)
        return one.sequence if same else replace(one.sequence, features=tuple(kept))

    report = _change(session, f"Delete {feature_key}", what, change, only_fitting=True)
    notes = (f"{count:,} features {feature_key} are gone.", *told(named))
    return report + Report(notes=notes)


def add_qualifier(
    session: Session,
    what: Pick,
    feature_key: str,
    name: str,
    value: str | None = None,
    *,
    only_fitting: bool = False,
) -> Report:
    """A new qualifier in each feature with a key; ``value`` None is a flag without a value.

    Features that have the very same qualifier already stay as they are.

    Raises:
        EditError: the qualifier is none of such features, or some have one already where only one may stand,
            and ``only_fitting`` is not asked for.
    """
    if not name.strip():
        raise EditError("A qualifier needs a name, such as note. Choose one.")
    new = Qualifier(name, value)

    def change(one: _Meant) -> Sequence:
        its = protein(one.sequence)
        features = list(one.sequence.features)
        there = [index for index, feature in enumerate(features) if feature.key == feature_key]
        if not there:
            raise _Misfit(f"no {feature_key}")
        spec = standard().qualifiers(its).get(name)
        if spec is None:
            raise _Misfit(f"{name} is no qualifier of {'proteins' if its else 'nucleotide sequences'}")
        for index in there:
            feature = features[index]
            said = [q for q in feature.qualifiers if q.name == name]
            if any(q.value == value for q in said):
                continue
            if said and spec.single:
                raise _Misfit(f"{feature_key} has another {name} already, and only one may stand there")
            features[index] = replace(feature, qualifiers=(*feature.qualifiers, new))
        return (
            replace(one.sequence, features=tuple(features))
            if tuple(features) != one.sequence.features
            else one.sequence
        )

    return _change(session, f"Add {name}", what, change, only_fitting=only_fitting)


def delete_qualifiers(
    session: Session, what: Pick, name: str, *, feature_key: str | None = None, value: str | None = None
) -> Report:
    """Take the qualifiers with a name away, of all features or those with a key, with any value or this one."""
    count = 0

    def change(one: _Meant) -> Sequence:
        nonlocal count
        features: list[Feature] = []
        for feature in one.sequence.features:
            kept = tuple(
                [q for q in feature.qualifiers if q.name != name or value not in (None, q.value)]
            ) if feature_key in (None, feature.key) else feature.qualifiers  # fmt: skip
            count += len(feature.qualifiers) - len(kept)
            features.append(
                feature if len(kept) == len(feature.qualifiers) else replace(feature, qualifiers=kept)
            )
        same = all(new is old for new, old in zip(features, one.sequence.features, strict=True))
        return one.sequence if same else replace(one.sequence, features=tuple(features))

    report = _change(session, f"Delete {name}", what, change, only_fitting=True)
    return report + Report(notes=(f"{count:,} qualifiers {name} are gone.",))


def of_type(document: Document, what: Pick, *molecule_types: str) -> list[int]:
    """The keys of those that are of a molecule type (nucleotides without one named), to go on with them."""
    wanted = molecule_types or NUCLEOTIDES
    return [one.key for one in _meant(document, what) if one.sequence.molecule_type in wanted]
