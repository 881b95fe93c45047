"""The profiles: known codes, named sources, and what each changes."""

from __future__ import annotations

import tomllib

import pytest

from seqtool import assets
from seqtool.errors import UsageError
from seqtool.rules import catalogue
from seqtool.rules.core import Severity
from seqtool.rules.profiles import names, profile


@pytest.mark.parametrize("name", names())
def test_profile_is_sound(name: str) -> None:
    found = profile(name)
    assert found.title
    assert found.source
    assert set(found.severity) | found.on | found.off <= set(catalogue())
    assert all(catalogue()[code].optional for code in found.on)
    # A rule on a recalled paragraph is a warning at most under any profile.
    raised = [code for code, severity in found.severity.items() if severity is Severity.ERROR]
    assert not [code for code in raised if catalogue()[code].basis == "recalled"]
    assert tomllib.loads(assets.text("profiles", f"{name}.toml")).get("base") != name


def test_wipo_is_the_catalogue_without_the_offices() -> None:
    chosen = {rule.code for rule in profile("wipo").rules()}
    assert chosen == {code for code, rule in catalogue().items() if not rule.optional}
    assert not profile("wipo").severity


def test_offices_add_and_published_listings_are_judged_mildly() -> None:
    assert {"G190", "G191", "T022"} <= {rule.code for rule in profile("uspto").rules()}
    mild = profile("ro-us")
    assert mild.severity_of(catalogue()["T022"]) is Severity.WARNING
    assert "G190" in mild.on
    assert set(profile("published").severity.values()) == {Severity.INFO}


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="uspto"):
        profile("nowhere")
