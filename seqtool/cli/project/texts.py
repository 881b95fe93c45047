"""``seqtool project find|replace``: free text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click
import msgspec

from seqtool.app.project import Outcome, reading
from seqtool.cli.project.common import JSON, PROJECT, Command, Editing, editing, print_json, print_lines
from seqtool.cli.status import Status
from seqtool.edit.operations.find import Match, Search, replace_found
from seqtool.edit.operations.find import find as search_in
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Session
from seqtool.messages import shorten
from seqtool.report.layout import amount

_SHOWN = 100


def _search_options(function: Command) -> Command:
    made: list[Callable[[Command], Command]] = [
        click.option("--in", "sequences", metavar="SEQ-ID-NOS", help="Only in these sequences."),
        click.option("--case", is_flag=True, help="Capital and small letters are not the same."),
        click.option("--whole-word", is_flag=True, help="Only whole words."),
        click.option("--regex", is_flag=True, help="TEXT is a regular expression; NEW may name its groups (\\1)."),
        click.option(
            "--language",
            type=click.Choice(["english", "other", "both"]),
            default="both",
            show_default=True,
            help="English texts, those of other languages, or both.",
        ),
        click.option("--name", "names", multiple=True, metavar="QUALIFIER", help="Only in qualifiers of this name, also such as are no free text (repeatable). Organisms are replaced only so."),
    ]  # fmt: skip
    for option in reversed(made):
        function = option(function)
    return function


def _search(text: str, case: bool, whole_word: bool, regex: bool, language: str, names: tuple[str, ...]) -> Search:  # fmt: skip
    search = Search(text=text, case=case, whole_word=whole_word, regex=regex, names=frozenset(names))
    if language == "english":
        return msgspec.structs.replace(search, languages=frozenset({"english"}))
    if language == "other":
        return msgspec.structs.replace(search, languages=frozenset({"other"}))
    return search


class _Replaced(Outcome, kw_only=True):
    """A replacement, and the texts that it changed."""

    matches: tuple[Match, ...] = ()


@click.command(
    epilog="""\b
Examples:
  seqtool project find invention.seqproj plasmid
  seqtool project find invention.seqproj "SEQ ID NO" --in 1-20 --json"""
)
@PROJECT
@click.argument("text", metavar="TEXT")
@_search_options
@JSON
def find(
    project: str,
    text: str,
    sequences: str | None,
    case: bool,
    whole_word: bool,
    regex: bool,
    language: str,
    names: tuple[str, ...],
    as_json: bool,
) -> int:
    """Find free text: in English, in the other language, and in translations. Exit status 1 where nothing is found."""
    search = _search(text, case, whole_word, regex, language, names)
    with reading(project) as opened:
        found = search_in(opened.document, search, what=sequences)
    if as_json:
        print_json(found)
    else:
        print_lines(_matches(found))
    return Status.OK if found else Status.FINDINGS


def _matches(found: list[Match], *, replaced: bool = False) -> Iterator[str]:
    places = sum(len(one.spans) for one in found)
    yield f"{amount(places, 'place')} in {amount(len(found), 'text')}{':' if found else '.'}"
    for one in found[:_SHOWN]:
        where = (
            f"SEQ ID NO: {one.number}, {one.place}" if one.number else f"translation of {shorten(one.place)}"
        )
        language = f" [{one.language}]" if one.language not in ("", "en") else ""
        yield f"  {where}{language}: {shorten(one.before)}"
        if replaced:
            yield f"    -> {shorten(one.after)}"
    if len(found) > _SHOWN:
        yield f"  … and {len(found) - _SHOWN:,} more (--json names all)"


@click.command(
    epilog=r"""\b
Examples:
  seqtool project replace invention.seqproj vectr vector --dry-run
  seqtool project replace invention.seqproj "primer ([0-9]+)" "primer no. \1" --regex --in 5-12""".replace(
        r"\b", "\b", 1
    )
)
@editing
@click.argument("text", metavar="TEXT")
@click.argument("new", metavar="NEW")
@_search_options
def replace(
    how: Editing,
    text: str,
    new: str,
    sequences: str | None,
    case: bool,
    whole_word: bool,
    regex: bool,
    language: str,
    names: tuple[str, ...],
) -> int:
    """Replace free text in one step; --dry-run shows what would become of each text.

    Exit status 1 where nothing is found.
    """
    search = _search(text, case, whole_word, regex, language, names)
    found: list[Match] = []

    def work(session: Session) -> Report:
        found.extend(search_in(session.document, search, new, what=sequences))
        return replace_found(session, found)

    outcome = how.do("Replace text", work)
    if how.as_json:
        named = {name: getattr(outcome, name) for name in Outcome.__struct_fields__}
        print_json(_Replaced(**named, matches=tuple(found)))
    else:
        print_lines(_matches(found, replaced=True))
        how.tell(outcome)
    return Status.OK if found else Status.FINDINGS
