"""Texts: strangers' characters are made visible, long values cut, no template ever fails."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.messages import Texts, clean, languages, shorten, texts

ANY = st.text(st.characters())


@given(ANY)
def test_clean_leaves_nothing_that_acts(text: str) -> None:
    made = clean(text)
    for sign in made:
        assert unicodedata.category(sign) not in ("Cc", "Cs")
        assert unicodedata.bidirectional(sign) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )
    assert clean(made) == made
    made.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5′-größe 配列", "5′-größe 配列"),
        ("a\x00b", "a\\u0000b"),
        ("a\u202eb", "a\\u202eb"),
        ("\x1b[31m", "\\u001b[31m"),
        ("a\x85b\ufeff", "a\\u0085b\\ufeff"),
        ("\ud800", "\\ud800"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(ANY, st.integers(31, 200))
def test_shorten_says_the_length(text: str, limit: int) -> None:
    made = shorten(text, limit)
    if len(text) <= limit:
        assert made == clean(text)
    else:
        assert made.endswith(f"… ({len(text)} characters)")
        assert made.startswith(clean(text[: limit - 30]))


@given(st.dictionaries(st.sampled_from(["value", "found", "count"]), ANY | st.integers()), ANY)
def test_no_argument_is_taken_for_a_template(args: dict[str, object], template: str) -> None:
    """Braces in values stay braces; a broken template of a translation is shown as it is."""
    made = Texts("en", {})
    assert isinstance(made.fill("S010", "message", template, args), str)
    assert made.fill("S010", "message", "<{value}>", {"value": "{count!r:>9}{0}"}) == "<{count!r:>9}{0}>"


def test_what_a_translation_lacks_is_english() -> None:
    made = Texts("xx", {"S010": {"message": "Länge {value}"}})
    assert made.fill("S010", "message", "length {value}", {"value": "5"}) == "Länge 5"
    assert made.fill("S010", "mend", "set {value}", {"value": "5"}) == "set 5"
    assert made.fill("S011", "message", "{missing}", {}) == "{missing}"


def test_english_is_always_there() -> None:
    assert "en" in languages()
    assert texts("en").language == "en"
    assert texts("no such language").language == "en"
