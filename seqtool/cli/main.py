"""The command ``seqtool``: its subcommands, and what becomes of every way to end."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import sys
from typing import Any

import click

from seqtool.cli.status import Status
from seqtool.errors import CancelledError, SeqtoolError

#: Subcommand → (module, attribute, one line of help). Loaded when called, so that start-up stays short.
_COMMANDS = {
    "validate": ("seqtool.cli.validate", "validate", "Check listings against the standard."),
    "fix": ("seqtool.cli.fix", "fix", "Apply the mends that rules offer, and say what changed."),
    "convert": (
        "seqtool.cli.convert",
        "convert",
        "Make a listing from files that hold sequences, or turn one into another form.",
    ),
    "template": (
        "seqtool.cli.template",
        "template",
        "Write an empty table or general information to fill in.",
    ),
    "show": (
        "seqtool.cli.show",
        "show",
        "Show a listing: contents, sequences, or a document (html, txt, pdf).",
    ),
    "project": (
        "seqtool.cli.project",
        "project",
        "Work on a listing over days: a project file, edits, filing.",
    ),
    "compare": ("seqtool.cli.compare", "compare", "Say what differs between two listings."),
    "formats": ("seqtool.cli.formats", "formats", "List the formats that convert reads and writes."),
    "rules": ("seqtool.cli.rules", "rules", "List the rules."),
    "explain": ("seqtool.cli.rules", "explain", "Explain a rule, with examples."),
}


class _PipeClosedError(Exception):
    """Whoever reads our output has enough. Click would make status 1 of the operating system's own error."""


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _PipeClosedError from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click calls it so
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[cmd_name]
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in _COMMANDS.items()])


@click.group(
    cls=_Commands,
    help="""Check, make and mend WIPO ST.26 sequence listings.

    \b
    seqtool validate listing.xml            check a listing
    seqtool convert plasmid.gb -o out.xml   make one from GenBank, ST.25, Excel …
    seqtool show listing.xml                read it, or -o listing.pdf
    seqtool explain L020                    what a rule says, and why""",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 nothing to complain of, 1 findings, 2 wrong usage or unreadable input, "
    "3 internal error, 130 cancelled.",
)
@click.version_option(package_name="seqtool", message="seqtool %(version)s")
def cli() -> None:
    """Check, make and mend WIPO ST.26 sequence listings."""


def run(arguments: list[str]) -> int:
    """Run the command line and give the exit status; nobody ever sees a traceback.

    With the environment variable ``SEQTOOL_DEBUG`` set, an internal error shows where it happened.
    """
    try:
        status = cli.main(arguments, prog_name="seqtool", standalone_mode=False)
        sys.stdout.flush()
        return int(status or Status.OK)
    except click.ClickException as error:
        error.show(sys.stderr)
        return Status.USAGE
    except (click.Abort, KeyboardInterrupt, CancelledError):
        return _say("Cancelled; nothing was left half-written.", Status.CANCELLED)
    except SeqtoolError as error:
        return _say(str(error), Status.USAGE)
    except (BrokenPipeError, _PipeClosedError):
        return _pipe_closed()
    except OSError as error:
        if error.errno in (errno.EPIPE, errno.EINVAL) and error.filename is None:
            return _pipe_closed()
        return _say(_os_error(error), Status.USAGE)
    except Exception as error:
        if os.environ.get("SEQTOOL_DEBUG"):
            raise
        return _say(
            f"Internal error: {type(error).__name__}: {error}. This is a defect of seqtool; "
            "set SEQTOOL_DEBUG=1 to see where it happened, and report it.",
            Status.INTERNAL,
        )


def _say(text: str, status: Status) -> int:
    from seqtool.messages import clean

    with contextlib.suppress(OSError):
        # Names of records come from strangers: they do not steer the terminal.
        shown = "\n".join(map(clean, text.split("\n")))
        sys.stderr.write(f"seqtool: {shown}\n")
    _silence()
    return status


def _pipe_closed() -> int:
    """Whoever read our output has enough: end quietly, as the other tools of a pipeline do."""
    _silence()
    return Status.OK


def _silence() -> None:
    """Let the interpreter's last flush of a broken standard output go nowhere."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(null, sys.stdout.fileno())
        except (OSError, ValueError):
            pass
        finally:
            os.close(null)


def _os_error(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    words: dict[Any, str] = {
        errno.ENOSPC: "the disk is full",
        errno.EACCES: "you may not read or write it",
        errno.ENOENT: "there is no such file or folder",
        errno.EISDIR: "it is a folder, not a file",
        errno.EROFS: "the file system is read-only",
    }
    return f"{where}{words.get(error.errno, error.strerror or str(error))}."
