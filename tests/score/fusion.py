"""Score fusion on the development reports: linking on the gold accounts, and the whole pipeline through score_fusion.

The corpora are outside the project: ``SARHAD_CORPORA`` says where. The linking figure takes each gold incident as
its report's account, so that only fusion is judged; B-cubed counts the incidents that carry an event.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geo.fusion import fuse
from geo.incident import Account, Evidence, Incident, Toll, Where
from seeds.report import Report, Span

_PRECISION = {"site": 1, "town": 1, "district": 3, "province": 4, "region": 5, "country": 6}


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def report_of(row: Mapping[str, Any]) -> Report:
    """A row of articles.jsonl as a report."""
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    return Report(
        row["id"],
        row["text"],
        row.get("title"),
        row.get("publisher"),
        row.get("url"),
        published,
        None,
        row.get("language"),
    )


def gold_accounts(row: Mapping[str, Any], text: str) -> list[tuple[Account, str | None]]:
    """The incidents of a gold row as accounts, each with its event's slug (None where the gold has none)."""
    return [(_gold_account(row["id"], n, x, text), x.get("event")) for n, x in enumerate(row.get("incidents") or [])]


def _gold_account(report: str, number: int, x: Mapping[str, Any], text: str) -> Account:
    place = x.get("place") or {}
    level = place.get("level") or "country"
    start = date.fromisoformat(x["start"]) if x.get("start") else None
    end = date.fromisoformat(x["end"]) if x.get("end") else start
    days = (end - start).days + 1 if start and end else 0
    at = text.find(x["evidence"])
    return Account(
        id=f"{report}#{number}",
        report=report,
        type=x["type"],
        title=x["evidence"],
        start=start,
        end=end,
        date_precision=5
        if not start
        else 1
        if days == 1
        else 2
        if days <= 6
        else 3
        if days == 7
        else 4
        if days <= 31
        else 5,
        where=Where(
            place.get("name"),
            place.get("country"),
            place.get("admin1"),
            level,
            _PRECISION[level],
            place.get("lat"),
            place.get("lon"),
            place.get("tolerance_km"),
        ),
        actors=tuple(x.get("actors") or ()),
        targets=tuple(x.get("targets") or ()),
        killed=_toll(x.get("killed")),
        injured=_toll(x.get("injured")),
        status=x.get("status") or "reported",
        salience=x.get("salience") or "main",
        evidence=(Evidence("incident", Span(at, at + len(x["evidence"])), x["evidence"]),) if at >= 0 else (),
    )


def _toll(value: Sequence[int | None] | None) -> Toll | None:
    return (value[0], value[1]) if value else None


def b_cubed(incidents: Iterable[Incident], event: Mapping[str, str | None]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of a clustering, over the accounts (by id) whose event is known."""
    rows = [(event[a.id], n) for n, i in enumerate(incidents) for a in i.accounts if event.get(a.id)]
    both = Counter(rows)
    of_event, of_cluster = Counter(e for e, _ in rows), Counter(n for _, n in rows)
    precision = sum(both[r] / of_cluster[r[1]] for r in rows) / len(rows) if rows else 0.0
    recall = sum(both[r] / of_event[r[0]] for r in rows) / len(rows) if rows else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if rows else 0.0


def linking(gold: Path, articles: Path) -> tuple[float, float, float]:
    """B-cubed of fusion on the gold accounts."""
    reports = [report_of(r) for r in read_jsonl(articles)]
    texts = {r.id: r.text for r in reports}
    rows = [pair for r in read_jsonl(gold) for pair in gold_accounts(r, texts[r["id"]])]
    return b_cubed(fuse([a for a, _ in rows], reports), {a.id: e for a, e in rows})


def account_row(account: Account) -> dict[str, Any]:
    """An account in the form the scorers read."""
    where = account.where
    return {
        "report": account.report,
        "type": account.type,
        "start": account.start.isoformat() if account.start else None,
        "end": account.end.isoformat() if account.end else None,
        "place": {
            "name": where.name,
            "country": where.country,
            "admin1": where.admin1,
            "level": where.level,
            "lat": where.lat,
            "lon": where.lon,
            "radius_km": where.radius_km,
        },
        "actors": list(account.actors),
        "targets": list(account.targets),
        "killed": list(account.killed) if account.killed else None,
        "injured": list(account.injured) if account.injured else None,
        "status": account.status,
        "evidence": [
            {"field": e.field, "start": e.span.start, "end": e.span.end, "text": e.text} for e in account.evidence
        ],
    }


def main() -> int:
    """Print both figures. 0 done, 1 where the corpora or the pipeline are not there, which is said."""
    corpora = os.environ.get("SARHAD_CORPORA")
    if not corpora:
        print("fusion: SKIPPED, SARHAD_CORPORA is not set", file=sys.stderr)
        return 1
    folder = Path(corpora) / "news" / "dev"
    gold, articles = folder / "gold.jsonl", folder / "articles.jsonl"
    p, r, f = linking(gold, articles)
    print(f"fusion    gold accounts  linking alone P {p:.3f}  R {r:.3f}  F1 {f:.3f}")
    from geo.pipeline import extract

    reports = [report_of(row) for row in read_jsonl(articles)]
    accounts = [a for extraction in extract(reports) for a in extraction.accounts]
    incidents = fuse(accounts, reports)
    features = [
        {
            "type": "Feature",
            "id": i.id,
            "geometry": None,
            "properties": {"accounts": [account_row(a) for a in i.accounts]},
        }
        for i in incidents
    ]
    scorers = Path(os.environ.get("SARHAD_SCORERS") or Path(corpora).parent / "score")
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "incidents.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return subprocess.run(
            [sys.executable, str(scorers / "score_fusion.py"), str(gold), str(path)], check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
