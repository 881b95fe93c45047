"""``seqtool project``, command by command (what operations do is tested with them)."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from support import ROOT

from seqtool.app.project import schema as outcome_schema
from seqtool.cli.main import run
from seqtool.model.sequence import Sequence
from seqtool.store import Project

EXAMPLES = ROOT / "resources" / "examples"
CONSTRUCT = "acgtacgtacATGAAAGCGGTTCTGTAAacgtacgtac"
FASTA = f">one first\n{CONSTRUCT}\n>two\nggggccccaaaatttt\n>three\nttttggggaaaacccc\n"


class Done(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in an empty folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def call(*arguments: str) -> Done:
        status = run(["project", *arguments])
        told = capsys.readouterr()
        return Done(status, told.out, told.err)

    return call


@pytest.fixture
def p(do: Run) -> str:
    """A project with three sequences of DNA."""
    Path("in.fasta").write_text(FASTA.lower())
    assert do("new", "p.seqproj").status == 0
    done = do("add", "p.seqproj", "in.fasta", "--moltype", "DNA", "--organism", "Homo sapiens", "--mol-type", "genomic DNA")  # fmt: skip
    assert (done.status, done.out) == (0, "New: SEQ ID NO: 1-3.\n"), done.err
    return "p.seqproj"


def sequences(path: str) -> list[Sequence]:
    with Project.open(path, read_only=True) as project:
        return [draft.sequence for _, draft in project.document.drafts()]


def features(path: str, number: int) -> list[str]:
    return [f"{one.key}:{one.location}" for one in sequences(path)[number - 1].features]


def values(path: str, number: int, feature: int) -> list[tuple[str, str | None]]:
    return [(q.name, q.value) for q in sequences(path)[number - 1].features[feature - 1].qualifiers]


# The file


def test_new(do: Run) -> None:
    done = do("new", "a.seqproj", "--json")
    assert (done.status, done.json) == (0, {"project": "a.seqproj", "sequences": 0, "notes": []})
    assert "There is a file" in do("new", "a.seqproj").err
    assert "write b.db.seqproj" in do("new", "b.db").err


def test_info_list_check(do: Run, p: str) -> None:
    info = do("info", p, "--json").json
    assert (info["sequences"], info["molecule_types"], info["filed"]) == (3, {"DNA": 3}, False)
    assert "Sequences: 3 (3 DNA; 0 skipped)" in do("info", p).out
    rows = do("list", p, "--json").json
    assert [(row["number"], row["name"], row["length"]) for row in rows] == [(1, "one", 38), (2, "two", 16), (3, "three", 16)]  # fmt: skip
    assert rows[0]["description"] == "first"
    assert do("list", p, "2").out == "     2  DNA  16 residues  1 feature  Homo sapiens  two\n"
    (row,) = do("list", p, "2", "--features", "--json").json
    assert (row["feature"], row["key"], row["location"]) == (1, "source", "1..16")
    assert "organism = Homo sapiens" in do("list", p, "2", "--features").out
    assert do("list", p, "9").status == 2
    done = do("check", p, "--json")
    assert (done.status, done.json["sound"]) == (0, True)
    assert do("check", p).out == "p.seqproj is sound.\n"


def test_dump_and_import(do: Run, p: str) -> None:
    assert do("dump", p, "-o", "d.jsonl").status == 0
    assert do("dump", p).out == Path("d.jsonl").read_text()
    assert do("import", "d.jsonl", "q.seqproj", "--json").json == {
        "project": "q.seqproj",
        "sequences": 3,
        "notes": [],
    }
    assert sequences("q.seqproj") == sequences(p)
    assert do("import", "d.jsonl", "q.seqproj").status == 2
    assert "no dump" in do("import", "in.fasta", "r.seqproj").err
    assert not Path("r.seqproj").exists()


def test_import_of_a_wipo_sequence_project(do: Run) -> None:
    xml = (
        "<project><generalInformation><applicantFileReference>R-1</applicantFileReference></generalInformation>"
        "<sequences><sequence><seqIdNo>1</seqIdNo><molType>DNA</molType><residues>acgtacgtac</residues>"
        "<colour>red</colour></sequence></sequences></project>"
    )
    with zipfile.ZipFile("wipo.zip", "w") as file:
        file.writestr("project.xml", xml)
    done = do("import", "wipo.zip", "w.seqproj")
    assert (done.status, done.err) == (0, "")
    assert "colour" in done.out
    assert done.out.endswith("w.seqproj was made; 1 sequence.\n")
    assert do("info", "w.seqproj", "--json").json["file_reference"] == "R-1"
    with zipfile.ZipFile("other.zip", "w") as file:
        file.writestr("a.txt", "x")
    assert do("import", "other.zip", "x.seqproj").status == 2
    assert not Path("x.seqproj").exists()


def test_the_other_language_is_listed(do: Run, p: str) -> None:
    assert do("set", p, "--main-language", "de").status == 0
    assert do("feature", "add", p, "1", "misc_feature", "1..5", "-q", "note=linker").status == 0
    assert do("qualifier", "set", p, "1", "misc_feature", "note", "--other", "Verbinder").status == 0
    assert (
        "note = linker\n           in the other language: Verbinder\n" in do("list", p, "1", "--features").out
    )
    assert do("list", p, "1", "--features", "--json").json[1]["other"] == {"1": "Verbinder"}


def test_export(do: Run, p: str) -> None:
    assert do("export", p, "-o", "out.fasta", "--json").json["sequences"] == 3
    assert ">SEQ_ID_NO_1 one first" in Path("out.fasta").read_text()
    assert do("export", p, "-o", "out.xlsx").status == 0
    assert "--to" in do("export", p, "-o", "out.abc").err


# General information


def test_set(do: Run, p: str) -> None:
    assert do("set", p, "--applicant", "Example Ltd", "--title", "en=Title", "--reference", "P-1", "--office", "EP").status == 0  # fmt: skip
    assert do("set", p, "--application", "26000001.1").status == 0
    assert do("set", p, "--further", "--applicant", "Second Ltd", "--inventor", "Doe, Jane").status == 0
    assert do("set", p, "--profile", "uspto", "--proteins", "after", "--languages", "de,ja", "--main-language", "de").status == 0  # fmt: skip
    with Project.open(p, read_only=True) as project:
        general, settings = project.document.general, project.document.settings
    assert [one.name for one in general.applicants] == ["Example Ltd", "Second Ltd"]
    assert general.application is not None
    assert (general.application.office, general.application.number) == ("EP", "26000001.1")
    assert general.stated().titles[0].text == "Title"
    assert (settings.profile, settings.proteins, settings.languages) == ("uspto", "after", ("de", "ja"))
    assert general.non_english_language == "de"
    assert (
        do("set", p, "--unset", "applicant.1", "--unset", "application", "--unset", "titles.en").status == 0
    )
    with Project.open(p, read_only=True) as project:
        general = project.document.general
    assert ([one.name for one in general.applicants], general.application, general.titles) == (["Second Ltd"], None, ())  # fmt: skip
    assert do("set", p, "--unset", "colour").status == 2
    assert do("set", p).status == 2
    assert do("set", p, "--profile", "uspto").out == "Nothing changed.\n"


def test_set_from_a_file(do: Run, p: str) -> None:
    assert do("set", p, "--general", str(EXAMPLES / "general.toml"), "--reference", "P-2").status == 0
    with Project.open(p, read_only=True) as project:
        general = project.document.general
    assert general.file_reference == "P-2"
    assert general.applicants[0].name == "Example Biotech Ltd"
    assert len(general.priorities) == 1


# Sequences


def test_add(do: Run, p: str) -> None:
    before = Path(p).read_bytes()
    asked = do("add", p, "in.fasta")
    assert (asked.status, asked.out) == (2, "")
    assert "--moltype" in asked.err or "--organism" in asked.err
    tried = do("add", p, str(EXAMPLES / "plasmid.gb"), "--at", "2", "--dry-run")
    assert "nothing was saved" in tried.out
    assert Path(p).read_bytes() == before
    done = do("add", p, str(EXAMPLES / "plasmid.gb"), "--at", "2", "--json")
    made = done.json
    assert made["schema"] == "seqtool-project-edit/1"
    assert made["created"] == [2, 3]
    assert [(one["old"], one["new"]) for one in made["renumbered"]] == [(2, 4), (3, 5)]
    assert made["features"]["added"] == 1
    assert ("protein_id", "3") in values(p, 2, 5)
    with Project.open(p, read_only=True) as project:
        assert [one.kind for one in project.notes] == ["import", "import"]
    done = do("add", p, str(EXAMPLES / "plasmid.gb"), "--proteins", "none")
    assert done.out == "New: SEQ ID NO: 6.\n"


def test_a_listing_brings_its_general_information(do: Run) -> None:
    do("new", "q.seqproj")
    do("set", "q.seqproj", "--reference", "OWN")
    done = do("add", "q.seqproj", str(EXAMPLES / "example.xml"))
    assert done.status == 0, done.err
    assert "The inputs state general information" in done.out
    with Project.open("q.seqproj", read_only=True) as project:
        general = project.document.general
    assert general.file_reference == "OWN"
    assert general.applicants
    assert general.titles
    assert do("generate", "q.seqproj", "-o", "l.xml").status == 0


def test_numbers(do: Run, p: str) -> None:
    done = do("move", p, "3", "1")
    assert done.out.splitlines()[1:] == ["  SEQ ID NO: 1 to 2 are 2 to 3 now.", "  SEQ ID NO: 3 is 1 now."]
    assert [row["name"] for row in do("list", p, "--json").json] == ["three", "one", "two"]
    assert do("renumber", p, "2,3").status == 0
    assert [row["name"] for row in do("list", p, "--json").json] == ["one", "two", "three"]
    assert do("renumber", p, "--by", "name", "--dry-run").status == 0
    assert do("renumber", p, "--by", "name").status == 0
    assert [row["name"] for row in do("list", p, "--json").json] == ["one", "three", "two"]
    assert do("renumber", p).status == 2
    deleted = do("delete", p, "1", "--json").json
    assert [(one["old"], one["new"]) for one in deleted["renumbered"]] == [(1, None), (2, 1), (3, 2)]
    assert deleted["renumbered"][0]["name"] == "one"
    assert do("renumber", p, "--by", "name", "--dry-run").out == "Nothing would change.\n"
    assert do("duplicate", p, "1", "--at", "1").status == 0
    assert do("rename", p, "1", "copy", "--description", "of three").status == 0
    assert [row["name"] for row in do("list", p, "--json").json] == ["copy", "three", "two"]
    assert do("rename", p, "1-2", "x").status == 2


def test_skip(do: Run, p: str) -> None:
    held = sequences(p)[1]
    assert do("skip", p, "2").status == 0
    assert sequences(p)[1].skipped
    assert "skipped" in do("list", p, "2").out
    assert do("skip", p, "2", "--back", "--release").status == 2
    assert do("skip", p, "2", "--back").status == 0
    assert sequences(p)[1] == held


def test_molecule(do: Run, p: str) -> None:
    assert do("molecule", p, "2-3", "--organism", "Mus musculus").status == 0
    assert ("organism", "Mus musculus") in values(p, 3, 1)
    assert do("molecule", p, "2", "--type", "RNA", "--mol-type", "mRNA").status == 0
    assert sequences(p)[1].molecule_type == "RNA"
    assert do("molecule", p, "2-3", "--mol-type", "mRNA").status == 2
    assert do("molecule", p, "2-3", "--mol-type", "mRNA", "--only-fitting").status == 0
    assert do("molecule", p, "2").status == 2


def test_residues(do: Run, p: str) -> None:
    do("feature", "add", p, "2", "misc_feature", "5..8")
    assert do("residues", p, "2", "--insert", "1", "tt").status == 0
    assert sequences(p)[1].residues.text == "ttggggccccaaaatttt"
    assert features(p, 2) == ["source:1..18", "misc_feature:7..10"]
    assert do("residues", p, "2", "--replace", "1..2", "aa").status == 0
    done = do("residues", p, "2", "--delete", "7..10", "--gone", "remove", "--json").json
    assert done["invalid"][0]["key"] == "misc_feature"
    assert sequences(p)[1].residues.text == "aaggggaaaatttt"
    assert features(p, 2) == ["source:1..14"]
    for wrong in (("--delete", "9..3"), ("--delete", "x"), ("--insert", "1", "a 1"), ()):
        assert do("residues", p, "2", *wrong).status == 2


def test_strands_and_parts(do: Run, p: str) -> None:
    text = sequences(p)[2].residues.text
    assert do("complement", p, "3").status == 0
    assert sequences(p)[2].residues.text == "ggggttttccccaaaa"
    assert do("complement", p, "3").status == 0
    assert do("split", p, "3", "5").status == 0
    assert [one.residues.text for one in sequences(p)[2:]] == [text[:4], text[4:]]
    assert do("join", p, "3,4").status == 0
    assert sequences(p)[2].residues.text == text
    assert do("join", p, "3").status == 2


# Features and texts


def test_feature(do: Run, p: str) -> None:
    assert do("feature", "add", p, "1", "gene", "11..28", "-q", "gene=abc", "-q", "pseudo").status == 0
    assert values(p, 1, 2) == [("gene", "abc"), ("pseudo", None)]
    assert do("feature", "add", p, "1-3", "misc_feature", "1..20").status == 2
    assert do("feature", "add", p, "1-3", "misc_feature", "1..20", "--only-fitting").status == 0
    assert features(p, 1) == ["source:1..38", "gene:11..28", "misc_feature:1..20"]
    assert do("feature", "edit", p, "1", "gene", "--location", "12..28").status == 0
    assert do("feature", "sort", p, "1-").status == 0
    assert features(p, 1) == ["source:1..38", "misc_feature:1..20", "gene:12..28"]
    assert do("feature", "move", p, "1", "gene:12..28", "2").status == 0
    assert do("feature", "copy", p, "1", "2", "2").status == 0
    assert features(p, 2) == ["source:1..16", "gene:12..28"]
    assert "there are 1 source" in do("feature", "delete", p, "2", "CDS").err
    assert do("feature", "delete", p, "2", "gene").status == 0
    assert do("feature", "delete", p, "1-", "misc_feature", "--all").status == 0
    assert features(p, 1) == ["source:1..38", "gene:12..28"]
    assert do("feature", "delete", p, "1", "7").status == 2
    assert do("feature", "edit", p, "1", "gene").status == 2


def test_qualifier(do: Run, p: str) -> None:
    do("feature", "add", p, "1", "misc_feature", "1..5", "-q", "note=first")
    assert do("qualifier", "add", p, "1", "misc_feature", "note", "second").status == 0
    assert do("qualifier", "set", p, "1", "misc_feature", "note", "x").status == 2
    assert do("qualifier", "set", p, "1", "misc_feature", "note#2", "last").status == 0
    assert values(p, 1, 2) == [("note", "first"), ("note", "last")]
    assert do("qualifier", "delete", p, "1", "misc_feature", "note#1").status == 0
    assert do("qualifier", "set", p, "1", "misc_feature", "gene", "abc").status == 0
    assert values(p, 1, 2) == [("note", "last"), ("gene", "abc")]
    assert do("qualifier", "add", p, "1-3", "source", "note", "library", "--all").status == 0
    assert do("qualifier", "delete", p, "2-3", "source", "note", "--all", "--value", "library").status == 0
    assert ("note", "library") in values(p, 1, 1)
    assert ("note", "library") not in values(p, 2, 1)
    do("set", p, "--languages", "de", "--main-language", "de")
    assert do("qualifier", "set", p, "1", "misc_feature", "note", "--other", "letzte").status == 0
    assert sequences(p)[0].features[1].qualifiers[0].non_english == "letzte"
    assert do("qualifier", "set", p, "1", "misc_feature", "note").status == 2
    assert do("qualifier", "delete", p, "1", "misc_feature", "allele").status == 2


def test_translate(do: Run, p: str) -> None:
    assert do("translate", p).status == 2
    do("feature", "add", p, "1", "CDS", "11..28")
    done = do("translate", p, "--json").json
    assert done["created"] == [4]
    assert sequences(p)[3].residues.text == "MKAVL"
    assert ("protein_id", "4") in values(p, 1, 2)
    assert do("residues", p, "1", "--replace", "16..16", "c", "--json").json["coding"] == [[1, 2]]
    assert do("translate", p, "1", "CDS").status == 0
    assert do("translate", p, "1", "source").status == 2
    assert do("translate", p, "1", "CDS", "--text", "MKAVLL").status == 0
    assert sequences(p)[3].residues.text == "MKAVLL"


def test_find_and_replace(do: Run, p: str) -> None:
    do("feature", "add", p, "1-2", "misc_feature", "1..5", "-q", "note=a vectr here")
    assert len(do("find", p, "VECTR", "--json").json) == 2
    assert do("find", p, "VECTR", "--case").status == 1
    assert do("find", p, "vect", "--whole-word").status == 1
    before = Path(p).read_bytes()
    assert "-> a vector here" in do("replace", p, "vectr", "vector", "--dry-run").out
    assert Path(p).read_bytes() == before
    done = do("replace", p, "vec(tr)", r"vec\1 of \1", "--regex", "--in", "2", "--json").json
    assert [one["after"] for one in done["matches"]] == ["a vectr of tr here"]
    assert do("replace", p, "absent", "x").status == 1
    assert do("replace", p, "(", "x", "--regex").status == 2
    assert len(do("find", p, "Homo", "--name", "organism", "--json").json) == 3


def test_translations(do: Run, p: str) -> None:
    do("feature", "add", p, "1-2", "misc_feature", "1..5", "-q", "note=the linker")
    assert do("translations", "export", p, "ja", "-o", "t.xlf").status == 2
    do("set", p, "--languages", "de,ja", "--main-language", "de", "--title", "en=Title")
    assert do("translations", "set", p, "de", "the linker", "der Linker").status == 0
    assert sequences(p)[1].features[1].qualifiers[0].non_english == "der Linker"
    assert do("translations", "ids", p).status == 0
    done = do("translations", "export", p, "ja", "-o", "t.xlf", "--form", "xliff-1.2", "--json").json
    assert done["texts"] >= 1
    text = Path("t.xlf").read_text(encoding="utf-8")
    assert "the linker" in text
    assert do("translations", "import", p, "t.xlf").status == 1
    assert do("translations", "export", p, "de", "-o", "t.xlsx").status == 0
    assert do("translations", "import", p, "t.xlsx", "--json").json["same"] >= 1
    assert do("translations", "set", p, "de", "the linker", "").status == 0
    assert sequences(p)[1].features[1].qualifiers[0].non_english is None
    assert do("translations", "export", p, "ja", "-o", "t.doc").status == 2


# Filing


@pytest.fixture
def ready(do: Run, p: str) -> str:
    do(
        "set",
        p,
        "--applicant",
        "Example Ltd",
        "--inventor",
        "Doe, Jane",
        "--title",
        "en=Title",
        "--reference",
        "P-1",
    )
    return p


def test_validate_and_waive(do: Run, ready: str) -> None:
    done = do("validate", ready)
    assert done.status == 0
    assert "Valid: no errors" in done.out
    assert do("validate", ready, "--fail-on", "warning").status == 1
    result = do("validate", ready, "--json").json
    codes = {one["code"] for one in result["findings"]}
    assert "G130" in codes
    assert do("waive", ready, "G130", "--reason", "none is claimed", "--by", "JD").status == 0
    assert "none is claimed" in do("validate", ready).out
    assert do("waive", ready, "G130", "--reason", "x", "--in", "2").status == 2
    assert do("waive", ready, "G130", "--back").status == 0
    assert do("waive", ready, "G130", "--back").status == 2
    assert "none is claimed" not in do("validate", ready).out
    assert do("waive", ready, "G130").status == 2


def test_generate(do: Run, ready: str) -> None:
    done = do("generate", ready, "-o", "l.xml", "--receipt", "r.json", "--report", "r.html", "--json")
    assert done.status == 0, done.err
    assert done.json == json.loads(Path("r.json").read_text())
    assert done.json["size"] == Path("l.xml").stat().st_size
    assert Path("r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert do("generate", ready).status == 0
    there = Path("P-1.xml").read_bytes()
    again = do("generate", ready)
    assert (again.status, Path("P-1.xml").read_bytes()) == (2, there)
    assert "-o P-1.xml replaces it" in again.err
    assert do("generate", ready, "-o", "P-1.xml").status == 0
    with Project.open(ready, read_only=True) as project:
        assert [one.kind for one in project.notes] == ["import", "receipt", "receipt", "receipt"]
    with Project.open(ready):
        assert do("generate", ready, "-o", "l.xml").status == 2
        assert do("generate", ready, "-o", "l.xml", "--read-only").status == 0
    do("set", ready, "--languages", "de,ja")
    assert do("generate", ready, "-o", "all/", "--every-language").status == 0
    assert sorted(one.name for one in Path("all").iterdir()) == ["P-1-de.xml", "P-1-ja.xml"]
    assert do("generate", ready, "-o", "l.xml", "--every-language").status == 2
    assert do("generate", ready, "-o", "-").status == 2
    assert not Path("-").exists()


def test_what_is_no_character_is_refused(do: Run, p: str) -> None:
    done = do("set", p, "--title", "en=a\udcff")
    assert (done.status, "no character" in done.err) == (2, True)
    assert do("info", p, "--json").json["title"] == ""


def test_generate_with_errors(do: Run, ready: str) -> None:
    do("feature", "add", ready, "1", "misc_feature", "1..5")
    do("feature", "edit", ready, "1", "misc_feature", "--location", "90..99")
    done = do("generate", ready, "-o", "l.xml")
    assert done.status == 1
    assert "Nothing was generated" in done.err
    assert not Path("l.xml").exists()
    done = do("generate", ready, "-o", "l.xml", "--despite-errors", "--json")
    assert (done.status, done.json["override"]) == (1, True)
    assert Path("l.xml").exists()


def test_file_and_derive(do: Run, ready: str) -> None:
    do("set", ready, "--office", "EP", "--application", "26000001.1", "--filing-date", "2026-01-02")
    do("delete", ready, "1")
    do("waive", ready, "G130", "--reason", "none is claimed")
    assert do("file", ready, "--note", "EPO").status == 0
    assert do("file", ready).status == 2
    assert "filed" in do("move", ready, "2", "1").err
    assert "skipped instead" in do("delete", ready, "2").out
    assert do("skip", ready, "2", "--back").status == 0
    done = do("derive", ready, "c.seqproj", "national-phase", "--parent-as-priority", "--json").json
    assert (done["sequences"], done["kind"]) == (2, "national-phase")
    with Project.open("c.seqproj", read_only=True) as child, Project.open(ready, read_only=True) as parent:
        assert child.document.order == parent.document.order
        assert child.document.waivers == parent.document.waivers
        assert child.document.general.application is None
        assert child.document.general.priorities[0].number == "26000001.1"
        assert child.meta["project"] != parent.meta["project"]
    assert do("derive", ready, "c.seqproj", "divisional").status == 2
    assert do("add", "c.seqproj", "in.fasta", "--moltype", "DNA", "--organism", "Homo sapiens", "--mol-type", "genomic DNA").out == "New: SEQ ID NO: 3-5.\n"  # fmt: skip
    assert do("unfile", ready, "--reason", "replacement").status == 0
    assert do("move", ready, "2", "1").status == 0


def test_statements(do: Run, ready: str) -> None:
    listed = do("statements", "list", "--json").json
    assert "us-incorporation" in [one["name"] for one in listed]
    assert "us-amendment" in do("statements", "list").out
    assert do("statements", "write", ready, "us-incorporation").status == 2
    do("generate", ready, "-o", "old.xml")
    assert "old.xml (created on" in do("statements", "write", ready, "us-incorporation").out
    do("molecule", ready, "2", "--organism", "Mus musculus")
    do("generate", ready, "-o", "new.xml")
    done = do("statements", "write", ready, "us-amendment", "--listing", "new.xml", "--replaced", "old.xml", "--basis", "page 1", "-o", "s.txt")  # fmt: skip
    assert done.status == 0, done.err
    assert '"Homo sapiens" -> "Mus musculus"' in Path("s.txt").read_text()
    made = do("statements", "write", ready, "us-incorporation", "--listing", "old.xml", "--json").json
    assert "old.xml" in made["text"]
    assert do("statements", "write", ready, "absent").status == 2
    assert do("statements", "write", ready, "us-amendment", "--replaced", "old.xml").status == 2


# The file in trouble


def test_work_of_a_crash_is_taken_up(do: Run, p: str) -> None:
    project = Project.open(p)
    with project.session.edit("Rename") as edit:
        key = project.document.order[0]
        edit.put(key, project.document.draft(key).__class__(sequences(p)[0], "kept"))
    project.close()
    before = Path(p).read_bytes()
    assert do("move", p, "9", "1").status == 2  # and the journal is kept
    assert do("rename", p, "3", "tried", "--dry-run").status == 0  # and nothing is added to it
    assert Path(p).read_bytes() == before
    assert "1 step that was not saved" in do("info", p).err
    done = do("rename", p, "2", "second")
    assert "recovered" in done.err
    assert [row["name"] for row in do("list", p, "--json").json] == ["kept", "second", "three"]


def test_nothing_is_kept_of_what_could_not_be_saved(do: Run, p: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from seqtool.errors import OutputError

    def fail(_self: Project) -> None:
        raise OutputError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Project, "save", fail)
        done = do("rename", p, "1", "lost")
    assert (done.status, done.out) == (2, "")
    assert "The disk is full" in done.err
    done = do("rename", p, "2", "second")
    assert "recovered" not in done.err
    assert [row["name"] for row in do("list", p, "--json").json] == ["one", "second", "three"]


def test_help_of_each_command(do: Run) -> None:
    from seqtool.cli.project import project

    for name, command in ((name, project.get_command(None, name)) for name in project.list_commands(None)):  # type: ignore[arg-type]
        assert command is not None
        done = do(name, "--help")
        assert done.status == 0
        assert command.help
        for inner in getattr(command, "commands", {}):
            assert do(name, inner, "--help").status == 0


def test_fix(do: Run, ready: str) -> None:
    do("feature", "add", ready, "1-2", "misc_feature", "1..5", "-q", "note=a\nb")
    assert "offers" in do("fix", ready, "--dry-run", "--json").json
    offered = do("fix", ready, "--json").json
    assert offered["offers"]["T005"] == 2
    assert do("fix", ready, "--confirm", "X999").status == 2
    assert do("waive", ready, "T005", "--in", "2", "--reason", "as published").status == 0
    done = do("fix", ready, "--confirm", "T005")
    assert "T005 SEQ ID NO: 1, feature 2, qualifier 1" in done.out
    assert values(ready, 1, 2) == [("note", "a b")]
    assert values(ready, 2, 2) == [("note", "a\nb")]
    assert "Nothing changed." in do("fix", ready, "--confirm", "T005").out


def test_a_listing_in_another_language(do: Run, p: str) -> None:
    """Texts in Japanese do not become texts in German: they go to the translations."""
    do("set", p, "--languages", "de", "--main-language", "de")
    done = do("add", p, str(EXAMPLES / "example.xml"))
    assert done.status == 0, done.err
    assert "in ja went to the translations" in done.out
    with Project.open(p, read_only=True) as project:
        document = project.document
        assert document.general.non_english_language == "de"
        assert document.texts("ja").texts
    assert not any(q.non_english for one in sequences(p) for f in one.features for q in f.qualifiers)


def test_answers_are_as_the_schema_says(do: Run, p: str) -> None:
    schema = json.loads((ROOT / "resources" / "schema" / "seqtool-project-edit-1.json").read_text())
    assert outcome_schema() == (ROOT / "resources" / "schema" / "seqtool-project-edit-1.json").read_text()
    do("feature", "add", p, "1", "CDS", "11..28")
    for arguments in (
        ("add", p, str(EXAMPLES / "plasmid.gb"), "--at", "1"),
        ("translate", p),
        ("residues", p, "1", "--delete", "5..60"),
        ("delete", p, "2", "--release"),
        ("replace", p, "promoter", "promotor"),
        ("fix", p),
        ("set", p, "--reference", "R"),
    ):
        done = do(*arguments, "--json")
        assert done.status == 0, done.err
        jsonschema.validate(done.json, schema)
