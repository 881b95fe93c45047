"""Rendering of messages: templates of the rules, or their translations in ``resources/messages``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache

from seqtool import assets

#: Longest value shown in a finding, in characters.
SHOWN = 120

#: C0 and C1 controls and the characters that turn text round: never shown raw, since listings come from strangers.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    r"""The text with control and bidirectional characters written as ``\\u0085``."""
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def shorten(text: str, limit: int = SHOWN) -> str:
    """The text, cleaned and cut to a length a person can read; says how long it was."""
    if len(text) <= limit:
        return clean(text)
    return f"{clean(text[: limit - 30])}… ({len(text)} characters)"


class Texts:
    """The messages of one language; falls back to the rule's own English."""

    def __init__(self, language: str, catalogue: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self._catalogue = catalogue

    def fill(self, code: str, part: str, template: str, args: Mapping[str, object]) -> str:
        """The text of one part (``message`` or ``mend``) of a rule with its arguments filled in."""
        chosen = self._catalogue.get(code, {}).get(part, template)
        shown = {name: shorten(value) if isinstance(value, str) else value for name, value in args.items()}
        try:
            return chosen.format_map(_Shown(shown))
        except (ValueError, KeyError, IndexError, AttributeError):
            return chosen


class _Shown(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def languages() -> list[str]:
    """The languages there are messages in."""
    return sorted({"en", *(p.stem for p in assets.path("messages").glob("*.toml"))})


@lru_cache(maxsize=8)
def texts(language: str = "en") -> Texts:
    """The messages in a language (English where there is no catalogue for it)."""
    if language not in languages() or language == "en":
        return Texts("en", {})
    return Texts(language, tomllib.loads(assets.text("messages", f"{language}.toml")))
