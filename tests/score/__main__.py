"""`make score`: how right places, incidents and fusion are, on the evaluation texts that SARHAD_CORPORA names."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

_PARTS = ("places", "incidents", "fusion")


def main() -> int:
    """Run every part and say where one could not be run; 1 when that happened, 2 without the texts."""
    folder = os.environ.get("SARHAD_CORPORA")
    if not folder or not Path(folder).is_dir():
        print("NOTHING SCORED: set SARHAD_CORPORA to the folder that holds the evaluation texts", file=sys.stderr)
        return 2
    failed = 0
    for part in _PARTS:
        print(f"\n== {part}", flush=True)
        try:
            runpy.run_module(f"tests.score.{part}", run_name="__main__", alter_sys=True)
        except SystemExit as stop:
            failed += bool(stop.code)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
