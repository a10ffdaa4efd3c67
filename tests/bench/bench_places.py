"""How fast names are found and places resolved, beside flashgeotext on the same text in the same run.

Reads text of our own making (a seed, names of the gazetteer set into sentences), and with SARHAD_CORPORA the news of
the
geoparsing corpora. CPU time of one thread, the best of three runs.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from gazetteer.names import area_demonyms, demonyms
from gazetteer.scan import Scanner
from gazetteer.store import Gazetteer, open_gazetteer
from geo.placing import Placer

SENTENCES = (
    "Officials in {a} said on Tuesday that two people were hurt when a bus left the road near {b}.",
    "The governor of {a} met traders from {b} and {c} to talk about the price of wheat and the state of the roads.",
    "A court in {a}, {b}, has adjourned the case of three men accused of smuggling fuel until next month.",
    "John Miller, who has taught at the school for years, told reporters that nobody had asked the teachers.",
    "Rain is expected over most of the country, and the Ministry of Water warned villages along the river.",
)


def made_up(gazetteer: Gazetteer, texts: int) -> list[str]:
    """Articles of some 2 kB about towns of the gazetteer; the same every time."""
    draw = random.Random(7)
    towns = [t.name for t in gazetteer.towns((-180, -60, 180, 75), 200_000)]
    made = []
    for _ in range(texts):
        near = draw.sample(towns, 8)
        made.append(
            " ".join(
                draw.choice(SENTENCES).format(a=draw.choice(near), b=draw.choice(near), c=draw.choice(near))
                for _ in range(22)
            )
        )
    return made


def news() -> list[str]:
    """The texts of the geoparsing corpora, none without SARHAD_CORPORA."""
    folder = os.environ.get("SARHAD_CORPORA")
    files = sorted((Path(folder) / "geoparsing").glob("*.jsonl")) if folder else []
    return [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Megabytes (of UTF-8) a second of CPU time, the best of three."""
    size = sum(len(t.encode()) for t in texts) / 1e6
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return size / best


def main() -> int:
    """Print the table."""
    start = time.perf_counter()
    gazetteer = open_gazetteer()
    gazetteer.lookup("Turbat")
    print(f"open and first look-up      {1000 * (time.perf_counter() - start):8.1f} ms")
    start = time.perf_counter()
    placer = Placer(gazetteer)
    placer.in_text("A bus from Turbat to Panjgur left the road.")
    print(f"ready to read text          {1000 * (time.perf_counter() - start):8.1f} ms")
    print(f"memory so far               {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.1f} MB")
    names = [t.name for t in gazetteer.towns((-180, -60, 180, 75), 100_000)][:3000]
    start = time.process_time()
    for name in names:
        gazetteer.lookup(name)
    print(f"look-ups, cold              {len(names) / (time.process_time() - start):8.0f} a second")
    start = time.process_time()
    for name in names:
        gazetteer.lookup(name)
    print(f"look-ups, warm              {len(names) / (time.process_time() - start):8.0f} a second")
    scanner = Scanner(gazetteer.prefixes, frozenset(demonyms()) | frozenset(area_demonyms()))
    from flashgeotext.geotext import GeoText  # type: ignore[import-untyped]

    other = GeoText()
    for title, texts in (("made up", made_up(gazetteer, 300)), ("news", news())):
        if not texts:
            print("news: SKIPPED, SARHAD_CORPORA is not set", file=sys.stderr)
            continue
        print(f"{title}: {len(texts)} texts, {sum(len(t.encode()) for t in texts) / 1e6:.2f} MB")
        print(f"  known names found         {rate(scanner.scan, texts):8.2f} MB/s")
        print(f"  recognised and resolved   {rate(placer.in_text, texts):8.2f} MB/s")
        print(f"  flashgeotext              {rate(lambda text: other.extract(text), texts):8.2f} MB/s")
    print(f"memory at the end           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
