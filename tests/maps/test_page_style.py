"""The one table of looks: hues that stay apart for every eye, shapes that do it alone, and the page's copy in step."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from geo.incident import Status, Type
from maps.style import LAND, LAND_DARK, PRECISIONS, STATUSES, TYPES, page_style

_PAGE = (Path(__file__).parents[2] / "maps" / "web" / "src" / "page.css").read_text(encoding="utf-8")

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
_EYES = {
    "all cones": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    x, y, z = (np.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116
               for v in _TO_XYZ @ np.clip(light, 0, 1) / (0.95047, 1, 1.08883))  # fmt: skip
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, two: str) -> float:
    dark, light = sorted(float(linear(c) @ (0.2126, 0.7152, 0.0722)) for c in (one, two))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("eye", _EYES)
@pytest.mark.parametrize("colours", [[s.colour for s in TYPES], [s.colour_dark for s in TYPES]], ids=["light", "dark"])
def test_hues_stay_apart_for_every_eye(eye: str, colours: Sequence[str]) -> None:
    seen = [lab(_EYES[eye] @ linear(colour)) for colour in colours]
    assert min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(seen, 2)) > 14


def test_hues_stand_out_from_the_land() -> None:
    assert min(contrast(s.colour, LAND) for s in TYPES) >= 3
    assert min(contrast(s.colour_dark, LAND_DARK) for s in TYPES) >= 3


def test_every_type_and_status_has_a_look_of_its_own() -> None:
    assert [s.type for s in TYPES] == list(get_args(Type))
    assert [s.status for s in STATUSES] == list(get_args(Status))
    assert [s.where_precision for s in PRECISIONS] == [1, 2, 3, 4, 5, 6, 7]
    assert len({s.shape for s in TYPES}) == len(TYPES)
    assert len({s.outline for s in STATUSES}) == len(STATUSES)
    assert {s.drawn for s in PRECISIONS if s.where_precision >= 6} == {"list"}
    assert page_style()["types"][0]["type"] == "strike"


def test_the_style_sheet_has_the_same_hues() -> None:
    for style in TYPES:
        said = re.findall(rf"--{style.type}: (#[0-9a-f]{{6}});", _PAGE)
        assert said == [style.colour, style.colour_dark, style.colour_dark]
