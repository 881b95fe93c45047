"""Filing dates and the earliest priority (paragraph 45)."""

from __future__ import annotations

import datetime

from seqtool.model import ApplicationIdentification, GeneralInformation
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.general.dates import months_later, read_date
from seqtool.rules.general.fields import applications, inside
from seqtool.rules.wording import is_blank

#: Listings of applications filed before this day follow ST.25.
FIRST_DAY = datetime.date(2022, 7, 1)
#: Months of priority, and of the time in which it can be restored.
PRIORITY_MONTHS, RESTORATION_MONTHS = 12, 2


@rule(
    "G116",
    "filing-date-missing",
    Severity.WARNING,
    paragraph="45",
    basis="office",
    element="FilingDate",
    message="The application has a number but no filing date.",
    mend="Give the filing date if the office has accorded one.",
)
def filing_date_missing(application: ApplicationIdentification) -> Fault | None:
    """Mandatory once a filing date is accorded, which the file does not tell: hence a warning."""
    if is_blank(application.number) or not is_blank(application.filing_date):
        return None
    return fault(application.filing_date)


@rule(
    "G117",
    "filing-date-malformed",
    Severity.ERROR,
    paragraph="45",
    element="FilingDate",
    message="The filing date {value} of {of} is no day in the form CCYY-MM-DD.",
    mend="Write year, month and day with hyphens, for instance 2026-06-30.",
)
def filing_date_malformed(general: GeneralInformation) -> list[Fault]:
    """Filing dates are real days in the form of ST.2."""
    return [
        fault(record.filing_date, element=inside(element, "FilingDate"), of=element)
        for element, _, record in applications(general)
        if not is_blank(record.filing_date) and read_date(record.filing_date) is None
    ]


@rule(
    "G118",
    "filing-date-future",
    Severity.WARNING,
    paragraph="45",
    basis="ours",
    element="FilingDate",
    message="The filing date {value} of {of} is in the future.",
    mend="Check the date.",
)
def filing_date_future(general: GeneralInformation, today: datetime.date) -> list[Fault]:
    """An application was filed today at the latest; a day is granted for other time zones."""
    found = []
    for element, _, record in applications(general):
        day = read_date(record.filing_date)
        if day and day.toordinal() > today.toordinal() + 1:
            found.append(fault(record.filing_date, element=inside(element, "FilingDate"), of=element))
    return found


@rule(
    "G119",
    "priority-after-filing",
    Severity.WARNING,
    paragraph="45",
    basis="ours",
    element="EarliestPriorityApplicationIdentification",
    message="The priority date {value} lies after the filing date {filed}.",
    mend="Check both dates; a priority is claimed from an earlier application.",
)
def priority_after_filing(
    application: ApplicationIdentification, priority: ApplicationIdentification
) -> Fault | None:
    """The priority application is not younger than the application."""
    filed, earlier = read_date(application.filing_date), read_date(priority.filing_date)
    if filed is None or earlier is None or earlier <= filed:
        return None
    return fault(earlier.isoformat(), filed=filed.isoformat())


@rule(
    "G120",
    "priority-old",
    Severity.INFO,
    paragraph="45",
    basis="ours",
    element="EarliestPriorityApplicationIdentification",
    message="The priority date {value} lies more than 14 months before the filing date {filed}.",
    mend="Check both dates. For a later member of a family, such as a divisional, nothing needs to be done.",
)
def priority_old(application: ApplicationIdentification, priority: ApplicationIdentification) -> Fault | None:
    """Twelve months of priority and two for its restoration; divisionals are lawfully later."""
    filed, earlier = read_date(application.filing_date), read_date(priority.filing_date)
    if filed is None or earlier is None:
        return None
    if filed <= months_later(earlier, PRIORITY_MONTHS + RESTORATION_MONTHS):
        return None
    return fault(earlier.isoformat(), filed=filed.isoformat())


@rule(
    "G121",
    "filed-before-standard",
    Severity.WARNING,
    paragraph=None,
    basis="confirmed",
    element="FilingDate",
    message="The filing date {value} lies before 2022-07-01, when WIPO Standard ST.26 came into force.",
    mend="Check the date. Listings of earlier applications follow WIPO Standard ST.25.",
)
def filed_before_standard(application: ApplicationIdentification) -> Fault | None:
    """ST.26 is for applications filed on or after 1 July 2022."""
    day = read_date(application.filing_date)
    return fault(application.filing_date) if day and day < FIRST_DAY else None


@rule(
    "G122",
    "filing-date-unexpected",
    Severity.WARNING,
    paragraph=None,
    basis="ours",
    element="FilingDate",
    message="The filing date is {value}, but {expected} was expected.",
    mend="Check whether this is the listing of that application.",
)
def filing_date_unexpected(
    application: ApplicationIdentification, filing_date: datetime.date
) -> Fault | None:
    """The header against the filing date that the caller knows."""
    day = read_date(application.filing_date)
    if day is None or day == filing_date:
        return None
    return fault(day.isoformat(), expected=filing_date.isoformat())


@rule(
    "G123",
    "expected-date-before-standard",
    Severity.WARNING,
    paragraph=None,
    basis="confirmed",
    message="The application is said to be filed on {value}, before WIPO Standard ST.26 came into force.",
    mend="Check the date. Listings of applications filed before 2022-07-01 follow WIPO Standard ST.25.",
)
def expected_date_before_standard(general: GeneralInformation, filing_date: datetime.date) -> Fault | None:
    """The same for a date that the caller gives and the listing does not."""
    stated = read_date(general.application.filing_date) if general.application else None
    if stated is not None or filing_date >= FIRST_DAY:
        return None
    return fault(filing_date.isoformat())


@rule(
    "G130",
    "priority-missing",
    Severity.WARNING,
    paragraph="45",
    basis="office",
    element="EarliestPriorityApplicationIdentification",
    message="No earliest priority application is given.",
    mend="Give it if a priority is claimed; otherwise nothing needs to be done.",
)
def priority_missing(general: GeneralInformation) -> Fault | None:
    """Whether a priority is claimed is not in the file; the official samples expect a warning."""
    return fault() if general.priority is None else None


@rule(
    "G131",
    "priority-incomplete",
    Severity.WARNING,
    paragraph="45",
    basis="office",
    element="EarliestPriorityApplicationIdentification",
    message="The earliest priority lacks {missing}.",
    mend="Give office, number and filing date of the earliest application whose priority is claimed.",
)
def priority_incomplete(priority: ApplicationIdentification, from_file: bool) -> Fault | None:
    """A priority is office, number and date; the official samples expect a warning.

    Office and number absent in a file are faults of the structure.
    """
    lacking = []
    if is_blank(priority.office) and not (priority.office is None and from_file):
        lacking.append("its office")
    if is_blank(priority.number) and not (priority.number is None and from_file):
        lacking.append("its number")
    if is_blank(priority.filing_date):
        lacking.append("its filing date")
    return fault(missing=" and ".join(lacking)) if lacking else None
