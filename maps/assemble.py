"""Reports -> the incidents of a map: extracted, fused, and chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.local_names import local_name
from geo.incident import Incident
from geo.spill import Spill
from maps.geojson import Unresolved
from maps.inputs import failed
from maps.progress import progress
from maps.wanted import Wanted, choose
from seeds.report import Rejected, Report

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was found in some reports. ``left_out`` counts the incidents that were not asked for, by reason."""

    incidents: Spill[Incident]
    """Sorted by day, then id; more than a few thousand are read from disk each time they are gone through."""
    unresolved: tuple[Unresolved, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[Rejected, ...] = ()
    """The reports that the program could not code."""


def assemble(
    reports: Sequence[Report],
    *,
    gazetteer: Path | None = None,
    words: tuple[str, ...] = (),
    workers: int | None = None,
    previous: Mapping[str, Any] | None = None,
    wanted: Wanted | None = None,
) -> Assembled:
    """Read the reports and fuse what they tell.

    ``previous`` is an earlier run's FeatureCollection, whose ids are kept. Raises ValueError when it is none.
    """
    from gazetteer.store import open_gazetteer
    from geo.fusion import Fusion
    from geo.pipeline import extract
    from geo.previous import previous_from_geojson

    earlier = None if previous is None else previous_from_geojson(previous)
    unresolved: list[Unresolved] = []
    faults: list[Rejected] = []
    places = open_gazetteer(gazetteer)
    with Fusion() as fusion:
        found = extract(reports, gazetteer=gazetteer, words=words, workers=workers)
        for extraction in progress(found, "reading reports", len(reports)):
            if extraction.fault is not None:
                faults.append(failed(extraction.report.id, extraction.fault))
                continue
            fusion.add_report(extraction.report)
            for account in extraction.accounts:
                fusion.add_account(account)
            unresolved.extend(Unresolved(extraction.report.id, *pair) for pair in extraction.unresolved)
        incidents = fusion.incidents(gazetteer=places, previous=earlier)
        kept, left_out = choose((_named(incident, places) for incident in incidents), wanted or Wanted(), places)
    return Assembled(kept, tuple(unresolved), left_out, tuple(faults))


def _named(incident: Incident, gazetteer: Gazetteer) -> Incident:
    """The incident with its place's name as the country writes it, where the gazetteer has one."""
    where = incident.where
    place = gazetteer.by_id(where.place_id) if where.place_id and where.local_name is None else None
    if place is None or where.name != place.name:
        return incident
    return replace(incident, where=replace(where, local_name=local_name(place)))
