"""Set the molecule type: ``mol_type``, symbols and modified bases follow (paragraphs 14, 19 and 84)."""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec.structs import replace

from seqtool.edit.operations.common import AMINO, NUCLEOTIDES, content_of, name_of
from seqtool.edit.operations.follow import is_source
from seqtool.edit.operations.numbers import Where, told
from seqtool.edit.operations.pick import Pick, pick
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.insdc.location import read_location, spans
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec import standard

#: What becomes of the bases when the sugar changes: thymine and uracil change with it, or stay what they are.
Bases = Literal["follow", "keep"]

#: The base that ``t`` stands for, and the one that is a modified nucleotide there (paragraphs 14 and 19).
_OWN: Final = {"DNA": "thymine", "RNA": "uracil"}
_FOREIGN: Final = {"DNA": "uracil", "RNA": "thymine"}
#: Values of mol_type that say the same of the other molecule.
_SAME: Final = {"other DNA": "other RNA", "unassigned DNA": "unassigned RNA"}
_PAIRS: Final = _SAME | {new: old for old, new in _SAME.items()}
_SYNTHETIC: Final = "synthetic construct"
_RUN = re.compile("t+")
#: Features of stretches of one base that are made at most.
_MOST: Final = 10_000


def set_molecule_type(
    session: Session,
    what: Pick,
    molecule_type: str,
    *,
    mol_type: str | None = None,
    bases: Bases = "follow",
) -> Report:
    """Make sequences DNA, RNA or AA.

    A listing writes ``t`` for uracil, too, so ``u`` becomes ``t``. With ``bases="follow"``
    thymine becomes uracil and the other way round, and a ``modified_base`` that named the base
    which is the ordinary one now goes. With ``"keep"`` the bases stay what they are:
    each ``t`` becomes a ``modified_base`` uracil in DNA, thymine in RNA (paragraph 19).

    Args:
        session: the document under edit.
        what: keys, or SEQ ID NOs as text.
        molecule_type: ``"DNA"``, ``"RNA"`` or ``"AA"``.
        mol_type: the value of the qualifier, where the present one does not go with it.
        bases: what becomes of thymine and uracil.

    Raises:
        EditError: nucleotides would become amino acids or the other way round while there are residues, or nothing
            says which mol_type it is.
    """
    if molecule_type not in (*NUCLEOTIDES, AMINO):
        raise EditError(f"There is no molecule type {molecule_type!r}. Choose DNA, RNA or AA.")
    known = standard().mol_types(molecule_type)
    if mol_type is not None and mol_type not in known:
        raise EditError(f"mol_type {mol_type!r} is none of {molecule_type}. Choose {_listed(known)}.")
    keys = pick(session.document, what)
    notes: list[str] = []
    label = (
        f"Make {name_of(session, keys[0]) if len(keys) == 1 else f'{len(keys):,} sequences'} {molecule_type}"
    )
    where = Where(session.document)
    with session.edit(label) as edit:
        for key in keys:
            sequence = content_of(session, key)
            name = f"SEQ ID NO: {where.number(key)}"
            new, said = _changed(name, sequence, molecule_type, mol_type, bases)
            edit.sequence(key, new)
            notes += said
            was, now = _stated(sequence), _stated(new)
            if was and was != now and mol_type is None:
                notes.append(f"{name}: mol_type was {was} and is {now} now.")
    return Report(notes=tuple(told(notes)))


def _stated(sequence: Sequence) -> str:
    """The mol_type of its source; empty where there is none."""
    values = (
        q.value
        for one in sequence.features
        if is_source(one.key)
        for q in one.qualifiers
        if q.name.lower() == "mol_type"
    )
    return next(values, None) or ""


def _listed(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))


def _changed(
    name: str, old: Sequence, moltype: str, mol_type: str | None, bases: Bases
) -> tuple[Sequence, list[str]]:
    other_kind = (old.molecule_type == AMINO) != (moltype == AMINO)
    if other_kind:
        _is_empty(name, old, moltype)
    features = _with_mol_type(name, old, moltype, mol_type)
    if old.molecule_type == moltype:
        return (old if features == old.features else replace(old, features=features)), []
    if other_kind:
        return _other_kind(name, replace(old, features=features), moltype)
    notes: list[str] = []
    residues = old.residues
    count = sum(chunk.count("u") for chunk in residues.chunks)
    if count:
        residues = Residues.from_chunks([chunk.replace("u", "t") for chunk in residues.chunks])
        notes.append(
            f"{name}: {count:,} u became t, which stands for {_OWN[moltype]} in {moltype} (paragraph 14)."
        )
    new = replace(old, molecule_type=moltype, residues=residues, features=features)
    if _mixed(features):
        notes.append(
            f"{name} has segments of DNA and RNA (misc_feature); its modified bases were left as they are. Check them."
        )
        return new, notes
    if old.molecule_type not in NUCLEOTIDES:
        return new, notes
    if bases == "keep":
        return _kept(name, new, moltype, notes)
    kept = tuple([one for one in features if _base(one) not in ("uracil", "thymine")])
    if len(kept) < len(features):
        notes.append(
            f"{name}: {len(features) - len(kept):,} modified_base for uracil or thymine went, as {_OWN[moltype]} is what t "
            f"stands for in {moltype}."
        )
    return replace(new, features=kept), notes


def _kept(name: str, new: Sequence, moltype: str, notes: list[str]) -> tuple[Sequence, list[str]]:
    """Every base stays what it is: what was modified is ordinary now, and the other way round."""
    named: set[int] = set()
    kept: list[Feature] = []
    for feature in new.features:
        tree = read_location(feature.location, protein=False).tree
        if _base(feature) == _OWN[moltype] and tree is not None:
            for low, high, _ in spans(tree):
                named.update(range(low, min(high, new.residues.length) + 1))
        else:
            kept.append(feature)
    runs: list[Feature] = []
    text = (
        "".join("." if i in named else sign for i, sign in enumerate(new.residues.text, 1))
        if named
        else new.residues.text
    )
    foreign = _FOREIGN[moltype]
    qualifiers = (Qualifier("mod_base", "OTHER"), Qualifier("note", foreign))
    for found in _RUN.finditer(text):
        low, high = found.start() + 1, found.end()
        runs.append(Feature("modified_base", str(low) if low == high else f"{low}..{high}", qualifiers))
        if len(runs) > _MOST:
            raise EditError(
                f"{name} would get more than {_MOST:,} modified_base features. Let the bases follow the molecule type instead."
            )
    if runs:
        notes.append(f"{name}: {len(runs):,} modified_base name {foreign} in {moltype} (paragraph 19).")
    return replace(new, features=(*kept, *runs)), notes


def _base(feature: Feature) -> str:
    """Uracil or thymine, where a modified_base names it and says nothing else."""
    if feature.key != "modified_base" or len(feature.qualifiers) != 2:
        return ""
    values = {q.name: (q.value or "").strip() for q in feature.qualifiers}
    return values.get("note", "").lower() if values.get("mod_base") == "OTHER" else ""


def _mixed(features: tuple[Feature, ...]) -> bool:
    """Whether a feature says that parts are DNA or RNA (paragraph 55)."""
    return any(
        q.name == "note" and q.value is not None and ("DNA" in q.value or "RNA" in q.value)
        for feature in features
        if feature.key == "misc_feature"
        for q in feature.qualifiers
    )


def _with_mol_type(name: str, old: Sequence, moltype: str, given: str | None) -> tuple[Feature, ...]:
    """The features with the source's mol_type as the molecule type wants it."""
    made: list[Feature] = []
    for feature in old.features:
        if not is_source(feature.key):
            made.append(feature)
            continue
        written = next((q for q in feature.qualifiers if q.name.lower() == "mol_type"), None)
        synthetic = any(q.name.lower() == "organism" and q.value == _SYNTHETIC for q in feature.qualifiers)
        allowed = standard().mol_types(moltype, synthetic=synthetic)
        value = _mol_type(name, None if written is None else written.value, allowed, moltype, given)
        if written is None:
            qualifiers = (
                feature.qualifiers if value is None else (Qualifier("mol_type", value), *feature.qualifiers)
            )
        else:
            qualifiers = tuple([replace(q, value=value) if q is written else q for q in feature.qualifiers])
        made.append(feature if qualifiers == feature.qualifiers else replace(feature, qualifiers=qualifiers))
    return tuple(made)


def _mol_type(
    name: str, written: str | None, allowed: frozenset[str], moltype: str, given: str | None
) -> str | None:
    if given is not None:
        if given not in allowed:
            raise EditError(
                f"{name}: a synthetic construct is no {given!r} (paragraph 84). Choose {_listed(allowed)}."
            )
        return given
    if not written or written in allowed:
        return written
    if len(allowed) == 1:
        return next(iter(allowed))
    if _PAIRS.get(written) in allowed:
        return _PAIRS[written]
    raise EditError(
        f"{name}: its mol_type is {written}, which does not go with {moltype}. Say which it is: {_listed(allowed)}."
    )


def _is_empty(name: str, old: Sequence, moltype: str) -> None:
    """Nucleotides become amino acids or the other way round only where there is nothing to be turned."""
    others = [feature for feature in old.features if not is_source(feature.key)]
    if old.residues.length or others:
        has = f"{old.residues.length:,} residues" if old.residues.length else f"{len(others):,} features"
        raise EditError(
            f"{name} has {has}; what is {old.molecule_type or 'of no known type'} does not become {moltype}. Make a new sequence, or "
            "translate its coding sequence. Only an empty one can change its kind."
        )


def _other_kind(name: str, old: Sequence, moltype: str) -> tuple[Sequence, list[str]]:
    """An empty sequence of the other kind; its source keeps the qualifiers that it may have there."""
    notes: list[str] = []
    allowed = standard().qualifiers(moltype == AMINO)
    features: list[Feature] = []
    for feature in old.features:
        kept = tuple([q for q in feature.qualifiers if q.name in allowed])
        notes += [
            f"{name}: {q.name} went, which a source of {moltype} does not have."
            for q in feature.qualifiers
            if q not in kept
        ]
        features.append(replace(feature, key="source", qualifiers=kept))
    return replace(old, molecule_type=moltype, features=tuple(features)), notes
