"""Values for the rules about free text: absent wherever a text is plain, so that those rules cost nothing."""

from __future__ import annotations

from typing import Any

from seqtool.rules.values import ABSENT, Context, Scope, value
from seqtool.rules.wording import is_blank

#: Longest free text in characters (paragraph 86).
LONGEST = 1000


def plain(text: str) -> bool:
    """Whether no rule about wording has anything to say of an English value."""
    return (
        len(text) <= LONGEST
        and text.isascii()
        and text.isprintable()
        and text[:1] != " "
        and text[-1:] != " "
        and "  " not in text
        and "???" not in text
    )


@value(Scope.QUALIFIER, "qualifiers")
def odd_text(c: Context) -> Any:
    """INSDQualifier_value that is long or has a blank or character worth a look; absent where plain or blank."""
    text = c.qualifier.value
    return ABSENT if text is None or plain(text) or is_blank(text) else text


@value(Scope.QUALIFIER, "qualifiers")
def translated(c: Context) -> Any:
    """NonEnglishQualifier_value that holds something; absent where the element is missing or blank."""
    text = c.qualifier.non_english
    return ABSENT if is_blank(text) else text
