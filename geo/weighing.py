"""Weigh the candidates of all names of a text together: what is named, what holds what, what lies near what."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import mul

from geo.candidates import (
    F_CALLED,
    F_COUNTRY_NAMED,
    F_COUNTRY_SHARE,
    F_FEATURE,
    F_FIRST,
    F_FIRST_NEAR,
    F_FIRST_SHARE,
    F_FIRST_SUPPORT,
    F_HELD,
    F_HELD_ELSEWHERE,
    F_NEAR_50,
    F_NEAR_300,
    F_OTHER_FEATURE,
    F_PROVINCE_NAMED,
    F_PROVINCE_SHARE,
    F_PUBLISHER,
    F_ROW,
    F_SEAT,
    F_SIZE,
    F_SIZE_SHARE,
    F_SUPPORT_NEAR,
    F_SUPPORT_PROVINCE,
    F_SURE_HELD,
    F_TWIN_PROVINCE,
    F_TWIN_TOWN,
    FACTORS,
    Candidate,
    holds,
)  # fmt: skip
from geo.mentions import Feature, Mention, caseless

MOST = 24
"""Candidates of one name that are weighed, best known first; with a container or a country named, those in it come on
top."""


_KEPT = 8
"""Candidates of a group that come to the second choice."""


_GLANCE = -3.9
"""Least weight of the clues for a second look; the logistic of it is a chance of 2 %."""


@dataclass(slots=True)
class Group:
    """The mentions of a text that are taken to mean one place: same name, same feature word, same container."""

    key: str
    kind: str
    mentions: list[int]
    candidates: list[Candidate]
    feature: Feature | None
    container: int | None
    """A mention that is said to hold it, by index."""
    order: list[int] = field(default_factory=list)
    """Indexes of the candidates, best first."""
    chance: list[float] = field(default_factory=list)
    """Chance of each candidate, by index."""
    vectors: list[list[float]] = field(default_factory=list)
    """The factors of each candidate, by index."""
    clues: list[str] = field(default_factory=list)
    """Features that only the choice of a place gives, for recognition."""
    recognise: float = 0.0
    literal: float = 0.0
    """What the clues weigh."""
    called: bool = False
    """The feature word tells what it is: 'Washington state', not 'Washington State University'."""
    owned: bool = False
    """What holds it owns it in so many words: 'the Lebanese city of X'."""
    row: list[int] = field(default_factory=list)
    """The groups of the names right beside it in rows, by index."""
    alone: bool = False
    """No other name of the text was resolved well enough to be its company."""

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate."""
        return self.candidates[self.order[0]] if self.order else None


def shortlist(group: Group, groups: list[Group], of: list[int]) -> list[Candidate]:
    """The best-known candidates, and before them those in the container and in the provinces and countries named."""
    named = {
        (c.place.country, c.admin1 if c.place.level == "province" else "")
        for g in groups for c in g.candidates[:2] if c.place.level in ("country", "province")
    }  # fmt: skip
    holders = groups[of[group.container]].candidates[:3] if group.container is not None else []

    def wanted(c: Candidate) -> tuple[bool, bool, int]:
        held = any(holds(h, c) for h in holders)
        return (not held, (c.place.country, c.admin1) not in named, c.rank)

    return sorted(group.candidates, key=wanted)[:MOST]


def worth_a_look(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions that the words around them alone do not rule out; what they say of one another is kept."""
    keep = [m.kind == "unknown" or m.glance > _GLANCE or caseless(text[m.start : m.end]) for m in mentions]
    number = {old: new for new, old in enumerate(i for i, k in enumerate(keep) if k)}
    kept = [m for m, k in zip(mentions, keep, strict=True) if k]
    for mention in kept:
        mention.container = number.get(mention.container) if mention.container is not None else None
        mention.holds = number.get(mention.holds) if mention.holds is not None else None
        mention.beside = number.get(mention.beside) if mention.beside is not None else None
    return kept


Share = tuple[float, frozenset[int], frozenset[tuple[str, str]]]
"""What one name adds to the support, and in which cells and provinces."""


@dataclass(slots=True)
class Support:
    """How many other names of a text could lie in a cell or a province, rare readings counting more.

    Small towns that are named together tell of each other even while none of them is sure.
    """

    cells: dict[int, float]
    divisions: dict[tuple[str, str], float]
    own: dict[str, Share]
    """What each name added."""

    def beside(self, share: Share, candidate: Candidate) -> tuple[float, float]:
        """Support by nearness and by province, the share of the candidate's own name taken off."""
        weight, cells, divisions = share
        one, two = candidate.cells
        near = self.cells.get(one, 0.0) - (weight if one in cells else 0.0)
        other = self.cells.get(two, 0.0) - (weight if two in cells else 0.0)
        if other > near:
            near = other
        inside = self.divisions.get(candidate.division, 0.0) - (weight if candidate.division in divisions else 0.0)
        return (near if near < 2 else 2.0), (inside if inside < 2 else 2.0)


_NO_SHARE: Share = (0.0, frozenset(), frozenset())


def gather_support(groups: list[Group]) -> Support:
    cells: dict[int, float] = {}
    divisions: dict[tuple[str, str], float] = {}
    own: dict[str, Share] = {}
    for group in groups:
        if group.key in own or not group.candidates or group.kind == "demonym":
            continue
        weight = len(group.candidates) ** -0.7
        fine = [c for c in group.candidates if c.place.level not in ("country", "region", "province")]
        mine = frozenset(cell for c in fine for cell in c.cells)
        inside = frozenset(c.division for c in group.candidates if c.place.level not in ("country", "region"))
        own[group.key] = (weight, mine, inside)
        for cell in mine:
            cells[cell] = cells.get(cell, 0.0) + weight
        for division in inside:
            divisions[division] = divisions.get(division, 0.0) + weight
    return Support(cells, divisions, own)


def first_choice(
    groups: list[Group],
    of: list[int],
    weights: tuple[float, ...],
    support: Support,
    base: dict[tuple[str, int], float],
    home: str | None = None,
) -> None:
    """Order the candidates by what holds in any text and by what is named in this one; keep the best few."""
    named, named_provinces = _named([g.candidates[0] for g in groups if g.candidates])
    w_named, w_province = weights[F_COUNTRY_NAMED], weights[F_PROVINCE_NAMED]
    w_near, w_inside, w_first = weights[F_SUPPORT_NEAR], weights[F_SUPPORT_PROVINCE], weights[F_FIRST_SUPPORT]
    for group in groups:
        candidates = group.candidates
        if not candidates:
            continue
        if len(candidates) == 1:
            group.order, group.chance = [0], [1.0]
            continue
        held = _held(group, groups, of)
        share = support.own.get(group.key, _NO_SHARE)
        scores = []
        for i, c in enumerate(candidates):
            known = (c.place.id, c.rank)
            score = base.get(known)
            if score is None:
                score = base[known] = sum(weights[f] * v for f, v in c.factors)
            level = c.place.level
            if level != "country":
                if c.place.country in named:
                    score += w_named
                if home is not None and c.place.country == home:
                    score += weights[F_PUBLISHER]
                if level != "region":
                    near, inside = support.beside(share, c)
                    score += w_near * near + w_inside * inside
                    if c.rank == 0:
                        score += w_first * near
                    if c.admin1 and level != "province" and c.division in named_provinces:
                        score += w_province
            if held:
                sure = weights[F_SURE_HELD] * (_OWNED if group.owned else 1.0)
                score += weights[F_HELD] + sure if held[i] else weights[F_HELD_ELSEWHERE]
            if group.feature is not None:
                score += weights[F_FEATURE] if level in group.feature.levels else weights[F_OTHER_FEATURE]
                if group.called and level in group.feature.levels:
                    score += weights[F_CALLED] * (1.0 if level == group.feature.levels[0] else 0.6)
            elif c.twin:
                score += weights[F_TWIN_TOWN if c.twin == 1 else F_TWIN_PROVINCE]
            scores.append(score)
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], candidates[i].rank))[:_KEPT]
        group.candidates = [candidates[i] for i in order]
        top = scores[order[0]]
        exps = [math.exp(scores[i] - top) for i in order]
        whole = sum(exps)
        group.chance = [e / whole for e in exps]
        group.order = list(range(len(order)))


def _named(best: Iterable[Candidate]) -> tuple[set[str], set[tuple[str, str]]]:
    """The countries and the provinces that a text names."""
    countries: set[str] = set()
    provinces: set[tuple[str, str]] = set()
    for candidate in best:
        place = candidate.place
        if place.level == "country" and place.country:
            countries.add(place.country)
        elif place.level == "province" and place.country:
            provinces.add(candidate.division)
    return countries, provinces


_OWNED = 5.0
"""How much more than a comma it counts that a name is owned in so many words."""


def _held(group: Group, groups: list[Group], of: list[int]) -> list[bool]:
    """For each candidate whether what is said to hold it does; empty where nothing is said or none would do."""
    if group.container is None:
        return []
    holder = groups[of[group.container]]
    holders = [holder.candidates[holder.order[0]]] if holder.order else holder.candidates[:4]
    if not holders or (holders[0].place.level == "country" and group.candidates[0].place.level == "country"):
        return []  # 'China, India': a row of countries, not a town of that name
    held = [any(holds(h, c) for h in holders) for c in group.candidates]
    return held if any(held) else []


def _row(group: Group, groups: list[Group]) -> list[str]:
    """The levels of what the names beside it in a row mean as far as is known, without those that hold it or lie in
    it."""
    best = group.best
    if best is None:
        return []
    beside = [b for b in (groups[n].best for n in group.row) if b is not None]
    return [b.place.level for b in beside if not holds(b, best) and not holds(best, b)]


def second_choice(
    groups: list[Group], of: list[int], weights: tuple[float, ...], support: Support, home: str | None = None
) -> None:
    """Weigh the candidates again, with the first choices of the other groups as their company."""
    countries: dict[str, float] = {}
    provinces: dict[tuple[str, str], float] = {}
    company: list[tuple[str, float, float]] = []
    total = 0.0
    own: list[float] = []
    for group in groups:
        best = group.best
        weight = 0.0
        if best is not None and group.kind != "demonym" and best.place.country and group.chance[group.order[0]] >= 0.4:
            weight = group.chance[group.order[0]] * (1 + math.log(len(group.mentions)))
            total += weight
            countries[best.place.country] = countries.get(best.place.country, 0.0) + weight
            if best.admin1:
                provinces[best.division] = provinces.get(best.division, 0.0) + weight
            if best.place.level in ("town", "site", "district"):
                company.append((group.key, best.lat, best.lon))
        own.append(weight)
    named, named_provinces = _named([b for b in (g.best for g in groups) if b is not None])
    blank = [0.0] * len(FACTORS)
    for number, group in enumerate(groups):
        if not group.candidates:
            continue
        best = group.best
        rest = total - own[number]
        group.alone = rest <= 0.01
        held = _held(group, groups, of)
        row = _row(group, groups) if group.row else []
        mine = support.own.get(group.key, _NO_SHARE)
        vectors = []
        for i, c in enumerate(group.candidates):
            place = c.place
            level, country = place.level, place.country or ""
            vector = blank.copy()
            for f, v in c.factors:
                vector[f] = v
            if group.feature is not None:
                if level in group.feature.levels:
                    vector[F_FEATURE] = 1.0 if level == group.feature.levels[0] else 0.6
                else:
                    vector[F_OTHER_FEATURE] = 1.0
                if group.called:
                    vector[F_CALLED] = vector[F_FEATURE]
            elif c.twin:
                vector[F_TWIN_TOWN if c.twin == 1 else F_TWIN_PROVINCE] = 1.0
            if held:
                if held[i]:
                    vector[F_HELD] = 1.0
                    vector[F_SURE_HELD] = _OWNED if group.owned else 1.0
                else:
                    vector[F_HELD_ELSEWHERE] = 1.0
            if row:
                vector[F_ROW] = sum(n == level for n in row) / len(row)
            if level != "country" and country in named:
                vector[F_COUNTRY_NAMED] = 1.0
            if level != "country" and country == home:
                vector[F_PUBLISHER] = 1.0
            if level not in ("country", "province") and c.admin1 and c.division in named_provinces:
                vector[F_PROVINCE_NAMED] = 1.0
            if rest > 0.01:
                same = best is not None and best.place.country == country
                share = (countries.get(country, 0.0) - (own[number] if same else 0.0)) / rest
                vector[F_COUNTRY_SHARE] = share = share if share > 0 else 0.0
                if c.admin1:
                    off = own[number] if best is not None and best.division == c.division else 0.0
                    vector[F_PROVINCE_SHARE] = max(0.0, provinces.get(c.division, 0.0) - off) / rest
                vector[F_SIZE_SHARE] = vector[F_SIZE] * share
                vector[F_FIRST_SHARE] = vector[F_FIRST] * share
                away = _away(c, group.key, company)
                if away < 1500:
                    vector[F_NEAR_50] = math.exp(-away / 50)
                    vector[F_NEAR_300] = near = math.exp(-away / 300)
                    vector[F_FIRST_NEAR] = vector[F_FIRST] * near
            if level not in ("country", "region"):
                vector[F_SUPPORT_NEAR], vector[F_SUPPORT_PROVINCE] = near, _ = support.beside(mine, c)
                vector[F_FIRST_SUPPORT] = vector[F_FIRST] * near
            vectors.append(vector)
        group.vectors = vectors
        if len(vectors) == 1:
            group.order, group.chance = [0], [1.0]
            continue
        scores = [sum(map(mul, weights, v)) for v in vectors]
        top = max(scores)
        exps = [math.exp(s - top) for s in scores]
        whole = sum(exps)
        group.chance = [e / whole for e in exps]
        group.order = sorted(range(len(exps)), key=lambda i: (-exps[i], group.candidates[i].rank))


def _away(candidate: Candidate, key: str, company: list[tuple[str, float, float]]) -> float:
    """Distance in km to the nearest of the company that has another name; 9999 where none is within some 600 km."""
    away = 9999.0
    lat, lon, wide = candidate.lat, candidate.lon, candidate.wide
    for other, y, x in company:
        dy = (y - lat) * 111.2
        if -600 < dy < 600 and other != key:
            dx = (x - lon) * wide
            km = math.sqrt(dx * dx + dy * dy)
            if km < away:
                away = km
    return away


def add_place_clues(groups: list[Group]) -> None:
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
                f"held={int(vector[F_HELD])}{int(vector[F_HELD_ELSEWHERE])}",
                f"feature={int(vector[F_FEATURE] * 2)}{int(vector[F_OTHER_FEATURE])}",
                f"seat={int(vector[F_SEAT])}",
                "own-name" if chosen.primary else "other-name",
            ]
            if group.alone:
                clues += ["alone", f"alone|{chosen.place.level}|{int(chosen.size)}"]
            else:
                clues += [
                    f"near={int(vector[F_NEAR_50] * 4)}|{int(vector[F_NEAR_300] * 4)}",
                    f"share={int(vector[F_COUNTRY_SHARE] * 4)}",
                    f"province-share={int(vector[F_PROVINCE_SHARE] * 4)}",
                    f"named={int(vector[F_COUNTRY_NAMED])}{int(vector[F_PROVINCE_NAMED])}",
                    f"size-share={int(chosen.size)}|{int(vector[F_COUNTRY_SHARE] * 3)}",
                    f"support={int(vector[F_SUPPORT_NEAR] * 3)}|{int(vector[F_SUPPORT_PROVINCE] * 3)}",
                ]
        group.clues = clues
