"""Score extraction on the development reports: what `sarhad extract` writes, read by the scorer beside the corpora.

``SARHAD_CORPORA`` names the folder of the corpora and ``SARHAD_SCORERS`` that of the scorers (by default ``score``
beside it). The same is run over news that is mostly not about conflict, where most incidents found are inventions.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def set_aside(report: str) -> bool:
    """Whether a report belongs to the third that nobody reads while writing rules: told by its id alone."""
    return not report.startswith("seed-") and int(hashlib.sha256(report.encode()).hexdigest(), 16) % 3 == 0


PARTS: dict[str, Callable[[str], bool]] = {
    "all reports": lambda _: True,
    "those read while the rules were written": lambda report: not set_aside(report),
    "those set aside and never read": set_aside,
}


def _part(file: Path, wanted: Callable[[str], bool], folder: Path) -> Path:
    """The rows of a file whose id is wanted, as a file of its own."""
    target = folder / f"part-{file.parent.name}-{file.name}"
    lines = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    target.write_text("".join(line + "\n" for line in lines if wanted(json.loads(line)["id"])), encoding="utf-8")
    return target


def extract(source: Path, target: Path) -> None:
    """Run the command as a user would."""
    command = [sys.executable, "-m", "maps", "extract", str(source), "-o", str(target)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def main() -> int:
    """Print the scorer's table and the count of incidents in everyday news. 1 where the corpora are not there."""
    corpora = os.environ.get("SARHAD_CORPORA")
    if not corpora:
        print("incidents: SKIPPED, SARHAD_CORPORA is not set", file=sys.stderr)
        return 1
    folder = Path(corpora) / "news" / "dev"
    scorers = Path(os.environ.get("SARHAD_SCORERS") or Path(corpora).parent / "score")
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "accounts.jsonl"
        extract(folder / "articles.jsonl", path)
        code = 0
        for name, wanted in PARTS.items():
            print(f"-- {name}", flush=True)
            files = [
                _part(file, wanted, Path(temporary))
                for file in (folder / "gold.jsonl", path, folder / "articles.jsonl")
            ]
            command = [sys.executable, str(scorers / "score_incidents.py"), str(files[0]), str(files[1])]
            code |= subprocess.run([*command, "--articles", str(files[2])], check=False).returncode
        for other in sorted((Path(corpora) / "geoparsing").glob("*.jsonl")):
            _everyday(other, Path(temporary))
    return code


def _everyday(corpus: Path, folder: Path) -> None:
    """Say how many incidents are found in a corpus of news of every kind."""
    rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    source, target = folder / corpus.name, folder / f"{corpus.stem}.out.jsonl"
    texts = [{"id": row["id"], "text": row["text"]} for row in rows]
    source.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    extract(source, target)
    found = [json.loads(line)["incidents"] for line in target.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    count = sum(map(len, found))
    print(f"everyday  {corpus.stem:<12} {count:>5} incidents in {sum(map(bool, found))} of {len(found)} texts")


if __name__ == "__main__":
    sys.exit(main())
