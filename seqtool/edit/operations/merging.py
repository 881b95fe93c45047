"""Texts of further languages, where sequences of one project come to another."""

from __future__ import annotations

from msgspec.structs import replace

from seqtool.edit.session import Edit
from seqtool.model.document import GENERAL, SETTINGS, TEXTS, Document
from seqtool.model.draft import Draft, Translations
from seqtool.model.sequence import Feature, Qualifier


class Merging:
    """Brings the languages of a source in line with those of a target.

    Each project has one language that stands in the sequences themselves and any
    number of translations beside. Where the two differ in the former, its texts go
    to the translations, and come from there where the source has them.
    """

    def __init__(self, source: Document, target: Document) -> None:
        self._target = target
        self._theirs = source.general.non_english_language
        self._ours = target.general.non_english_language
        self._texts = {
            key[len(TEXTS) :]: record
            for key, record in source.records.items()
            if isinstance(key, str) and key.startswith(TEXTS) and isinstance(record, Translations)
        }
        #: What the target shall know: language → English text → translation.
        self._found: dict[str, dict[str, str]] = {language: {} for language in self._texts}
        self._adopt = False
        self._unsaid = 0
        self._moved = 0
        self._stays = 0
        if self._ours is None and self._theirs is not None:
            spoken = any(
                qualifier.non_english is not None
                for _, draft in target.drafts()
                for feature in draft.sequence.features
                for qualifier in feature.qualifiers
            )
            if not spoken:
                self._ours, self._adopt = self._theirs, True

    def draft(self, draft: Draft) -> Draft:
        """A sequence of the source as the target holds it."""
        features = tuple([self._feature(feature) for feature in draft.sequence.features])
        if all(new is old for new, old in zip(features, draft.sequence.features, strict=True)):
            return draft
        return replace(draft, sequence=replace(draft.sequence, features=features))

    def _feature(self, feature: Feature) -> Feature:
        qualifiers = tuple([self._qualifier(one) for one in feature.qualifiers])
        if all(new is old for new, old in zip(qualifiers, feature.qualifiers, strict=True)):
            return feature
        return replace(feature, qualifiers=qualifiers)

    def _qualifier(self, one: Qualifier) -> Qualifier:
        for language, record in self._texts.items():
            if one.value in record.texts:
                self._found[language][one.value] = record.texts[one.value]
        if one.non_english is not None:
            if self._theirs is None:
                self._unsaid += 1
            elif self._theirs != self._ours:
                if one.value is None:
                    self._stays += 1
                    return one
                self._found.setdefault(self._theirs, {})[one.value] = one.non_english
                self._moved += 1
                one = replace(one, non_english=None)
        if self._ours is not None and self._ours != self._theirs and one.non_english is None:
            text = self._found.get(self._ours, {}).get(one.value or "")
            if text is not None:
                return replace(one, non_english=text)
        return one

    def settle(self, edit: Edit) -> list[str]:
        """Have the target know the texts; gives sentences about what was done."""
        notes: list[str] = []
        document = self._target
        if self._adopt and any(
            qualifier.non_english is not None
            for _, draft in document.drafts()
            for feature in draft.sequence.features
            for qualifier in feature.qualifiers
        ):
            edit.put(GENERAL, replace(document.general, non_english_language=self._theirs))
            languages = dict.fromkeys([*document.settings.languages, self._theirs or ""])
            edit.put(SETTINGS, replace(document.settings, languages=tuple(languages)))
            notes.append(f"Free text beside English is in {self._theirs} now, as in the other project.")
        for language, texts in self._found.items():
            if language == self._ours:
                continue  # it stands in the sequences themselves
            known = document.texts(language)
            new = {english: text for english, text in texts.items() if english not in known.texts}
            other = sum(known.texts.get(english, text) != text for english, text in texts.items())
            if new:
                edit.put(TEXTS + language, Translations(language, {**known.texts, **new}))
                notes.append(f"{len(new):,} translations in {language} came along.")
            if other:
                notes.append(f"{other:,} texts are translated otherwise in {language} here; that was kept.")
        if self._moved:
            notes.append(
                f"{self._moved:,} texts in {self._theirs} went to the translations of that language."
            )
        if self._stays:
            notes.append(
                f"{self._stays:,} texts in {self._theirs} have no English text and stay where they are: "
                f"translate them, since this project's language is {self._ours or 'not named'}."
            )
        if self._unsaid:
            notes.append(
                f"{self._unsaid:,} texts are in a language that the other project does not name; "
                f"here they count as {self._ours or 'not named either'}."
            )
        return notes
