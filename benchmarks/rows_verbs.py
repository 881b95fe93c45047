"""The row of the verbs that change numbers, and of those over all sequences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data_files import Sizes
from measure import python
from rows import Check, Row, alternate

#: What is done: name of the verb in ``inside_verbs.py``, words, bound in seconds.
_VERBS = (
    ("first", "a sequence put in front, just opened", 1.0),
    ("again", "a sequence put in front", 1.0),
    ("undo", "undo of that", 0.2),
    ("step", "a sequence moved down by one", 0.2),
    ("skip", "all proteins skipped", 2.0),
    ("replace", "a word replaced in 80 % of the sequences", 4.0),
    ("take", "all sequences taken in", 2.0),
    ("paste", "a tenth of them pasted in front of another project", 2.0),
    ("digest", "digest of all sequences", 2.0),
    ("differences", "made and compared with themselves", 4.0),
)


def verbs(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """100,000 sequences, 10,000 coding sequences that name their proteins, 10,000 citations."""
    count = sizes.mixed
    series = alternate(rounds, **{name: python("inside_verbs.py", name, count) for name, _, _ in _VERBS})
    yield Row(
        "verbs",
        f"Verbs over {count:,} sequences, {count // 10:,} coding sequences with their proteins, {count // 10:,} citations",
        {"sequences": count},
        list(series),
        [
            Check(words, one.least("inside"), bound, "s")
            for one, (_, words, bound) in zip(series, _VERBS, strict=True)
        ],
    )


VERBS: dict[str, Callable[[Sizes, int], Iterator[Row]]] = {"verbs": verbs}
