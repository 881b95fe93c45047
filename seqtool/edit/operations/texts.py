"""The values of qualifiers in the project's main other language, as they stand in the sequences (paragraph 87).

Which language that is, and further ones: :mod:`seqtool.edit.operations.languages`.
"""

from __future__ import annotations

from msgspec.structs import replace

from seqtool.edit.language_texts import LONGEST, forbidden
from seqtool.edit.operations.common import content_of, feature_at, protein, with_feature
from seqtool.edit.operations.qualifiers import qualifier_at
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.model.sequence import Feature, Sequence
from seqtool.spec import standard


def set_non_english(
    session: Session,
    key: int,
    feature: int,
    index: int,
    text: str | None,
    *,
    everywhere: bool = False,
    typing: bool = False,
) -> Report:
    """Give the value of a qualifier in the project's main other language; None takes it away.

    With ``everywhere``, all qualifiers with the same name and English value get it:
    identical texts are translated once.

    Raises:
        EditError: there is no such qualifier, it is no language-dependent one, the project has no
            other language, or the text is empty, too long or holds characters that are not allowed.
    """
    sequence = content_of(session, key)
    one = qualifier_at(session, key, feature, index)
    if one.non_english is None and text is not None:
        _may_have(session, sequence, one.name)
    if text is not None:
        _check(text)
    label, merge = f"Edit {one.name}", f"text {key} {feature} {index}" if typing else None
    count = 0
    with session.edit(label, merge) as edit:
        old = feature_at(session, key, feature)
        new = replace(one, non_english=text)
        qualifiers = (*old.qualifiers[:index], new, *old.qualifiers[index + 1 :])
        edit.sequence(
            key,
            replace(sequence, features=with_feature(sequence, feature, replace(old, qualifiers=qualifiers))),
        )
        if everywhere and one.value is not None:
            for other in session.document.order:
                theirs = session.document.draft(other).sequence
                features = tuple([_written(f, one.name, one.value, text) for f in theirs.features])
                changed = sum(a is not b for a, b in zip(features, theirs.features, strict=True))
                if changed:
                    count += changed
                    edit.sequence(other, replace(theirs, features=features))
    notes = (f"{count:,} other {'feature has' if count == 1 else 'features have'} it, too.",) if count else ()
    return Report(notes=notes)


def _written(feature: Feature, name: str, english: str, text: str | None) -> Feature:
    for one in feature.qualifiers:
        if one.name == name and one.value == english and one.non_english != text:
            break
    else:
        return feature
    return replace(
        feature,
        qualifiers=tuple(
            replace(one, non_english=text) if one.name == name and one.value == english else one
            for one in feature.qualifiers
        ),
    )


def _may_have(session: Session, sequence: Sequence, name: str) -> None:
    if name not in standard().language_dependent(protein(sequence)):
        raise EditError(
            f"{name} is not language-dependent (Tables 5 and 6), so it has one value for all languages. Edit that value."
        )
    if session.document.general.non_english_language is None:
        raise EditError(
            f"The project has no other language than English, so {name} cannot have a value in it. "
            "Set the main other language first."
        )


def _check(text: str) -> None:
    if not text.strip():
        raise EditError("The text is empty. Give one, or take the value away.")
    if bad := forbidden(text):
        raise EditError(
            f"The text holds characters that are not allowed ({', '.join(bad[:5])}; paragraph 40). Write it in one line."
        )
    if len(text) > LONGEST:
        raise EditError(
            f"The text has {len(text):,} characters; {LONGEST:,} are allowed (paragraph 86). Shorten it."
        )
