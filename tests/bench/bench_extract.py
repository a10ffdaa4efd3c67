"""How many reports a second are coded, beside flashgeotext, which only finds place names, on the same texts."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from geo.pipeline import extract, extract_report, processes_for
from seeds import bundled_reports, read_reports
from seeds.report import Report

_CROWD = 1_000  # reports read at one go, shared among the processes that `sarhad` would take for them


def main() -> int:
    """Print reports and characters a second of processor time (best of five), a crowd by the clock, and the peer."""
    reports = _reports()
    size = sum(len(r.text) for r in reports)
    print(f"{len(reports)} reports of {size / len(reports):.0f} characters")
    ours = _best(lambda: [extract_report(r) for r in reports])
    speed, megabytes, each = len(reports) / ours, size / ours / 1e6, 1e3 * ours / len(reports)
    print(f"extract        {speed:8.0f} reports/s   {megabytes:6.2f} MB/s   {each:.2f} ms each")
    crowd = (reports * (_CROWD // len(reports) + 1))[:_CROWD]
    processes = processes_for(_CROWD)
    start = time.perf_counter()
    coded = sum(1 for _ in extract(crowd, workers=processes))
    passed = time.perf_counter() - start
    print(f"{coded} reports, {processes} processes, by the clock and with their start: {coded / passed:.0f} reports/s")
    try:
        from flashgeotext.geotext import GeoText
    except ImportError:
        print("flashgeotext is not installed: no peer to compare with")
        return 0
    peer = GeoText()
    theirs = _best(lambda: [peer.extract(r.text) for r in reports])
    print(f"flashgeotext   {len(reports) / theirs:8.0f} reports/s   {size / theirs / 1e6:6.2f} MB/s   (places only)")
    print(f"ratio          {theirs / ours:.3f} of the peer's speed, for places, dates, counts, actors and incidents")
    return 0


def _reports() -> tuple[Report, ...]:
    folder = os.environ.get("SARHAD_CORPORA")
    if folder:
        return tuple(r for r in read_reports([str(Path(folder) / "news" / "dev")]).reports if r.language == "en")
    return bundled_reports() * 8


def _best(run: Callable[[], object]) -> float:
    run()
    times = []
    for _ in range(5):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
