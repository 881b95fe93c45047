"""Frozen records: what a listing is made of, as written.

A document is made of these records. An edit replaces a record, so ``old is not
new`` says what changed. Values are text *as written*: a check must be able to
see the mistake. Parsed forms are cached functions of that text elsewhere.
"""

from seqtool.model.listing import (
    ApplicationIdentification,
    DeclaredListing,
    GeneralInformation,
    Name,
    Title,
)
from seqtool.model.residues import Residues
from seqtool.model.sequence import (
    SKIPPED,
    DeclaredSequence,
    Entry,
    Feature,
    IdentifiedQualifiers,
    Qualifier,
    Sequence,
    SharedQualifiers,
)

__all__ = [
    "SKIPPED",
    "ApplicationIdentification",
    "DeclaredListing",
    "DeclaredSequence",
    "Entry",
    "Feature",
    "GeneralInformation",
    "IdentifiedQualifiers",
    "Name",
    "Qualifier",
    "Residues",
    "Sequence",
    "SharedQualifiers",
    "Title",
]
