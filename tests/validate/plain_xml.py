"""A second, independent way from records to XML, in every lawful layout (the writer has only one)."""

from __future__ import annotations

from random import Random
from xml.sax.saxutils import escape as _escape

from seqtool.model import ApplicationIdentification, Entry, Feature, GeneralInformation, Name

PROLOG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" "ST26SequenceListing_V1_3.dtd">\n'
)
ATTRIBUTES = (
    ("fileName", "file_name"),
    ("softwareName", "software_name"),
    ("softwareVersion", "software_version"),
    ("productionDate", "production_date"),
    ("originalFreeTextLanguageCode", "original_language"),
    ("nonEnglishFreeTextLanguageCode", "non_english_language"),
)


def escape(text: str) -> str:
    return _escape(text, {'"': "&quot;", "'": "&apos;"})


class PlainXml:
    """Serialises a listing; where white space and comments may stand is drawn at random."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.space = random.choice(["", "\n", "\n  ", "\r\n", "\n\t", " ", "\n\n"])
        self.comments = random.random() < 0.1
        self.out: list[str] = []

    def gap(self) -> None:
        self.out.append(self.space)
        if self.comments and self.random.random() < 0.05:
            self.out.append(
                f"<!-- {self.random.choice(['a remark', 'ä ö 日本', '<INSDSeq>', 'a &amp; b'])} -->"
            )

    def element(self, tag: str, value: str | None, attributes: str = "") -> None:
        if value is None:
            return
        self.gap()
        if value:
            self.out.append(f"<{tag}{attributes}>{escape(value)}</{tag}>")
        else:
            form = self.random.choice(
                [f"<{tag}{attributes}/>", f"<{tag}{attributes}></{tag}>", f"<{tag}{attributes} />"]
            )
            self.out.append(form)

    def open(self, tag: str) -> None:
        self.gap()
        self.out.append(f"<{tag}>")

    def close(self, tag: str) -> None:
        self.gap()
        self.out.append(f"</{tag}>")

    def application(self, tag: str, record: ApplicationIdentification | None) -> None:
        if record is None:
            return
        self.open(tag)
        self.element("IPOfficeCode", record.office)
        self.element("ApplicationNumberText", record.number)
        self.element("FilingDate", record.filing_date)
        self.close(tag)

    def name(self, tag: str, record: Name | None) -> None:
        if record is None:
            return
        language = "" if record.language is None else f' languageCode="{record.language}"'
        self.element(tag, record.name, language)
        self.element(f"{tag}Latin", record.latin)

    def listing(self, general: GeneralInformation, entries: list[Entry]) -> bytes:
        given = [("dtdVersion", "V1_3")]
        for tag, field in ATTRIBUTES:
            value = getattr(general, field)
            if value is not None:
                given.append((tag, value))
        if self.random.random() < 0.2:
            self.random.shuffle(given)
        self.out = [PROLOG, "<ST26SequenceListing"]
        self.out += [f' {name}="{escape(value)}"' for name, value in given]
        self.out.append(">")
        self.application("ApplicationIdentification", general.application)
        self.element("ApplicantFileReference", general.file_reference)
        self.application("EarliestPriorityApplicationIdentification", general.priority)
        self.name("ApplicantName", general.applicant)
        self.name("InventorName", general.inventor)
        for title in general.titles:
            self.element("InventionTitle", title.text, f' languageCode="{title.language}"')
        self.element("SequenceTotalQuantity", str(len(entries)))
        for number, entry in enumerate(entries, 1):
            self.sequence(number, entry)
        self.close("ST26SequenceListing")
        self.out.append(self.random.choice(["", "\n", "\n<!-- end -->\n"]))
        return "".join(self.out).encode()

    def sequence(self, number: int, entry: Entry) -> None:
        record = entry.sequence
        self.gap()
        self.out.append(f'<SequenceData sequenceIDNumber="{number}">')
        self.open("INSDSeq")
        self.element("INSDSeq_length", "" if record.skipped else str(record.residues.length))
        self.element("INSDSeq_moltype", record.molecule_type)
        self.element("INSDSeq_division", "" if record.skipped else "PAT")
        if record.features:
            self.open("INSDSeq_feature-table")
            for feature in record.features:
                self.feature(feature)
            self.close("INSDSeq_feature-table")
        self.element("INSDSeq_sequence", "000" if record.skipped else record.residues.text)
        self.close("INSDSeq")
        self.close("SequenceData")

    def feature(self, feature: Feature) -> None:
        self.open("INSDFeature")
        self.element("INSDFeature_key", feature.key)
        self.element("INSDFeature_location", feature.location)
        if feature.qualifiers:
            self.open("INSDFeature_quals")
            for q in feature.qualifiers:
                self.gap()
                self.out.append("<INSDQualifier>" if q.id is None else f'<INSDQualifier id="{q.id}">')
                self.element("INSDQualifier_name", q.name)
                self.element("INSDQualifier_value", q.value)
                self.element("NonEnglishQualifier_value", q.non_english)
                self.close("INSDQualifier")
            self.close("INSDFeature_quals")
        self.close("INSDFeature")
