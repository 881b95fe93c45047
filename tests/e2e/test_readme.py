"""What the README shows is what the program prints, and its commands are those of the continuous checks."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from support_process import command, environment

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Stands for lines that were left out.
CUT = "[…]"


Shown = list[tuple[str, list[str]]]


def shown() -> list[Shown]:
    """The commands of each block of the README with the lines of their output."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        parts = re.split(r"^\$ ", block.replace("\\\n", ""), flags=re.MULTILINE)[1:]
        pairs = [part.partition("\n") for part in parts]
        found.append([(line, output.splitlines()) for line, _, output in pairs])
    first = re.search(r"&& \.venv/bin/(seqtool [^\n]*)\n```\n\nIt prints.*?```\n(.*?)```", README, re.DOTALL)
    assert first is not None
    return [[(first[1], first[2].splitlines())], *found]


@pytest.mark.parametrize("commands", shown(), ids=[block[0][0][:40] for block in shown()])
def test_the_readme_shows_what_is_printed(tmp_path: Path, commands: Shown) -> None:
    (tmp_path / "resources").symlink_to(ROOT / "resources", target_is_directory=True)
    for line, lines in commands:
        words = shlex.split(line)
        assert words[0] == "seqtool"
        more = {
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        }
        done = subprocess.run(
            command(*words[1:]),
            cwd=tmp_path,
            env=environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        assert done.returncode in (0, 1, 2)  # a question to the user is 2
        printed = [one.rstrip() for one in done.stdout.decode("utf-8").splitlines()]
        wanted = [one.rstrip() for one in lines if one.strip() and CUT not in one]
        missing = [one for one in wanted if one not in printed]
        assert not missing
        # In this order, too.
        places = [printed.index(one) for one in wanted]
        assert places == sorted(places)


def test_the_test_command_is_that_of_the_continuous_checks() -> None:
    told = re.search(r"\.venv/bin/python (-m pytest [^\n]*)\n", README)
    assert told is not None
    assert told[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / target).exists(), target
