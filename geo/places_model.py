"""The trained weights of recognition and resolution, and the names known by how they sound."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from gazetteer.names import fold, sound
from gazetteer.store import Gazetteer
from geo.candidates import FACTORS, TRANSLITERATED
from geo.mentions import Sounds, vocabulary


@dataclass(frozen=True, slots=True)
class Model:
    """Trained weights. ``recognise`` weighs clues that a name is a place here, ``literal`` that it is meant as a
    place."""

    resolve: tuple[float, ...]
    glance: dict[str, float]
    """Weighs, before anything is resolved, whether a name is worth a second look."""
    recognise: dict[str, float]
    literal: dict[str, float]
    calibration: tuple[tuple[float, float], ...]
    """(said, found) pairs, ascending: how often a place is right that is given that chance."""


@cache
def model() -> Model:
    """The trained weights, read once."""
    data: dict[str, Any] = json.loads(files("geo").joinpath("words/places_model.json").read_text(encoding="utf-8"))
    return Model(
        tuple(float(data["resolve"][name]) for name in FACTORS),
        data["glance"],
        data["recognise"],
        data["literal"],
        tuple((float(a), float(b)) for a, b in data["calibration"]),
    )


Sums = tuple[int, int, int]
"""What clues weigh in each of the three models of recognition, in hundredths: whole numbers, so that their sum is the
same in whichever order they are added."""
Joint = dict[str, Sums]
"""Clue -> its weights; '' is what always counts."""


def joint(weights: Model) -> Joint:
    """The three models as one table, so that a clue is looked up once."""
    one, two, three = weights.glance, weights.recognise, weights.literal
    return {
        clue: (round(100 * one.get(clue, 0)), round(100 * two.get(clue, 0)), round(100 * three.get(clue, 0)))
        for clue in (*one, *two, *three)
    }


def tally(table: Joint, clues: Iterable[str], start: Sums = (0, 0, 0)) -> Sums:
    """Sums of the clues' weights in each model, without what always counts ('' is to be added once)."""
    glance, recognise, literal = start
    for row in map(table.get, clues):
        if row is not None:
            a, b, c = row
            glance += a
            recognise += b
            literal += c
    return glance, recognise, literal


def logistic(value: float) -> float:
    """The chance that a sum of weights stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def calibrated(said: float, points: tuple[tuple[float, float], ...]) -> float:
    """A chance as it was found to be: straight lines between the measured points, flat beyond them."""
    if not points:
        return said
    if said <= points[0][0]:
        return points[0][1]
    if said > points[-1][0]:
        return points[-1][1]
    for (x1, y1), (x2, y2) in pairwise(points):
        if said <= x2:
            return y1 + (y2 - y1) * (said - x1) / (x2 - x1) if x2 > x1 else y2
    return points[-1][1]


@cache
def heard_names() -> tuple[Sounds, dict[str, list[str]]]:
    """How the names of transliterated provinces sound: those of several words, and the ids of those of one word."""
    data = json.loads(files("geo").joinpath("words/sounds.json").read_text(encoding="utf-8"))
    return Sounds(data["keys"], frozenset(data["last"])), data["alone"]


def sounds_of(gazetteer: Gazetteer) -> dict[str, Any]:
    """What geo/words/sounds.json holds, worked out from a gazetteer."""
    features = vocabulary().features
    alone: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    last: set[str] = set()
    for code in sorted(TRANSLITERATED):
        for area in gazetteer.admin1(code):
            for name in dict.fromkeys(
                (area.name, area.names.get("en", ""), area.names.get("fa", ""), area.names.get("ur", ""))
            ):
                words = [w for w in fold(name).split() if w not in features]
                heard = sound(" ".join(words))
                if len(words) > 1 and len(heard) >= 6:
                    keys.setdefault(heard, fold(area.name))
                    last.add(sound(words[-1]))
                elif words and len(heard) >= 4 and area.id not in alone.get(heard, ()):
                    alone.setdefault(heard, []).append(area.id)
    return {"keys": dict(sorted(keys.items())), "last": sorted(last), "alone": dict(sorted(alone.items()))}
