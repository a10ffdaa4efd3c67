"""Score places on the geoparsing corpora and the development reports: what the commands write, read by the scorers.

``SARHAD_CORPORA`` names the folder of the corpora and ``SARHAD_SCORERS`` that of the scorers (by default ``score``
beside it). The bundled weights were trained on these texts, so figures for weights that never saw the text they judge
are printed too: five parts, and each corpus left out. What is said of confidence is checked the same way.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

CORPORA = ("lgl", "trnews", "geovirus", "gwn")
ROLES = "location,metonym,modifier,demonym"


def main() -> int:
    """Print every figure; 1 where the corpora are not there or a scorer failed."""
    given = os.environ.get("SARHAD_CORPORA")
    if not given:
        print("places: SKIPPED, SARHAD_CORPORA is not set", file=sys.stderr)
        return 1
    corpora = Path(given)
    scorers = Path(os.environ.get("SARHAD_SCORERS") or corpora.parent / "score")
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        print("the bundled weights, trained on these very texts (only GeoVirus marks no demonyms):")
        for name in CORPORA:
            gold = corpora / "geoparsing" / f"{name}.dev.jsonl"
            said = folder / f"{name}.jsonl"
            roles = ROLES.removesuffix(",demonym") if name == "geovirus" else ROLES
            _sarhad("locate", "--text", str(gold), "--json", "--roles", roles, output=said)
            print(f"-- {name}", flush=True)
            failed += subprocess.run(
                [sys.executable, str(scorers / "score_geoparsing.py"), str(gold), str(said)], check=False
            ).returncode
        _unseen(corpora)
        news = corpora / "news" / "dev"
        said = folder / "news.jsonl"
        _sarhad("extract", str(news / "articles.jsonl"), output=said)
        command = [sys.executable, str(scorers / "score_incidents.py"), str(news / "gold.jsonl"), str(said)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        failed += done.returncode
        print("-- news", *(line for line in done.stdout.splitlines() if line.startswith("places")), sep="\n")
    return 1 if failed else 0


def _sarhad(*arguments: str, output: Path) -> None:
    with output.open("w", encoding="utf-8") as file:
        subprocess.run([sys.executable, "-m", "maps", *arguments], check=True, stdout=file, stderr=subprocess.DEVNULL)


def _unseen(corpora: Path) -> None:
    from gazetteer.store import open_gazetteer
    from geo import train_places as training
    from geo.placing import Placer

    placer = Placer(open_gazetteer())
    texts = training.read_corpora(corpora)
    print("each text judged by weights trained without it (five parts):")
    said: list[tuple[float, bool]] = []
    print("\n".join(training.show(training.cross_validate(placer, texts, said=said))))
    print("each corpus judged by weights trained on the other three:")
    print("\n".join(training.show(training.leave_out(placer, texts))), flush=True)
    print("confidence, on texts not trained on: said, found right, how many")
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01)):
        band = [(s, r) for s, r in said if low <= s < high]
        if band:
            mean, right = sum(s for s, _ in band) / len(band), sum(r for _, r in band) / len(band)
            print(f"  {low:.2f}-{min(high, 1):.2f}  {mean:.3f}  {right:.3f}  {len(band)}")


if __name__ == "__main__":
    sys.exit(main())
