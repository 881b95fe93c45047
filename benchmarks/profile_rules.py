"""Where the time goes in checking records (no reading): profile of the engine over a listing in memory.

python benchmarks/profile_rules.py data/mixed.xml
"""

from __future__ import annotations

import cProfile
import datetime
import pstats
import sys
import time
from pathlib import Path

from seqtool.io.st26.reader import ListingReader
from seqtool.rules.profiles import profile
from seqtool.spec import standard
from seqtool.validate.engine import Engine, Settings


def main() -> None:
    """Time the engine alone, then profile it."""
    reader = ListingReader(Path(sys.argv[1]))
    entries = [block.entry for block in reader if block.entry is not None]

    def run() -> None:
        engine = Engine(profile("wipo").rules(), Settings(today=datetime.date(2026, 6, 30)), standard())
        engine.begin(reader.head.general, reader.head.declared)
        for entry in entries:
            engine.check(entry.sequence, entry.declared)
        started = time.perf_counter()
        engine.finish()
        print(f"gather rules: {time.perf_counter() - started:.3f} s")

    for _ in range(3):
        started = time.perf_counter()
        run()
        spent = time.perf_counter() - started
        print(f"{spent:.3f} s, {spent / len(entries) * 1e6:.1f} µs per sequence")
    profiler = cProfile.Profile()
    profiler.runcall(run)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
