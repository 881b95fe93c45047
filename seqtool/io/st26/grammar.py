"""The structure of a listing as data: which elements and attributes stand where (Annex II, DTD V1_0 to V1_3)."""

from __future__ import annotations

from typing import Final, NamedTuple

ROOT: Final = "ST26SequenceListing"


class Slot(NamedTuple):
    """One child in the order of its parent: must it be there, may it be there several times."""

    name: str
    required: bool = True
    several: bool = False


class Attribute(NamedTuple):
    """One attribute."""

    name: str
    required: bool = False


_APPLICATION: Final = (
    Slot("IPOfficeCode"),
    Slot("ApplicationNumberText"),
    Slot("FilingDate", required=False),
)
#: Children in order. Of the first two children of the root one must be there, which is looked at apart.
CHILDREN: Final[dict[str, tuple[Slot, ...]]] = {
    ROOT: (
        Slot("ApplicationIdentification", required=False),
        Slot("ApplicantFileReference", required=False),
        Slot("EarliestPriorityApplicationIdentification", required=False),
        Slot("ApplicantName", required=False),
        Slot("ApplicantNameLatin", required=False),
        Slot("InventorName", required=False),
        Slot("InventorNameLatin", required=False),
        Slot("InventionTitle", several=True),
        Slot("SequenceTotalQuantity"),
        Slot("SequenceData", several=True),
    ),
    "ApplicationIdentification": _APPLICATION,
    "EarliestPriorityApplicationIdentification": _APPLICATION,
    "SequenceData": (Slot("INSDSeq"),),
    "INSDSeq": (
        Slot("INSDSeq_length"),
        Slot("INSDSeq_moltype"),
        Slot("INSDSeq_division"),
        Slot("INSDSeq_other-seqids", required=False),
        Slot("INSDSeq_feature-table", required=False),
        Slot("INSDSeq_sequence"),
    ),
    "INSDSeq_other-seqids": (Slot("INSDSeqid", required=False),),
    "INSDSeq_feature-table": (Slot("INSDFeature", several=True),),
    "INSDFeature": (
        Slot("INSDFeature_key"),
        Slot("INSDFeature_location"),
        Slot("INSDFeature_quals", required=False),
    ),
    "INSDFeature_quals": (Slot("INSDQualifier", several=True),),
    "INSDQualifier": (
        Slot("INSDQualifier_name"),
        Slot("INSDQualifier_value", required=False),
        Slot("NonEnglishQualifier_value", required=False),
    ),
}
_LANGUAGE: Final = (Attribute("languageCode", required=True),)
ATTRIBUTES: Final[dict[str, tuple[Attribute, ...]]] = {
    ROOT: (
        Attribute("dtdVersion", required=True),
        Attribute("fileName"),
        Attribute("softwareName"),
        Attribute("softwareVersion"),
        Attribute("productionDate"),
        Attribute("originalFreeTextLanguageCode"),
        Attribute("nonEnglishFreeTextLanguageCode"),
    ),
    "ApplicantName": _LANGUAGE,
    "InventorName": _LANGUAGE,
    "InventionTitle": _LANGUAGE,
    "SequenceData": (Attribute("sequenceIDNumber", required=True),),
    "INSDQualifier": (Attribute("id"),),
}
ELEMENTS: Final = frozenset({ROOT, *CHILDREN, *(slot.name for slots in CHILDREN.values() for slot in slots)})
#: What came with V1_3: (parent, element or attribute).
NEW_IN_V1_3: Final = frozenset(
    {
        (ROOT, "originalFreeTextLanguageCode"),
        (ROOT, "nonEnglishFreeTextLanguageCode"),
        ("INSDQualifier", "id"),
        ("INSDQualifier", "NonEnglishQualifier_value"),
    }
)
#: Versions whose INSDFeature_quals may hold no qualifier.
EMPTY_QUALIFIERS_ALLOWED: Final = frozenset({"V1_0", "V1_1"})
#: A name that needs another one beside it.
NEEDS: Final = {"ApplicantNameLatin": "ApplicantName", "InventorNameLatin": "InventorName"}
