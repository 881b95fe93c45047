"""The rules: one small pure function each, grouped by area, read by tables where the standard has tables."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache

from seqtool.rules.core import RETIRED, Basis, Edit, Fault, Fix, Rule, Severity, fault, registered

__all__ = ["RETIRED", "Basis", "Edit", "Fault", "Fix", "Rule", "Severity", "catalogue", "fault"]


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Rule]:
    """All rules, by code, in the order of their codes."""
    for module in pkgutil.walk_packages(__path__, prefix=f"{__name__}."):
        importlib.import_module(module.name)
    known = registered()
    return {code: known[code] for code in sorted(known)}
