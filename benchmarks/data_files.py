"""The files that are measured: made once, each by a process of its own, so that measuring stays small."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from measure import HERE, python

DATA = HERE / "data"


@dataclass(frozen=True)
class Sizes:
    """How much is made; the quick ones only show that everything runs."""

    mixed: int
    few: int
    many: int
    long: int
    features: int
    hostile: float

    @property
    def label(self) -> str:
        """Part of the names of the files."""
        return "" if self.hostile == 1 else "quick-"


FULL = Sizes(mixed=100_000, few=100_000, many=1_000_000, long=50_000_000, features=50_000, hostile=1)
QUICK = Sizes(mixed=500, few=200, many=400, long=200_000, features=200, hostile=0.002)


def made(name: str, *arguments: object, script: str = "generate.py") -> Path:
    """The file of this name, made by the generator where it is not there yet."""
    path = DATA / name
    if not path.exists():
        DATA.mkdir(exist_ok=True)
        beside = path.with_name(path.name + ".part")
        first, *rest = arguments
        amount, more = ([rest[0]], rest[1:]) if rest else ([], [])
        order = [first, *amount, beside, *more] if script == "generate.py" else [first, beside, *rest]
        subprocess.run(python(script, *order), check=True)
        beside.replace(path)
    return path


def truncated(path: Path) -> Path:
    """The same file cut off a little before its end."""
    other = path.with_name("cut-" + path.name)
    if not other.exists():
        with path.open("rb") as whole, other.open("wb") as part:
            left = path.stat().st_size - 1000
            while left > 0:
                piece = whole.read(min(1 << 20, left))
                part.write(piece)
                left -= len(piece)
    return other


def features(path: Path) -> int:
    """How many features a listing has."""
    sign, found, rest = b"<INSDFeature>", 0, b""
    # no mmap: a process inherits the peak of the one that starts it
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found += (rest + piece).count(sign)
            rest = piece[1 - len(sign) :]
    return found
