"""Reports -> the incidents of a map: extracted, fused, and chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.local_names import local_name
from geo.incident import Account, Incident
from maps.geojson import Unresolved
from maps.progress import progress
from maps.wanted import Wanted, choose
from seeds.report import Report

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was found in some reports. ``left_out`` counts the incidents that were not asked for, by reason."""

    incidents: tuple[Incident, ...]
    unresolved: tuple[Unresolved, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


def assemble(
    reports: Sequence[Report],
    *,
    gazetteer: Path | None = None,
    words: tuple[str, ...] = (),
    workers: int = 1,
    previous: Mapping[str, Any] | None = None,
    wanted: Wanted | None = None,
) -> Assembled:
    """Read the reports and fuse what they tell.

    ``previous`` is an earlier run's FeatureCollection, whose ids are kept. Raises ValueError when it is none.
    """
    from gazetteer.store import open_gazetteer
    from geo.fusion import fuse
    from geo.pipeline import extract
    from geo.previous import previous_from_geojson

    earlier = None if previous is None else previous_from_geojson(previous)
    accounts: list[Account] = []
    unresolved: list[Unresolved] = []
    found = extract(reports, gazetteer=gazetteer, words=words, workers=workers)
    for extraction in progress(found, "reading reports", len(reports)):
        accounts.extend(extraction.accounts)
        unresolved.extend(Unresolved(extraction.report.id, *pair) for pair in extraction.unresolved)
    places = open_gazetteer(gazetteer)
    incidents = fuse(accounts, reports, gazetteer=places, previous=earlier)
    kept, left_out = choose((_named(incident, places) for incident in incidents), wanted or Wanted(), places)
    return Assembled(kept, tuple(unresolved), left_out)


def _named(incident: Incident, gazetteer: Gazetteer) -> Incident:
    """The incident with its place's name as the country writes it, where the gazetteer has one."""
    where = incident.where
    place = gazetteer.by_id(where.place_id) if where.place_id and where.local_name is None else None
    if place is None or where.name != place.name:
        return incident
    return replace(incident, where=replace(where, local_name=local_name(place)))
