"""The progress bar: late, on standard error only, and gone before anything is printed."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest

from seqtool.cli import progress
from seqtool.cli.progress import Bar


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


class Drawn:
    """Stands for the bar on the screen, and remembers what became of it."""

    def __init__(self, told: list[str]) -> None:
        self._told = told

    def add_task(self, label: str, **_: Any) -> int:
        self._told.append(f"shown {label}")
        return 0

    def update(self, *_: Any, **__: Any) -> None:
        pass

    def stop(self) -> None:
        self._told.append("gone")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    monkeypatch.setattr(Bar, "_open", staticmethod(lambda _unit: Drawn(made)))
    return made


def test_short_work_shows_nothing(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())  # here, since pytest sets its own after the fixtures
    with Bar("a.xml") as bar:
        bar.task.step(1, 2)
    assert not told


def test_the_bar_goes_before_anything_is_printed(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with Bar("a.xml") as bar:
        bar.task.step(1, 2)
        bar.pause()
        bar.pause()
        bar.label("b.xml")
        bar.task.step(1, 2)
    assert told == ["shown a.xml", "gone", "shown b.xml", "gone"]


def test_no_terminal_no_bar(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with Bar("a.xml") as bar:
        bar.task.step(1, 2)
    assert not told
