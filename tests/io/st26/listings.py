"""Listings and mutants for the tests of the reader: seeded, all fragments of our own."""

from __future__ import annotations

import random

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" "ST26SequenceListing_V1_3.dtd">
<ST26SequenceListing dtdVersion="V1_3" fileName="a.xml" softwareName="s" softwareVersion="1" productionDate="2024-01-31">
  <ApplicationIdentification>
    <IPOfficeCode>IB</IPOfficeCode>
    <ApplicationNumberText>PCT/IB2024/099999</ApplicationNumberText>
    <FilingDate>2024-01-31</FilingDate>
  </ApplicationIdentification>
  <ApplicantFileReference>AB1</ApplicantFileReference>
  <EarliestPriorityApplicationIdentification>
    <IPOfficeCode>IB</IPOfficeCode>
    <ApplicationNumberText>PCT/IB2023/011111</ApplicationNumberText>
    <FilingDate>2023-01-31</FilingDate>
  </EarliestPriorityApplicationIdentification>
  <ApplicantName languageCode="en">Example</ApplicantName>
  <ApplicantNameLatin>Example</ApplicantNameLatin>
  <InventorName languageCode="en">Ada</InventorName>
  <InventionTitle languageCode="en">Growth factors</InventionTitle>
  <InventionTitle languageCode="de">Wachstumsfaktoren</InventionTitle>
  <SequenceTotalQuantity>3</SequenceTotalQuantity>"""
TAIL = "\n</ST26SequenceListing>\n"


def qualifier(name: str, value: str | None, other: str | None = None, qid: str | None = None) -> str:
    out = [f'<INSDQualifier id="{qid}">' if qid else "<INSDQualifier>"]
    out.append(f"<INSDQualifier_name>{name}</INSDQualifier_name>")
    for tag, text in (("INSDQualifier_value", value), ("NonEnglishQualifier_value", other)):
        if text is not None:
            out.append(f"<{tag}>{text}</{tag}>" if text else f"<{tag}/>")
    return "\n".join([*out, "</INSDQualifier>"])


def feature(key: str, location: str, *quals: str) -> str:
    inner = "\n".join(["<INSDFeature_quals>", *quals, "</INSDFeature_quals>"]) if quals else ""
    return "\n".join(
        [
            "<INSDFeature>",
            f"<INSDFeature_key>{key}</INSDFeature_key>",
            f"<INSDFeature_location>{location}</INSDFeature_location>",
            inner,
            "</INSDFeature>",
        ]
    )


def block(number: int, moltype: str, residues: str, *features: str, other: str = "") -> str:
    table = (
        f"<INSDSeq_feature-table>\n{chr(10).join(features)}\n</INSDSeq_feature-table>\n" if features else ""
    )
    if residues == "000":
        stated = "<INSDSeq_length/>\n<INSDSeq_moltype/>\n<INSDSeq_division></INSDSeq_division>"
    else:
        stated = (
            f"<INSDSeq_length>{len(residues)}</INSDSeq_length>\n<INSDSeq_moltype>{moltype}</INSDSeq_moltype>\n"
            "<INSDSeq_division>PAT</INSDSeq_division>"
        )
    return (
        f'\n  <SequenceData sequenceIDNumber="{number}">\n<INSDSeq>\n{stated}\n{other}{table}'
        f"<INSDSeq_sequence>{residues}</INSDSeq_sequence>\n</INSDSeq>\n</SequenceData>"
    )


SOURCE = (qualifier("mol_type", "other DNA"), qualifier("organism", "synthetic construct", None, "q1"))
BLOCKS = (
    block(
        1,
        "DNA",
        "acgtacgtacgtacgt",
        feature("source", "1..16", *SOURCE),
        feature(
            "misc_feature", "&lt;1..&gt;5", qualifier("note", "2&apos;-O &amp; more", "größer\tals", "q2")
        ),
        feature("CDS", "1..9", qualifier("pseudo", None), qualifier("replace", "")),
        feature("variation", "3"),
        other="<INSDSeq_other-seqids>\n<INSDSeqid>pat|WO|2013999999|A1|1</INSDSeqid>\n</INSDSeq_other-seqids>\n",
    ),
    block(2, "", "000"),
    block(3, "AA", "MKWVTFISLL", feature("source", "1..10", qualifier("mol_type", "protein"), SOURCE[1])),
)
LISTING = HEAD + "".join(BLOCKS) + TAIL

_BITS = (
    "<!-- c -->", "<!--", "-->", "<![CDATA[x<y]]>", "]]>", "<?p x?>", "&amp;", "&lt;", "&#65;", "&#x0;", "&x;", "&", "<",
    ">", '"', "'", " ", "\t", "\r\n", "\n\n", "\x00", "\x7f", "\x85", "é", "\u200b", "\ufffe", "\U0001f600", "/>", "</", "=",
    "a", "A", "000", "1", "<x/>", "<INSDSeq>", "</INSDSeq>", "</SequenceData>", "<SequenceData>", ' id="q1"', " a='b'",
    "<INSDQualifier_value/>", "<INSDFeature_quals></INSDFeature_quals>", "</INSDSeq_sequence>", "</ST26SequenceListing>",
    "xml:id", "x:", " xmlns='u'",
)  # fmt: skip


def mutate(text: str, rng: random.Random) -> str:
    """One or two small changes: bits put in, pieces taken out, doubled or exchanged."""
    for _ in range(rng.choice((1, 1, 1, 2))):
        at = rng.randrange(len(text))
        kind = rng.random()
        if kind < 0.4:
            text = text[:at] + rng.choice(_BITS) + text[at:]
        elif kind < 0.5:
            text = text[:at] + text[at + rng.randint(1, 12) :]
        elif kind < 0.6:
            text = text[:at] + rng.choice(_BITS) + text[at + 1 :]
        elif kind < 0.75:
            text = _lines(text, rng)
        else:
            # between tags or in a value, where most real differences are
            spot = text.find(">", at) + 1
            text = text[:spot] + rng.choice(_BITS) + text[spot:]
        if not text:
            return " "
    return text


def _lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.random()
    if kind < 0.3:
        del lines[i]
    elif kind < 0.6:
        lines.insert(j, lines[i])
    else:
        lines[i], lines[j] = lines[j], lines[i]
    return "\n".join(lines)
