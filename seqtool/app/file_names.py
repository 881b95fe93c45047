"""What the file of a listing should be called, for the office that it goes to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seqtool.model.document import Document
from seqtool.rules.core import as_faults
from seqtool.rules.profiles import profile

#: Rules of offices about the name of a file.
_RULES = ("G190",)
_TAKEN = re.compile(r"[^A-Za-z0-9_-]+", re.ASCII)
_LONGEST = 60


def advice(name: str, profile_name: str) -> Iterator[str]:
    """What speaks against a file name, a sentence each: what the profile's office asks, and good practice.

    Raises:
        UsageError: there is no such profile.
    """
    chosen = profile(profile_name)
    asked = False
    for rule in chosen.rules():
        if rule.code in _RULES and rule.check is not None:
            asked = True
            for fault in as_faults(rule.check(name)):
                told = rule.message.replace("{value}", fault.value or name)
                yield f"{told} {rule.mend}"
    stem, dot, suffix = name.rpartition(".")
    if not dot or suffix.lower() != "xml":
        yield f"{name} does not end in .xml, which offices expect of a listing."
    if not name.isascii() or not name.isprintable():
        yield f"{name} has characters outside Basic Latin, which the attribute fileName must not have (paragraph 40)."
    elif not asked and (len(stem) > _LONGEST or _TAKEN.search(stem)):
        yield (
            f"{name} is accepted by the profile {profile_name}. Some offices (the USPTO among them) take only names of at "
            "most 60 letters, digits, hyphens and underscores before .xml."
        )


def suggested(document: Document, language: str | None = None) -> str:
    """A name that every office takes: from the file reference or the application number."""
    general = document.general
    number = general.application.number if general.application is not None else None
    stem = _TAKEN.sub("-", general.file_reference or number or "").strip("-_") or "listing"
    tail = f"-{language}" if language else ""
    return f"{stem[: _LONGEST - len(tail)]}{tail}.xml"
