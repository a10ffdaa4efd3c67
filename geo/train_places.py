"""Train the weights of place recognition and resolution: ``python -m geo.train_places [--check]``, corpora at
SARHAD_CORPORA.

Development only: needs numpy and scipy, and text with marked places that is no part of the project. ``--check``
trains on
parts and judges on the rest (five parts of each corpus, then each corpus left out) and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from gazetteer.store import open_gazetteer
from geo.candidates import FACTORS, Candidate
from geo.measure import distance_km
from geo.places_model import Model, sounds_of
from geo.placing import Placer

OUT = Path(__file__).parent / "words" / "places_model.json"
CORPORA = ("lgl", "trnews", "geovirus", "gwn")
RIGHT_KM = 161.0
LITERAL = frozenset(("Literal", "Mixed", "Literal_Modifier", "Coercion", "Embedded_Literal"))

START = {
    "size": 4.0, "country": 4.5, "province": 3.0, "district": 0.5, "region": 2.5, "site": 0.5, "primary": 1.0, "code":
    0.5, "rank": 0.5,
    "first": 0.5, "feature": 3.0, "other-feature": -1.5, "held": 5.0, "held-elsewhere": -1.0, "country-named": 1.0,
    "province-named": 2.0, "country-share": 1.5, "province-share": 1.5, "near-50": 1.5, "near-300": 1.0, "small": -0.5,
    "called": 4.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gold:
    """One text with its marked places: (start, end, lat, lon, kind), coordinates None where the corpus has none."""

    id: str
    corpus: str
    text: str
    marks: tuple[tuple[int, int, float | None, float | None, str | None], ...]


def read_corpora(folder: Path) -> list[Gold]:
    """All texts of the four corpora, in order."""
    texts = []
    for corpus in CORPORA:
        with (folder / "geoparsing" / f"{corpus}.dev.jsonl").open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                marks = tuple((t["start"], t["end"], t["lat"], t["lon"], t.get("kind")) for t in row["toponyms"])
                texts.append(Gold(row["id"], corpus, row["text"], marks))
    return texts


PUBLISHER = 0.6
BOUNDS: dict[str, tuple[float | None, float | None]] = {
    "called": (4.0, None), "feature": (0.0, None), "other-feature": (None, 0.0),
}  # fmt: skip
"""Least and most that a factor may weigh.

A word that says what the place is ('Washington state', 'Pishin district') decides: the corpora have too few to learn it
from, and in them a town and its district count for one.
"""
SNIPPET = 0.25
"""How much a name counts in a stretch of a text set apart, beside the same name in the whole text."""


def snippets(gold: Gold) -> Iterator[Gold]:
    """Every third sentence or so as a text of its own, so that a name with little about it is known as well."""
    start = 0
    for number, match in enumerate(re.finditer(r"[.!?]\s|\n|\Z", gold.text)):
        end = match.end()
        if number % 3 == 0 and end - start > 30:
            marks = tuple((m[0] - start, m[1] - start, *m[2:]) for m in gold.marks if start <= m[0] and m[1] <= end)
            yield Gold(f"{gold.id}/{number}", gold.corpus, gold.text[start:end], marks)
        start = end


def _mark_of(start: int, end: int, gold: Gold) -> tuple[int, int, float | None, float | None, str | None] | None:
    found = [m for m in gold.marks if m[0] < end and start < m[1]]
    return max(found, key=lambda m: (min(m[1], end) - max(m[0], start), m[2] is not None), default=None)


def _right(candidates: Sequence[Candidate], lat: float, lon: float) -> list[bool]:
    away = [distance_km(c.lat, c.lon, lat, lon) for c in candidates]
    least = min(away, default=math.inf)
    return [least <= RIGHT_KM and a <= least + 5 for a in away]


def train_glance(resolver: Placer, texts: Sequence[Gold]) -> dict[str, float]:
    """Weights of the clues that the words and the gazetteer give before anything is resolved."""
    rows: list[list[str]] = []
    labels: list[bool] = []
    for gold in texts:
        for mention in resolver.names(gold.text):
            if mention.kind in ("name", "abbreviation"):
                rows.append(mention.clues)
                labels.append(_mark_of(mention.start, mention.end, gold) is not None)
    return logistic(rows, labels, [1.0] * len(rows), ridge=1.0, least=4)


def _resolve_loss(
    w: NDArray[np.float64], x: NDArray[np.float64], right: NDArray[np.bool_], sizes: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64]]:
    """Minus the log-likelihood of the right candidates, with a ridge, and its gradient; ``sizes`` are the groups'."""
    starts = np.cumsum(np.concatenate([[0], sizes[:-1]]))
    s = x @ w
    s -= np.repeat(np.maximum.reduceat(s, starts), sizes)
    e = np.exp(s)
    p = e / np.repeat(np.add.reduceat(e, starts), sizes)
    good = np.add.reduceat(p * right, starts)
    q = p * right / np.repeat(np.maximum(good, 1e-12), sizes)
    return float(-np.log(np.maximum(good, 1e-12)).sum() + 0.25 * (w @ w)), np.asarray(x.T @ (p - q) + 0.5 * w)


def train_resolve(
    resolver: Placer, texts: Sequence[Gold], glance: dict[str, float], rounds: int = 3
) -> tuple[float, ...]:
    """Weights of the candidates' factors, by the likelihood of the marked places."""
    weights = tuple(START.get(name, 0.0) for name in FACTORS)
    for _ in range(rounds):
        blocks: list[NDArray[np.float64]] = []
        masks: list[NDArray[np.bool_]] = []
        empty = Model(weights, glance, {}, {}, ())
        for gold in texts:
            mentions, groups, of = resolver.weigh(gold.text, empty)
            seen: set[int] = set()
            for index, mention in enumerate(mentions):
                mark = _mark_of(mention.start, mention.end, gold)
                group = groups[of[index]]
                if mark is None or mark[2] is None or mark[3] is None or of[index] in seen or len(group.candidates) < 2:
                    continue
                if mention.kind == "demonym":
                    continue
                right = _right(group.candidates, mark[2], mark[3])
                if any(right) and not all(right):
                    seen.add(of[index])
                    blocks.append(np.array(group.vectors))
                    masks.append(np.array(right))
        args = (np.vstack(blocks), np.concatenate(masks), np.array([len(b) for b in blocks]))
        result = minimize(
            _resolve_loss, np.array(weights), args=args, jac=True, method="L-BFGS-B", options={"maxiter": 200},
            bounds=[BOUNDS.get(name, (None, None)) for name in FACTORS],
        )  # fmt: skip
        weights = tuple(float(round(v, 3)) for v in result.x)
    # The corpora do not tell where their publishers are: this one weight is set by hand, about that of a country named.
    return tuple(PUBLISHER if name == "publisher" else w for name, w in zip(FACTORS, weights, strict=True))


def logistic(
    rows: Sequence[Sequence[str]], labels: Sequence[bool], weight: Sequence[float], ridge: float, least: int
) -> dict[str, float]:
    """Weights of clues by ridge-regularised logistic regression; clues seen fewer than ``least`` times are left out."""
    seen = Counter(c for row in rows for c in set(row))
    names = sorted(c for c, n in seen.items() if n >= least)
    number = {c: i for i, c in enumerate(names)}
    indices = [sorted({number[c] for c in row if c in number}) for row in rows]
    pointers = np.cumsum([0] + [len(i) for i in indices])
    flat = np.concatenate([np.array(i, dtype=np.int64) for i in indices])
    x = csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(names)))
    y, k = np.array(labels, dtype=float), np.array(weight, dtype=float)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        s = x @ w[:-1] + w[-1]
        p = 1 / (1 + np.exp(-np.clip(s, -30, 30)))
        value = -(k * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum() + 0.5 * ridge * (w[:-1] @ w[:-1])
        g = k * (p - y)
        return float(value), np.concatenate([x.T @ g + ridge * w[:-1], [g.sum()]])

    result = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    weights = {c: round(float(v), 2) for c, v in zip(names, result.x, strict=False) if abs(v) >= 0.02}
    weights[""] = round(float(result.x[-1]), 2)
    return dict(sorted(weights.items()))


def train(resolver: Placer, texts: Sequence[Gold]) -> Model:
    """All weights from texts with marked places."""
    glance = train_glance(resolver, texts)
    resolve = train_resolve(resolver, texts, glance)
    partial = Model(resolve, glance, {}, {}, ())
    rows: list[list[str]] = []
    labels: list[bool] = []
    weight: list[float] = []
    literal_rows: list[list[str]] = []
    literal: list[bool] = []
    for gold, counted in [*((t, 1.0) for t in texts), *((t, SNIPPET) for text in texts for t in snippets(text))]:
        mentions, groups, of = resolver.weigh(gold.text, partial)
        for index, mention in enumerate(mentions):
            group = groups[of[index]]
            mark = _mark_of(mention.start, mention.end, gold)
            if mention.kind == "demonym" and gold.corpus == "geovirus":
                continue  # that corpus marks none; it says nothing of them
            if not group.candidates:
                continue
            located = mark is not None and mark[2] is not None
            rows.append([*mention.clues, *group.clues])
            labels.append(located)
            weight.append(counted)
            if counted == 1.0 and mark is not None and mark[4] is not None and mention.kind != "demonym":
                literal_rows.append([*mention.clues, *group.clues])
                literal.append(mark[4] in LITERAL)
    recognise = logistic(rows, labels, weight, ridge=1.0, least=3)
    meant = logistic(literal_rows, literal, [1.0] * len(literal), ridge=2.0, least=3) if literal else {"": 0.0}
    return Model(resolve, glance, recognise, meant, tuple(_calibration(_chances(resolver, texts, glance))))


def _chances(
    resolver: Placer, texts: Sequence[Gold], glance: dict[str, float], parts: int = 4
) -> list[tuple[float, bool]]:
    """(chance of the best candidate, was right) of the marked places, each by weights trained without its text.

    Of the texts that the weights were trained on they know too much: what they are sure of there is right too often.
    """
    said: list[tuple[float, bool]] = []
    for part in range(parts):
        outside = [t for t in texts if _part(t, parts, "chances") != part]
        weights = Model(train_resolve(resolver, outside, glance, rounds=2), glance, {}, {}, ())
        for gold in (t for t in texts if _part(t, parts, "chances") == part):
            mentions, groups, of = resolver.weigh(gold.text, weights)
            for mention, number in zip(mentions, of, strict=True):
                mark, group = _mark_of(mention.start, mention.end, gold), groups[number]
                if not group.candidates or mark is None or mark[2] is None or mark[3] is None:
                    continue
                best = group.candidates[group.order[0]]
                right = distance_km(best.lat, best.lon, mark[2], mark[3]) <= RIGHT_KM
                said.append((group.chance[group.order[0]], right))
    return said


def _part(gold: Gold, parts: int, salt: str = "") -> int:
    """The part a text is in, by its id; another ``salt`` cuts otherwise."""
    return zlib.crc32((salt + gold.id).encode()) % parts


BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.88, 0.94, 0.97, 0.99, 0.999, 1.01)
"""Edges of the bands of chance whose share right is counted."""


def _calibration(said: list[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Ascending (said, found) pairs: the share right in bands of what was said, made monotone by pooling."""
    if not said:
        return [(0.0, 0.0), (1.0, 1.0)]
    bands = [[(s, r) for s, r in said if low <= s < high] for low, high in pairwise(BANDS)]
    points = [(sum(s for s, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for b in bands if b]
    pooled: list[tuple[float, float, int]] = []
    for point in points:
        pooled.append(point)
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            (s1, f1, n1), (s2, f2, n2) = pooled[-2:]
            pooled[-2:] = [((s1 * n1 + s2 * n2) / (n1 + n2), (f1 * n1 + f2 * n2) / (n1 + n2), n1 + n2)]
    return [(round(s, 4), round(f, 4)) for s, f, _ in pooled]


def write(model: Model, path: Path = OUT) -> None:
    """Write the weights as JSON, sorted."""
    data = {
        "resolve": dict(zip(FACTORS, model.resolve, strict=True)),
        "glance": model.glance,
        "recognise": model.recognise,
        "literal": model.literal,
        "calibration": [list(p) for p in model.calibration],
    }
    write_json(path, data)


def judge(
    resolver: Placer, model: Model, texts: Sequence[Gold], said: list[tuple[float, bool]] | None = None
) -> Counter[tuple[str, str]]:
    """Counts by corpus: pred, gold, hit (found and within 161 km), found. ``said`` gathers (confidence, was right)."""
    counts: Counter[tuple[str, str]] = Counter()
    before, resolver.weights = resolver.weights, model
    for gold in texts:
        rows = [
            (t.span.start, t.span.end, t.place.lat, t.place.lon, t.confidence)
            for t in resolver.in_text(gold.text)
            if t.place is not None and t.role != "name" and not (gold.corpus == "geovirus" and t.role == "demonym")
        ]
        c = gold.corpus
        counts[c, "pred"] += len(rows)
        located = [m for m in gold.marks if m[2] is not None]
        counts[c, "gold"] += len(located)
        used: set[int] = set()
        for mark in located:
            over = [i for i, r in enumerate(rows) if i not in used and r[0] < mark[1] and mark[0] < r[1]]
            if not over:
                continue
            counts[c, "found"] += 1
            best = min(over, key=lambda i: _away(rows[i], mark))
            used.add(best)
            right = _away(rows[best], mark) <= RIGHT_KM
            counts[c, "hit"] += right
            if said is not None:
                said.append((rows[best][4], right))
    resolver.weights = before
    return counts


def _away(row: Any, mark: Any) -> float:
    return math.inf if row[2] is None else distance_km(row[2], row[3], mark[2], mark[3])


def show(counts: Counter[tuple[str, str]]) -> list[str]:
    """One line a corpus: precision, recall and F1 end to end at 161 km, share found, share of those resolved right."""
    lines = []
    for corpus in CORPORA:
        gold, pred, hit, found = (counts[corpus, k] for k in ("gold", "pred", "hit", "found"))
        if gold and hit:
            p, r = hit / pred, hit / gold
            lines.append(
                f"{corpus:9} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}  found {found / gold:.3f}  "
                f"of these resolved right {hit / found:.3f}  ({pred} said, {gold} marked)"
            )
    return lines


def cross_validate(
    resolver: Placer, texts: Sequence[Gold], parts: int = 5, said: list[tuple[float, bool]] | None = None
) -> Counter[tuple[str, str]]:
    """Counts with every text judged by weights that were trained without it; ``said`` gathers (confidence, was
    right)."""
    total: Counter[tuple[str, str]] = Counter()
    for part in range(parts):
        outside = [t for t in texts if _part(t, parts) != part]
        inside = [t for t in texts if _part(t, parts) == part]
        total += judge(resolver, train(resolver, outside), inside, said)
    return total


def leave_out(resolver: Placer, texts: Sequence[Gold]) -> Counter[tuple[str, str]]:
    """Counts with every corpus judged by weights that were trained on the other three."""
    total: Counter[tuple[str, str]] = Counter()
    for corpus in CORPORA:
        weights = train(resolver, [t for t in texts if t.corpus != corpus])
        total += judge(resolver, weights, [t for t in texts if t.corpus == corpus])
    return total


def main(arguments: list[str] | None = None) -> int:
    """Train and write the weights, or with --check only judge."""
    parser = argparse.ArgumentParser(prog="python -m geo.train_places", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="judge on texts kept out of the training; write nothing")
    parser.add_argument("--sounds", action="store_true", help="only write words/sounds.json anew, from the gazetteer")
    args = parser.parse_args(arguments)
    gazetteer = open_gazetteer()
    if args.sounds:
        write_json(OUT.parent / "sounds.json", sounds_of(gazetteer))
        return 0
    folder = os.environ.get("SARHAD_CORPORA")
    if not folder:
        print("set SARHAD_CORPORA to the folder of the corpora", file=sys.stderr)
        return 2
    resolver = Placer(gazetteer)
    texts = read_corpora(Path(folder))
    if args.check:
        print("five parts, each judged by weights trained on the other four:")
        print("\n".join(show(cross_validate(resolver, texts))))
        print("each corpus judged by weights trained on the other three:")
        print("\n".join(show(leave_out(resolver, texts))))
        return 0
    weights = train(resolver, texts)
    write(weights)
    print("on the texts trained on:")
    print("\n".join(show(judge(resolver, weights, texts))))
    return 0


def write_json(path: Path, data: Any) -> None:
    """Write JSON, one entry a line, so that a change is a small one."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
