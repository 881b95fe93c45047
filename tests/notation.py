r"""The short listing notation of the rule pages, and its translation to XML.

Inside a fenced block ``listing``::

    @reference = AB123              general information; the default is complete and right
    @title.en = Kinase variants     `-` as the value leaves the element out
    1 DNA acgt(acgt){10}ac          number, molecule type, residues ((…){n} and x{n} repeat)
      source 1..46                  a feature: key and location (left out: a right source)
        organism = Homo sapiens     a qualifier with value
        mol_type = genomic DNA
        note #q1 = a note           with id
          ~ eine Notiz              its NonEnglishQualifier_value
        pseudo                      a qualifier without INSDQualifier_value
        replace =                   an empty INSDQualifier_value
    2 AA MKWVTF length=7 division=- what the file declares, where it is not computed
    3 skipped                       an intentionally skipped sequence

Values are taken to the end of the line; a value that begins with ``"`` is a JSON
string (for leading or trailing blanks and odd characters; an empty key or name is ``""``). ``no-source`` as a
feature line leaves the source out, ``no-table`` the whole feature table.
`` <--`` at the end of a line marks the place of the finding.

Header names: reference, office, application, date, priority.office,
priority.application, priority.date, applicant, applicant.language,
applicant.latin, inventor, inventor.language, inventor.latin, title.LANG (title.- for no
language code), total, dtdVersion, fileName, softwareName, softwareVersion, productionDate,
originalFreeTextLanguageCode, nonEnglishFreeTextLanguageCode.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape as _escape

MARK = " <--"

DEFAULTS = {
    "reference": "AB123",
    "office": "IB",
    "application": "PCT/IB2024/099999",
    "date": "2024-01-31",
    "priority.office": "IB",
    "priority.application": "PCT/IB2023/111111",
    "priority.date": "2023-01-31",
    "applicant": "Example Pharmaceuticals",
    "applicant.language": "en",
    "title.en": "Variants of a growth factor",
    "dtdVersion": "V1_3",
    "fileName": "example.xml",
    "softwareName": "seqtool",
    "softwareVersion": "0.1.0",
    "productionDate": "2024-02-01",
}
ATTRIBUTES = (
    "dtdVersion",
    "fileName",
    "softwareName",
    "softwareVersion",
    "productionDate",
    "originalFreeTextLanguageCode",
    "nonEnglishFreeTextLanguageCode",
)
MOL_TYPES = {"DNA": "other DNA", "RNA": "other RNA", "AA": "protein"}


@dataclass(frozen=True)
class Place:
    """Where a finding is expected: 1-based position (0 header), 0-based feature and qualifier."""

    position: int
    feature: int | None = None
    qualifier: int | None = None


@dataclass
class Qual:
    name: str
    value: str | None = None
    non_english: str | None = None
    id: str | None = None


@dataclass
class Feat:
    key: str
    location: str
    quals: list[Qual] = field(default_factory=list)


@dataclass
class Seq:
    number: str
    moltype: str = ""
    residues: str = ""
    skipped: bool = False
    options: dict[str, str] = field(default_factory=dict)
    feats: list[Feat] = field(default_factory=list)
    no_source: bool = False
    no_table: bool = False


def escape(text: str) -> str:
    return _escape(text, {'"': "&quot;", "'": "&apos;"})


def _value(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text


def residues(text: str) -> str:
    text = _value(text)
    return re.sub(
        r"(?:\(([^()]*)\)|(.))\{(\d+)\}", lambda m: (m[1] if m[1] is not None else m[2]) * int(m[3]), text
    )


@dataclass
class Listing:
    header: dict[str, str]
    sequences: list[Seq]
    marks: list[Place]

    def xml(self) -> str:
        h = {k: v for k, v in self.header.items() if v != "-"}
        out = ['<?xml version="1.0" encoding="UTF-8"?>']
        out.append(
            '<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" "ST26SequenceListing_V1_3.dtd">'
        )
        out.append(
            "<ST26SequenceListing" + "".join(f' {a}="{escape(h[a])}"' for a in ATTRIBUTES if a in h) + ">"
        )

        def element(tag: str, value: str | None, attributes: str = "") -> None:
            if value is not None:
                out.append(
                    f"<{tag}{attributes}>{escape(value)}</{tag}>" if value else f"<{tag}{attributes}/>"
                )

        def application(tag: str, prefix: str) -> None:
            names = ("office", "application", "date")
            if any(prefix + n in h for n in names):
                out.append(f"<{tag}>")
                for n, child in zip(
                    names, ("IPOfficeCode", "ApplicationNumberText", "FilingDate"), strict=True
                ):
                    element(child, h.get(prefix + n))
                out.append(f"</{tag}>")

        def language(code: str | None) -> str:
            return "" if code is None else f' languageCode="{escape(code)}"'

        application("ApplicationIdentification", "")
        element("ApplicantFileReference", h.get("reference"))
        application("EarliestPriorityApplicationIdentification", "priority.")
        for role, tag in (("applicant", "ApplicantName"), ("inventor", "InventorName")):
            element(
                tag, h.get(role), language(h.get(f"{role}.language", "en" if role == "inventor" else None))
            )
            element(f"{tag}Latin", h.get(f"{role}.latin"))
        for name, text in h.items():
            if name.startswith("title."):
                code = name.removeprefix("title.").split("#")[0]
                element("InventionTitle", text, language(None if code == "-" else code))
        if self.header.get("total") != "-":
            element("SequenceTotalQuantity", h.get("total", str(len(self.sequences))))
        for s in self.sequences:
            out.append(self._sequence(s))
        out.append("</ST26SequenceListing>\n")
        return "\n".join(out)

    @staticmethod
    def _sequence(s: Seq) -> str:
        number = "" if s.number == "-" else f' sequenceIDNumber="{escape(s.number)}"'
        out = [f"<SequenceData{number}><INSDSeq>"]

        def element(tag: str, name: str, computed: str) -> None:
            value = s.options.get(name, computed)
            if value != "-":
                out.append(f"<{tag}>{escape(value)}</{tag}>" if value else f"<{tag}/>")

        element("INSDSeq_length", "length", "" if s.skipped else str(len(s.residues)))
        element("INSDSeq_moltype", "moltype", "" if s.skipped else s.moltype)
        element("INSDSeq_division", "division", "" if s.skipped else "PAT")
        if "seqid" in s.options:
            out.append(
                f"<INSDSeq_other-seqids><INSDSeqid>{escape(s.options['seqid'])}</INSDSeqid></INSDSeq_other-seqids>"
            )
        feats = list(s.feats)
        if feats or not (s.skipped or s.no_table):
            out.append("<INSDSeq_feature-table>")
            for f in feats:
                out.append(f"<INSDFeature><INSDFeature_key>{escape(f.key)}</INSDFeature_key>")
                out.append(f"<INSDFeature_location>{escape(f.location)}</INSDFeature_location>")
                if f.quals:
                    out.append("<INSDFeature_quals>")
                    for q in f.quals:
                        attribute = "" if q.id is None else f' id="{escape(q.id)}"'
                        out.append(
                            f"<INSDQualifier{attribute}><INSDQualifier_name>{escape(q.name)}</INSDQualifier_name>"
                        )
                        for tag, value in (
                            ("INSDQualifier_value", q.value),
                            ("NonEnglishQualifier_value", q.non_english),
                        ):
                            if value is not None:
                                out.append(f"<{tag}>{escape(value)}</{tag}>" if value else f"<{tag}/>")
                        out.append("</INSDQualifier>")
                    out.append("</INSDFeature_quals>")
                out.append("</INSDFeature>")
            out.append("</INSDSeq_feature-table>")
        out.append(f"<INSDSeq_sequence>{escape('000' if s.skipped else s.residues)}</INSDSeq_sequence>")
        out.append("</INSDSeq></SequenceData>")
        return "\n".join(out)


def parse(text: str) -> Listing:
    header = dict(DEFAULTS)
    sequences: list[Seq] = []
    marks: list[Place] = []
    pending: list[tuple[int, Feat | None, Qual | None]] = []
    for number, line in enumerate(text.splitlines(), 1):
        marked = line.endswith(MARK)
        line = line.removesuffix(MARK)
        body = line.strip()
        if not body or body.startswith("# "):
            continue
        indent = len(line) - len(line.lstrip())
        if body.startswith("@"):
            name, _, value = body[1:].partition("=")
            name, value = name.strip(), value.strip()
            if name in header and name.startswith("title.") and name != "title.en":
                name = f"{name}#{number}"
            header[name] = _value(value)
            if marked:
                marks.append(Place(0))
            continue
        if indent == 0:
            words = body.split()
            seq = Seq(words[0])
            if words[1] == "skipped":
                seq.skipped = True
                rest = words[2:]
            else:
                seq.moltype = words[1]
                rest = words[2:]
                if rest and "=" not in rest[0]:
                    seq.residues = residues(rest.pop(0))
            seq.options = dict(w.split("=", 1) for w in rest)
            sequences.append(seq)
            if marked:
                marks.append(Place(len(sequences)))
        elif indent == 2 and body == "no-source":
            sequences[-1].no_source = True
        elif indent == 2 and body == "no-table":
            sequences[-1].no_table = sequences[-1].no_source = True
        elif indent == 2:
            key, _, location = body.partition(" ")
            feat = Feat(_value(key), _value(location.strip()))
            sequences[-1].feats.append(feat)
            if marked:
                pending.append((len(sequences), feat, None))
        elif indent == 4:
            name, equals, value = body.partition("=")
            name, hashed, qid = name.strip().partition(" #")
            qual = Qual(
                _value(name), _value(value.strip()) if equals else None, None, qid if hashed else None
            )
            sequences[-1].feats[-1].quals.append(qual)
            if marked:
                pending.append((len(sequences), sequences[-1].feats[-1], qual))
        elif body.startswith("~"):
            sequences[-1].feats[-1].quals[-1].non_english = _value(body[1:].strip())
            if marked:
                pending.append((len(sequences), sequences[-1].feats[-1], sequences[-1].feats[-1].quals[-1]))
        else:
            raise ValueError(f"line {number}: {line!r}")
    for seq in sequences:
        if not seq.skipped and not seq.no_source and not any(f.key.lower() == "source" for f in seq.feats):
            quals = [
                Qual("mol_type", MOL_TYPES.get(seq.moltype, "other DNA")),
                Qual("organism", "synthetic construct"),
            ]
            seq.feats.insert(
                0, Feat("source", f"1..{len(seq.residues)}" if len(seq.residues) != 1 else "1", quals)
            )
    for position, feat, qual in pending:
        feats = sequences[position - 1].feats
        index = next(i for i, f in enumerate(feats) if f is feat)
        place = None if qual is None else next(i for i, q in enumerate(feats[index].quals) if q is qual)
        marks.append(Place(position, index, place))
    return Listing(header, sequences, marks)
