"""What holds a name: the place that the words around it put it in, and names that they put elsewhere than resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gazetteer.names import fold
from gazetteer.place import Place
from geo.measure import distance_km
from geo.mentions import Mention, caseless
from geo.toponym import Toponym

_HOLDERS = ("town", "district", "province", "country")
"""Levels of place that may hold a village, the finest first."""


_ROW = re.compile(r",? (?:and|or) |, ")
"""Between the names of a row."""
_ROW_ENDS = re.compile(r",? (?:and|in|of|on|near|districts?|villages|towns|areas|counties|provinces)\b|[,.;)]")
"""Behind the last name of a row, or between two."""


def stands_in_row(text: str, mention: Mention, found: Sequence[Toponym | None]) -> bool:
    """Whether an unknown name is joined to a place before it and nothing is said of it: 'in Oroma and Anam, Edo'."""
    if _ROW_ENDS.match(text, mention.end) is None:
        return False
    return any(
        t is not None
        and t.role == "location"
        and (t.place is None or t.place.level in ("site", "town", "district"))
        and 0 < mention.start - t.span.end < 7
        and _ROW.fullmatch(text, t.span.end, mention.start) is not None
        for t in found
    )


# What may stand between a name and the place that holds it: the rest of its row, its kind, 'which lies', 'in the'.
_BEHIND = re.compile(
    r"(?:(?:,| and|, and) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?){0,3}(?: [a-z-]+){0,3}?,? "
    r"(?:which (?:is|lies) |that (?:is|lies) |located |situated |lying )?"
    r"(?:in|of|under|within)(?: the)?(?: [a-z]+){0,3}? "
    r"|, (?:an?|the) (?:[\w-]+ ){1,4}?(?:in|of)(?: the)?(?: [a-z]+){0,3}? "
    r"|,? (?:also )?(?:in|of) (?:the )?|, "
)
_ON = re.compile(r"[’']s?(?: [a-z-]+){0,3} |, (?:in )?(?:the )?| (?:in|of) (?:the )?| [a-z]+,? (?:in|of) (?:the )?")
_OWNS = re.compile(r"[’']s?(?: [a-z-]+){0,3} ")
"""'Sudan's town of X'."""
_OF_PEOPLE = re.compile(r" (?:[a-z-]+ ){0,2}(?:village|town|city|province|district|region|area)(?: of)? ")


def said_within(text: str, start: int, end: int, judged: Sequence[Toponym | None]) -> Place | None:
    """The place that the words around an unknown name put it in: 'Talap village in Chagai district'.

    What stands right behind it, else its owner right before it ("Chagai's Talap"), else the last district or province
    named before it in the sentence, else what is named soon behind.
    """
    known = sorted(
        (t for t in judged if t is not None and t.role in ("location", "modifier") and t.place is not None),
        key=lambda t: t.span,
    )
    if caseless(text[start:end]):
        return _nearest(text, start, end, known)
    known = [t for t in known if t.place is not None and t.place.level in _HOLDERS]
    after = [t for t in known if t.span.start >= end]
    if after and _BEHIND.fullmatch(text, end, after[0].span.start):
        return _finest(text, after)
    before = [t for t in known if t.span.end <= start]
    if before and _OWNS.fullmatch(text, before[-1].span.end, start):
        return before[-1].place
    people = [
        t for t in judged if t is not None and t.role == "demonym" and t.place is not None and t.span.end <= start
    ]
    if people and _OF_PEOPLE.fullmatch(text, people[-1].span.end, start):
        return people[-1].place  # 'the southern Lebanese village of Aita'
    for t in reversed(before):
        if _parted(text[t.span.end : start]):
            break
        if t.place is not None and t.place.level in ("district", "province"):
            return t.place
    gap = text[end : after[0].span.start] if after else ""
    if after and len(gap) < 80 and not _parted(gap) and _AWAY.search(gap) is None and _TELLER.search(gap) is None:
        soon = _finest(text, after)
        if soon is not None and soon.level != "country":
            return soon
    near = before[-1] if before and start - before[-1].span.end < 80 else None
    if near is not None and near.place is not None and near.place.level != "country":
        between = text[near.span.end : start]
        return None if _parted(between) or _ANOTHER.search(between) else near.place
    return None


_ANOTHER = re.compile(r",? (?:and|but|while|whereas) [a-zA-Z]+ ")
"""A second clause begins: 'at Pulwama, and jets bombed Balakot'."""


_FAR = 200
"""Characters over which a Persian or Urdu sentence, which ends with its verb, speaks of the place it began with."""


def _nearest(text: str, start: int, end: int, known: list[Toponym]) -> Place | None:
    """The place named nearest behind a Persian or Urdu name, else the nearest before it, within the sentence."""
    held = [t for t in known if t.place is not None and t.place.level != "region"]
    for t in held:
        if t.span.start >= end:
            gap = text[end : t.span.start]
            if len(gap) <= 80 and not _parted(gap):
                return t.place
            break
    for t in reversed(held):
        if t.span.end <= start:
            gap = text[t.span.end : start]
            return t.place if len(gap) <= _FAR and not _parted(gap) else None
    return None


_TELLER = re.compile(
    r", (?:[a-z]+ )*(?:officials?|officers?|police|commanders?|residents?|doctors?|medics?|spokes\w+|sources?"
    r"|witness\w*|workers?) (?:in|at|from) "
)
"""'..., a rebel commander in': where somebody tells it."""
_AWAY = re.compile(r"\b(?:between|from|to|towards?)\b")


def _parted(between: str) -> bool:
    return any(stop in between for stop in (". ", "\n", "۔", "; "))


def _finest(text: str, row: list[Toponym]) -> Place | None:
    """The finest of a row of places each of which holds or lies in the next: "Iran's Zabol county" is Zabol county."""
    best = row[0].place
    for first, second in pairwise(row):
        a, b = first.place, second.place
        if best is None or a is None or b is None or a.country != b.country:
            break
        if _ON.fullmatch(text, first.span.end, second.span.start) is None:
            break
        if _HOLDERS.index(b.level) < _HOLDERS.index(best.level):
            best = b
    return best


def out_of_place(text: str, toponym: Toponym, judged: Sequence[Toponym | None]) -> Toponym:
    """A town the words put in a place it does not lie in is another of its name, which no gazetteer has.

    'Dar es Salaam, a neighbourhood of Omdurman'; 'Andisheh town of Guzara district'.
    """
    place = toponym.place
    if place is None or place.level in ("country", "region") or toponym.role != "location" or place.lat is None:
        return toponym
    end = toponym.span.end
    far = _AT_DISTANCE.match(text, end)
    for other in judged:
        if other is None or other.place is None or other.role != "location" or other.span.start < end:
            continue
        if far is not None and other.span.start == far.end() and other.place.level in ("town", "site"):
            km = float(far[1]) * (1.609 if far[2].startswith("mi") else 1.0)
            if _kilometres(place, other.place) <= 2 * km + _TOWN_KM + (place.radius_km or 0.0):
                return toponym
            why = (f"the text puts it {far[1]} {far[2]} from {other.place.name}; no gazetteer here has it there",)
            return replace(toponym, place=None, confidence=0.0, reasons=why, runners_up=(place,), within=None)
        if place.level in ("district", "province") and toponym.feature not in ("village", "town", "neighbourhood"):
            return toponym
        in_country = other.place.level == "country" and text[end : other.span.start] == ", "
        if in_country and _GOES_ON.match(text, other.span.end):
            return toponym  # a row of names
        if other.place.level not in _HOLDERS:
            return toponym
        wide = other.place.level in ("province", "country") and _PUT_IN_WIDE.fullmatch(text, end, other.span.start)
        if not in_country and not wide and _PUT_IN.fullmatch(text, end, other.span.start) is None:
            return toponym
        if lies_in(place, other.place):
            return toponym
        why = (f"the text puts it in {other.place.name}, where no gazetteer here has this name",)
        return replace(toponym, place=None, confidence=0.0, reasons=why, runners_up=(place,), within=other.place)
    return toponym


def quarter_of(text: str, toponym: Toponym, judged: Sequence[Toponym | None]) -> bool:
    """Whether the words make a district a quarter of a town: 'Sadr City, a Shiite district of Baghdad'."""
    place = toponym.place
    if place is None or place.level != "district":
        return False
    behind = (t for t in judged if t is not None and t.span.start >= toponym.span.end)
    town = next((t.place for t in behind if _QUARTER.fullmatch(text, toponym.span.end, t.span.start)), None)
    return town is not None and town.level == "town" and lies_in(place, town) and fold(town.name) != fold(place.name)


_QUARTER = re.compile(r"(?: district)?(?:, (?:an?|the) (?:[\w-]+ ){0,3}district)? (?:of|in) (?:the )?(?:city of )?")
"""'X district of Y': between a part of a city and the city."""
_AT_DISTANCE = re.compile(
    r",? (?:(?:a town|a village|located|situated|some|about|around|nearly|roughly) ){0,3}"
    r"(\d+(?:\.\d+)?) ?(km|kms|kilomet(?:er|re)s|miles)"
    r"(?: (?:to the )?[a-z-]+)? (?:of|from) (?:the )?(?:[a-z]+ ){0,3}"
)
"""'Nasirabad, 40 kilometres from Turbat'."""


def _kilometres(a: Place, b: Place) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return distance_km(a.lat, a.lon, b.lat, b.lon)


_GOES_ON = re.compile(r",? (?:and|or) |, [A-Z]")
"""Behind a name, where its row goes on."""
_KIND = (
    r"(?:village|town|city|area|locality|neighbou?rhood|suburb|quarter|sector|community|district|county|township|part"
    r"|LGA|local government area|Local Government Area)"
)
_PART = r"(?:the )?(?:(?:north|south|east|west|central)[\w-]* )?"
_PUT_IN = re.compile(rf"(?: {_KIND})?,? (?:in|of) {_PART}|, an? (?:[\w-]+ ){{0,2}}?{_KIND} (?:in|of) {_PART}")
"""Between a name and what is said to hold it: 'X village in Y', 'X, a suburb of Y'."""
_PUT_IN_WIDE = re.compile(rf", an? (?:[\w-]+ ){{1,4}}?(?:in|of) {_PART}")
"""Between a name and a province or country said to hold it: 'X, a gas hub in Y'."""
_TOWN_KM = 60.0
"""How far a village said to be 'in' or 'of' a town may lie from it."""


def lies_in(fine: Place, coarse: Place) -> bool:
    """Whether a town may lie in another place, by country, province or distance."""
    if coarse.level == "country":
        return fine.country == coarse.country or _by_the_border(fine, coarse)
    if fine.country != coarse.country:
        return False
    if coarse.level == "province" and fold(fine.admin1 or "") == fold(coarse.admin1 or coarse.name):
        return True
    if fine.lat is None or fine.lon is None or coarse.lat is None or coarse.lon is None:
        return True
    apart = distance_km(fine.lat, fine.lon, coarse.lat, coarse.lon)
    if coarse.level == "province":
        return apart < (coarse.radius_km or 0.0)  # a province split since, or a text that takes the next one for it
    return apart < _TOWN_KM + 1.5 * (coarse.radius_km or 0.0)


def _by_the_border(town: Place, country: Place) -> bool:
    """Whether a town of another country lies so near that a text may count it to this one: borders are contested."""
    if None in (town.lat, town.lon, country.lat, country.lon):
        return True
    assert town.lat is not None and town.lon is not None and country.lat is not None and country.lon is not None
    return distance_km(town.lat, town.lon, country.lat, country.lon) < (country.radius_km or 0.0) + _TOWN_KM
