"""What of an account bears on which event it tells: its signs, made comparable once."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from operator import attrgetter
from sys import intern
from typing import Any

from gazetteer.names import demonyms, fold, sound
from geo.actors import identify
from geo.incident import Account, Toll, Type, Where
from geo.vocabulary import vocabulary

# How coarse a level is, finest first; a region (a sea, a border area, two countries) may be of any size.
COARSENESS = {"site": 0, "town": 0, "district": 1, "province": 2, "region": 3, "country": 3}
SHARP_DAYS = 6
"""Longest stretch of days (UCDP's date precision 2) that still dates an event."""

# Radius in km taken for a place whose own is not known, by coarseness.
_RADIUS = (5.0, 30.0, 200.0, 800.0)
_STEM = 6
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """One account made comparable. ``rank`` is its place in the fixed order of all accounts of a run.

    Days are proleptic ordinals (``date.toordinal``), ``first`` and ``last`` both None where undated; ``told`` is
    the day of publication. ``lat``, ``lon`` are degrees, given only where the place is a district or finer.
    ``actors`` and ``targets`` are keys under which different spellings meet; ``words`` the telling words of the
    evidence, cut to stems; ``acts`` and ``offices`` what is done in an official act, and by whom; ``scarce`` what
    few events share: a named actor or target there, a state that acts in another country.
    """

    rank: int
    report: str
    type: Type
    first: int | None
    last: int | None
    inferred: bool
    told: int | None
    coarse: int
    country: str | None
    province: str | None
    place: str | None
    place_id: str | None
    within_id: str | None
    lat: float | None
    lon: float | None
    radius: float
    region: bool
    actors: frozenset[str]
    targets: frozenset[str]
    killed: Toll | None
    injured: Toll | None
    words: frozenset[str]
    acts: frozenset[str]
    offices: frozenset[str]
    scarce: frozenset[str]
    quotes: tuple[tuple[int, int], ...]
    key: bytes
    """Equal for two accounts that say the very same in the very same words, as the copies of a wire story do."""

    def __reduce__(self) -> tuple[Any, ...]:
        return recalled, _values(self)

    @property
    def sharp(self) -> bool:
        """Placed at least to a district and dated to a few days."""
        return (
            self.first is not None
            and self.last is not None
            and self.last - self.first < SHARP_DAYS
            and self.coarse <= 1
        )


_values = attrgetter(*(field.name for field in fields(Signs)))


def recalled(*values: Any) -> Signs:
    """Signs read back from where they were set aside; what they share with others is again the same object.

    Sets of words are compared some million times, and much faster where equal words are one object.
    """
    shared: list[Any] = [_shared(frozenset(map(intern, v))) if isinstance(v, frozenset) else v for v in values]
    return Signs(*shared)


@lru_cache(maxsize=1 << 12)
def _shared(keys: frozenset[str]) -> frozenset[str]:
    return keys


@dataclass(frozen=True, slots=True)
class _Words:
    generic: frozenset[str]
    families: Mapping[str, str]
    phrases: Mapping[str, str]
    idle: frozenset[str]
    security: frozenset[str]
    everyday: frozenset[str]
    peoples: frozenset[str]
    acts: Mapping[str, str]
    offices: Mapping[str, str]
    states: Mapping[str, str]
    openers: frozenset[str]
    """First words of the phrases and names of several words: elsewhere no phrase need be looked for."""


@cache
def _vocabulary() -> _Words:
    raw = vocabulary("likeness")
    with (files("geo") / "words" / "states.csv").open(encoding="utf-8") as file:
        states = {
            fold(name): row["code"]
            for row in csv.DictReader(file)
            for column in ("name", "other_names", "adjectives", "nationals")
            for name in (row[column] or "").split(";")
            if name.strip()
        }
    states = {**demonyms(), **states}
    phrases = {fold(k): fold(v) for k, v in raw["phrases"].items()}
    return _Words(
        generic=frozenset(fold(w) for w in raw["generic"]),
        families={fold(w): name for name, words in raw["families"].items() for w in words},
        phrases=phrases,
        idle=frozenset(fold(w) for w in raw["telling"]["idle"]),
        security=frozenset(raw["common"]["security"]),
        everyday=frozenset(raw["common"]["security"]) | frozenset(raw["common"]["everyday"]),
        peoples=frozenset(fold(w) for w in raw["peoples"]),
        acts={fold(w): name for name, words in raw["acts"].items() for w in words},
        offices={fold(w): name for name, words in raw["offices"].items() for w in words},
        states=states,
        openers=frozenset(k.split()[0] for k in (*phrases, *states) if " " in k),
    )


def _joined(folded: str) -> list[str]:
    """The words of a folded text, phrases and names of countries as one: 'state:US', 'guards'."""
    words = folded.split()
    table = _vocabulary()
    result: list[str] = []
    i = 0
    while i < len(words):
        for size in (4, 3, 2, 1) if words[i] in table.openers else (1,):
            part = " ".join(words[i : i + size])
            if size > 1 and part in table.phrases:
                result.append(table.phrases[part])
            elif part in table.states and i + size <= len(words):
                result.append("state:" + table.states[part])
            else:
                continue
            i += size
            break
        else:
            result.append(words[i])
            i += 1
    return result


@lru_cache(maxsize=1 << 15)
def name_keys(name: str) -> frozenset[str]:
    """The keys of one name of somebody: 'state:XX' for a country or its demonym, a family, else the sound of a word.

    Empty for a name that says nothing ('unidentified gunmen').

    >>> name_keys('Jaish ul-Adl') == name_keys('Jaishul Adl') == name_keys('Jaish-al-Adl')
    True
    >>> sorted(name_keys('unidentified gunmen')), sorted(name_keys('Iranian policemen'))
    ([], ['police', 'state:IR'])
    """
    table = _vocabulary()
    words = _joined(fold(_POSSESSIVE.sub("", name)))
    group = identify(name)
    if group is not None and group.startswith("group:"):
        # A known group is itself, whatever its spelling; two groups of one people still share the people.
        return frozenset({group, *(_key(word) for word in words if word in table.peoples)})
    keys: set[str] = set()
    for word in words:
        # An Arabic article written onto the word before it ('Jaishul', 'Ansarul') is no part of that word.
        if len(words) > 1 and len(word) > 5 and word.isascii() and word.endswith(("ul", "al", "ol")):
            word = word[:-2]
        if word in table.generic or word.isdigit() or len(word) < 2:
            continue
        keys.add(word if ":" in word else table.families.get(word) or _key(word))
    return frozenset(keys)


@lru_cache(maxsize=1 << 15)
def _key(word: str) -> str:
    key = sound(word)
    return key if len(key) >= 3 else word


def keys_of(names: Iterable[str]) -> frozenset[str]:
    """The keys of several names together."""
    found: set[str] = set()
    for name in names:
        found |= name_keys(name)
    return frozenset(found)


@lru_cache(maxsize=1 << 15)
def _stem(word: str) -> str | None:
    table = _vocabulary()
    if ":" in word:
        return word
    if len(word) < 3 or word in table.idle or any(c.isdecimal() for c in word):
        return None
    return table.families.get(word) or word[:_STEM]


@lru_cache(maxsize=1 << 12)
def telling_words(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words that say which event a clause tells, and of them the official acts and the offices that take part.

    Words are cut to stems; numbers, days and reporting verbs are left out.

    >>> [sorted(found) for found in telling_words('On Monday the Prime Minister met the army chief of Ruritania.')]
    [['army-chief', 'head-of-government', 'met', 'rurita'], ['talks'], ['army-chief', 'head-of-government']]
    """
    table = _vocabulary()
    words = _joined(fold(_POSSESSIVE.sub("", text)))
    acts = frozenset(table.acts[w] for w in words if w in table.acts)
    offices = frozenset(table.offices[w] for w in words if w in table.offices)
    return frozenset(stem for w in words if (stem := table.offices.get(w) or _stem(w))), acts, offices


@lru_cache(maxsize=1 << 14)
def province_key(country: str | None, admin1: str | None) -> str | None:
    """One key for all transliterations of a province, None where it is not known."""
    if not admin1:
        return None
    return f"{country or ''}|{sound(admin1) or fold(admin1)}"


def signs_of(account: Account, rank: int, published: date | None) -> Signs:
    """The signs of an account of a report published on a day (None unknown)."""
    where: Where = account.where
    # Only fresh news happens when it is published: of a retelling an inferred day says nothing.
    dated = account.start is not None and not (account.date_inferred and account.salience == "background")
    start, end = (account.start, account.end or account.start) if dated else (None, None)
    coarse = COARSENESS[where.level]
    if where.where_precision >= 6:
        coarse = 3
    elif where.where_precision in (4, 5):
        # 'Between A and B' is anywhere on the way: as good as the province.
        coarse = max(coarse, 2)
    fine = coarse <= 1 and where.lat is not None and where.within_id is None
    radius = where.radius_km if where.radius_km is not None else _RADIUS[coarse]
    if where.where_precision == 2:
        radius = max(radius, 25.0)
    actors, targets = keys_of(account.actors), keys_of(account.targets)
    words, acts, offices = telling_words(
        " ".join(e.text for e in account.evidence if e.field == "incident") or account.title
    )
    return Signs(
        rank=rank,
        report=account.report,
        type=account.type,
        first=start.toordinal() if start else None,
        last=end.toordinal() if end else None,
        inferred=account.date_inferred,
        told=published.toordinal() if published else None,
        coarse=coarse,
        country=where.country,
        province=province_key(where.country, where.admin1) if coarse <= 2 else None,
        place=fold(where.name) if where.name else None,
        place_id=where.place_id,
        within_id=where.within_id,
        lat=where.lat if fine else None,
        lon=where.lon if fine else None,
        radius=radius,
        region=where.level == "region" or where.country is None,
        actors=actors,
        targets=targets,
        killed=account.killed,
        injured=account.injured,
        words=words,
        acts=acts,
        offices=offices,
        scarce=_scarce(account.type, where.country, actors, targets, acts),
        quotes=tuple((e.span.start, e.span.end) for e in account.evidence if e.field == "incident"),
        key=_key_of(account, words),
    )


def _key_of(account: Account, words: frozenset[str]) -> bytes:
    where = account.where
    days = [day and day.toordinal() for day in (account.start, account.end)]
    said = (account.type, days, where.name, where.country, where.lat, where.lon, where.level, account.killed)
    more = (account.injured, account.actors, account.targets, sorted(words))
    return blake2b(repr((said, more)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


# Attacks and clashes are told for one another, so they are counted together.
_KIND: Mapping[Type, str] = {
    "strike": "strike",
    "attack": "fight",
    "clash": "fight",
    "abduction": "abduction",
    "operation": "operation",
}


FORCE = "force"
FORCES = frozenset({"strike", "attack", "clash"})
"""Types told for one another when arms are used; FORCE stands for any of them."""

ABROAD = FORCES | {"operation"}
"""The same for a state that acts in another country, where its police have no business."""

# Acts that two states do to one another once in a while; meetings and agreements there are many.
_RARE_ACTS = frozenset({"downgrade", "protest", "restore"})


def _scarce(
    kind: Type, country: str | None, actors: frozenset[str], targets: frozenset[str], acts: frozenset[str]
) -> frozenset[str]:
    if kind == "diplomacy":
        parties = " and ".join(sorted(k for k in actors | targets if k.startswith("state:")))
        return (
            frozenset(f"{act} between {parties} in {country}" for act in acts & _RARE_ACTS) if parties else frozenset()
        )
    if country is None or kind not in _KIND:
        return frozenset()
    abroad = [k for k in actors if k.startswith("state:") and k != f"state:{country}"]
    by = [f"{_KIND[kind]} by {k} in {country}" for k in actors if not is_everyday(k)]
    # What a state does with arms in another country is rare enough for all its kinds to be counted together.
    by += [f"{FORCE if kind in ABROAD else _KIND[kind]} by {k} in {country}" for k in abroad]
    return frozenset((*by, *(f"{_KIND[kind]} of {k} in {country}" for k in targets if not is_everyday(k))))


def is_people(key: str) -> bool:
    """Whether a key is a people or a confession, after which groups are called that are not named."""
    return key in _people_keys()


@cache
def _people_keys() -> frozenset[str]:
    return frozenset(map(_key, _vocabulary().peoples))


def is_security(key: str) -> bool:
    """Whether a key is one of the security forces that reports tell for one another."""
    return key in _vocabulary().security


def is_everyday(key: str) -> bool:
    """Whether a key is a family that any report of violence may name, or a country."""
    return key.startswith("state:") or key in _vocabulary().everyday


def states_in(text: str) -> tuple[str, ...]:
    """The countries that words name, by name or as an adjective, as keys of `name_keys`, in their order.

    >>> states_in("after Iran's strikes on Pakistani soil")
    ('state:IR', 'state:PK')
    """
    return tuple(w for w in _joined(fold(_POSSESSIVE.sub("", text))) if w.startswith("state:"))
