"""Lists that do not belong to one version of the standard: versions, DTDs, offices, languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from seqtool.spec.records import DtdVersion, Office, Version
from seqtool.spec.tables import read, records


@lru_cache(maxsize=1)
def versions() -> Mapping[str, Version]:
    """The versions of the standard by number, oldest first; the last is the newest."""
    columns = "number adopted in_force session dtd base basis"
    return {record.number: record for record in records(Version, columns, read(columns, "versions.tsv"))}


@lru_cache(maxsize=1)
def dtd_versions() -> Mapping[str, DtdVersion]:
    """The versions of the DTD by number (``"V1_3"``), oldest first; the last is the newest."""
    columns = "number date public_id system_id also basis"
    return {
        record.number: record for record in records(DtdVersion, columns, read(columns, "dtd_versions.tsv"))
    }


@lru_cache(maxsize=1)
def offices() -> Mapping[str, Office]:
    """The office codes of ST.3 by code (paragraph 45)."""
    columns = "code current basis name"
    return {record.code: record for record in records(Office, columns, read(columns, "offices.tsv"))}


@lru_cache(maxsize=1)
def languages() -> Mapping[str, str]:
    """The language codes of ISO 639-1 with their English names (paragraphs 43, 47 and 48)."""
    return {row[0]: row[1] for row in read("code name", "languages.tsv")}
