"""Titles of the invention (paragraphs 45 and 48)."""

from __future__ import annotations

from seqtool.model import Title
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, nth, rule
from seqtool.rules.wording import is_blank

#: The number of words that paragraph 45 advises.
FEWEST, MOST = 2, 7
#: Scripts without blanks between words: Thai and Lao, Burmese, Khmer, kana and ideographs.
_UNSPACED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u9fff"))


@rule(
    "G170",
    "title-missing",
    Severity.ERROR,
    paragraph="45",
    element="InventionTitle",
    message="There is no title of the invention.",
    mend="Give the title in the language of filing.",
)
def title_missing(titles: tuple[Title, ...], from_file: bool) -> Fault | None:
    """At least one title says something (no element in a file: fault of the structure)."""
    if not titles:
        return None if from_file else fault()
    return fault("") if all(is_blank(title.text) for title in titles) else None


@rule(
    "G172",
    "further-title-empty",
    Severity.WARNING,
    paragraph="42",
    basis="recalled",
    element="InventionTitle",
    message="The title number {number} is empty.",
    mend="Fill it or leave it out.",
)
def further_title_empty(titles: tuple[Title, ...]) -> list[Fault] | None:
    """Titles in further languages are optional: without a value the element should not be there."""
    if all(is_blank(title.text) for title in titles):
        return None
    return [
        fault(
            title.text,
            number=index + 1,
            element=nth("InventionTitle", index),
            fix=Fix("Remove the empty title", (Edit(f"general.titles.{index}", None),)),
        )
        for index, title in enumerate(titles)
        if is_blank(title.text)
    ]


def _words(text: str) -> int | None:
    """The number of words; None where the script does not part them by blanks."""
    if any(low <= c <= high for c in text for low, high in _UNSPACED):
        return None
    return len(text.split())


@rule(
    "G177",
    "title-length",
    Severity.INFO,
    paragraph="45",
    element="InventionTitle",
    message="Words in the title: {words}; two to seven are advised.",
    mend="Nothing needs to be done: the title is that of the application.",
)
def title_length(titles: tuple[Title, ...]) -> list[Fault]:
    """A title preferably has two to seven words."""
    found = []
    for index, title in enumerate(titles):
        words = None if is_blank(title.text) else _words(title.text)
        if words is not None and not FEWEST <= words <= MOST:
            found.append(fault(title.text, element=nth("InventionTitle", index), words=words))
    return found
