"""Application number, office and file reference (paragraph 45)."""

from __future__ import annotations

import re

from seqtool.model import ApplicationIdentification, GeneralInformation
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.general.fields import applications, coded, inside
from seqtool.rules.wording import is_blank, odd_characters, shown, trimmed
from seqtool.spec import offices
from seqtool.spec.characters import replace

_OFFICE = re.compile(r"[A-Z]{2}", re.ASCII)
#: Longest file reference that the PCT's instructions provide for.
LONGEST_REFERENCE = 25


@rule(
    "G100",
    "reference-needed",
    Severity.ERROR,
    paragraph="45",
    element="ApplicantFileReference",
    message="Neither an application number nor an applicant's file reference is given.",
    mend="Give ApplicationIdentification if the application has a number, otherwise ApplicantFileReference.",
)
def reference_needed(general: GeneralInformation, from_file: bool) -> Fault | None:
    """Without an application number the file reference is mandatory (absent in a file: fault of the structure)."""
    if general.application is not None or not is_blank(general.file_reference):
        return None
    return None if general.file_reference is None and from_file else fault(general.file_reference)


@rule(
    "G101",
    "file-reference-missing",
    Severity.WARNING,
    paragraph="45",
    basis="office",
    element="ApplicantFileReference",
    message="There is no applicant's file reference beside the application number.",
    mend="Give the reference under which you keep the application, if there is one.",
)
def file_reference_missing(general: GeneralInformation) -> Fault | None:
    """Optional beside a number, but the official samples expect a warning where it is empty or absent."""
    if general.application is None or not is_blank(general.file_reference):
        return None
    return fault(general.file_reference)


@rule(
    "G102",
    "header-characters",
    Severity.ERROR,
    paragraph="Annex IV",
    message="{of} has characters outside Basic Latin: {characters}.",
    mend="Use the characters U+0020 to U+007E only.",
)
def header_characters(general: GeneralInformation) -> list[Fault]:
    """Application numbers and file reference are Basic Latin (office codes, dates, Latin forms: own rules)."""
    found = []
    for element, edit, text in coded(general):
        if element.rpartition("/")[2] not in ("ApplicationNumberText", "ApplicantFileReference"):
            continue
        odd = odd_characters(text)
        if odd:
            new = replace(text)[0]
            fix = Fix(f"Write {new}", (Edit(edit, new),), safe=True) if new != text else None
            found.append(fault(text, element=element, of=element, characters=shown(odd), fix=fix))
    return found


@rule(
    "G103",
    "file-reference-long",
    Severity.INFO,
    paragraph="45",
    basis="recalled",
    element="ApplicantFileReference",
    message="The file reference has {length} characters; offices may take {limit} at most.",
    mend="Use a shorter reference if your office asks for it.",
)
def file_reference_long(general: GeneralInformation) -> Fault | None:
    """The standard sets no limit; forms of the PCT do."""
    written = trimmed(general.file_reference or "")
    if len(written) <= LONGEST_REFERENCE:
        return None
    return fault(written, length=len(written), limit=LONGEST_REFERENCE)


@rule(
    "G110",
    "office-missing",
    Severity.ERROR,
    paragraph="45",
    element="IPOfficeCode",
    message="The application has no office code.",
    mend="Give the two-letter code of the office of filing (WIPO Standard ST.3).",
)
def office_missing(application: ApplicationIdentification, from_file: bool) -> Fault | None:
    """IPOfficeCode has a value (absent in a file: fault of the structure; of the priority: G131)."""
    written = application.office
    if not is_blank(written) or (written is None and from_file):
        return None
    return fault(written)


@rule(
    "G112",
    "application-number-missing",
    Severity.ERROR,
    paragraph="45",
    element="ApplicationNumberText",
    message="The application has no number.",
    mend="Give the number as the office wrote it. Before a number is assigned leave the element out.",
)
def application_number_missing(application: ApplicationIdentification, from_file: bool) -> Fault | None:
    """ApplicationNumberText has a value (absent in a file: fault of the structure; of the priority: G131)."""
    written = application.number
    if not is_blank(written) or (written is None and from_file):
        return None
    return fault(written)


@rule(
    "G113",
    "office-malformed",
    Severity.ERROR,
    paragraph="45",
    element="IPOfficeCode",
    message="The office code {value} is not two capital letters.",
    mend="Write the two-letter code of WIPO Standard ST.3, for instance EP, US or IB.",
)
def office_malformed(general: GeneralInformation) -> list[Fault]:
    """A code of ST.3 has two capital letters."""
    found = []
    for parent, edit, record in applications(general):
        written = trimmed(record.office or "")
        if not written or _OFFICE.fullmatch(written):
            continue
        upper = written.upper()
        fix = Fix(f"Write {upper}", (Edit(f"{edit}.office", upper),)) if upper in offices() else None
        found.append(fault(record.office, element=inside(parent, "IPOfficeCode"), fix=fix))
    return found


@rule(
    "G114",
    "office-unknown",
    Severity.WARNING,
    paragraph="45",
    element="IPOfficeCode",
    message="The office code {value} is not in WIPO Standard ST.3 as known here.",
    mend="Check the code: EP for Europe, GB for the United Kingdom, IB or WO for the International Bureau.",
)
def office_unknown(general: GeneralInformation) -> list[Fault]:
    """A code that the list lacks may be younger than the list."""
    return [
        fault(record.office, element=inside(parent, "IPOfficeCode"))
        for parent, _, record in applications(general)
        if _OFFICE.fullmatch(trimmed(record.office or "")) and trimmed(record.office or "") not in offices()
    ]


@rule(
    "G132",
    "priority-is-itself",
    Severity.WARNING,
    paragraph="45",
    basis="ours",
    element="EarliestPriorityApplicationIdentification",
    message="The earliest priority {value} is the application itself.",
    mend="Give the earlier application, or leave the priority out if none is claimed.",
)
def priority_is_itself(general: GeneralInformation) -> Fault | None:
    """A priority is another, earlier application."""
    application, priority = general.application, general.priority
    if application is None or priority is None or is_blank(application.number):
        return None
    same = application.number == priority.number and application.office == priority.office
    return fault(priority.number) if same else None


@rule(
    "G140",
    "application-unexpected",
    Severity.WARNING,
    paragraph=None,
    basis="ours",
    element="ApplicationNumberText",
    message="The application number is {value}, but {expected} was expected.",
    mend="Check whether this is the listing of that application.",
)
def application_unexpected(general: GeneralInformation, expect_application: str) -> Fault | None:
    """The header against the number that the caller knows; blanks do not count."""
    written = general.application.number if general.application else None
    if "".join((written or "").split()) == "".join(expect_application.split()):
        return None
    return fault(written or "(none)", expected=expect_application)


@rule(
    "G141",
    "reference-unexpected",
    Severity.WARNING,
    paragraph=None,
    basis="ours",
    element="ApplicantFileReference",
    message="The file reference is {value}, but {expected} was expected.",
    mend="Check whether this is the listing of that application; a continuation has a reference of its own.",
)
def reference_unexpected(general: GeneralInformation, expect_reference: str) -> Fault | None:
    """The header against the reference that the caller knows."""
    written = trimmed(general.file_reference or "")
    if written == trimmed(expect_reference):
        return None
    return fault(written or "(none)", expected=expect_reference)
