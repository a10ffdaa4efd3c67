"""The records of `geo` as plain JSON values, and back: the one place that names the fields of our files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from gazetteer.place import Level, Place
from geo.incident import Account, Evidence, Field, Link, Status, Toll, Type, Where
from geo.toponym import Toponym
from seeds.report import Span

Json = dict[str, Any]
"""A JSON object: keys are strings, values what `json.dumps` takes."""

_DIGITS = 5
"""Decimals of a degree: about a metre, finer than any place name is known."""

_FEATURE_LEVELS: dict[str, Level] = {
    "country": "country",
    "county": "district",
    "district": "district",
    "division": "district",
    "governorate": "province",
    "province": "province",
    "region": "region",
    "state": "province",
    "tehsil": "district",
}
"""What a feature word says of a name that no gazetteer has; any other word, or none, is taken for a town."""


def degrees(value: float | None) -> float | None:
    """A coordinate in degrees as our files write it: five decimals, never minus zero.

    >>> degrees(26.0012149), degrees(-0.000001), degrees(None)
    (26.00121, 0.0, None)
    """
    return None if value is None else round(value, _DIGITS) + 0.0


def account_json(account: Account) -> Json:
    """One account as `sarhad extract` and the features' `accounts` write it.

    Days are ISO, tolls ``[low, high]`` or None, spans offsets into the report's text as given. For a province
    or anything coarser ``place.lat`` and ``place.lon`` are a representative point, never a claim.
    """
    return {
        "id": account.id,
        "report": account.report,
        "type": account.type,
        "title": account.title,
        "start": iso_day(account.start),
        "end": iso_day(account.end),
        "date_precision": account.date_precision,
        "date_inferred": account.date_inferred,
        "date_words": account.date_words,
        "place": where_json(account.where),
        "actors": list(account.actors),
        "targets": list(account.targets),
        "killed": toll_json(account.killed),
        "injured": toll_json(account.injured),
        "abducted": toll_json(account.abducted),
        "arrested": toll_json(account.arrested),
        "toll_words": account.toll_words,
        "toll_by": account.toll_by,
        "status": account.status,
        "status_by": account.status_by,
        "salience": account.salience,
        "evidence": [_evidence_json(e) for e in account.evidence],
        "links": [_link_json(link) for link in account.links],
        "rules": list(account.rules),
    }


def account_from(data: Mapping[str, Any]) -> Account:
    """The account that `account_json` wrote; raises KeyError, TypeError or ValueError for anything else."""
    return Account(
        id=str(data["id"]),
        report=str(data["report"]),
        type=cast(Type, data["type"]),
        title=str(data["title"]),
        start=day_from(data["start"]),
        end=day_from(data["end"]),
        date_precision=int(data["date_precision"]),
        where=where_from(data["place"]),
        actors=tuple(data["actors"]),
        targets=tuple(data["targets"]),
        killed=toll_from(data["killed"]),
        injured=toll_from(data["injured"]),
        abducted=toll_from(data.get("abducted")),
        arrested=toll_from(data.get("arrested")),
        status=cast(Status, data["status"]),
        status_by=data.get("status_by"),
        salience=data["salience"],
        date_inferred=bool(data["date_inferred"]),
        date_words=data.get("date_words"),
        toll_words=data.get("toll_words"),
        toll_by=data.get("toll_by"),
        evidence=tuple(
            Evidence(cast(Field, e["field"]), Span(e["start"], e["end"]), e["text"]) for e in data["evidence"]
        ),
        links=tuple(_link_from(link) for link in data.get("links", ())),
        rules=tuple(data.get("rules", ())),
    )


def where_json(where: Where) -> Json:
    """A `Where` as the value of ``place``."""
    return {
        "name": where.name,
        "local_name": where.local_name,
        "surface": where.surface,
        "country": where.country,
        "admin1": where.admin1,
        "level": where.level,
        "lat": degrees(where.lat),
        "lon": degrees(where.lon),
        "radius_km": where.radius_km,
        "where_precision": where.where_precision,
        "relation": where.relation,
        "confidence": where.confidence,
        "place_id": where.place_id,
        "outline_id": where.outline_id,
        "within_id": where.within_id,
        "line": list(where.line),
        "reasons": list(where.reasons),
    }


def where_from(data: Mapping[str, Any]) -> Where:
    """The `Where` that `where_json` wrote."""
    return Where(
        name=data["name"],
        country=data["country"],
        admin1=data["admin1"],
        level=cast(Level, data["level"]),
        where_precision=int(data["where_precision"]),
        lat=data["lat"],
        lon=data["lon"],
        radius_km=data["radius_km"],
        surface=data.get("surface"),
        local_name=data.get("local_name"),
        place_id=data.get("place_id"),
        outline_id=data.get("outline_id"),
        within_id=data.get("within_id"),
        line=tuple(data.get("line") or ()),
        relation=data.get("relation"),
        confidence=data.get("confidence"),
        reasons=tuple(data.get("reasons") or ()),
    )


def place_row(toponym: Toponym) -> Json:
    """One mention of a place as `sarhad extract` lists it under ``places``.

    A name that was not resolved keeps its words and has no coordinates; its country and province are those
    the text says it is in, its level what the feature word beside it says.
    """
    place = toponym.place
    around: Place | None = place or toponym.within
    level = place.level if place else _FEATURE_LEVELS.get((toponym.feature or "").casefold(), "town")
    return {
        "name": place.name if place else toponym.surface,
        "surface": toponym.surface,
        "start": toponym.span.start,
        "end": toponym.span.end,
        "role": toponym.role,
        "country": around.country if around else None,
        "admin1": around.admin1 if around else None,
        "level": level,
        "lat": degrees(place.lat) if place else None,
        "lon": degrees(place.lon) if place else None,
        "radius_km": place.radius_km if place else None,
        "place_id": place.id if place else None,
        "confidence": round(toponym.confidence, 3),
        "reasons": list(toponym.reasons),
    }


def toll_json(toll: Toll | None) -> list[int | None] | None:
    """``(low, high)`` as a list, None for no toll."""
    return None if toll is None else list(toll)


def toll_from(value: Sequence[int | None] | None) -> Toll | None:
    """``[low, high]`` as a pair, None for no toll."""
    if value is None:
        return None
    low, high = value
    return (low, high)


def _evidence_json(evidence: Evidence) -> Json:
    return {
        "field": evidence.field,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
    }


def _link_json(link: Link) -> Json:
    return {
        "kind": link.kind,
        "start": link.span.start,
        "end": link.span.end,
        "text": link.text,
        "days": link.days,
        "other": link.other,
    }


def _link_from(data: Mapping[str, Any]) -> Link:
    return Link(data["kind"], Span(data["start"], data["end"]), data["text"], data["days"], data["other"])


def iso_day(day: date | None) -> str | None:
    """A day as '2024-01-30', None for none."""
    return None if day is None else day.isoformat()


def day_from(value: str | None) -> date | None:
    """The day of '2024-01-30', None for none; raises ValueError for anything else."""
    return None if value is None else date.fromisoformat(value)
