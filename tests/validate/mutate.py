"""Listings damaged at random: changes of records, near-copies and rubbish, always the same ones for one number."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
import valid_listings
from valid_values import FOREIGN, NATURAL

from seqtool.model import (
    ApplicationIdentification,
    DeclaredListing,
    DeclaredSequence,
    Entry,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)
from seqtool.spec import standard

STD = standard()
KEYS = [
    *STD.keys(False),
    *STD.keys(True),
    "SOURCE",
    "Source",
    "",
    "misc_RNA ",
    "MISC_FEATURE",
    "promoter",
    "x" * 300,
    "ä",
]
NAMES = [
    *STD.qualifiers(False),
    "ORGANISM",
    "MOL_TYPE",
    "NOTE",
    "Note",
    "",
    "db_xref",
    "country",
    "note ",
    "ä",
]
LOCATIONS = [
    "",
    "1",
    "1..5",
    "5..5",
    "5..1",
    "05..9",
    "5 ..9",
    "<1..>9",
    ">5..10",
    "5..<10",
    "0",
    "-3..4",
    "9^10",
    "10^1",
    "5^9",
    "join(1..5)",
    "join(1..5,7..9)",
    "order(1..2,join(3..4,5..6))",
    "complement(1..9)",
    "complement(complement(1..9))",
    "JOIN(1..3,5..6)",
    "join(1..5,7^8)",
    "1..999999999999",
    "99999",
    "1.5",
    "AB1234.1:1..9",
    "(1..9)",
    "one-of(1,2)",
    "1..9,11..12",
    "complement(join(1..3,5..9))",
    "join(complement(7..9),1..3)",
    "order(1..3,5..9)",
    "<5",
    ">5",
    "1..10",
]
VALUES = [
    None,
    "",
    " ",
    "x",
    "1",
    "01",
    "0",
    "q1",
    "synthetic construct",
    "Synthetic construct",
    "homo sapiens",
    "other DNA",
    "other RNA",
    "genomic DNA",
    "mRNA",
    "protein",
    "Protein",
    "a",
    "acgt",
    "ACGU",
    "acgtacgtacgtacgt",
    "OTHER",
    "m5c",
    "d",
    "uracil",
    "thymine",
    "MKWVTF",
    "MKW*",
    "MXXK",
    "(pos:4..6,aa:Sec)",
    "(pos:complement(4..6),aa:Pyl)",
    "(pos:1..3,aa:sec)",
    "(pos:4..5,aa:TERM)",
    "(pos:34..36,aa:Phe,seq:aaa)",
    "2..5",
    "5..2",
    "1..99999",
    "left",
    "both",
    "1952-02-31",
    "1952",
    "1.1.2.4",
    "EC 1.1.2.4",
    "47.94 N 28.12 W",
    "AJ634337.1",
    "other",
    "promoter",
    "Promoter",
    "other:x",
    "transposon:Tn9",
    "  padded ",
    "two  blanks",
    "tab\there",
    "line\nbreak",
    "Größe",
    "\x85",
    "x" * 1001,
    "y" * 1000,
    "\ufffd",
    "Â°C",
    "????",
    "Nle",
    "nle",
    "Orn",
    "Aib",
    "D-Ala",
    "DNA",
    "RNA",
    "any amino acid",
    "X can be any amino acid",
    "replace with I",
    "fwd_seq: acgtacgtacgt, rev_seq: tgcatgcatgca",
    "satellite:S1a",
    "{braces}",
    "<b>&",
    "2",
    "3",
    "4",
    "999",
    "1,2",
    *NATURAL,
]
FOREIGNS = [None, "", " ", "Notiz", "配列 ä", "\x85", "z" * 1001, "a\tb", *FOREIGN]
IDS = [None, "q1", "q1", "q2", "q3", "q01", "Q1", "1", "q0", "", "q", "q1 ", "q12345678901234567890"]
TEXTS = [
    None,
    "",
    " ",
    "x",
    "AB123",
    "Müller AG",
    "ACME",
    "日本",
    "a\nb",
    " padded",
    "2024-01-31",
    "2024-02-31",
    "99",
    "\x85",
]
CODES = [None, "", "en", "de", "ja", "EN", "xx", "eng", "d e"]
DATES = [
    None,
    "",
    "2024-01-31",
    "2024-02-31",
    "20240131",
    "2035-01-01",
    "2021-01-01",
    "2024-1-3",
    "２０２４-01-01",
]
OFFICES = [None, "", "IB", "EP", "US", "us", "XX", "USA", "WO"]
NUMBERS = [None, "", "1", "2", "3", "01", "-1", "0", "x", "1 ", "7"]
MOLTYPES = ["DNA", "RNA", "AA", "dna", "PRT", "", "DNA "]
REPLACED = msgspec.structs.replace


class Mutator:
    """Damages one valid listing."""

    def __init__(self, seed: int) -> None:
        self.random = Random(f"mutate {seed}")
        general, entries = valid_listings.listing(seed % 5000)
        self.general: GeneralInformation = general
        self.declared: DeclaredListing | None = None
        with_file = self.random.random() < 0.7
        self.entries = [
            e if not with_file else Entry(e.sequence, _declare(e.sequence, n))
            for n, e in enumerate(entries, 1)
        ]
        if with_file:
            self.declared = DeclaredListing("V1_3", str(len(entries)), None, None)

    def run(self) -> tuple[GeneralInformation, DeclaredListing | None, list[Entry]]:
        """The listing after some changes."""
        inner = [self.qualifier] * 8 + [self.feature] * 4 + [self.order] * 2 + [self.twin] * 2
        steps: list[Callable[[], None]] = [
            *inner,
            self.sequence,
            self.residues,
            self.residues,
            self.head,
            self.number,
        ]
        for _ in range(self.random.choice([1, 2, 4, 8, 16])):
            self.random.choice(steps)()
        return self.general, self.declared, self.entries

    def _pick(self) -> int:
        return self.random.randrange(len(self.entries))

    def _change(self, at: int, **fields: Any) -> None:
        entry = self.entries[at]
        self.entries[at] = Entry(REPLACED(entry.sequence, **fields), entry.declared)

    def qualifier(self) -> None:
        """Change, add, repeat or take away a qualifier."""
        at = self._pick()
        features = list(self.entries[at].sequence.features)
        if not features:
            return
        index = self.random.randrange(len(features))
        quals = list(features[index].qualifiers)
        action = self.random.choice(
            ["name", "value", "value", "foreign", "id", "id", "add", "twice", "drop", "move", "swap"]
        )
        choose = self.random.choice
        if action == "add" or not quals:
            quals.insert(self.random.randint(0, len(quals)), Qualifier(choose(NAMES), choose(VALUES)))
        else:
            place = self.random.randrange(len(quals))
            old = quals[place]
            if action == "name":
                quals[place] = REPLACED(old, name=choose(NAMES))
            elif action == "value":
                quals[place] = REPLACED(old, value=choose(VALUES))
            elif action == "foreign":
                quals[place] = REPLACED(old, non_english=choose(FOREIGNS))
            elif action == "id":
                quals[place] = REPLACED(old, id=choose(IDS))
            elif action == "twice":
                quals.append(old)
            elif action == "swap":
                self.random.shuffle(quals)
            else:
                del quals[place]
                if action == "move":
                    other = self.random.randrange(len(features))
                    if other != index:
                        target = features[other]
                        features[other] = REPLACED(target, qualifiers=(*target.qualifiers, old))
        features[index] = REPLACED(features[index], qualifiers=tuple(quals))
        self._change(at, features=tuple(features))

    def feature(self) -> None:
        """Change, add, repeat or take away a feature, or lend it to another sequence."""
        at = self._pick()
        features = list(self.entries[at].sequence.features)
        choose = self.random.choice
        action = choose(["key", "location", "location", "add", "twice", "drop", "lend", "swap"])
        if action == "add" or not features:
            features.append(
                Feature(choose(KEYS), choose(LOCATIONS), (Qualifier(choose(NAMES), choose(VALUES)),))
            )
        else:
            place = self.random.randrange(len(features))
            old = features[place]
            if action == "key":
                features[place] = REPLACED(old, key=choose(KEYS))
            elif action == "location":
                features[place] = REPLACED(old, location=choose(LOCATIONS))
            elif action == "twice":
                features.insert(0, old)
            elif action == "drop":
                del features[place]
            elif action == "swap":
                self.random.shuffle(features)
            else:
                other = self._pick()
                self._change(other, features=(*self.entries[other].sequence.features, old))
                return
        self._change(at, features=tuple(features))

    def twin(self) -> None:
        """A near-copy: what is remembered of the first must not be said of the second."""
        old = self.entries[self._pick()]
        record = old.sequence
        action = self.random.choice(["ids", "length", "residues", "moltype", "front", "same"])
        if action == "ids":
            record = REPLACED(
                record,
                features=tuple(
                    REPLACED(
                        f, qualifiers=tuple(REPLACED(q, id=self.random.choice(IDS)) for q in f.qualifiers)
                    )
                    for f in record.features
                ),
            )
        elif action == "length":
            record = REPLACED(
                record, residues=Residues(record.residues.text[: self.random.choice([1, 5, 9, 30])])
            )
        elif action == "residues":
            letters = list(record.residues.text)
            self.random.shuffle(letters)
            record = REPLACED(record, residues=Residues("".join(letters)))
        elif action == "moltype":
            record = REPLACED(record, molecule_type=self.random.choice(MOLTYPES))
        elif action == "front":
            extra = Feature(
                "misc_feature", "1..5", (Qualifier("note", self.random.choice(["DNA", "RNA", "x"])),)
            )
            record = REPLACED(record, features=(extra, *record.features))
        self.entries.insert(self.random.randint(0, len(self.entries)), Entry(record, old.declared))

    def order(self) -> None:
        """Shuffle, drop or swap sequences."""
        if self.random.random() < 0.5 and len(self.entries) > 1:
            del self.entries[self._pick()]
        else:
            self.random.shuffle(self.entries)

    def sequence(self) -> None:
        """Another molecule type, a skipped sequence with contents, or none."""
        at = self._pick()
        draw = self.random.random()
        if draw < 0.4:
            self._change(at, molecule_type=self.random.choice(MOLTYPES))
        elif draw < 0.6:
            self._change(at, skipped=not self.entries[at].sequence.skipped)
        elif draw < 0.8:
            self._change(at, skipped=True, residues=Residues())
        else:
            self._change(at, features=())

    def residues(self) -> None:
        """Lose, gain or change residues."""
        at = self._pick()
        text = self.entries[at].sequence.residues.text
        cut = self.random.randint(0, len(text))
        text = self.random.choice(
            [
                text[:cut],
                text[cut:],
                text.upper(),
                text.lower(),
                "",
                "000",
                "n" * 20,
                "X" * 9 + "KKK",
                text + "u",
                text + " ",
            ]
            + [
                text[:cut]
                + self.random.choice(["u", "N", "-", "*", "\n", "1", "ä", "acgtnnnn", "KLM", "n"])
                + text[cut:]
            ]
            * 4
        )
        self._change(at, residues=Residues(text))

    def number(self) -> None:
        """Change what the file declares of a sequence or of itself."""
        at = self._pick()
        entry = self.entries[at]
        choose = self.random.choice
        if self.declared is not None and self.random.random() < 0.2:
            fields: dict[str, Any] = {
                choose(["total", "dtd_version"]): choose([*NUMBERS, "V1_3", "V1_2", "1.3"])
            }
            self.declared = REPLACED(self.declared, **fields)
            return
        declared = entry.declared or _declare(entry.sequence, at + 1)
        fields = choose(
            [
                {"number": choose(NUMBERS)},
                {"number": choose(NUMBERS)},
                {"length": choose([*NUMBERS, "10", "12", "１２", "1_0"])},
                {"division": choose([None, "", "pat", "PAT", "SYN"])},
                {"other_seqids": choose([None, (), ("pat|EP|1|A1|1",), ("x", "y")])},
                {"has_feature_table": choose([True, False])},
            ]
        )
        self.entries[at] = Entry(entry.sequence, REPLACED(declared, **fields))

    def head(self) -> None:
        """Change the general information part."""
        choose, general = self.random.choice, self.general
        application = ApplicationIdentification(choose(OFFICES), choose(TEXTS), choose(DATES))
        title = Title(choose(TEXTS) or "", choose(CODES))
        fields: dict[str, Any] = choose(
            [
                {"application": choose([None, application])},
                {"priority": choose([None, application])},
                {"file_reference": choose(TEXTS)},
                {"applicant": choose([None, Name(choose(TEXTS) or "", choose(CODES), choose(TEXTS))])},
                {"inventor": choose([None, Name(choose(TEXTS) or "", choose(CODES), choose(TEXTS))])},
                {"titles": choose([(), (title,), (*general.titles, title)])},
                {choose(["file_name", "software_name", "software_version"]): choose(TEXTS)},
                {"production_date": choose(DATES)},
                {choose(["original_language", "non_english_language"]): choose(CODES)},
            ]
        )
        self.general = REPLACED(general, **fields)


def _declare(record: Sequence, number: int) -> DeclaredSequence:
    empty = record.skipped
    return DeclaredSequence(
        str(number), "" if empty else str(record.residues.length), "" if empty else "PAT", None, not empty
    )


def mutant(seed: int) -> tuple[GeneralInformation, DeclaredListing | None, list[Entry]]:
    """The damaged listing of this number."""
    return Mutator(seed).run()
