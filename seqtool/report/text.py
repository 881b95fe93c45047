"""The report for people: grouped by sequence in the order of the file, the verdict at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TextIO

from seqtool.messages import Texts, clean, shorten
from seqtool.report.layout import Paint, amount, wrap
from seqtool.report.result import Result
from seqtool.report.style import Style
from seqtool.report.verdict import counted, holds, mends, verdict
from seqtool.report.view import FindingView, group_title, view
from seqtool.rules import catalogue

#: From this many findings on, a table of the rules stands before the summary.
_MANY = 12
_INDENT = "    "


def write(results: Iterable[Result], out: TextIO, texts: Texts, style: Style) -> None:
    """Write each result as it comes, and what all came to where there are several."""
    totals: Counter[str] = Counter()
    files = valid = 0
    for result in results:
        if files:
            out.write("\n")
        page = _Page(result, texts, style)
        out.writelines(line + "\n" for line in page.lines())
        out.flush()
        files += 1
        valid += result.valid and not result.internal_errors
        totals.update(result.counts)
    if files > 1:
        total = f"{amount(files, 'listing')}: {valid:,} valid, {files - valid:,} not; {counted(totals)}."
        out.writelines(line + "\n" for line in ["", *wrap(total, style.width)])


class _Page:
    """The report of one listing as lines."""

    def __init__(self, result: Result, texts: Texts, style: Style) -> None:
        self.result = result
        self.texts = texts
        self.width = style.width
        self.paint = Paint(style.colour)
        self._left = {code: n.shown for code, n in result.rules.items()}

    def lines(self) -> Iterator[str]:
        result = self.result
        yield from self._head()
        for position, group in groupby(result.findings, key=lambda f: f.position):
            found = list(group)
            yield ""
            yield self.paint("head", group_title(position, found[0].sequence_id))
            for finding in found:
                yield from self._finding(view(finding, self.texts, self.result.waived))
        yield ""
        if result.truncated or len(result.findings) >= _MANY:
            yield from self._rules()
            yield ""
        yield from self._summary()

    def _head(self) -> Iterator[str]:
        result = self.result
        name = "standard input" if result.file == "-" else clean(result.file)
        for line in wrap(name, self.width):
            yield self.paint("head", line)
        dtd = f"DTD {shorten(result.dtd_version, 40)}" if result.dtd_version else "no DTD version given"
        about = (
            f"ST.26 version {result.standard_version}, {dtd}, profile {result.profile}, level {result.level}"
        )
        for line in wrap(about, self.width):
            yield self.paint("quiet", line)

    def _finding(self, f: FindingView) -> Iterator[str]:
        first, *more = wrap(f"{f.severity} {f.code} {f.name} ({_where(f)})", self.width, "  ", _INDENT)
        head = f"{f.severity} {f.code}"
        yield first.replace(head, self.paint(f.severity, head), 1)
        yield from more
        if f.feature is not None:
            yield from wrap(f"In {f.place_inside}:", self.width, _INDENT, _INDENT + "  ")
        yield from wrap(f.message, self.width, _INDENT)
        if f.value and f.value not in f.message:
            yield from wrap(f'Value: "{f.value}"', self.width, _INDENT, _INDENT + "  ")
        yield from wrap(f"To do: {f.mend}", self.width, _INDENT, _INDENT + "  ")
        if f.fix_detail is not None:
            how = "a safe fix" if f.fix_detail.safe else "a fix for you to confirm"
            yield from wrap(
                f"seqtool fix offers {how}: {f.fix_detail.label}", self.width, _INDENT, _INDENT + "  "
            )
        self._left[f.code] -= 1
        hidden = self.result.rules[f.code].count - self.result.rules[f.code].shown
        if hidden and not self._left[f.code]:
            yield from wrap(
                f"… and {hidden:,} more of {f.code} {f.name}, not listed (--max-per-rule 0 lists all)",
                self.width,
                "  ",
                _INDENT,
            )

    def _rules(self) -> Iterator[str]:
        """How often each rule was broken, the gravest and most frequent first."""
        severity = {f.code: str(f.severity) for f in self.result.findings}
        order = {"error": 0, "warning": 1, "info": 2}
        rows = sorted(
            self.result.rules.items(), key=lambda r: (order.get(severity.get(r[0], ""), 3), -r[1].count, r[0])
        )
        size = max(len(f"{n.count:,}") for _, n in rows)
        yield self.paint("head", "By rule")
        for code, n in rows:
            kind = severity.get(code, "info")
            name = catalogue()[code].name if code in catalogue() else ""
            yield f"  {n.count:>{size},}  {self.paint(kind, f'{kind:<7}')}  {code}  {name}"

    def _summary(self) -> Iterator[str]:
        result = self.result
        good, sentence = verdict(result)
        for line in wrap(holds(result), self.width):
            yield line
        if result.findings:
            yield from wrap(f"Found {counted(result.counts)}.", self.width)
        offered = mends(result)
        if offered:
            yield from wrap(offered, self.width)
        for line in wrap(sentence, self.width):
            yield self.paint("valid" if good else "invalid", line)


def _where(f: FindingView) -> str:
    """Line, element and paragraph, as far as there are any."""
    parts = []
    if f.line is not None:
        parts.append(f"line {f.line}" + (f", column {f.column}" if f.column else ""))
    if f.feature is None and f.place_inside:
        parts.append(f.place_inside)
    parts.append(paragraph_words(f.paragraph) if f.paragraph else "no paragraph")
    return "; ".join(parts)


def paragraph_words(paragraph: str) -> str:
    """``ST.26 paragraph 66``; parts of the annexes keep their own name."""
    return f"paragraph {paragraph}" if paragraph[:1].isdigit() else paragraph
