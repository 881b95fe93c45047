"""Applicant and inventor with their Latin forms (paragraphs 45 and 47)."""

from __future__ import annotations

from seqtool.model import GeneralInformation, Name
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.general.fields import names
from seqtool.rules.wording import controls, in_basic_latin, is_blank, odd_characters, repaired, shown
from seqtool.spec.characters import replace


@rule(
    "G150",
    "applicant-missing",
    Severity.ERROR,
    paragraph="45",
    element="ApplicantName",
    message="There is no applicant's name.",
    mend="Give the name of the applicant who is mentioned first.",
)
def applicant_missing(general: GeneralInformation) -> Fault | None:
    """ApplicantName is mandatory, though the DTD lets it be absent."""
    if general.applicant is None:
        return fault()
    return fault(general.applicant.name) if is_blank(general.applicant.name) else None


@rule(
    "G154",
    "applicant-latin-missing",
    Severity.ERROR,
    paragraph="47",
    element="ApplicantName",
    message="The applicant's name has characters outside Basic Latin ({characters}) but no Latin form.",
    mend="Give ApplicantNameLatin with a translation or transliteration in the characters U+0020 to U+007E.",
)
def applicant_latin_missing(applicant: Name) -> Fault | None:
    """Any character outside U+0020 to U+007E asks for the Latin form, accents and curved apostrophes too."""
    spoilt = [*controls(applicant.name), "\ufffd"]
    odd = [c for c in odd_characters(applicant.name) if c not in spoilt]
    if not odd or not is_blank(applicant.latin) or repaired(applicant.name) is not None:
        return None
    # Not safe: only the applicant knows how the name is written in Latin letters.
    new = in_basic_latin(applicant.name)
    fix = Fix(f"Give the Latin form {new}", (Edit("general.applicant.latin", new),)) if new else None
    return fault(applicant.name, characters=shown(odd), fix=fix)


@rule(
    "G155",
    "latin-form-characters",
    Severity.ERROR,
    paragraph="40(b)",
    message="{of} has characters outside Basic Latin: {characters}.",
    mend="Write the Latin form with the characters U+0020 to U+007E only.",
)
def latin_form_characters(general: GeneralInformation) -> list[Fault]:
    """ApplicantNameLatin and InventorNameLatin are Basic Latin."""
    found = []
    for element, edit, name in names(general):
        written = name.latin or ""
        odd = odd_characters(written)
        if odd:
            new = replace(written)[0]
            fix = Fix(f"Write {new}", (Edit(f"{edit}.latin", new),), safe=True) if new != written else None
            found.append(
                fault(
                    written,
                    element=f"{element}Latin",
                    of=f"{element}Latin",
                    characters=shown(odd),
                    fix=fix,
                )
            )
    return found


@rule(
    "G156",
    "latin-form-needless",
    Severity.INFO,
    paragraph="47",
    message="{of} is given although the name itself is in Basic Latin.",
    mend="It can be left out.",
)
def latin_form_needless(general: GeneralInformation) -> list[Fault]:
    """A Latin form is for names in other characters."""
    return [
        fault(name.latin, element=f"{element}Latin", of=f"{element}Latin")
        for element, _, name in names(general)
        if not is_blank(name.latin) and not is_blank(name.name) and not odd_characters(name.name)
    ]


@rule(
    "G157",
    "latin-form-empty",
    Severity.WARNING,
    paragraph="42",
    basis="recalled",
    message="{of} is empty.",
    mend="Fill it or leave it out.",
)
def latin_form_empty(general: GeneralInformation) -> list[Fault]:
    """An optional element without a value should not be there (where it is needed, G154 speaks)."""
    return [
        fault(
            name.latin,
            element=f"{element}Latin",
            of=f"{element}Latin",
            fix=Fix(f"Remove {element}Latin", (Edit(f"{edit}.latin", None),)),
        )
        for element, edit, name in names(general)
        if name.latin is not None
        and is_blank(name.latin)
        and not (element == "ApplicantName" and odd_characters(name.name))
    ]


@rule(
    "G158",
    "inventor-empty",
    Severity.WARNING,
    paragraph="42",
    basis="recalled",
    element="InventorName",
    message="The inventor's name is empty.",
    mend="Fill it or leave the element out.",
)
def inventor_empty(inventor: Name) -> Fault | None:
    """The inventor is optional: without a value the element should not be there."""
    if not is_blank(inventor.name):
        return None
    return fault(inventor.name, fix=Fix("Remove InventorName", (Edit("general.inventor", None),)))
