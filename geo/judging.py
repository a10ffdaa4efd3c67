"""What is told of a name: whether it is a place here, its role, its confidence, and the reasons in words."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from gazetteer.names import fold, sound
from gazetteer.place import Place
from geo.candidates import (
    F_COUNTRY_NAMED,
    F_COUNTRY_SHARE,
    F_FEATURE,
    F_HELD,
    F_NEAR_50,
    F_PROVINCE_NAMED,
    F_PROVINCE_SHARE,
    F_SEAT,
    Candidate,
    district_of,
    holds,
)  # fmt: skip
from geo.measure import distance_km
from geo.mentions import Mention, caseless, vocabulary
from geo.places_model import Model, calibrated, logistic
from geo.senses import plain_choice
from geo.toponym import Role, Toponym
from geo.weighing import Group
from seeds.report import Span

_ENOUGH = 0.40
"""Least chance of being a place here, times that of being this one, for a name to be told of."""
_CLEARLY = 0.5
"""Chance of being a place here at which a name behind 'in' or 'near' is told of though nothing tells which it is."""
_SAME_SPOT = 0.7
"""Chance that a name lies at one spot, at whichever level, for it to be told of with its place."""
_IN_ROW = 0.2
"""The same for a name whose likely places are one spot, or that stands in a row with one that is told of."""


LITERAL = 0.2
"""Least chance of being meant as a place for the role 'location'."""


def judge(
    text: str, mentions: list[Mention], index: int, group: Group, groups: list[Group], of: list[int], weights: Model
) -> Toponym | None:
    """The toponym a mention is, None where it is no place here as far as can be told."""
    mention = mentions[index]
    span = Span(mention.start, mention.end)
    surface = span.of(text)
    feature = mention.feature.name if mention.feature else None
    if not group.order or _torn(text, mentions, index):
        return None
    _level(mention, group, groups)
    _whole(group)
    best = group.candidates[group.order[0]]
    sure = calibrated(group.chance[group.order[0]], weights.calibration)
    here = logistic(mention.recognise + group.recognise)
    if caseless(surface):
        here = max(here, _caseless(mention, best, group.vectors[group.order[0]]))
    if mention.feature is not None and mention.kind == "name" and here >= _IN_ROW and sure >= 0.9:
        here = max(here, _CLEARLY)  # the word beside it calls it a place
    if sure >= 0.9 and (_holds_named(mention) or _half_named(mention, best.place)):
        here = max(here, _CLEARLY)
    if _target(mention) and here >= 0.05 and sure >= 0.8 and best.place.level == "town":
        vector = group.vectors[group.order[0]]
        if vector[F_COUNTRY_NAMED] or vector[F_COUNTRY_SHARE] > 0.3:
            here = max(here, _CLEARLY)  # 'shelled Jermuk': what is done to it is done to places
    if here * sure < _ENOUGH:
        one = _one_spot(group)
        least = _IN_ROW if one else _CLEARLY
        if here < least or not mention.placed or mention.kind != "name" or mention.person:
            return None
        if not one:
            # It is a place, but which one cannot be told: kept by name.
            why = ("several places have this name, and nothing tells which is meant",)
            rest = tuple(group.candidates[i].place for i in group.order[:3])
            return Toponym(span, surface, "location", None, 0.0, why, rest, feature)
    place = best.place
    holder = groups[of[group.container]].best if group.container is not None and mention.owned else None
    if holder is not None and holder.place.level == "country" and place.country != holder.place.country:
        why = (f"the text puts it in {holder.place.name}, where no gazetteer here has this name",)
        return Toponym(span, surface, "location", None, 0.0, why, (place,), feature, holder.place)
    told = mention.feature.name if mention.feature is not None and not caseless(surface) else None
    if (
        told == "town"
        and place.level == "town"
        and place.country in _TOWNSHIPS
        and mention.after[0].lower() == "township"
    ):
        told = feature = "district"
    if told == "district" and place.country in _COUNTIES and mention.after[0].lower() in ("county", "counties"):
        counties = (
            c.place for c in group.candidates if c.place.level == "province" and c.place.country == place.country
        )
        place = next(counties, place)
    if told == "district" and place.level == "town":
        # 'Garissa county' is a first division; of 'Hacarí, a district' the gazetteer has only the town
        divisions = (group.candidates[i].place for i in group.order[1:])
        named = (
            p for p in divisions if p.level == "province" and p.country == place.country and p.admin1 == place.admin1
        )
        place = next(named, None) or district_of(place, surface)
    if mention.feature is not None and mention.kind == "name":
        plain = plain_choice(group, groups)
        if mention.feature_end and place.level in mention.feature.levels and (plain is None or plain.id != place.id):
            # The word tells it from another place of the name, so it is part of the name.
            span = Span(mention.start, mention.feature_end)
    role = _role(mention, bool(group.vectors[group.order[0]][F_SEAT]), mention.literal + group.literal)
    return Toponym(
        span, span.of(text), role, place, round(sure, 3), _reasons(mention, group, groups, of),
        tuple(group.candidates[i].place for i in group.order[1:4]), feature,
    )  # fmt: skip


def _holds_named(mention: Mention) -> bool:
    """Whether a name is told to hold another place: 'Aro tehsil of South Waziristan'."""
    of, kind, name = mention.before
    if mention.kind != "name" or of not in ("of", "in") or not name[:1].isupper():
        return False
    feature = vocabulary().features.get(fold(kind))
    return feature is not None and feature.name in ("village", "town", "district", "neighbourhood")


def _half_named(mention: Mention, place: Place) -> bool:
    """Whether the words speak of a part of a district or province: 'in Lower Kurram'."""
    half, before, _ = mention.before
    return (
        mention.kind == "name"
        and place.level in ("district", "province")
        and half.lower() in ("upper", "lower")
        and before.lower() in vocabulary().place_before
    )


def _target(mention: Mention) -> bool:
    """Whether a name stands behind a verb that takes places: 'shelled Jermuk', 'had taken Wukro'."""
    behind = mention.before[0].lower() in vocabulary().takes_place
    return behind and mention.kind == "name" and not mention.after[0][:1].isupper()


def _level(mention: Mention, group: Group, groups: list[Group]) -> None:
    """Where a town and its province or district share the name, put the one that is meant first.

    'Homs province' is the province, 'in Sumy' the town: they stand at one spot, and only the words tell them apart.
    """
    best = group.candidates[group.order[0]]
    levels = mention.feature.levels[:1] if mention.feature is not None and mention.feature.levels else ("town",)
    least = _TWIN if mention.feature is None else 0.0
    if best.place.level in levels or best.place.level not in ("town", "district", "province") or mention.kind != "name":
        return
    if mention.feature is None and any(
        g.key == group.key and g.feature is not None and g.feature.levels[0] != "town" for g in groups
    ):
        return  # the text itself says elsewhere which of the two it means
    among = _among_provinces(group, groups)
    for n, i in enumerate(group.order[1:4], 1):
        c = group.candidates[i]
        own = (
            levels == ("town",)
            and not among
            and (c.place.population or 0) >= _TOWN
            and _sounds(mention.key) == _own_sound(c.place)
        )
        apart = _APART["province"] if own and best.admin1 == c.admin1 else _APART.get(levels[0], 60.0)
        same = c.place.country == best.place.country and distance_km(best.lat, best.lon, c.lat, c.lon) < apart
        if c.place.level in levels and same and (own or group.chance[i] >= least):
            group.chance[i] += group.chance[group.order[0]]
            group.order.insert(0, group.order.pop(n))
            return


def _among_provinces(group: Group, groups: list[Group]) -> bool:
    """Whether a name stands in a row with one that is a province's and no town's: 'in Nuristan, Kunar and Kunduz'."""
    beside = [groups[n] for n in group.row if groups[n].best is not None]
    return any(
        g.best is not None
        and g.best.place.level == "province"
        and not any(c.place.level == "town" and c.place.country == g.best.place.country for c in g.candidates)
        and not any(holds(g.best, c) for c in group.candidates)
        for g in beside
    )


def _sounds(key: str) -> str:
    """How a folded name sounds, without its article and its last breath: 'Raqqa' as 'Ar Raqqah'."""
    return sound(_ARTICLE.sub("", key)).rstrip("h")


@lru_cache(maxsize=1 << 12)
def _own_sound(place: Place) -> str:
    """How a place's own name sounds: 'Nineveh' is not Mosul's own, though Mosul is called so."""
    return _sounds(fold(place.name))


_ARTICLE = re.compile(r"^a[ldrstzn]h? ")
_TOWN = 20_000
"""People of a town that its name means before the province or district around it."""
_COUNTIES = frozenset("AL EE HR HU KE LR LT NO RO SE TW".split())
"""Countries whose counties are first divisions."""
_TOWNSHIPS = frozenset({"MM"})
"""Countries whose townships are districts."""
_TWIN = 0.15
"""Least chance at which a place is taken for the twin of the likeliest one."""
_APART = {"town": 60.0, "district": 60.0, "province": 250.0}
"""Kilometres that the points of a town and of what is named after it may lie apart."""


def _whole(group: Group) -> None:
    """Put the region that bears a name before a part of it that is called so too: 'Kashmir' is not Azad Kashmir."""
    best = group.candidates[group.order[0]]
    if best.primary or best.place.level != "province" or group.feature is not None:
        return
    for n, i in enumerate(group.order[1:4], 1):
        c = group.candidates[i]
        if c.primary and c.place.level == "region" and holds(c, best):
            group.chance[i] += group.chance[group.order[0]]
            group.order.insert(0, group.order.pop(n))
            return


def _torn(text: str, mentions: list[Mention], index: int) -> bool:
    """Whether the name is but the first part of a longer one that nobody knows: 'Pont' of 'Pont-Sonde'."""
    end = mentions[index].end
    joined = text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper()
    return (
        joined
        and not any(m.start == end + 1 for m in mentions[index + 1 : index + 2])
        and mentions[index].kind == "name"
    )


def _one_spot(group: Group) -> bool:
    """Whether the likely candidates are one place at different levels ('Panjgur', the town and its district)."""
    best = group.candidates[group.order[0]]
    at_spot = [
        group.chance[i]
        for i in group.order
        if group.candidates[i].place.country == best.place.country
        and distance_km(best.lat, best.lon, group.candidates[i].lat, group.candidates[i].lon) < 60
    ]
    return len(at_spot) > 1 and sum(at_spot) >= _SAME_SPOT


def listed(
    text: str,
    mentions: list[Mention],
    index: int,
    groups: list[Group],
    of: list[int],
    judged: list[Toponym | None],
    weights: Model,
) -> Toponym | None:
    """A name in one row with a place of its country that was found ('in Chabahar and Rask'): the row vouches for it."""
    mention, group = mentions[index], groups[of[index]]
    if not group.order or logistic(mention.recognise + group.recognise) < _IN_ROW:
        return None
    best = group.candidates[group.order[0]]
    for other in (index - 1, index + 1, mention.beside):
        if other is None or not 0 <= other < len(mentions) or not mentions[other].listed:
            continue
        gap = text[min(mention.end, mentions[other].end) : max(mention.start, mentions[other].start)]
        near = judged[other]
        dated = other == mention.beside or mentions[other].beside == index  # 'in Gao on Monday and Kidal on Tuesday'
        if len(gap) > 6 and not dated or near is None or near.place is None or near.role != "location":
            continue
        if near.place.country == best.place.country and near.place.level in ("town", "district", "site"):
            span = Span(mention.start, mention.end)
            sure = round(calibrated(group.chance[group.order[0]], weights.calibration), 3)
            return Toponym(span, span.of(text), "location", best.place, sure, _reasons(mention, group, groups, of))
    return None


def name_part(text: str, mention: Mention, group: Group) -> Toponym | None:
    """A place's name within the name of a body or a person: told as such, so that nobody takes it for the place."""
    best = group.best
    span = Span(mention.start, mention.end)
    if mention.person:
        return Toponym(span, span.of(text), "name", None, 0.0, ("part of a person's name",))
    if best is not None and any(c.startswith(("organisation|", "head-of")) for c in mention.clues):
        sure = round(group.chance[group.order[0]], 3)
        return Toponym(span, span.of(text), "name", best.place, sure, ("part of the name of a body",))
    return None


def _caseless(mention: Mention, best: Candidate, vector: list[float]) -> float:
    """Chance of being a place here for a name that no capital sets apart: by what it is and by the words beside it."""
    place = best.place
    size = len(mention.key)
    score = -1.5
    if place.level == "country":
        score += 4.0
    elif place.level == "province":
        score += 3.0 if size > 3 else 1.0
    elif place.level == "region" or best.size >= 5.3:
        score += 3.5 if size > 4 else 2.5
    elif best.size >= 4.7 and size > 4:
        score += 2.0
    elif best.size >= 4.3 or place.level in ("site", "district"):
        score += 1.0
    if mention.placed or mention.listed:
        score += 1.0
    if mention.feature is not None:
        score += 3.0
    if size <= 3:
        score -= 0.5 if mention.placed and best.size >= 4.3 else 1.5
    if mention.person:
        score -= 1.0
    if " " in mention.key:
        score += 1.0
    # Among the other places of the text.
    if (
        place.level in ("province", "region")
        and not vector[F_COUNTRY_NAMED]
        and vector[F_COUNTRY_SHARE] < 0.2
        and not mention.feature
    ):
        score -= 2.5
    score += (
        1.5 * vector[F_COUNTRY_NAMED]
        + 1.5 * vector[F_PROVINCE_NAMED]
        + 1.5 * vector[F_NEAR_50]
        + vector[F_COUNTRY_SHARE]
        - 1.5 * (1 - vector[F_COUNTRY_SHARE]) * (place.level == "town")
    )
    return 1 / (1 + math.exp(-score))


def _role(mention: Mention, seat: bool, literal: float) -> Role:
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
    if mention.placed or mention.feature is not None or logistic(literal) >= LITERAL:
        return "location"
    return "metonym" if after in words.metonym_verbs else "modifier"


def _reasons(mention: Mention, group: Group, groups: list[Group], of: list[int]) -> tuple[str, ...]:
    """Why this place, in words, the weightiest first."""
    number = group.order[0]
    best = group.candidates[number]
    place, vector = best.place, group.vectors[number]
    if mention.kind == "demonym":
        return (f"the word speaks of {place.name}",)
    reasons = []
    if len(group.candidates) == 1:
        reasons.append("the only place known by this name")
    if vector[F_HELD] and group.container is not None:
        holder = groups[of[group.container]].best
        if holder is not None:
            reasons.append(f"the text says it is in {holder.place.name}")
    if mention.feature is not None and vector[F_FEATURE]:
        reasons.append(f"the text calls it a {mention.feature.name}")
    if vector[F_PROVINCE_NAMED] and place.admin1:
        reasons.append(f"{place.admin1} is named in the text")
    elif vector[F_COUNTRY_NAMED] and place.country:
        reasons.append(f"its country ({place.country}) is named in the text")
    if vector[F_NEAR_50] > 0.3:
        near = _nearest(best, group, groups)
        if near is not None:
            reasons.append(f"{near[1]:.0f} km from {near[0].name}, also in the text")
    if vector[F_PROVINCE_SHARE] > 0.3:
        reasons.append(f"other places of the text are in {place.admin1}")
    elif vector[F_COUNTRY_SHARE] > 0.5 and not vector[F_COUNTRY_NAMED]:
        reasons.append(f"most places of the text are in the same country ({place.country})")
    if vector[F_SEAT]:
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
