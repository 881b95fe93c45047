"""Attributes of the root element (paragraph 43)."""

from __future__ import annotations

import datetime
import re

from seqtool.model import DeclaredListing, GeneralInformation
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.general.dates import read_date
from seqtool.rules.general.fields import ATTRIBUTES, attributes
from seqtool.rules.wording import is_blank, odd_characters, shown, trimmed
from seqtool.spec import dtd_versions
from seqtool.spec.characters import replace

_DTD_FORM = re.compile(r"V[0-9]_[0-9]", re.ASCII)


@rule(
    "G002",
    "dtd-version-malformed",
    Severity.ERROR,
    paragraph="43",
    element="dtdVersion",
    formality=True,
    message="The DTD version {value} does not have the form V#_#.",
    mend="Write the version with V and an underscore, for instance V1_3.",
)
def dtd_version_malformed(declared_listing: DeclaredListing) -> Fault | None:
    """DtdVersion has the form V#_# (a missing attribute is a fault of the structure)."""
    written = declared_listing.dtd_version
    return None if written is None or _DTD_FORM.fullmatch(written) else fault(written)


@rule(
    "G003",
    "dtd-version-unknown",
    Severity.WARNING,
    paragraph="43",
    basis="ours",
    element="dtdVersion",
    formality=True,
    message="There is no DTD of version {value} known here; the newest is {newest}.",
    mend="Check the version. If it is right, a newer version of this program is needed to check the listing.",
)
def dtd_version_unknown(declared_listing: DeclaredListing) -> Fault | None:
    """A well-formed version that the tables do not have may be newer than they are."""
    written = declared_listing.dtd_version or ""
    known = dtd_versions()
    if not _DTD_FORM.fullmatch(written) or written in known:
        return None
    return fault(written, newest=list(known)[-1])


@rule(
    "G005",
    "dtd-version-mismatch",
    Severity.ERROR,
    paragraph="39(b)",
    element="dtdVersion",
    formality=True,
    message="dtdVersion is {value}, but the DOCTYPE names the DTD {doctype}.",
    mend="Give both the same version.",
)
def dtd_version_mismatch(declared_listing: DeclaredListing) -> Fault | None:
    """Root attribute and document type declaration name the same DTD.

    Where the declaration names an older DTD, that is a finding of its own, with the same mend.
    """
    written = declared_listing.dtd_version or ""
    newest = list(dtd_versions().values())[-1]
    system = (declared_listing.system_id or "").rpartition("/")[2]
    named = declared_listing.public_id in (newest.public_id, newest.also) and system == newest.system_id
    if not named or written not in dtd_versions() or written == newest.number:
        return None
    return fault(written, doctype=newest.number)


@rule(
    "G010",
    "production-date-malformed",
    Severity.ERROR,
    paragraph="43",
    element="productionDate",
    message="The production date {value} is no day in the form CCYY-MM-DD.",
    mend="Write the day on which the listing was made as year, month and day, for instance 2026-06-30.",
)
def production_date_malformed(general: GeneralInformation) -> Fault | None:
    """ProductionDate is a real day in the form CCYY-MM-DD."""
    written = general.production_date
    return None if written is None or is_blank(written) or read_date(written) else fault(written)


@rule(
    "G011",
    "production-date-future",
    Severity.WARNING,
    paragraph="43",
    basis="ours",
    element="productionDate",
    message="The production date {value} is in the future.",
    mend="Check the date.",
)
def production_date_future(general: GeneralInformation, today: datetime.date) -> Fault | None:
    """A listing is made today at the latest; a day is granted for other time zones."""
    day = read_date(general.production_date)
    late = day is not None and day.toordinal() > today.toordinal() + 1
    return fault(general.production_date) if late else None


@rule(
    "G030",
    "file-name-characters",
    Severity.WARNING,
    paragraph="40(b)",
    element="fileName",
    message="The attribute fileName has characters outside Basic Latin: {characters}.",
    mend="Write the file name with letters, digits, hyphens and underscores only.",
)
def file_name_characters(general: GeneralInformation) -> Fault | None:
    """FileName is Basic Latin; a warning only, for offices themselves deliver other names."""
    written = general.file_name or ""
    odd = odd_characters(written)
    if not odd:
        return None
    new = replace(written)[0]
    safe = not odd_characters(new)
    if not safe:
        # nothing stands for these characters: without them it is another name, so the user has to agree
        stem = "".join(c for c in new.removesuffix(".xml") if " " <= c <= "~").strip("-_ ") or "listing"
        new = f"{stem}.xml"
    fix = Fix(f"Write {new}", (Edit("general.file_name", new),), safe=safe)
    return fault(written, characters=shown(odd), fix=fix)


@rule(
    "G031",
    "file-name-differs",
    Severity.INFO,
    paragraph="43",
    basis="ours",
    element="fileName",
    message="The listing calls itself {value}, but the file is called {actual}.",
    mend="Nothing needs to be done if that is meant; some offices compare the two.",
)
def file_name_differs(general: GeneralInformation, path_name: str) -> Fault | None:
    """FileName is the name of the file; with or without the extension .xml."""
    written = trimmed(general.file_name or "")
    actual = path_name.rpartition("/")[2]
    if not written or actual in (written, f"{written}.xml"):
        return None
    return fault(written, actual=actual)


@rule(
    "G032",
    "software-characters",
    Severity.ERROR,
    paragraph="40(b)",
    message="The attribute {attribute} has characters outside Basic Latin: {characters}.",
    mend="Use the characters U+0020 to U+007E only.",
)
def software_characters(general: GeneralInformation) -> list[Fault]:
    """SoftwareName and softwareVersion are Basic Latin."""
    found = []
    for name in ("software_name", "software_version"):
        written = getattr(general, name) or ""
        odd = odd_characters(written)
        if odd:
            new = replace(written)[0]
            fix = Fix(f"Write {new}", (Edit(f"general.{name}", new),), safe=True) if new != written else None
            found.append(
                fault(
                    written,
                    element=ATTRIBUTES[name],
                    attribute=ATTRIBUTES[name],
                    characters=shown(odd),
                    fix=fix,
                )
            )
    return found


@rule(
    "G033",
    "attribute-empty",
    Severity.WARNING,
    paragraph="42",
    basis="recalled",
    message="The attribute {attribute} is empty.",
    mend="Fill it or leave it out.",
)
def attribute_empty(general: GeneralInformation) -> list[Fault]:
    """An optional attribute without a value should not be there."""
    return [
        fault(
            written.text,
            element=written.element,
            attribute=written.element,
            fix=Fix(f"Remove {written.element}", (Edit(written.edit, None),)),
        )
        for written in attributes(general)
        if is_blank(written.text)
    ]
