"""Score extraction on the development reports: what `sarhad extract` writes, read by the scorer beside the corpora.

``SARHAD_CORPORA`` names the folder of the corpora and ``SARHAD_SCORERS`` that of the scorers (by default ``score``
beside it). The same is run over news that is mostly not about conflict, where most incidents found are inventions.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


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
        command = [sys.executable, str(scorers / "score_incidents.py"), str(folder / "gold.jsonl"), str(path)]
        code = subprocess.run([*command, "--articles", str(folder / "articles.jsonl")], check=False).returncode
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
