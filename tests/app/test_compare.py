"""What differs between two listings, through the command line and through the use case."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import parse
from support import ROOT

from seqtool import assets
from seqtool.app.compare import Comparison, Renumbered, compare_listings, paired, schema
from seqtool.cli.main import run
from seqtool.errors import InputError

EXAMPLE = str(ROOT / "resources" / "examples" / "example.xml")
SOURCE = "  source 1..12\n    mol_type = genomic DNA\n    organism = Homo sapiens\n"
A, B, C, D = "acgtacgtacgt", "ccccaaaaggtt", "ttttggggaacc", "gggggttttaaa"


def listing(*sequences: str, head: str = "") -> str:
    parts = [head]
    for number, text in enumerate(sequences, 1):
        residues, _, rest = text.partition("|")
        parts.append(f"{number} skipped" if residues == "000" else f"{number} DNA {residues}\n{SOURCE}{rest}")
    return "\n".join(parts)


def note(text: str) -> str:
    return f"    note = {text}\n"


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(parse(text).xml(), encoding="utf-8")
    return str(path)


def compared(folder: Path, old: str, new: str, **options: object) -> Comparison:
    return compare_listings(write(folder, "old.xml", old), write(folder, "new.xml", new), **options)  # type: ignore[arg-type]


def told(found: Comparison) -> list[tuple[int | None, str, str, str | None, str | None]]:
    return [(d.number, d.kind, d.element, d.before, d.after) for d in found.differences]


def test_the_same(tmp_path: Path) -> None:
    found = compared(tmp_path, listing(A, "000", B), listing(A, "000", B))
    assert found.same
    assert found.old.digest == found.new.digest
    assert found.differences == []


def test_ids_of_qualifiers_do_not_count(tmp_path: Path) -> None:
    found = compared(tmp_path, listing(f"{A}|    note #q1 = x\n"), listing(f"{A}|    note #q9 = x\n"))
    assert found.same


def test_an_inserted_sequence_shifts_the_others(tmp_path: Path) -> None:
    old = listing(A, f"{B}|{note('like SEQ ID NO: 3')}", C)
    new = listing(A, D, f"{B}|{note('like SEQ ID NO: 4')}", C)
    found = compared(tmp_path, old, new)
    assert found.renumbered == [Renumbered(2, 3, 3)]
    assert found.followed == 1
    assert told(found) == [(2, "added", "SequenceData", None, "DNA, 12 residues, 1 feature")]
    assert not found.same
    strict = compared(tmp_path, old, new, match="number")
    assert strict.renumbered == []
    assert strict.counts["replaced"] > 1


def test_a_reference_that_does_not_follow_is_a_difference(tmp_path: Path) -> None:
    old = listing(A, f"{B}|{note('like SEQ ID NO: 3')}", C)
    new = listing(D, A, f"{B}|{note('like SEQ ID NO: 3')}", C)
    found = compared(tmp_path, old, new)
    assert [d[:3] for d in told(found)] == [
        (1, "added", "SequenceData"),
        (3, "replaced", "INSDQualifier_value"),
    ]


def test_moved_deleted_and_changed(tmp_path: Path) -> None:
    found = compared(tmp_path, listing(A, B, C, D), listing(C, A, f"{B[:-1]}c"))
    assert found.renumbered == [Renumbered(3, 3, 1), Renumbered(1, 2, 2)]
    assert told(found) == [
        (3, "replaced", "INSDSeq_sequence", "t", "c"),
        (4, "deleted", "SequenceData", "DNA, 12 residues, 1 feature", None),
    ]


def test_only_the_numbers(tmp_path: Path) -> None:
    found = compared(tmp_path, listing(A, B), listing(B, A))
    assert (found.same, found.same_sequences, found.differences) == (False, False, [])
    assert found.renumbered == [Renumbered(2, 2, 1), Renumbered(1, 1, 2)]


def test_a_sequence_that_is_skipped_now(tmp_path: Path) -> None:
    found = compared(tmp_path, listing(A, B, C), listing(A, "000", C))
    assert told(found) == [(2, "replaced", "SequenceData", "DNA, 12 residues, 1 feature", "skipped (000)")]


def test_general_information(tmp_path: Path) -> None:
    old, new = listing(A, head="@reference = EX-1"), listing(A, head="@reference = EX-2\n@title.de = Titel")
    found = compared(tmp_path, old, new)
    assert found.same_sequences
    assert not found.same
    assert [d.element for d in found.general] == ["ApplicantFileReference", "InventionTitle"]
    assert compared(tmp_path, old, new, sequences_only=True).same


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    good = write(tmp_path, "good.xml", listing(A, B))
    broken = tmp_path / "broken.xml"
    broken.write_text(
        Path(good).read_text().replace("<INSDSeq_length>12</INSDSeq_length>", "<INSDSeq_length>", 1)
    )
    with pytest.raises(InputError, match=r"broken\.xml, line \d+: sequence 1 cannot be read"):
        compare_listings(good, str(broken))
    with pytest.raises(InputError, match="no such file"):
        compare_listings(good, str(tmp_path / "none.xml"))
    fasta = tmp_path / "x.fasta"
    fasta.write_text(">a\nacgt\n")
    with pytest.raises(InputError, match=r"x\.fasta"):
        compare_listings(good, str(fasta))


def test_numbers_that_are_no_places(tmp_path: Path) -> None:
    old = listing(A, B)
    found = compared(tmp_path, old, old.replace("\n2 DNA", "\n7 DNA"))
    assert found.same_sequences
    assert not found.same
    assert len(found.remarks) == 1
    assert found.remarks[0].endswith(
        "new.xml: sequence 2 states the SEQ ID NO '7'; what is said here counts the sequences from 1."
    )


def test_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", EXAMPLE, EXAMPLE]) == 0
    assert "The sequences are the same." in capfd.readouterr().out
    old = write(tmp_path, "old.xml", listing(A, B, C, D))
    new = write(tmp_path, "new.xml", listing(D, A, f"{B[:-1]}c", C))
    assert run(["compare", old, new]) == 1
    out = capfd.readouterr().out
    assert "The sequences differ: 1 replaced." in out
    assert "  4 is 1 now\n  1-3 are 2-4 now\n" in out
    assert 'SEQ ID NO: 3\n  replaced: INSDSeq_sequence (residue 12): "t" -> "c"\n' in out
    assert run(["compare", old, str(tmp_path / "none.xml")]) == 2
    assert run(["compare", old, new, "-o", old]) == 2


def test_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path, "old.xml", listing(A, B, C))
    new = write(tmp_path, "new.xml", listing(f"{A}|{note('x')}", f"{B}|{note('y')}", C))
    assert run(["compare", old, new, "--format", "json", "--max", "1"]) == 1
    found = json.loads(capfd.readouterr().out)
    assert found["schema"] == "seqtool-compare/1"
    text = assets.text("schema", "seqtool-compare-1.json")
    assert text == schema(), "run packaging/make_schema.py"
    jsonschema.validate(found, json.loads(text))
    assert found["counts"] == {"added": 2, "deleted": 0, "replaced": 0, "order": 0}
    assert found["truncated"] is True
    assert found["differences"] == [
        {
            "number": 1,
            "kind": "added",
            "element": "INSDQualifier",
            "place": "source 1..12, note",
            "before": None,
            "after": "x",
        }
    ]
    assert run(["compare", old, new, "--max", "1"]) == 1
    assert "… and 1 further difference; --max 0 lists all." in capfd.readouterr().out


PRINTS = st.lists(st.one_of(st.none(), st.sampled_from([b"a", b"b", b"c", b"d", b"e", b"f"])), max_size=8)


@given(PRINTS, PRINTS)
def test_pairs(old: list[bytes | None], new: list[bytes | None]) -> None:
    pairs = paired(old, new)
    assert len(set(pairs.values())) == len(pairs)
    assert all(0 <= a < len(new) and 0 <= b < len(old) for a, b in pairs.items())
    assert paired(new, new) == {place: place for place in range(len(new))}
    # What has the same residues somewhere finds one of them.
    for one in set(old) - {None}:
        alike = sum(1 for a, b in pairs.items() if new[a] == old[b] == one)
        assert alike == min(old.count(one), new.count(one))


@given(st.lists(st.sampled_from([A, B, C, D]), unique=True, min_size=1, max_size=4).flatmap(st.permutations))
def test_any_order_is_followed(order: list[str]) -> None:
    before = [one.encode() for one in (A, B, C, D)]
    assert all(
        before[b] == order[a].encode() for a, b in paired(list(before), [o.encode() for o in order]).items()
    )
