"""What single offices ask of the file itself: off unless a profile turns them on."""

from __future__ import annotations

import re

from seqtool.rules.core import Fault, Severity, fault, rule

_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}\.[Xx][Mm][Ll]", re.ASCII)
#: 100 MB; of the two readings of a megabyte the larger, so that no lawful file is refused.
LARGEST = 100 * 1024 * 1024


@rule(
    "G190",
    "file-name-form",
    Severity.ERROR,
    paragraph=None,
    basis="office",
    optional=True,
    message="The office does not take a file called {value}.",
    mend="Name it with at most 60 letters, digits, hyphens and underscores and the extension .xml.",
)
def file_name_form(path_name: str) -> Fault | None:
    """At most 60 of A-Z, a-z, 0-9, hyphen and underscore, and .xml (37 CFR 1.833)."""
    return None if _NAME.fullmatch(path_name) else fault(path_name)


@rule(
    "G191",
    "file-too-large",
    Severity.ERROR,
    paragraph=None,
    basis="office",
    optional=True,
    message="The file has {value} bytes; the office takes at most 100 MB electronically.",
    mend="Ask the office how to deliver larger listings.",
)
def file_too_large(file_size: int) -> Fault | None:
    """At most 100 MB, uncompressed (37 CFR 1.834)."""
    return fault(str(file_size)) if file_size > LARGEST else None
