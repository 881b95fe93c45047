"""Makes ``tests/support.py`` and its neighbours importable under importlib mode; settings of hypothesis."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parent))

# A busy machine is no failure of a test.
settings.register_profile("seqtool", deadline=None)
settings.load_profile("seqtool")
