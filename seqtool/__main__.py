"""The program ``seqtool``."""

import sys


def main() -> None:
    """Run the command line; ``--version`` is answered before anything else is loaded."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from seqtool.__about__ import __version__

        sys.stdout.write(f"seqtool {__version__}\n")
        return
    try:
        from seqtool.cli.main import run
    except KeyboardInterrupt:  # before anything was begun
        sys.exit(130)
    status = run(arguments)
    # All is done and said: a late Ctrl-C must not turn the answer into another. Loaded here, since it loads enum.
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(status)


if __name__ == "__main__":
    main()
