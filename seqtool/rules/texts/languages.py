"""Free text in other languages than English (paragraphs 76 and 87)."""

from __future__ import annotations

import re

from seqtool.model import GeneralInformation, Qualifier
from seqtool.rules.core import Edit, Fault, Fix, Severity, fact, fault, rule
from seqtool.rules.ledgers_texts import Languages
from seqtool.rules.listed_keys import language_dependent
from seqtool.rules.vocabulary_texts import Text
from seqtool.rules.wording import is_blank, trimmed
from seqtool.spec import QualifierSpec
from seqtool.spec.translatable import binomial, words

_OTHER = "NonEnglishQualifier_value"
_CODE = "nonEnglishFreeTextLanguageCode"
_FORM = re.compile(r"[a-z]{2}", re.ASCII)


@rule(
    "T020",
    "non-english-not-allowed",
    Severity.ERROR,
    paragraph="87(b)",
    element=_OTHER,
    message="{of} is not language-dependent; it must not have a non-English value.",
    mend="Take the non-English value out, or put the text into a note.",
)
def non_english_not_allowed(spoken_names: tuple[tuple[int, str, QualifierSpec | None], ...]) -> list[Fault]:
    """NonEnglishQualifier_value stands with the qualifiers of Tables 5 and 6 only."""
    fix = Fix("Remove the non-English value", (Edit("non_english", None),))
    return [
        fault(qualifier=index, of=name, fix=fix)
        for index, name, spec in spoken_names
        if spec is not None and not spec.language_dependent
    ]


@rule(
    "T021",
    "non-english-empty",
    Severity.WARNING,
    paragraph="42",
    basis="recalled",
    element=_OTHER,
    message="The non-English value is empty.",
    mend="Fill it or leave it out.",
)
def non_english_empty(blank_translations: tuple[Text, ...]) -> list[Fault]:
    """An optional element without a value should not be there (with other qualifiers T020 speaks)."""
    fix = Fix("Remove the empty element", (Edit("non_english", None),))
    return [
        fault(t.text, qualifier=t.qualifier, fix=fix)
        for t in blank_translations
        if t.spec is None or t.spec.language_dependent
    ]


@rule(
    "T022",
    "english-value-missing",
    Severity.ERROR,
    paragraph="87(a)",
    basis="office",
    optional=True,
    element="INSDQualifier_value",
    message="{of} has a non-English value only; the office asks for the English one.",
    mend="Give the English text in INSDQualifier_value.",
)
def english_value_missing(translations: tuple[Text, ...], qualifiers: tuple[Qualifier, ...]) -> list[Fault]:
    """Lawful under paragraph 87(a), but not under 37 CFR 1.833(b)(3)."""
    return [
        fault(t.text, qualifier=t.qualifier, of=t.name)
        for t in translations
        if t.spec is not None and t.spec.language_dependent and is_blank(qualifiers[t.qualifier].value)
    ]


@fact("languages")
def spoken(spoken_names: tuple[tuple[int, str, QualifierSpec | None], ...]) -> tuple[int, int, int]:
    """How many NonEnglishQualifier_value a feature has, and how many of them are where they may be."""
    given = sum(spec is not None and spec.language_dependent for _, _, spec in spoken_names)
    return given, 0, len(spoken_names)


@fact("languages")
def spoken_blank(blank_translations: tuple[Text, ...]) -> tuple[int, int, int]:
    """Blank values say nothing in any language: they are taken off again."""
    blank = sum(t.spec is not None and t.spec.language_dependent for t in blank_translations)
    return -blank, 0, 0


def _unspoken(name: str, value: str, other: str | None) -> tuple[int, int, int] | None:
    return (0, 1, 0) if other is None and _translatable(name, value) else None


@fact("languages", qualifiers=language_dependent(), quick=_unspoken)
def unspoken(bilingual: bool, name: str, untranslated: str) -> tuple[int, int, int] | None:
    """A language-dependent qualifier without a non-English value, in a listing that says it has them."""
    return (0, 1, 0) if bilingual and _translatable(name, untranslated) else None


def _translatable(name: str, text: str | None) -> bool:
    """Whether a text has words that differ between languages: not codes, Latin names, international terms."""
    return not (name == "organism" or text is None or binomial(text)) and bool(words(text))


@rule(
    "G023",
    "non-english-code-needless",
    Severity.WARNING,
    paragraph="87(b)",
    basis="inferred",
    element=_CODE,
    message="A language of the non-English values is given ({value}), but there is no such value.",
    mend="Leave the attribute out, or give the non-English values.",
)
def non_english_code_needless(general: GeneralInformation, languages: Languages) -> Fault | None:
    """The code is for listings with non-English values; having it without one is not forbidden outright."""
    code = trimmed(general.non_english_language or "")
    if languages.elements or not _FORM.fullmatch(code) or code == "en":
        return None
    return fault(code, fix=Fix("Remove the attribute", (Edit("general.non_english_language", None),)))


@rule(
    "G024",
    "non-english-code-missing",
    Severity.ERROR,
    paragraph="87(b)",
    element=_CODE,
    message="There are non-English values ({count}), but their language is not given.",
    mend="Give the attribute nonEnglishFreeTextLanguageCode of the root element.",
)
def non_english_code_missing(general: GeneralInformation, languages: Languages) -> Fault | None:
    """Mandatory as soon as there is one NonEnglishQualifier_value."""
    if not languages.given or not is_blank(general.non_english_language):
        return None
    return fault(count=languages.given)


@rule(
    "T023",
    "translation-incomplete",
    Severity.INFO,
    paragraph="87(a)",
    basis="ours",
    element=_OTHER,
    message="Texts with a non-English value: {given}; without: {lacking}, of which this is the first.",
    mend="Give the missing ones if the listing is meant to be in both languages.",
)
def translation_incomplete(languages: Languages) -> Fault | None:
    """Each text may be in English alone; Latin names and international terms need no translation."""
    spot = languages.first_lacking
    if not languages.given or spot is None:
        return None
    return fault(
        position=spot.position,
        feature=spot.feature,
        qualifier=spot.qualifier,
        given=languages.given,
        lacking=languages.lacking,
    )
