"""A place of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["site", "town", "district", "province", "region", "country"]
"""How coarse a place is: what a mention of it pins down. Seas, rivers and continents are regions."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place.

    Coordinates are degrees, WGS 84 (EPSG:4326). ``lat`` and ``lon`` are a representative point, both
    None where no source has one; ``radius_km`` is how far from it the place may extend (None unknown).
    ``id`` is stable between builds ('geonames:1163020', 'country:PK', 'admin1:IR.41', 'local:...').
    ``country`` is ISO 3166-1 alpha-2, ``admin1`` and ``admin2`` names in English. ``population`` None
    is unknown. ``outline_id`` is the key of its outline in the gazetteer, None where there is none.
    """

    id: str
    name: str
    level: Level
    kind: str
    """What it is: 'town', 'village', 'district', 'province', 'country', 'sea', 'river', 'site', ..."""
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    population: int | None = None
    outline_id: str | None = None
    source: str = "geonames"
    names: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    """The name by language code ('fa', 'ur'), for showing the local name."""
