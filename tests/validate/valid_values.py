"""Legal values, drawn at random from the wording of Annex I; nothing of ``seqtool.rules`` is used here."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from seqtool.spec import QualifierSpec, standard

BASES = "acgt"
AMBIGUOUS = "mrwsykvhdb"
AMINO = "ARNDCQEGHILKMFPSTWYV"

WORDS = [
    "binds",
    "cofactor",
    "region",
    "of",
    "the",
    "kinase",
    "domain",
    "5' end",
    "alpha-helix",
    "(truncated)",
    "EGFR",
    "pH 7.4",
    "3'->5'",
    "a & b",
    "<not shown>",
    '"quoted"',
    "100%",
    "in vitro",
    "in vivo",
    "~50 kDa",
    "C#2",
    "x = 1",
    "[a]",
    "{b}",
    "a|b",
    "50 U/ml",
    "Glu-12;",
    "codon",
    "human",
    "expressed",
    "mutant",
    "type II",
    "clone 7",
    "No. 3",
    "at 37 degrees",
    "e.g. this",
    "wild-type",
    "tag",
    "chimeric",
]
FOREIGN = [
    "Abschnitt",
    "für",
    "Größe",
    "Bindungsstelle",
    "Ähnlichkeit",
    "d’une",
    "protéine",
    "séquence",
    "ácido",
    "配列",
    "タンパク質",
    "ヒト",
    "단백질",
    "蛋白质",
    "белок",
    "πρωτεΐνη",
    "חלבון",
    "بروتين",
    "โปรตีน",
    "dépôt\xa0№ 5",
    "µm",
    "β-Faltblatt",
    "5′-Ende",
    "“zitiert”",
    "🧬",
    "é",
    "„so“",
    "<b>",
    "&",
    "'x'",
]
NATURAL = (
    "Homo sapiens",
    "Mus musculus",
    "Escherichia coli",
    "Saccharomyces cerevisiae",
    "Candida albicans",
    "Solanum lycopersicum",
    "Arabidopsis thaliana",
    "Bacillus sp.",
    "Bacillus sp",
    "Canine adenovirus type 2",
    "Dengue virus 2",
    "Human immunodeficiency virus 1",
    "Tobacco mosaic virus",
    "Severe acute respiratory syndrome coronavirus 2",
    "Influenza A virus",
    "Bacteriophage T4",
    "Escherichia phage T7",
    "Plasmodium falciparum",
    "Oryza sativa",
    "Oncorhynchus mykiss",
    "unidentified",
)
THREE = [
    "Ala",
    "Arg",
    "Asn",
    "Asp",
    "Cys",
    "Gln",
    "Glu",
    "Gly",
    "His",
    "Ile",
    "Leu",
    "Lys",
    "Met",
    "Phe",
    "Pro",
    "Ser",
    "Thr",
    "Trp",
    "Tyr",
    "Val",
    "Sec",
    "Pyl",
    "OTHER",
]

_STD = standard()


class Values:
    """Draws values; ``length`` is that of the sequence they stand in."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._special: dict[str, Callable[[int], str]] = {
            "anticodon": self.anticodon,
            "collection_date": self.collection_date,
            "compare": self.compare,
            "EC_number": self.ec_number,
            "lat_lon": self.lat_lon,
            "mobile_element_type": self.mobile_element_type,
            "number": lambda _: random.choice(["1", "6B", "IV", "12a"]),
            "PCR_primers": self.primers,
            "replace": lambda _: self.bases(random.choice([1, 1, 2, 5, 9]), plain=random.random() < 0.7),
            "rpt_unit_range": self.range,
            "rpt_unit_seq": self.unit,
            "satellite": self.satellite,
            "tag_peptide": self.range,
        }

    def of(self, spec: QualifierSpec, length: int) -> str:
        """A value of a qualifier that has one."""
        special = self._special.get(spec.name)
        if special is not None:
            return special(length)
        if spec.values:
            return self.random.choice(sorted(spec.values - {"other", "OTHER"}))
        return self.words()

    def words(self) -> str:
        """Free text in 40(b) characters, now and then of the greatest length (paragraph 86)."""
        draw = self.random.random()
        if draw < 0.01:
            return (
                "".join(self.random.choice(WORDS) + " " for _ in range(200))[:999].rstrip().ljust(1000, "x")
            )
        if draw < 0.04:
            return self.random.choice(["x", "7", "-", "N/A", "true", "0", "q1", "000", "e" * 60])
        if draw < 0.08:
            return "".join(chr(c) for c in range(0x21, 0x7F))
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 6)))

    def foreign(self) -> str:
        """Text in 40(a) characters, now and then of the greatest length."""
        if self.random.random() < 0.01:
            return ("配\U0001f9ecé " * 300)[:999] + "列"
        return " ".join(self.random.choices(FOREIGN, k=self.random.randint(1, 6)))

    def bases(self, count: int, *, plain: bool = True) -> str:
        """Nucleotides without n."""
        symbols = BASES if plain else BASES * 4 + AMBIGUOUS
        return "".join(self.random.choices(symbols, k=count))

    def codon_place(self, length: int) -> str:
        """Three positions: a span, parts of it, or either on the other strand."""
        at = self.random.randint(1, length - 5)
        plain, split = f"{at}..{at + 2}", f"join({at},{at + 3}..{at + 4})"
        return self.random.choice(
            [
                plain,
                plain,
                plain,
                f"complement({plain})",
                split,
                f"join({at}..{at + 1},{at + 4})",
                f"complement({split})",
                f"join(complement({at + 4}),complement({at}..{at + 1}))",
            ]
        )

    def anticodon(self, length: int) -> str:
        aa = self.random.choice(THREE)
        return (
            f"(pos:{self.codon_place(length)},aa:{aa},seq:{self.bases(3, plain=self.random.random() < 0.8)})"
        )

    def collection_date(self, _: int) -> str:
        return self.random.choice(["1952", "1952-10", "1952-10-21", "2024-02-29", "2000-12-31"])

    def compare(self, _: int) -> str:
        return self.random.choice(["AJ634337.1", "U12345.1", "AB123456.12", "CP000001.2", "AACY024124353.1"])

    def ec_number(self, _: int) -> str:
        return self.random.choice(
            ["1.1.2.4", "1.1.2.-", "1.1.-.-", "1.-.-.-", "3.4.21.4", "1.1.2.n", "2.7.10.n12"]
        )

    def lat_lon(self, _: int) -> str:
        return self.random.choice(
            ["47.94 N 28.12 W", "90 N 180 E", "0 S 0 E", "1.5 S 179.99999 W", "45.0123 N 4.1234 E"]
        )

    def mobile_element_type(self, _: int) -> str:
        kind = self.random.choice(sorted(_STD.qualifiers(False)["mobile_element_type"].values))
        name = self.random.choice(["Tnp9", "IS1 left", "ERV-K (HML-2)"])
        return f"{kind}:{name}" if kind == "other" or self.random.random() < 0.5 else kind

    def primers(self, _: int) -> str:
        """Primers below ten defined residues need no entry of their own (paragraph 74)."""
        one, other = self.bases(9), self.bases(7, plain=False)
        return self.random.choice(
            [
                f"fwd_seq: {one}, rev_seq: {other}",
                f"fwd_name: CO1P1, fwd_seq: {one}, rev_name: CO1R4, rev_seq: {other}",
                f"fwd_name: A, fwd_seq: {one}, fwd_name: B, fwd_seq: {other}, rev_name: C, rev_seq: {one}",
                f"fwd_seq: ac<i>gt, rev_seq: {other}",
                f"fwd_seq: {one}, fwd_seq: {other}, rev_seq: {one}, rev_seq: {other}",
            ]
        )

    def range(self, length: int) -> str:
        at = self.random.randint(1, length - 1)
        return f"{at}..{self.random.randint(at + 1, length)}"

    def unit(self, length: int) -> str:
        return self.random.choice(
            ["aagggc", "ag(5)tg(8)", "(aaaga)6(aaaa)1(aaaga)12", "acn", self.range(length)]
        )

    def satellite(self, _: int) -> str:
        kind = self.random.choice(["satellite", "microsatellite", "minisatellite"])
        return kind + self.random.choice(["", ":alphoid", ":S1a", ": S1a", ":alphoid X2"])
