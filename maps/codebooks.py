"""Incidents in the columns of ACLED and of UCDP GED, for tools and analysts that know those.

Both forms were made for a point each. Ours keeps them honest: latitude and longitude are given only where a point is
claimed (where_precision 1 and 2), counts that nobody gives are empty and not 0, ids are ours. Columns that only those
projects can fill (their actor and conflict numbers, PRIO-GRID cells) are there and empty.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geo.incident import Incident
from geo.layers import citation, publisher_of
from geo.shapes import Drawing

Row = dict[str, Any]
CountryName = Callable[[str | None], str | None]
"""ISO alpha-2 code -> English name."""

ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""The columns of an ACLED export, in its order."""

UCDP = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
"""The columns of a UCDP GED release, in its order."""

_GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
"""UCDP's seven codes of place as ACLED's three: exact, part of a region, region."""
_TIME_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
"""UCDP's five codes of time as ACLED's three: day, week, month."""
_VAGUE = {"tens of": 10, "dozens": 12, "scores": 12, "hundreds": 100}
"""What ACLED counts for words where no number stands."""
_VIOLENT = frozenset({"strike", "attack", "clash", "abduction", "operation"})


def acled_row(incident: Incident, drawing: Drawing, country_name: CountryName) -> Row:
    """One incident in ACLED's columns; the most conservative number of deaths, None where nobody gives one."""
    where = incident.where
    kind = _class_of(incident)
    point = _point(drawing)
    actor, actors = _first(incident.actors)
    target, targets = _first(incident.targets)
    known: Row = {
        "event_id_cnty": incident.id,
        "event_date": incident.start.isoformat() if incident.start else None,
        "year": incident.start.year if incident.start else None,
        "time_precision": _TIME_PRECISION[incident.date_precision] if incident.start else None,
        "disorder_type": kind["disorder"],
        "event_type": kind["event"],
        "sub_event_type": kind["sub"],
        "actor1": actor,
        "assoc_actor_1": actors,
        "actor2": target,
        "assoc_actor_2": targets,
        "country": country_name(where.country),
        "admin1": where.admin1,
        "location": where.name,
        "latitude": point[1] if point else None,
        "longitude": point[0] if point else None,
        "geo_precision": _GEO_PRECISION[where.where_precision],
        "source": "; ".join(publisher_of(incident)),
        "notes": _notes(incident),
        "fatalities": _conservative(incident),
        "tags": f"status={incident.status}; where_precision={where.where_precision}",
    }
    return {name: known.get(name) for name in ACLED}


def ucdp_row(incident: Incident, drawing: Drawing, country_name: CountryName) -> Row:
    """One incident in UCDP GED's columns: low, best and high over all that is reported."""
    where = incident.where
    point = _point(drawing)
    low, best, high = deaths(incident)
    sources = incident.sources
    known: Row = {
        "id": incident.id,
        "relid": incident.id,
        "year": incident.start.year if incident.start else None,
        "side_a": "; ".join(incident.actors),
        "side_b": "; ".join(incident.targets),
        "number_of_sources": len(sources),
        "source_article": "; ".join(citation(source) for source in sources),
        "source_office": "; ".join(publisher_of(incident)),
        "source_date": "; ".join(source.published.isoformat() for source in sources if source.published),
        "source_headline": "; ".join(source.title for source in sources if source.title),
        "source_original": "; ".join(
            dict.fromkeys(who for a in incident.accounts for who in (a.toll_by, a.status_by) if who)
        ),
        "where_prec": where.where_precision,
        "where_coordinates": where.name,
        "where_description": " ".join(part for part in (where.relation, where.surface or where.name) if part),
        "adm_1": where.admin1,
        "latitude": point[1] if point else None,
        "longitude": point[0] if point else None,
        "geom_wkt": f"POINT ({point[0]} {point[1]})" if point else None,
        "country": country_name(where.country),
        "date_prec": incident.date_precision,
        "date_start": incident.start.isoformat() if incident.start else None,
        "date_end": incident.end.isoformat() if incident.end else None,
        "best": best,
        "high": high,
        "low": low,
    }
    return {name: known.get(name) for name in UCDP}


def is_ged_event(incident: Incident) -> bool:
    """Whether it is an event in UCDP's sense: violence that is reported to have happened, with at least one death."""
    happened = incident.status not in ("planned", "denied")
    return happened and incident.type in _VIOLENT and any(n and n > 0 for n in deaths(incident))


def deaths(incident: Incident) -> tuple[int | None, int | None, int | None]:
    """Low, best and high number of deaths: the least and the most that anybody reports; None where nobody does."""
    given = [n for n in (*(incident.killed or ()), incident.killed_best) if n is not None]
    given += [n for account in incident.accounts for n in account.killed or () if n is not None]
    if not given:
        return (None, None, None)
    low = incident.killed[0] if incident.killed and incident.killed[0] is not None else min(given)
    best = incident.killed_best if incident.killed_best is not None else low
    return (low, best, max(given))


def _conservative(incident: Incident) -> int | None:
    low = deaths(incident)[0]
    if low is not None:
        return low
    words = " ".join(e.text for a in incident.accounts for e in a.evidence if e.field == "killed").casefold()
    counts = [number for word, number in _VAGUE.items() if re.search(rf"\b{word}\b", words)]
    return min(counts, default=None)


@lru_cache(maxsize=1)
def _classes() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("maps").joinpath("classes.toml").read_text(encoding="utf-8"))


def _class_of(incident: Incident) -> dict[str, Any]:
    classes = _classes()
    if incident.type == "attack":
        targets = " ".join(incident.targets).casefold()
        words = "|".join(map(re.escape, classes["attack_on_forces"]["words"]))
        if re.search(rf"\b(?:{words})\b", targets):
            return classes["attack_on_forces"]
    if incident.type == "operation" and any(account.arrested for account in incident.accounts):
        return classes["operation_with_arrests"]
    return classes[incident.type]


def _point(drawing: Drawing) -> tuple[float, float] | None:
    return drawing.anchor if drawing.drawn_as in ("point", "near") else None


def _first(names: tuple[str, ...]) -> tuple[str | None, str | None]:
    return (names[0] if names else None, "; ".join(names[1:]) or None)


def _notes(incident: Incident) -> str:
    """Who reports it and in what words, as an ACLED note begins: 'As reported by ...'."""
    cited = "; ".join(citation(source) for source in incident.sources)
    quotes = dict.fromkeys(
        " ".join(e.text.split()) for a in incident.accounts for e in a.evidence if e.field == "incident"
    )
    period = f" ({incident.start} to {incident.end})" if incident.start != incident.end else ""
    quoted = " ".join(f"“{quote}”" for quote in quotes)
    return f"As reported by {cited or 'an unnamed source'}{period}: {quoted} Figures as reported, not verified."
