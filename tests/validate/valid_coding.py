"""Coding sequences made from the protein backwards, with Biopython's genetic codes instead of our own."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from Bio.Data import CodonTable

CODES = CodonTable.unambiguous_dna_by_id
COMPLEMENT = str.maketrans("acgtmrwsykvhdbn", "tgcakywsrmbdhvn")


class Coding(NamedTuple):
    """A nucleotide sequence with one CDS in it."""

    residues: str
    location: str
    #: Name and value of the qualifiers that the coding itself asks for.
    qualifiers: list[tuple[str, str | None]]
    #: The protein, without the stop; the CDS names it by translation.
    protein: str


def reverse(text: str) -> str:
    return text.translate(COMPLEMENT)[::-1]


class Maker:
    """Draws coding sequences of every lawful shape."""

    def __init__(self, random: Random, known: frozenset[str]) -> None:
        self.random = random
        self._codes = sorted(number for number in CODES if str(number) in known)

    def bases(self, count: int) -> str:
        return "".join(self.random.choices("acgt", k=count))

    def make(self) -> Coding:
        random = self.random
        number = random.choice([1, 1, *self._codes])
        code = CODES[number]
        stops = {c.lower() for c in code.stop_codons}
        words: dict[str, list[str]] = {}
        for codon, amino in code.forward_table.items():
            # A codon that is both (codes 27, 28, 31) is left to the end of the sequence.
            if codon.lower() not in stops:
                words.setdefault(amino, []).append(codon.lower())
        open_start, open_end = random.random() < 0.25, random.random() < 0.25
        codons, protein, except_at = self._codons(words)
        if not open_start:
            start = random.choice([c.lower() for c in code.start_codons])
            plain = code.forward_table.get(start.upper())
            codons.insert(0, start)
            # Both readings of another start codon are in use; a stop codon that starts can only be M.
            protein.insert(0, random.choice([plain, "M"]) if plain and start not in stops else "M")
            except_at = [(index + 1, amino) for index, amino in except_at]
        extra: list[tuple[str, str | None]] = []
        ending = ""
        kind = "none" if open_end else random.choice(["stop"] * 6 + ["term"])
        if kind == "stop":
            codons.append(random.choice(sorted(stops)))
        elif kind == "term":
            # A stop that the tail of the transcript completes: one or two bases are left of it.
            ending = random.choice(["t", "ta"])
        else:
            ending = random.choice(["", "", "a", "ac"])
        lead = ""
        if open_start:
            lead = self.bases(random.choice([0, 0, 1, 2]))
            extra.append(("codon_start", str(len(lead) + 1)))
        elif random.random() < 0.3:
            extra.append(("codon_start", "1"))
        spliced = lead + "".join(codons) + ending
        places = [len(lead) + 3 * index for index, _ in except_at]
        spans = [(place, place + 3, amino) for place, (_, amino) in zip(places, except_at, strict=True)]
        if kind == "term":
            spans.append((len(spliced) - len(ending), len(spliced), "TERM"))
        residues, location, where = self._place(spliced, open_start, open_end)
        for begin, end, amino in spans:
            extra.append(("transl_except", f"(pos:{where(begin, end)},aa:{amino})"))
        if number != 1 or random.random() < 0.3:
            extra.append(("transl_table", str(number)))
        return Coding(residues, location, extra, "".join(protein))

    def _codons(self, words: dict[str, list[str]]) -> tuple[list[str], list[str], list[tuple[int, str]]]:
        random = self.random
        codons: list[str] = []
        protein: list[str] = []
        excepted: list[tuple[int, str]] = []
        for index in range(random.choice([1, 2, 3, 4, 5, 8, 20, 60])):
            draw = random.random()
            if draw < 0.02:
                codons.append("nnn")
                protein.append("X")
            elif draw < 0.04:
                codons.append("tga")
                protein.append("U")
                excepted.append((index, "Sec"))
            elif draw < 0.05:
                codons.append("tag")
                protein.append("O")
                excepted.append((index, "Pyl"))
            elif draw < 0.06 and "A" in words and {"gct", "gcc", "gca", "gcg"} <= set(words["A"]):
                codons.append("gcn")
                protein.append("A")
            else:
                amino = random.choice(sorted(words))
                codons.append(random.choice(words[amino]))
                protein.append(amino)
        if len(codons) < 4:  # enough nucleotides for a sequence of its own
            more = random.choices(sorted(words), k=4)
            codons += [words[a][0] for a in more]
            protein += more
        return codons, protein, excepted

    def _place(
        self, spliced: str, open_start: bool, open_end: bool
    ) -> tuple[str, str, Callable[[int, int], str]]:
        """Puts the coding sequence into a longer one: exons, other strand, circular origin; gives a way to say places."""
        random = self.random
        length = len(spliced)
        cuts: list[int] = []
        if length > 8 and random.random() < 0.35:
            cuts = sorted(random.sample(range(1, length), k=random.choice([1, 1, 2, 3])))
        edges = [0, *cuts, length]
        exons = [spliced[a:b] for a, b in itertools.pairwise(edges)]
        before, after = self.bases(random.choice([0, 0, 1, 30])), self.bases(random.choice([0, 0, 1, 30]))
        circular = len(exons) == 2 and random.random() < 0.2
        starts: list[int] = []
        if circular:
            # The first exon ends the sequence, the second begins it: descending join over the origin.
            middle = self.bases(random.choice([1, 12]))
            text = exons[1] + middle + exons[0]
            starts = [len(exons[1]) + len(middle), 0]
        else:
            text = before
            for index, exon in enumerate(exons):
                if index:
                    text += self.bases(random.choice([1, 2, 40]))
                starts.append(len(text))
                text += exon
            text += after
        back = random.random() < 0.3
        total = len(text)

        def at(index: int) -> int:
            """1-based position of a nucleotide of the spliced sequence, on the written strand."""
            part = max(i for i, edge in enumerate(edges[:-1]) if edge <= index)
            place = starts[part] + index - edges[part]
            return total - place if back else place + 1

        def spell(begin: int, end: int, low: str = "", high: str = "") -> list[str]:
            """Spans of the spliced sequence's nucleotides, in the order of reading; marks at its outer ends."""
            spans: list[list[int]] = []
            for index in range(begin, end):
                part = max(i for i, edge in enumerate(edges[:-1]) if edge <= index)
                if spans and spans[-1][0] == part:
                    spans[-1][2] = index
                else:
                    spans.append([part, index, index])
            said = []
            for number, (_, first, last) in enumerate(spans):
                a, b = at(first), at(last)
                head = low if number == 0 else ""
                tail = high if number == len(spans) - 1 else ""
                if back:  # the far end of the reading is the near end of the numbering
                    a, b, head, tail = b, a, tail.replace(">", "<"), head.replace("<", ">")
                said.append(f"{head or tail}{a}" if a == b else f"{head}{a}..{tail}{b}")
            return said

        def join(parts: list[str]) -> str:
            if not back:
                return parts[0] if len(parts) == 1 else f"join({','.join(parts)})"
            if len(parts) == 1:
                return f"complement({parts[0]})"
            if random.random() < 0.5:
                return f"complement(join({','.join(parts[::-1])}))"
            return f"join({','.join(f'complement({p})' for p in parts)})"

        def where(begin: int, end: int) -> str:
            parts = spell(begin, end)
            if back and random.random() < 0.5:  # positions are also written without the strand
                parts = parts[::-1]
                return parts[0] if len(parts) == 1 else f"join({','.join(parts)})"
            return join(parts)

        location = join(spell(0, length, "<" if open_start else "", ">" if open_end else ""))
        return (reverse(text) if back else text), location, where
