"""Where the resources lie: in a checkout, in a wheel, in a frozen program.

This is the one module that knows. Everything else asks for a resource by its
path below ``resources/``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from seqtool.errors import SeqtoolError


@lru_cache(maxsize=1)
def root() -> Path:
    """The folder of the resources.

    Raises:
        SeqtoolError: the installation holds no resources.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "resources", package.parent / "resources"):
        if (candidate / "vocabulary").is_dir():
            return candidate
    raise SeqtoolError(
        f"This installation of seqtool is incomplete: no resources beside {package}. Install it again."
    )


def path(*parts: str) -> Path:
    """The path of one resource, for instance ``path("dtd", "ST26SequenceListing_V1_3.dtd")``."""
    return root().joinpath(*parts)


def text(*parts: str) -> str:
    """The text of one resource (UTF-8)."""
    return path(*parts).read_text(encoding="utf-8")
