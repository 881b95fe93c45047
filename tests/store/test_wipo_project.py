"""Archives of WIPO Sequence projects: recognised by names, the rest told, nothing harmful unpacked."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from support_process import VALID, listing

from seqtool.edit.session import Session
from seqtool.errors import InputError
from seqtool.model import ApplicationIdentification, Name, Title
from seqtool.store import wipo_project, wipo_xml

PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<wp:project xmlns:wp="urn:x" version="3">
  <projectName>My oligos</projectName>
  <generalInformation>
    <applicantFileReference>REF-1</applicantFileReference>
    <applicationIdentification><ipOfficeCode>EP</ipOfficeCode><applicationNumber>24000001</applicationNumber>
      <filingDate>2024-05-01</filingDate></applicationIdentification>
    <priorityApplications>
      <priority><office>US</office><number>63/1</number><date>2023-05-02</date></priority>
      <priority selected="true"><office>US</office><number>63/2</number><date>2023-05-01</date></priority>
    </priorityApplications>
    <applicants><applicant><name>応用</name><languageCode>ja</languageCode><nameLatin>Oyo</nameLatin></applicant>
      <applicant primary="true"><name>ACME &amp; Co</name><language>en</language></applicant></applicants>
    <inventionTitles><inventionTitle languageCode="en">A &lt;b&gt; title</inventionTitle></inventionTitles>
    <mood>good</mood>
  </generalInformation>
  <sequences>
    <sequence><seqIdNo>2</seqIdNo><sequenceName>second</sequenceName><molType>PRT</molType>
      <residues>MKWVTF ISLL</residues><length>11</length><colour>red</colour></sequence>
    <sequence seqIdNo="1"><molType>DNA</molType><sequence>ACGTACGTAC</sequence>
      <features><feature><featureKey>source</featureKey><featureLocation>1..10</featureLocation><qualifiers>
        <qualifier id="q1"><qualifierName>note</qualifierName><value>a</value>
        <nonEnglishValue>ア</nonEnglishValue></qualifier></qualifiers></feature></features></sequence>
    <sequence><seqIdNo>3</seqIdNo><skipped>true</skipped><molType>DNA</molType></sequence>
  </sequences>
</wp:project>
"""


def archive(folder: Path, **parts: str | bytes) -> Path:
    path = folder / "project.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("_", "."), content)
    return path


def test_by_names(tmp_path: Path) -> None:
    made = wipo_project.read(archive(tmp_path, project_xml=PROJECT, log_txt="x"))
    assert made.name == "My oligos"
    general = made.general
    assert general.file_reference == "REF-1"
    assert general.application == ApplicationIdentification("EP", "24000001", "2024-05-01")
    assert general.stated().priority == ApplicationIdentification("US", "63/2", "2023-05-01")
    assert general.applicants == (Name("応用", "ja", "Oyo"), Name("ACME & Co", "en"))
    assert general.stated().applicant == Name("ACME & Co", "en")
    assert general.titles == (Title("A <b> title", "en"),)
    first, second, third = made.drafts
    assert first.sequence.residues.text == "acgtacgtac"
    (source,) = first.sequence.features
    assert (source.key, source.location) == ("source", "1..10")
    (note,) = source.qualifiers
    assert (note.name, note.value, note.non_english, note.id) == ("note", "a", "ア", "q1")
    assert (second.name, second.sequence.molecule_type) == ("second", "AA")
    assert second.sequence.residues.text == "MKWVTFISLL"
    assert third.sequence.skipped
    told = "\n".join(made.notes)
    for part in (
        "log.txt: not read",
        "mood (“good”)",
        "colour (“red”)",
        "given as 11",
        "in capitals",
        "@version (“3”)",
    ):
        assert part in told
    session = Session()
    wipo_project.import_into(session, made)
    assert len(session.document) == 3
    assert session.document.general == general
    session.undo()
    assert len(session.document) == 0


def test_a_listing_in_it(tmp_path: Path) -> None:
    """The names of ST.26 itself."""
    content = Path(listing(tmp_path, VALID)).read_bytes()
    made = wipo_project.read(archive(tmp_path, listing_xml=content))
    assert [d.sequence.molecule_type for d in made.drafts][:2] == ["DNA", "AA"]
    assert made.drafts[0].sequence.residues.text == "acgtacgtacgtacgtacgt"
    assert [q.name for q in made.drafts[0].sequence.features[0].qualifiers] == ["mol_type", "organism"]
    assert made.drafts[2].sequence.skipped
    assert made.general.applicants
    assert made.general.titles
    assert made.general.priorities


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><project><projectName>&c;</projectName></project>'
FOREIGN = (
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><project><projectName>&b;</projectName></project>'
)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (BOMB, "entities"),
        (FOREIGN, "entities"),
        (
            '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><project><projectName>&b;</projectName></project>',
            "entities",
        ),
        ("<project>", "well-formed"),
        ("<a>" * 70 + "</a>" * 70, "too deep"),
        ('<?xml version="1.0" encoding="no-such"?><a/>', r"encoding|well-formed"),
        ("<a><b>text</b></a>", "nothing in it is recognised"),
        ("", "well-formed|nothing"),
    ],
)
def test_refused(tmp_path: Path, content: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        wipo_project.read(archive(tmp_path, project_xml=content))


def test_archives_that_mean_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.zip"
    with pytest.raises(InputError, match="There is no file"):
        wipo_project.read(path)
    path.write_bytes(b"no zip")
    with pytest.raises(InputError, match="no ZIP"):
        wipo_project.read(path)
    whole = archive(tmp_path, project_xml=PROJECT).read_bytes()
    for at in range(0, len(whole), 40):
        path.write_bytes(whole[:at] + b"\xff\x00\xff" + whole[at + 3 :])
        with suppress(InputError):
            wipo_project.read(path)
    monkeypatch.setattr(wipo_xml, "LARGEST", 1_000)
    with pytest.raises(InputError, match="unpacks to"):
        wipo_project.read(archive(tmp_path, project_xml=PROJECT))
    monkeypatch.undo()
    with pytest.raises(InputError, match="parts"):
        wipo_project.read(archive(tmp_path, **{f"p{n}_xml": "" for n in range(1_001)}))
