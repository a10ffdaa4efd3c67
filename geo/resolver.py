"""From a name and its context to a place, with confidence and reasons; the same, asked as a geopy geocoder, is geo.geocoder."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

from gazetteer.names import area_demonyms, demonyms, fold, sound
from gazetteer.place import Place
from gazetteer.scan import Scanner
from gazetteer.store import Gazetteer
from geo.document import Document
from geo.measure import distance_km
from geo.mentions import Feature, Mention, Sounds, add_clues, find_mentions, vocabulary
from geo.toponym import Role, Toponym
from seeds.report import Span

_MOST = 24
"""Candidates of one name that are weighed, best known first; with a container or a country named, those in it come on top."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean, and how the name is its."""

    place: Place
    lat: float
    lon: float
    admin1: str
    """Folded name of the first-order division."""
    size: float
    """log10 of the inhabitants, 0 where unknown."""
    primary: bool
    code: bool
    rank: int


_TRANSLITERATED = frozenset(
    "AF AM AZ BD BG BY CN DZ EG ER ET GE IL IN IQ IR JO KG KH KP KR KZ LA LB LK LY MA MK MM NP OM PK PS RS RU SA SD SY TH TJ TM TN UA UZ YE".split()
)
"""Countries whose towns reach English by transliteration, so that spellings differ."""


@dataclass(slots=True)
class Group:
    """The mentions of a text that are taken to mean one place: same name, same feature word, same container."""

    key: str
    mentions: list[int]
    candidates: list[Candidate]
    feature: Feature | None
    container: int | None
    """A mention that is said to hold it, by index."""
    scores: list[float]
    order: list[int]
    """Indexes of the candidates, best first."""
    chance: list[float]
    """Chance of each candidate, by index."""
    vectors: list[list[float]]

    @property
    def best(self) -> Candidate | None:
        return self.candidates[self.order[0]] if self.order else None


FACTORS = (
    "size", "country", "province", "district", "region", "site", "primary", "code", "rank", "first",
    "feature", "other-feature", "held", "held-elsewhere", "country-named", "province-named", "country-share", "province-share",
    "near-50", "near-300", "publisher", "small", "size-country-share", "unknown-size", "first-country-share", "first-near",
    "seat", "twin-town", "twin-province", "support-near", "support-province", "first-support", "sure-held",
)  # fmt: skip
"""What is weighed of a candidate; the weights are in geo/words/places_model.json."""


@dataclass(frozen=True, slots=True)
class Model:
    """Trained weights. ``recognise`` weighs clues that a name is a place here, ``literal`` that it is meant as a place."""

    resolve: tuple[float, ...]
    recognise: dict[str, float]
    literal: dict[str, float]
    calibration: tuple[tuple[float, float], ...]
    """(said, found) pairs, ascending: how often a place is right that is given that chance."""


@cache
def _anchors() -> dict[str, tuple[float, float]]:
    """Id -> (lat, lon) of areas that atlases put elsewhere than at the middle of their outline."""
    with files("geo").joinpath("words/anchors.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}


@cache
def model() -> Model:
    """The trained weights, read once."""
    data: dict[str, Any] = json.loads(files("geo").joinpath("words/places_model.json").read_text(encoding="utf-8"))
    return Model(
        tuple(float(data["resolve"][name]) for name in FACTORS),
        data["recognise"],
        data["literal"],
        tuple((float(a), float(b)) for a, b in data["calibration"]),
    )


class PlaceResolver:
    """Finds the places of a text, and resolves each with its context.

    Made once and kept: it remembers what it folded and looked up. ``weights`` replaces the bundled model (for training).
    """

    def __init__(self, gazetteer: Gazetteer, weights: Model | None = None) -> None:
        self.gazetteer = gazetteer
        self.weights = weights
        self._scanner = Scanner(gazetteer.prefixes, frozenset(demonyms()) | frozenset(area_demonyms()))
        self._candidates = lru_cache(maxsize=50_000)(self._read_candidates)
        self._about = lru_cache(maxsize=50_000)(self._read_about)

    @cached_property
    def _heard_areas(self) -> tuple[Sounds, dict[str, list[Place]]]:
        """How the names of countries and provinces sound: those of several words, and those of one word of provinces."""
        features = vocabulary().features
        alone: dict[str, list[Place]] = {}
        keys: dict[str, str] = {}
        last: set[str] = set()
        for country in self.gazetteer.countries():
            for area in (country, *self.gazetteer.admin1(country.country or "")):
                for name in dict.fromkeys((area.name, area.names.get("en", ""), area.names.get("fa", ""), area.names.get("ur", ""))):
                    words = [w for w in fold(name).split() if w not in features]
                    heard = sound(" ".join(words))
                    if len(words) > 1 and len(heard) >= 6:
                        keys.setdefault(heard, fold(area.name))
                        last.add(sound(words[-1]))
                    elif words and len(heard) >= 4 and area.level == "province":
                        alone.setdefault(heard, []).append(area)
        return Sounds(keys, frozenset(last)), alone

    @cached_property
    def _sounds(self) -> Sounds:
        return self._heard_areas[0]

    @lru_cache(maxsize=40)  # noqa: B019 - a resolver is made once and kept
    def _heard_towns(self, country: str) -> dict[str, list[Place]]:
        """The towns and districts of a country by how their names sound; empty for countries that write in Latin letters."""
        if country not in _TRANSLITERATED:
            return {}
        shape = self.gazetteer.outline(f"country:{country}")
        if shape is None:
            return {}
        heard: dict[str, list[Place]] = {}
        for place in self.gazetteer.towns(shape.bounds):
            if place.country == country:
                for name in dict.fromkeys((place.name, place.names.get("en", ""))):
                    key = sound(name)
                    if len(key) >= 4:
                        heard.setdefault(key, []).append(place)
        return heard

    # candidates

    def _read_candidates(self, key: str) -> tuple[Candidate, ...]:
        found = []
        for rank, hit in enumerate(self.gazetteer.hits(key)[:200]):
            place = self.gazetteer.place(hit.ix)
            if place.lat is None or place.lon is None:
                continue
            size = math.log10(place.population) if place.population else 0.0
            if (anchor := _anchors().get(place.id)) is not None:
                place = replace(place, lat=anchor[0], lon=anchor[1])
            found.append(
                Candidate(place, place.lat or 0.0, place.lon or 0.0, fold(place.admin1 or ""), size, hit.primary, hit.code, rank)
            )
        return tuple(found)

    def _read_about(self, key: str) -> tuple[str, ...]:
        """What the gazetteer says of a name, as clues for recognition."""
        found = self._candidates(key)
        if not found:
            return ("unknown",)
        top = found[0]
        return (
            f"level={top.place.level}",
            f"kind={top.place.kind}",
            f"size={int(top.size)}",
            f"candidates={min(int(math.log2(len(found))), 4)}",
            "primary" if top.primary else "alternate",
            f"words={min(key.count(' ') + 1, 4)}",
            f"length={min(len(key), 8)}",
        )

    def _of_mention(self, text: str, mention: Mention) -> list[Candidate]:
        found = self._candidates(mention.key)
        if mention.kind == "demonym" and mention.country:
            country = self.gazetteer.country(mention.country)
            if country is None or country.lat is None or country.lon is None:
                return []
            if (anchor := _anchors().get(country.id)) is not None:
                country = replace(country, lat=anchor[0], lon=anchor[1])
            return [Candidate(country, country.lat or 0.0, country.lon or 0.0, "", 6.0, True, False, 0)]
        if mention.kind == "abbreviation":
            surface_has_w = text[mention.start].upper() == "W"
            level = "province" if mention.key != "washington" or surface_has_w else "town"
            return [c for c in found if c.place.country == mention.country and c.place.level == level][:1]
        if mention.kind == "demonym":
            areas = [c for c in found if c.place.level in ("region", "province", "country")]
            return areas[:2] or list(found[:1])
        if mention.feature is not None and mention.feature.levels and not any(
            c.place.level == mention.feature.levels[0] for c in found
        ):
            found += self._with_feature(mention.key, mention.feature)
        surface = text[mention.start : mention.end]
        if any(c.code for c in found) and not (surface.isupper() or "." in surface):
            found = tuple(c for c in found if not c.code)
        elif found and found[0].code and len(surface) <= 3:
            found = tuple(c for c in found if c.code)
        return list(found)

    def _with_feature(self, key: str, feature: Feature) -> tuple[Candidate, ...]:
        """Places named with their feature word, and provinces that sound so: 'Sulu province' is 'Province of Sulu'."""
        found: list[Candidate] = []
        for level in feature.levels[:2]:
            for name in (f"{level} of {key}", f"{key} {level}", f"{key} county" if level == "district" else ""):
                found.extend(c for c in self._candidates(name) if name and c.place.level == level)
        if not found and feature.levels[0] == "province":
            for place in self._heard_areas[1].get(sound(key), ()):
                found.append(Candidate(place, place.lat or 0.0, place.lon or 0.0, fold(place.admin1 or ""), 0.0, False, False, 9))
        return tuple(found)

    # resolution

    def toponyms(self, doc: Document) -> tuple[Toponym, ...]:
        """Every place name of a report in the order of its text, every role, resolved or with the reason why not.

        Names in asides (sidebars, notices) are left out; one sense a name and text, unless the words say otherwise.
        """
        found = self.in_text(doc.text)
        asides = [b.span for b in doc.blocks if b.kind == "aside"]
        return tuple(t for t in found if not any(a.overlaps(t.span) for a in asides))

    def in_text(self, text: str) -> tuple[Toponym, ...]:
        """As :meth:`toponyms`, of bare text."""
        weights = self.weights or model()
        mentions, groups, of = self.weigh(text, weights)
        judged = [_judge(text, mentions, i, groups[of[i]], groups, of, weights) for i in range(len(mentions))]
        unknown = [i for i, m in enumerate(mentions) if m.kind == "unknown" and judged[i] is None]
        if unknown:
            self._hear(text, mentions, unknown, judged)
        return tuple(t for t in judged if t is not None)

    def _hear(self, text: str, mentions: list[Mention], unknown: list[int], judged: list[Toponym | None]) -> None:
        """Names no gazetteer has: another spelling of a town of a country of the text, or kept as unresolved."""
        countries = Counter(t.place.country for t in judged if t is not None and t.place is not None and t.place.country)
        within: dict[str, Place | None] = {}
        for index in unknown:
            mention = mentions[index]
            if mention.feature is not None and mention.feature.levels and within.get(mention.key) is None:
                within[mention.key] = _said_within(text, mentions, index, judged)
        for index in unknown:
            mention = mentions[index]
            key = sound(mention.key)
            found = [p for country, _ in countries.most_common(3) for p in self._heard_towns(country).get(key, ())] if len(key) >= 4 else []
            distinct = list({p.id: p for p in found}.values())
            span = Span(mention.start, mention.end)
            feature = mention.feature.name if mention.feature else None
            if distinct and len({p.country for p in distinct}) == 1:
                place = distinct[0]
                why = (f"sounds like {place.name}", f"other places of the text are in the same country ({place.country})")
                sure = 0.7 if len(distinct) == 1 else 0.5
                judged[index] = Toponym(span, span.of(text), "location", place, sure, why, tuple(distinct[1:4]), feature)
            elif mention.feature is not None and mention.feature.levels:
                around = within.get(mention.key)
                why = ("no gazetteer here has this name", f"the text calls it a {feature}")
                why += (f"said to be in or near {around.name}",) if around is not None else ()
                judged[index] = Toponym(span, span.of(text), "location", None, 0.0, why, (), feature, around)

    def weigh(self, text: str, weights: Model) -> tuple[list[Mention], list[Group], list[int]]:
        """The names of a text, the groups of one sense with their candidates weighed, and each name's group."""
        mentions = find_mentions(text, self._scanner, self._sounds)
        groups, of = self._group(text, mentions)
        support = _support(groups, mentions)
        _score(mentions, groups, of, weights.resolve, support, first=True)
        _score(mentions, groups, of, weights.resolve, support, first=False)
        about = [self._about(m.key) for m in mentions]
        add_clues(text, mentions, about)
        _add_place_clues(mentions, groups, of)
        return mentions, groups, of

    def _group(self, text: str, mentions: list[Mention]) -> tuple[list[Group], list[int]]:
        groups: list[Group] = []
        of: list[int] = []
        index_of: dict[tuple[Any, ...], int] = {}
        for index, mention in enumerate(mentions):
            feature = mention.feature if mention.feature is not None and mention.feature.levels else None
            container = mention.container
            label = mentions[container].key if container is not None else None
            identity = (mention.key, mention.kind, mention.country, feature.name if feature else None, label)
            known = index_of.get(identity)
            if known is None:
                known = index_of[identity] = len(groups)
                groups.append(Group(mention.key, [], self._of_mention(text, mention), feature, container, [], [], [], []))
            groups[known].mentions.append(index)
            of.append(known)
        for group in groups:
            if len(group.candidates) > _MOST:
                group.candidates = _shortlist(group, mentions, groups, of)
        return groups, of


def _shortlist(group: Group, mentions: list[Mention], groups: list[Group], of: list[int]) -> list[Candidate]:
    """The best-known candidates, and before them those in the container and in the provinces and countries named."""
    named = {
        (c.place.country, c.admin1 if c.place.level == "province" else "")
        for g in groups for c in g.candidates[:2] if c.place.level in ("country", "province")
    }  # fmt: skip
    holders = groups[of[group.container]].candidates[:3] if group.container is not None else []
    def wanted(c: Candidate) -> tuple[bool, bool, int]:
        held = any(_holds(h, c) for h in holders)
        return (not held, (c.place.country, c.admin1) not in named, c.rank)
    return sorted(group.candidates, key=wanted)[:_MOST]


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether a place holds another, as far as their divisions tell, or as a town and its quarters lie."""
    a, b = outer.place, inner.place
    if a.id == b.id or a.country is None:
        return a.level == "region" and a.id != b.id and distance_km(outer.lat, outer.lon, inner.lat, inner.lon) < (a.radius_km or 0)
    if a.country != b.country:
        return False
    if a.level == "country":
        return b.level != "country"
    if a.level == "province":
        return b.level not in ("country", "province") and outer.admin1 == inner.admin1
    if b.level in ("country", "province"):
        return False
    if a.level == "district" and b.admin2 is not None and a.admin2 is not None:
        return a.admin2 == b.admin2 and outer.admin1 == inner.admin1
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) < 40


def _support(groups: list[Group], mentions: list[Mention]) -> list[tuple[dict[tuple[int, int], float], dict[tuple[str, str], float]]]:
    """For each group, by one-degree cell and by province, how many other names could lie there, rare readings counting more.

    Small towns that are named together tell of each other even while none of them is sure.
    """
    cells: dict[tuple[int, int], dict[str, float]] = {}
    divisions: dict[tuple[str, str], dict[str, float]] = {}
    seen: set[str] = set()
    for group in groups:
        if group.key in seen or not group.candidates or mentions[group.mentions[0]].kind == "demonym":
            continue
        seen.add(group.key)
        weight = 1 / len(group.candidates) ** 0.7
        for c in group.candidates:
            if c.place.level in ("country", "region") or not c.place.country:
                continue
            if c.place.level == "province":
                divisions.setdefault((c.place.country, c.admin1), {})[group.key] = weight * 2
                continue
            y, x = int(c.lat * 1.25 + 1000), int(c.lon * 1.25 + 1000)
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    cells.setdefault((y + dy, x + dx), {})[group.key] = weight
            divisions.setdefault((c.place.country, c.admin1), {})[group.key] = weight
    near = {cell: (sum(v.values()), v) for cell, v in cells.items()}
    inside = {d: (sum(v.values()), v) for d, v in divisions.items()}
    result = []
    for group in groups:
        by_cell: dict[tuple[int, int], float] = {}
        by_division: dict[tuple[str, str], float] = {}
        for c in group.candidates:
            cell = (int(c.lat * 1.25 + 1000), int(c.lon * 1.25 + 1000))
            if cell in near:
                by_cell[cell] = near[cell][0] - near[cell][1].get(group.key, 0.0)
            division = (c.place.country or "", c.admin1)
            if division in inside:
                by_division[division] = inside[division][0] - inside[division][1].get(group.key, 0.0)
        result.append((by_cell, by_division))
    return result


Support = list[tuple[dict[tuple[int, int], float], dict[tuple[str, str], float]]]


def _score(
    mentions: list[Mention], groups: list[Group], of: list[int], weights: tuple[float, ...], support: Support, first: bool
) -> None:
    """Weigh every candidate; the second time with the first choices of the other groups as its company."""
    countries: dict[str, float] = {}
    provinces: dict[tuple[str, str], float] = {}
    named: set[str] = set()
    named_provinces: set[tuple[str, str]] = set()
    company: list[tuple[int, float, float]] = []
    total = 0.0
    for number, group in enumerate(groups):
        best = group.best if not first else (group.candidates[0] if group.candidates else None)
        if best is None:
            continue
        place = best.place
        if place.level == "country" and place.country:
            named.add(place.country)
        elif place.level == "province" and place.country:
            named_provinces.add((place.country, best.admin1))
        if first or mentions[group.mentions[0]].kind == "demonym":
            continue
        sure = group.chance[group.order[0]]
        if sure < 0.4 or place.country is None:
            continue
        weight = sure * (1 + math.log(len(group.mentions)))
        total += weight
        countries[place.country] = countries.get(place.country, 0.0) + weight
        if best.admin1:
            provinces[place.country, best.admin1] = provinces.get((place.country, best.admin1), 0.0) + weight
        if place.level in ("town", "site", "district"):
            company.append((number, best.lat, best.lon))
    seats = vocabulary().seats
    for number, group in enumerate(groups):
        if not group.candidates:
            group.scores, group.order, group.chance, group.vectors = [], [], [], []
            continue
        own = group.best if not first else None
        holders: list[Candidate] = []
        if group.container is not None:
            holder = groups[of[group.container]]
            holders = holder.candidates[:4] if first or not holder.order else [holder.candidates[holder.order[0]]]
        if holders and holders[0].place.level == "country" and group.candidates[0].place.level == "country":
            holders = []  # 'China, India': a row of countries, not a town of that name
        held = [any(_holds(h, c) for h in holders) for c in group.candidates] if holders else []
        some_held = any(held)
        own_weight = group.chance[group.order[0]] * (1 + math.log(len(group.mentions))) if own else 0.0
        vectors = []
        # A province and the town it is named after: 'Kherson'.
        twins = {(c.place.country, c.admin1) for c in group.candidates if c.place.level == "province"}
        twins &= {(c.place.country, c.admin1) for c in group.candidates if c.place.level == "town" and c.size >= 4 and c.primary}
        for i, candidate in enumerate(group.candidates):
            place = candidate.place
            level = place.level
            country = place.country or ""
            vector = [0.0] * len(FACTORS)
            town = level == "town"
            vector[0] = candidate.size / 7 if town else 0.0
            if level == "country":
                vector[1] = 1.0
            elif level == "province":
                vector[2] = 1.0
            elif level == "district":
                vector[3] = 1.0
            elif level == "region":
                vector[4] = 1.0
            elif level == "site":
                vector[5] = 1.0
            vector[6] = float(candidate.primary)
            vector[7] = float(candidate.code)
            vector[8] = 1 / (1 + candidate.rank)
            vector[9] = float(candidate.rank == 0)
            if group.feature is not None:
                if level in group.feature.levels:
                    vector[10] = 1.0 if level == group.feature.levels[0] else 0.6
                else:
                    vector[11] = 1.0
            if some_held:
                if held[i]:
                    vector[12] = 1.0
                else:
                    vector[13] = 1.0
            if country in named and level != "country":
                vector[14] = 1.0
            if level != "province" and candidate.admin1 and (country, candidate.admin1) in named_provinces:
                vector[15] = 1.0
            if not first and total:
                same = own is not None and own.place.country == country
                share = countries.get(country, 0.0) - (own_weight if same and own is not None and country in countries else 0.0)
                rest = total - own_weight
                if rest > 0.01:
                    vector[16] = max(0.0, share) / rest
                    inside = provinces.get((country, candidate.admin1), 0.0) if candidate.admin1 else 0.0
                    if own is not None and own.admin1 == candidate.admin1 and same:
                        inside -= own_weight
                    vector[17] = max(0.0, inside) / rest
                away = 9999.0
                for other, lat, lon in company:
                    if other != number:
                        near = abs(lat - candidate.lat)
                        if near < 6:
                            km = distance_km(lat, lon, candidate.lat, candidate.lon)
                            # Two readings of one name beside each other are no company.
                            if km < away and groups[other].key != group.key:
                                away = km
                vector[18] = math.exp(-away / 50)
                vector[19] = math.exp(-away / 300)
            vector[21] = 1.0 if town and candidate.size < 3.5 else 0.0
            vector[22] = vector[0] * vector[16]
            vector[23] = 1.0 if town and candidate.size == 0 else 0.0
            vector[24] = vector[9] * vector[16]
            vector[25] = vector[9] * vector[19]
            if town and (group.key, country) in seats:
                vector[26] = 1.0
            if (country, candidate.admin1) in twins and group.feature is None:
                if town and candidate.size >= 4 and candidate.primary:
                    vector[27] = 1.0
                elif level == "province":
                    vector[28] = 1.0
            if level not in ("country", "region"):
                by_cell, by_division = support[number]
                vector[29] = min(2.0, by_cell.get((int(candidate.lat * 1.25 + 1000), int(candidate.lon * 1.25 + 1000)), 0.0))
                vector[30] = min(2.0, by_division.get((country, candidate.admin1), 0.0))
                vector[31] = vector[9] * vector[29]
            if vector[12] and holders[0].place.level in ("province", "country"):
                vector[32] = 1.0
            vectors.append(vector)
        group.vectors = vectors
        group.scores = [sum(w * x for w, x in zip(weights, v, strict=True) if x) for v in vectors]
        top = max(group.scores)
        exps = [math.exp(s - top) for s in group.scores]
        whole = sum(exps)
        group.chance = [e / whole for e in exps]
        group.order = sorted(range(len(exps)), key=lambda i: (-exps[i], group.candidates[i].rank))


def _add_place_clues(mentions: list[Mention], groups: list[Group], of: list[int]) -> None:
    """Clues for recognition that only the choice of a place gives."""
    for group in groups:
        if not group.order:
            clues = ["no-place"]
        else:
            best = group.order[0]
            vector = group.vectors[best]
            chosen = group.candidates[best]
            clues = [
                f"chance={int(group.chance[best] * 5)}",
                f"chosen={chosen.place.level}|{int(chosen.size)}",
                f"rank={min(chosen.rank, 3)}",
                f"near={int(vector[18] * 4)}|{int(vector[19] * 4)}",
                f"share={int(vector[16] * 4)}",
                f"province-share={int(vector[17] * 4)}",
                f"named={int(vector[14])}{int(vector[15])}",
                f"held={int(vector[12])}{int(vector[13])}",
                f"support={int(vector[29] * 3)}|{int(vector[30] * 3)}",
                f"seat={int(vector[26])}",
                f"feature={int(vector[10] * 2)}{int(vector[11])}",
                f"size-share={int(chosen.size)}|{int(vector[16] * 3)}",
                "own-name" if chosen.primary else "other-name",
            ]
        for index in group.mentions:
            mentions[index].clues.extend(clues)


# Judgement -----------------------------------------------------------------------------------------------------------

_ENOUGH = 0.36
"""Least chance of being a place here, times that of being this one, for a name to be told of."""


def chance(weights: dict[str, float], clues: Iterable[str]) -> float:
    """The logistic of the sum of the clues' weights; '' is the weight that always counts."""
    get = weights.get
    total = get("", 0.0)
    for clue in clues:
        total += get(clue, 0.0)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def calibrated(said: float, points: tuple[tuple[float, float], ...]) -> float:
    """A chance as it was found to be: straight lines between the measured points, flat beyond them."""
    if not points:
        return said
    if said <= points[0][0]:
        return points[0][1]
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        if said <= x2:
            return y1 + (y2 - y1) * (said - x1) / (x2 - x1) if x2 > x1 else y2
    return points[-1][1]


def _judge(
    text: str, mentions: list[Mention], index: int, group: Group, groups: list[Group], of: list[int], weights: Model
) -> Toponym | None:
    """The toponym a mention is, None where it is no place here as far as can be told."""
    mention = mentions[index]
    span = Span(mention.start, mention.end)
    surface = span.of(text)
    feature = mention.feature.name if mention.feature else None
    if not group.order:
        return None
    best = group.candidates[group.order[0]]
    sure = calibrated(group.chance[group.order[0]], weights.calibration)
    here = chance(weights.recognise, mention.clues)
    if caseless(surface):
        here = max(here, _caseless(mention, best, group.vectors[group.order[0]], text))
    if here * sure < _ENOUGH:
        return None
    place = best.place
    if mention.feature is not None and mention.kind == "name":
        plain = _plain_choice(group, groups)
        if place.level not in mention.feature.levels and mention.feature.name == "district" and place.level == "town" and mention.feature_end:
            place = _district_of(place, text[mention.start : mention.feature_end])
        if mention.feature_end and place.level in mention.feature.levels and (plain is None or plain.id != place.id):
            # The word tells it from another place of the name, so it is part of the name.
            span = Span(mention.start, mention.feature_end)
    role = _role(mention, mentions, best, bool(group.vectors[group.order[0]][26]), weights)
    return Toponym(
        span, span.of(text), role, place, round(sure, 3), _reasons(mention, mentions, group, groups, of),
        tuple(group.candidates[i].place for i in group.order[1:4]), feature,
    )  # fmt: skip


def caseless(surface: str) -> bool:
    """Whether a name is written in a script without capitals."""
    letter = next((c for c in surface if c.isalpha()), "a")
    return not letter.isupper() and not letter.islower()


def _caseless(mention: Mention, best: Candidate, vector: list[float], text: str) -> float:
    """Chance of being a place here for a name that no capital sets apart: by what it is and by the words beside it."""
    place = best.place
    size = len(mention.key)
    score = -1.5
    if place.level == "country":
        score += 4.0
    elif place.level == "province":
        score += 3.0 if size > 3 else 1.0
    elif place.level == "region":
        score += 2.5
    elif best.size >= 5.3:
        score += 2.5
    elif best.size >= 4.3:
        score += 1.0
    if mention.placed:
        score += 1.0
    if mention.feature is not None:
        score += 3.0
    if size <= 3:
        score -= 1.5
    if mention.person:
        score -= 1.0
    if " " in mention.key:
        score += 1.0
    # Among the other places of the text.
    if place.level in ("province", "region") and not vector[14] and vector[16] < 0.2 and not mention.feature:
        score -= 2.5
    score += 1.5 * vector[14] + 1.5 * vector[15] + 1.5 * vector[18] + vector[16] - 1.5 * (1 - vector[16]) * (place.level == "town")
    return 1 / (1 + math.exp(-score))


def _plain_choice(group: Group, groups: list[Group]) -> Place | None:
    """What the bare name means: in this text if it stands there, else where it is best known."""
    for other in groups:
        if other is not group and other.key == group.key and other.feature is None and other.best is not None:
            return other.best.place
    if not group.candidates:
        return None
    return min(group.candidates, key=lambda c: (not c.primary, c.rank)).place


def _district_of(town: Place, name: str) -> Place:
    """The district named after a town, where the gazetteer has none: about its seat, as wide as districts are."""
    return replace(
        town, id=f"district-of:{town.id}", name=" ".join(name.split()), level="district", kind="district", radius_km=50.0,
        population=None, outline_id=None, admin2=None, names={},
    )  # fmt: skip


def _said_within(text: str, mentions: list[Mention], index: int, judged: list[Toponym | None]) -> Place | None:
    """The place that the words right around an unknown name put it in: 'Talap village in Chagai district'."""
    mention = mentions[index]
    for step in (1, -1):
        other = index + step
        while 0 <= other < len(mentions):
            low, high = (mention.end, mentions[other].start) if step > 0 else (mentions[other].end, mention.start)
            between = text[low:high]
            if len(between) > 80 or any(stop in between for stop in (". ", "\n", "۔")):
                break
            near = judged[other]
            if near is not None and near.place is not None and near.role in ("location", "modifier") and near.place.level != "region":
                return near.place
            other += step
    return None


def _reasons(mention: Mention, mentions: list[Mention], group: Group, groups: list[Group], of: list[int]) -> tuple[str, ...]:
    """Why this place, in words, the weightiest first."""
    number = group.order[0]
    best = group.candidates[number]
    place, vector = best.place, group.vectors[number]
    if mention.kind == "demonym":
        return (f"the word speaks of {place.name}",)
    reasons = []
    if len(group.candidates) == 1:
        reasons.append("the only place known by this name")
    if vector[12] and group.container is not None:
        holder = groups[of[group.container]].best
        if holder is not None:
            reasons.append(f"the text says it is in {holder.place.name}")
    if mention.feature is not None and vector[10]:
        reasons.append(f"the text calls it a {mention.feature.name}")
    if vector[15] and place.admin1:
        reasons.append(f"{place.admin1} is named in the text")
    elif vector[14] and place.country:
        reasons.append(f"its country ({place.country}) is named in the text")
    if vector[18] > 0.3:
        near = _nearest(best, group, groups)
        if near is not None:
            reasons.append(f"{near[1]:.0f} km from {near[0].name}, also in the text")
    if vector[17] > 0.3:
        reasons.append(f"other places of the text are in {place.admin1}")
    elif vector[16] > 0.5 and not vector[14]:
        reasons.append(f"most places of the text are in the same country ({place.country})")
    if vector[26]:
        reasons.append("a seat of government")
    if best.rank == 0 and len(group.candidates) > 1:
        reasons.append("the best-known place of this name")
    if place.level == "town" and place.population:
        reasons.append(f"{place.population:,} inhabitants")
    if not best.primary and len(reasons) < 6:
        reasons.append(f"another name of {place.name}")
    return tuple(reasons) or ("known by this name",)


def _nearest(best: Candidate, group: Group, groups: list[Group]) -> tuple[Place, float] | None:
    found = [
        (distance_km(best.lat, best.lon, other.best.lat, other.best.lon), other.best.place)
        for other in groups
        if other.key != group.key and other.best is not None and other.best.place.level in ("town", "site", "district")
    ]
    away = min(found, key=lambda f: f[0], default=None)
    return None if away is None else (away[1], away[0])


LITERAL = 0.2
"""Least chance of being meant as a place for the role 'location'."""


def _role(mention: Mention, mentions: list[Mention], best: Candidate, seat: bool, weights: Model) -> Role:
    if mention.kind == "demonym":
        return "demonym"
    words = vocabulary()
    before, after = mention.before[0].lower(), fold(mention.after[0])
    if seat and mention.container is None and mention.feature is None:
        # A seat of government stands for the government, unless the words make it a place.
        if mention.after[0] in ("'s", "’s") and before not in ("in", "at", "near"):
            return "modifier"
        if before in words.metonym_before or (after in words.metonym_verbs and not mention.placed) or before == "said":
            return "metonym"
        if mention.listed and not mention.placed:
            return "metonym"
    if mention.placed or mention.feature is not None or chance(weights.literal, mention.clues) >= LITERAL:
        return "location"
    return "metonym" if after in words.metonym_verbs else "modifier"
