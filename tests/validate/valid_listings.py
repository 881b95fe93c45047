"""Valid listings drawn at random: every form that the standard allows, made without a look at the rules.

Each number gives one listing, always the same one. What the text of the standard leaves open is not drawn;
what is lawful though unusual is.
"""

from __future__ import annotations

import itertools
from random import Random

from plain_xml import PlainXml
from valid_coding import Maker
from valid_values import AMBIGUOUS, AMINO, BASES, FOREIGN, NATURAL, Values

from seqtool.model import (
    ApplicationIdentification,
    Entry,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)
from seqtool.spec import KeySpec, languages, offices, standard

STD = standard()
SYNTHETIC = "synthetic construct"
#: What ``other`` asks for beside it (Annex I Section 6).
OTHERS = {"regulatory_class": "note", "recombination_class": "note", "ncRNA_class": "product"}
REPEATABLE = ("note", "compare", "EC_number", "gene_synonym", "function", "PCR_primers", "rpt_type")
MODIFICATIONS = ("D-Arginine", "Orn", "Nle", "Aib", "N-acetylalanine", "Homoserine", "C-terminal amidation")
LATIN_NAMES = ("Example Pharmaceuticals", "Smith, John", "O'Brien & Sons <Bio>", "A")
OTHER_NAMES = (
    ("出願製薬株式会社", "Shutsugan Seiyaku Kabushiki Kaisha"),
    ("Müller AG", "Mueller AG"),
    ("L’Oréal", "L'Oreal"),
    ("Иванов", "Ivanov"),
)
TITLES = (
    "Variants of a growth factor",
    "Mus musculus abcd-1 gene for efg protein",
    "Kinase inhibitors",
    "Peptide for use",
)


class Draw:
    """One listing in the making."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.values = Values(self.random)
        self.coding = Maker(self.random, STD.qualifiers(False)["transl_table"].values)
        self.entries: list[Entry] = []
        self.foreign = self.random.random() < 0.5
        self.says_foreign = False
        self.ids = self.random.sample(range(1, 5000), 4000) if self.random.random() < 0.5 else []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    # Qualifiers ---------------------------------------------------------------------------------------

    def qualifier(self, name: str, value: str | None, *, protein: bool) -> Qualifier:
        """A qualifier; a language-dependent one may have another language and an id (paragraph 87)."""
        free = STD.qualifiers(protein)[name].language_dependent
        non_english = None
        if free and self.foreign and self.chance(0.4):
            self.says_foreign = True
            non_english = value if name == "organism" else self.values.foreign()
            if self.chance(0.2) and value != SYNTHETIC and value != "unidentified":
                value = None
        number = f"q{self.ids.pop()}" if free and self.ids and self.chance(0.5) else None
        return Qualifier(name, value, non_english, number)

    def make(self, name: str, length: int, *, protein: bool = False) -> Qualifier:
        spec = STD.qualifiers(protein)[name]
        value = None if spec.format == "none" else self.values.of(spec, length)
        return self.qualifier(name, value, protein=protein)

    def organism(self) -> str:
        return self.random.choice([SYNTHETIC, *NATURAL])

    def source(self, moltype: str, length: int, organism: str) -> Feature:
        protein = moltype == "AA"
        kinds = STD.mol_types(moltype, synthetic=organism == SYNTHETIC)
        quals = [
            self.qualifier("organism", organism, protein=protein),
            self.qualifier("mol_type", self.random.choice(sorted(kinds)), protein=protein),
        ]
        if not protein and self.chance(0.3):
            spec = STD.nucleotide_keys["source"]
            names = set(
                self.random.sample(sorted(spec.optional | spec.recommended), k=self.random.randint(1, 12))
            )
            for one, other in (("germline", "rearranged"), ("environmental_sample", "strain")):
                if {one, other} <= names:
                    names.remove(self.random.choice([one, other]))
            if "environmental_sample" in names:
                names = (names | {"isolation_source"}) - {"strain", "sub_strain"}
            if "sub_strain" in names:
                names.add("strain")
            quals += [self.make(name, length) for name in sorted(names)]
        elif self.chance(0.3):
            quals.append(self.make("note", length, protein=protein))
        if self.chance(0.5):
            self.random.shuffle(quals)
        return Feature("source", f"1..{length}", tuple(quals))

    # Locations ----------------------------------------------------------------------------------------

    def span(self, length: int, *, fuzzy: bool = True) -> str:
        """One descriptor of paragraph 66."""
        one = self.random.randint(1, length)
        if length == 1 or self.chance(0.3):
            return self.random.choice(["", "", "", "<", ">"] if fuzzy else [""]) + str(one)
        one = min(one, length - 1)
        other = self.random.randint(one + 1, length)
        low, high = self.random.choice([("", "")] * 3 + ([("<", ""), ("", ">"), ("<", ">")] if fuzzy else []))
        return f"{low}{one}..{high}{other}"

    def between(self, length: int) -> str:
        at = self.random.randint(1, length)
        return f"{at}^{at + 1}" if at < length else f"{length}^1"

    def location(self, length: int, *, join: bool = False) -> str:
        """A location of a nucleotide sequence (paragraphs 64 to 70)."""
        draw = self.random.random()
        if not join and draw < 0.5:
            return self.span(length)
        if not join and draw < 0.55:
            return self.between(length)
        if not join and draw < 0.65:
            return f"complement({self.span(length)})"
        if not join and draw < 0.68:
            return f"complement({self.between(length)})"
        parts = [self.span(length) for _ in range(self.random.choice([2, 2, 3, 5]))]
        while len(set(parts)) < 2:
            parts.append(self.span(length))
        operator = "join" if join or self.chance(0.7) else "order"
        if self.chance(0.3):
            parts = [f"complement({p})" if self.chance(0.6) else p for p in parts]
        elif self.chance(0.3):
            return f"complement({operator}({','.join(parts)}))"
        return f"{operator}({','.join(parts)})"

    # Nucleotide sequences -----------------------------------------------------------------------------

    def feature(self, spec: KeySpec, length: int) -> Feature:
        """A feature with any lawful choice of qualifiers."""
        allowed = sorted(
            spec.allowed - spec.mandatory - {"translation", "protein_id", "transl_except", "codon_start"}
        )
        names = (
            set(self.random.sample(allowed, k=self.random.randint(0, min(len(allowed), 6)))) | spec.mandatory
        )
        if spec.name in ("variation", "misc_difference") and not names & {"replace", "note"}:
            names.add("note")
        if {"pseudo", "pseudogene"} <= names:
            names.remove("pseudo")
        if "gene_synonym" in names and "gene" in spec.allowed:
            names.add("gene")
        quals = [self.make(name, length) for name in sorted(names)]
        for at, qualifier in enumerate(quals):
            name = qualifier.name
            if name == "direction" and spec.name == "oriT":
                quals[at] = Qualifier(name, self.random.choice(["left", "right"]))
            elif name == "mod_base" and self.chance(0.3):
                quals[at] = Qualifier(name, "OTHER")
                quals = [q for q in quals if q.name != "note"]
                quals.append(
                    self.qualifier(
                        "note", "2,3-dihydroxypropyl nucleosides (glycol nucleic acid)", protein=False
                    )
                )
                break
            elif name in OTHERS and self.chance(0.2):
                quals[at] = Qualifier(name, "other")
                if OTHERS[name] not in names:
                    quals.append(self.make(OTHERS[name], length))
        if self.chance(0.2):
            repeated = sorted(set(REPEATABLE) & {q.name for q in quals})
            quals += [self.make(name, length) for name in repeated]
        if self.chance(0.3):
            self.random.shuffle(quals)
        joins = bool(names & {"circular_RNA", "trans_splicing", "ribosomal_slippage"})
        return Feature(spec.name, self.location(length, join=joins), tuple(quals))

    def nucleotides(self) -> None:
        random = self.random
        moltype = random.choice(["DNA", "DNA", "RNA"])
        length = random.choice([10, 11, 12, 18, 25, 60, 61, 300, 1001])
        if self.chance(0.002):
            length = 70_000
        text = random.choices(BASES if self.chance(0.6) else BASES * 9 + AMBIGUOUS + "n", k=length)
        while sum(symbol != "n" for symbol in text) < 10:
            text[text.index("n")] = "a"
        if self.chance(0.1):
            text += "n" * random.choice([1, 40])
        features = [self.source(moltype, len(text), self.organism())]
        keys = [spec for name, spec in STD.nucleotide_keys.items() if name != "source"]
        for _ in range(random.choice([0, 0, 1, 2, 5])):
            features.append(self.feature(random.choice(keys), len(text)))
        if self.chance(0.1):
            random.shuffle(features)
        self.add(moltype, "".join(text), features)

    def mixture(self) -> None:
        """A molecule of DNA and RNA (paragraph 55)."""
        cuts = sorted(self.random.sample(range(1, 40), k=self.random.choice([1, 2, 3])))
        edges = [0, *cuts, 40]
        features = [self.source("DNA", 40, SYNTHETIC)]
        quals = tuple(
            q if q.name != "mol_type" else Qualifier("mol_type", "other DNA") for q in features[0].qualifiers
        )
        features[0] = Feature("source", "1..40", quals)
        for index, (one, other) in enumerate(itertools.pairwise(edges)):
            note = ("DNA", "RNA")[index % 2]
            where = f"{other}" if other == one + 1 else f"{one + 1}..{other}"
            features.append(Feature("misc_feature", where, (self.qualifier("note", note, protein=False),)))
        self.add("DNA", self.values.bases(40), features)

    def gene(self) -> None:
        """A coding sequence and, where the standard asks for it, its protein (paragraphs 89 to 92)."""
        made = self.coding.make()
        organism = self.organism()
        moltype = self.random.choice(["DNA", "DNA", "RNA"])
        features = [self.source(moltype, len(made.residues), organism)]
        quals = [Qualifier(name, value) for name, value in made.qualifiers]
        named = self.chance(0.85)
        required = sum(symbol != "X" for symbol in made.protein) >= 4
        if named:
            quals.append(Qualifier("translation", made.protein))
            if required:
                # The protein stands right behind, or later, or it came before.
                quals.append(Qualifier("protein_id", str(len(self.entries) + 2)))
        else:
            if self.chance(0.5):
                quals.append(Qualifier("pseudo"))
            elif self.chance(0.3):
                quals.append(Qualifier("pseudogene", "processed"))
        for name in self.random.sample(
            ["gene", "product", "EC_number", "function", "note", "number"], k=self.random.randint(0, 3)
        ):
            quals.append(self.make(name, len(made.residues)))
        if self.chance(0.5):
            self.random.shuffle(quals)
        features.append(Feature("CDS", made.location, tuple(quals)))
        self.add(moltype, made.residues, features)
        if named and required:
            self.add("AA", made.protein, [self.source("AA", len(made.protein), organism)])
        if named and required and self.chance(0.2):  # another sequence codes for the same protein
            number = len(self.entries)
            again = tuple(
                Qualifier("protein_id", str(number))
                if q.name == "protein_id"
                else Qualifier(q.name, q.value, q.non_english)
                for q in quals
            )
            source = self.source(moltype, len(made.residues), organism)
            self.add(moltype, made.residues, [source, Feature("CDS", made.location, again)])

    def slippage(self) -> None:
        """A frame changed by the ribosome: parts that overlap by one base, or leave one out."""
        first, second = "atgaaattaaaacat", "gctgatcgtaaataa"
        if self.chance(0.5):
            text, where = f"{first}{second[1:]}", f"join(1..15,15..{14 + len(second)})"
            second = first[-1] + second[1:]
        else:
            text, where = f"{first}c{second}", f"join(1..15,17..{16 + len(second)})"
        protein = "MKLKH" + {"g": "A", "t": "S"}[second[0]] + "DRK"
        organism = self.organism()
        quals = (
            Qualifier("ribosomal_slippage"),
            Qualifier("translation", protein),
            Qualifier("protein_id", str(len(self.entries) + 2)),
        )
        self.add("DNA", text, [self.source("DNA", len(text), organism), Feature("CDS", where, quals)])
        self.add("AA", protein, [self.source("AA", len(protein), organism)])

    def other_amino_acid(self) -> None:
        """A codon for an amino acid that has no symbol, and one that the code gives otherwise."""
        text, protein = "atgaaattaaaacatgctgattaa", "MKLXHSD"
        organism = self.organism()
        quals = (
            Qualifier("transl_except", "(pos:10..12,aa:OTHER)"),
            Qualifier("transl_except", "(pos:16..18,aa:Ser)"),
            self.qualifier("note", "residue 4 is homoserine", protein=False),
            Qualifier("translation", protein),
            Qualifier("protein_id", str(len(self.entries) + 2)),
        )
        self.add("DNA", text, [self.source("DNA", len(text), organism), Feature("CDS", "1..24", quals)])
        quals = (self.qualifier("note", "Homoserine", protein=True),)
        self.add("AA", protein, [self.source("AA", 7, organism), Feature("SITE", "4", quals)])

    # Proteins -----------------------------------------------------------------------------------------

    def protein(self) -> None:
        random = self.random
        length = random.choice([4, 5, 8, 20, 29, 74, 400])
        text = random.choices(AMINO if self.chance(0.5) else AMINO * 6 + "BJZUOX", k=length)
        for at in range(4):
            if text[at] == "X":
                text[at] = "K"
        if self.chance(0.2):
            text += "X" * random.choice([1, 70])
        if self.chance(0.1):
            text = list("DYKDDDDK")
        length = len(text)
        features = [self.source("AA", length, self.organism())]
        keys = [spec for name, spec in STD.aa_keys.items() if name != "source"]
        for _ in range(random.choice([0, 0, 1, 2, 6])):
            features.append(self.region(random.choice(keys), length))
        features += [
            Feature("UNSURE", str(at + 1))
            for at, symbol in enumerate(text)
            if symbol == "X" and self.chance(0.1)
        ]
        self.add("AA", "".join(text), features)

    def region(self, spec: KeySpec, length: int) -> Feature:
        if spec.location == "link":
            where = (
                f"{self.random.randint(1, length - 1)}..{length}"
                if self.chance(0.7)
                else str(self.random.randint(1, length))
            )
        else:
            where = self.span(length)
        quals = []
        if spec.mandatory or spec.recommended or self.chance(0.5):
            text = self.values.words()
            if spec.name in ("MOD_RES", "SITE") and self.chance(0.7):
                text = self.random.choice([*MODIFICATIONS, *STD.modified_amino_acids])
            quals.append(self.qualifier("note", text, protein=True))
            if self.chance(0.1):
                quals.append(self.make("note", length, protein=True))
        return Feature(spec.name, where, tuple(quals))

    def variant(self) -> None:
        """Deletions, insertions and substitutions as annotation (paragraphs 95 to 97)."""
        text = "acgtacgtacgtacgtacgtacgt"
        pool = [
            ("5", ""),
            ("5..9", ""),
            ("5^6", "acgt"),
            ("24^1", "a"),
            ("5", "c"),
            ("5..6", "n"),
            ("7", "acgtr"),
            ("<1", "g"),
        ]
        features = [self.source("DNA", len(text), self.organism())]
        for where, replace in self.random.sample(pool, k=3):
            key = self.random.choice(["variation", "misc_difference", "unsure"])
            features.append(Feature(key, where, (Qualifier("replace", replace),)))
        inserted = self.values.bases(12)
        if self.chance(0.5):
            features.append(Feature("misc_difference", "3^4", (Qualifier("replace", inserted),)))
        self.add("DNA", text, features)
        if features[-1].location == "3^4":
            self.add("DNA", inserted, [self.source("DNA", 12, SYNTHETIC)])

    # The listing --------------------------------------------------------------------------------------

    def add(self, moltype: str, text: str, features: list[Feature]) -> None:
        self.entries.append(Entry(Sequence(moltype, Residues(text), tuple(features))))

    def skip(self) -> None:
        self.entries.append(Entry(Sequence("", Residues(), (), skipped=True)))

    def name(self, *, latin: bool) -> Name:
        language = self.random.choice(sorted(languages()))
        if self.chance(0.4):
            written, roman = self.random.choice(OTHER_NAMES)
            return Name(written, language, roman if latin or self.chance(0.5) else None)
        return Name(self.random.choice(LATIN_NAMES), language)

    def application(self, year: int) -> ApplicationIdentification:
        office = self.random.choice([code for code, record in offices().items() if record.current])
        number = self.random.choice(
            ["PCT/IB2024/099999", "17/123,456", "24 1234567.8", "2024-123456", "DE 10 2024 000 001.2"]
        )
        return ApplicationIdentification(
            office, number, f"{year}-0{self.random.randint(1, 9)}-1{self.random.randint(0, 9)}"
        )

    def general(self) -> GeneralInformation:
        random = self.random
        filed = self.chance(0.5)
        codes = random.sample(sorted(languages()), k=random.choice([1, 1, 2, 5]))
        titles = []
        for code in codes:
            text = random.choice(TITLES)
            if self.chance(0.4):
                text = " ".join(random.choices(FOREIGN, k=4)) + random.choice(
                    ["", "\u00a0mRNA", " <5′>", " \"A\" & 'B'"]
                )
            titles.append(Title(text, code))
        return GeneralInformation(
            application=self.application(2024) if filed else None,
            file_reference=random.choice(["AB123", "P-12345/WO", 'x "y" & z'])
            if not filed or self.chance(0.8)
            else None,
            priority=self.application(2023) if self.chance(0.8) else None,
            applicant=self.name(latin=True),
            inventor=self.name(latin=False) if self.chance(0.5) else None,
            titles=tuple(titles),
            file_name=random.choice([None, "example.xml", "EX-0001 listing.xml"]),
            software_name=random.choice([None, "WIPO Sequence", "seqtool"]),
            software_version=random.choice([None, "2.3.0", "0.1.0"]),
            production_date=random.choice([None, "2024-10-01", "2024-02-29"]),
            original_language=random.choice([None, None, "en", "ja", *languages()]),
            non_english_language=random.choice(["de", "ja", "fr"]) if self.says_foreign else None,
        )

    def listing(self) -> tuple[GeneralInformation, list[Entry]]:
        kinds = [self.nucleotides, self.protein, self.gene] * 4
        kinds += [self.variant, self.mixture, self.slippage, self.other_amino_acid, self.skip]
        for make in self.random.choices(kinds, k=self.random.choice([1, 2, 4, 8])):
            make()
        if all(entry.sequence.skipped for entry in self.entries):
            self.protein()
        return self.general(), self.entries


def listing(seed: int) -> tuple[GeneralInformation, list[Entry]]:
    """The valid listing of this number."""
    return Draw(seed).listing()


def xml(seed: int) -> bytes:
    """The valid listing of this number as a file."""
    general, entries = listing(seed)
    return PlainXml(Random(seed)).listing(general, entries)
