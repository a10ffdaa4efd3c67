"""Second thoughts on a text's places: names that are half of a longer one, and pins in countries nobody spoke of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.mentions import caseless
from geo.toponym import Toponym
from seeds.report import Span

_REST = re.compile(r"-[A-Z][\w’']*(?:-[A-Z][\w’']*)*")
_SURE = 0.9
"""Confidence from which a town of some size is kept wherever it lies."""
_SOME = 50_000
"""People of a town of some size: the one known place of a name may be a hamlet at the other end of the world."""
_GREAT = 500_000
"""People of a city so well known that it needs no company."""
_FINE = frozenset({"site", "town", "district"})


def second_thoughts(text: str, found: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """The toponyms, with those unpinned that the rest of the text makes unlikely; order and number stay.

    'Pont' of 'Pont-Sonde' is no place of its own. A small town in a country that nothing else in the text points to,
    in a report whose other places lie in one country, is likelier a place of that country that no gazetteer has: a
    false pin is worse than none.
    """
    return tuple(_alone(t, found) for t in (_whole(text, t, found) for t in found))


def _whole(text: str, toponym: Toponym, found: Sequence[Toponym]) -> Toponym:
    rest = _REST.match(text, toponym.span.end)
    if rest is None or toponym.role == "name" or any(toponym.span.end <= t.span.start < rest.end() for t in found):
        return toponym
    span = Span(toponym.span.start, rest.end())
    why = ("no gazetteer here has this name", f"'{toponym.surface}' is only a part of it")
    return replace(toponym, span=span, surface=span.of(text), role="location", place=None, confidence=0.0, reasons=why)


def _alone(toponym: Toponym, found: Sequence[Toponym]) -> Toponym:
    place = toponym.place
    if (
        place is None
        or place.level not in _FINE
        or place.country is None
        or toponym.role not in ("location", "modifier")
    ):
        return toponym
    # Few of the world's towns are listed by their names in other scripts: the one that is may be the wrong one.
    sure = toponym.confidence >= _SURE and not caseless(toponym.surface)
    if sure and (place.level != "town" or (place.population or 0) >= _SOME) or (place.population or 0) >= _GREAT:
        return toponym
    others = {t.surface.casefold(): t.place for t in found if t.place is not None and t.place.id != place.id}
    if any(p.country == place.country for p in others.values()):
        return toponym
    fine = [p.country for p in others.values() if p.level in (*_FINE, "province") and p.country is not None]
    here = max(sorted(set(fine)), key=fine.count, default=None)
    if here is None or fine.count(here) < 2 or fine.count(here) * 2 <= len(fine):
        return toponym
    why = (f"the only place known by this name lies in {place.country}, of which the text says nothing else",)
    return replace(toponym, place=None, confidence=0.0, reasons=why, runners_up=(place, *toponym.runners_up))
