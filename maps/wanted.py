"""Which incidents a map is to show: box, countries, days, types; and how many each wish leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, get_args

from geo.incident import Incident, Type
from geo.spill import Spill
from maps.outcome import UsageError

if TYPE_CHECKING:
    from geo.shapes import Outlines

Bbox = tuple[float, float, float, float]
"""West, south, east, north, in degrees; west > east reaches over the antimeridian."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; an empty wish asks for everything."""

    bbox: Bbox | None = None
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()


def choose(
    incidents: Iterable[Incident], wanted: Wanted, gazetteer: Outlines
) -> tuple[Spill[Incident], dict[str, int]]:
    """The incidents that are asked for, and for the others how many each wish left out, the first wish counting.

    An incident whose day is not known is left out by ``since`` and ``until``, one that is not drawn anywhere by
    ``bbox``: neither can be said to lie within.
    """
    kept: Spill[Incident] = Spill()
    left_out: Counter[str] = Counter()
    for incident in incidents:
        reason = _against(incident, wanted, gazetteer)
        if reason is None:
            kept.append(incident)
        else:
            left_out[reason] += 1
    return kept, dict(sorted(left_out.items()))


def parse_types(text: str | None) -> tuple[str, ...]:
    """'strike,attack' as types; raises UsageError for a word that is none.

    >>> parse_types("strike, attack"), parse_types(None)
    (('strike', 'attack'), ())
    """
    words = _words(text)
    known = get_args(Type)
    for word in words:
        if word not in known:
            raise UsageError(f"--type {word!r} is no type; there are: {', '.join(known)}")
    return words


def parse_countries(text: str | None) -> tuple[str, ...]:
    """'IR,PK' as codes, in capitals; raises UsageError for anything but two letters.

    >>> parse_countries("ir,PK")
    ('IR', 'PK')
    """
    codes = tuple(word.upper() for word in _words(text))
    for code in codes:
        if not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise UsageError(f"--country {code!r} is no country code; write ISO 3166-1 alpha-2 as IR,PK")
    return codes


def parse_bbox(text: str | None) -> Bbox | None:
    """'W,S,E,N' in degrees; raises UsageError for anything else.

    >>> parse_bbox("57,23.5,68,32")
    (57.0, 23.5, 68.0, 32.0)
    """
    if text is None:
        return None
    example = "write west, south, east, north in degrees: --bbox=57,23,68,32"
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"--bbox {text!r} is no box; {example}") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90) or west == east:
        raise UsageError(f"--bbox {text!r}: latitudes go from -90 to 90, longitudes from -180 to 180; {example}")
    return (west, south, east, north)


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in (text or "").split(",") if word.strip()))


def _against(incident: Incident, wanted: Wanted, gazetteer: Outlines) -> str | None:
    if wanted.types and incident.type not in wanted.types:
        return "of another type"
    if wanted.countries and not _countries(incident) & set(wanted.countries):
        return "in another country" if _countries(incident) else "in no known country"
    if wanted.since or wanted.until:
        if incident.start is None:
            return "without a day"
        last = incident.end or incident.start
        if (wanted.since and last < wanted.since) or (wanted.until and incident.start > wanted.until):
            return "outside the days asked for"
    if wanted.bbox is not None:
        return _outside(incident, wanted.bbox, gazetteer)
    return None


def _countries(incident: Incident) -> set[str]:
    """Where an incident is; one on a border is in both countries."""
    ends = {end.removeprefix("country:") for end in incident.where.line}
    codes = {end for end in ends if len(end) == 2}
    return codes | ({incident.where.country} if incident.where.country else set())


def _outside(incident: Incident, bbox: Bbox, gazetteer: Outlines) -> str | None:
    import shapely

    from geo.shapes import geometry

    shape = geometry(incident.where, gazetteer)
    if shape is None:
        return "not drawn anywhere"
    west, south, east, north = bbox
    halves = [(west, east)] if west < east else [(west, 180.0), (-180.0, east)]
    boxes = [shapely.box(w, south, e, north) for w, e in halves]
    return None if any(shape.intersects(part) for part in boxes) else "outside the box"
