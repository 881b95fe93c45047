"""The standard as data: versions, keys, qualifiers, symbols, paragraphs.

``standard()`` gives the newest version; tables are read when first asked for.
The checkers of single values are in ``seqtool.spec.formats``.
"""

from seqtool.spec.records import (
    Basis,
    Dependency,
    DtdVersion,
    Exclusion,
    Format,
    KeySpec,
    MolType,
    Office,
    Paragraph,
    QualifierSpec,
    Replacement,
    Strength,
    Symbol,
    Use,
    Version,
)
from seqtool.spec.shared import dtd_versions, languages, offices, versions
from seqtool.spec.standard import Standard, standard

__all__ = [
    "Basis",
    "Dependency",
    "DtdVersion",
    "Exclusion",
    "Format",
    "KeySpec",
    "MolType",
    "Office",
    "Paragraph",
    "QualifierSpec",
    "Replacement",
    "Standard",
    "Strength",
    "Symbol",
    "Use",
    "Version",
    "dtd_versions",
    "languages",
    "offices",
    "standard",
    "versions",
]
