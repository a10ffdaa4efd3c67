"""How an incident looks: type -> hue and shape, status -> outline, precision -> how it is drawn: one table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from geo.incident import Status, Type

Shape = Literal["triangle", "diamond", "cross", "hexagon", "pentagon", "circle", "square"]
Outline = Literal["solid", "dashed", "dotted", "hollow", "struck"]
Drawn = Literal["point", "ringed", "area", "strip", "list"]


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """One type's hue on the light and on the dark base map, and its shape, which alone tells the types apart too."""

    type: Type
    shape: Shape
    colour: str
    colour_dark: str


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """How the outline of a mark tells its status."""

    status: Status
    outline: Outline


@dataclass(frozen=True, slots=True)
class PrecisionStyle:
    """How a place of one `where_precision` (UCDP GED's 1 to 7) is drawn."""

    where_precision: int
    drawn: Drawn


TYPES: tuple[TypeStyle, ...] = (
    TypeStyle("strike", "triangle", "#d2323f", "#d93a38"),
    TypeStyle("attack", "diamond", "#c77213", "#eb8d1b"),
    TypeStyle("clash", "cross", "#6d1f74", "#bc4aba"),
    TypeStyle("abduction", "hexagon", "#574a00", "#f2e94e"),
    TypeStyle("operation", "pentagon", "#7a8390", "#b4c8ed"),
    TypeStyle("liaison", "circle", "#00584f", "#05bb86"),
    TypeStyle("diplomacy", "square", "#1549b8", "#3f7dff"),
)
"""In the order of the layer control and the legend. Any two hues stay apart under protan, deutan and tritan vision."""

STATUSES: tuple[StatusStyle, ...] = (
    StatusStyle("reported", "solid"),
    StatusStyle("claimed", "dashed"),
    StatusStyle("alleged", "dotted"),
    StatusStyle("planned", "hollow"),
    StatusStyle("denied", "struck"),
)

PRECISIONS: tuple[PrecisionStyle, ...] = (
    PrecisionStyle(1, "point"),
    PrecisionStyle(2, "ringed"),
    PrecisionStyle(3, "area"),
    PrecisionStyle(4, "area"),
    PrecisionStyle(5, "strip"),
    PrecisionStyle(6, "list"),
    PrecisionStyle(7, "list"),
)

LAND, LAND_DARK = "#f3f0e8", "#222b33"
"""What the marks stand on; every hue keeps a contrast of 3 to 1 with it."""

RADIUS_PX, RADIUS_PER_ROOT_DEATH_PX, RADIUS_MAX_PX = 7.0, 1.5, 22.0
"""A mark's radius in CSS pixels: the first for no deaths, more by the root of the deaths, at most the last."""


def page_style() -> dict[str, Any]:
    """The table as the page's script reads it: plain JSON values."""
    return {
        "types": [asdict(style) for style in TYPES],
        "statuses": [asdict(style) for style in STATUSES],
        "precisions": [asdict(style) for style in PRECISIONS],
        "land": LAND,
        "land_dark": LAND_DARK,
        "radius": [RADIUS_PX, RADIUS_PER_ROOT_DEATH_PX, RADIUS_MAX_PX],
    }
