"""From a name and its context to a place, with confidence and reasons: the names of a text weighed together."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from gazetteer.names import area_demonyms, demonyms, fold, sound
from gazetteer.place import Place
from gazetteer.scan import Scanner
from gazetteer.store import Gazetteer
from gazetteer.variants import variants
from geo.document import Document
from geo.measure import distance_km
from geo.mentions import Feature, Mention, Sounds, add_clues, find_mentions, placed_unknowns, vocabulary
from geo.toponym import Role, Toponym
from seeds.report import Span

_MOST = 24
"""Candidates of one name that are weighed, best known first; with a container or a country named, those in it come on top."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean, and how the name is its; what is weighed of it in any text is worked out once."""

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
    wide: float
    """Kilometres to a degree of longitude there."""
    cells: tuple[int, int]
    """Its cells in two grids of two degrees, one shifted by half a cell."""
    division: tuple[str, str]
    factors: tuple[tuple[int, float], ...]
    """The factors that hold in any text, by number."""
    twin: int
    """1 a town that its province is named after, 2 such a province; they count only without a feature word."""


def make_candidate(place: Place, key: str, primary: bool, code: bool, rank: int, twin: int = 0) -> Candidate:
    """A candidate with its fixed factors; the place must have a point."""
    lat, lon = place.lat or 0.0, place.lon or 0.0
    size = math.log10(place.population) if place.population else 0.0
    level, town = place.level, place.level == "town"
    factors = [(F_RANK, 1 / (1 + rank))]
    if town:
        factors.append((F_SIZE, size / 7))
        if size < 3.5:
            factors.append((F_SMALL, 1.0))
        if size == 0:
            factors.append((F_UNKNOWN_SIZE, 1.0))
        if (key, place.country) in vocabulary().seats:
            factors.append((F_SEAT, 1.0))
    else:
        factors.append((FACTORS.index(level), 1.0))
    if primary:
        factors.append((F_PRIMARY, 1.0))
    if code:
        factors.append((F_CODE, 1.0))
    if rank == 0:
        factors.append((F_FIRST, 1.0))
    y, x = lat + 90, lon + 180
    cells = (int(y / 2) * 181 + int(x / 2), -1 - int((y + 1) / 2) * 182 - int((x + 1) / 2))
    admin1 = fold(place.admin1 or "")
    return Candidate(
        place, lat, lon, admin1, size, primary, code, rank, math.cos(math.radians(lat)) * 111.2, cells, (place.country or "", admin1), tuple(factors), twin
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a bare name may mean, with the chance that it does, the reasons, and the name that matched if only like."""

    place: Place
    confidence: float
    reasons: tuple[str, ...]
    fuzzy: str | None = None


_TRANSLITERATED = frozenset(
    "AF AM AZ BD BG BY CN DZ EG ER ET GE IL IN IQ IR JO KG KH KP KR KZ LA LB LK LY MA MK MM NP OM PK PS RS RU SA SD SY TH TJ TM TN UA UZ YE".split()
)
"""Countries whose towns reach English by transliteration, so that spellings differ."""


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
    alone: bool = False
    """No other name of the text was resolved well enough to be its company."""

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate."""
        return self.candidates[self.order[0]] if self.order else None


FACTORS = (
    "size", "country", "province", "district", "region", "site", "primary", "code", "rank", "first",
    "feature", "other-feature", "held", "held-elsewhere", "country-named", "province-named", "country-share", "province-share",
    "near-50", "near-300", "publisher", "small", "size-country-share", "unknown-size", "first-country-share", "first-near",
    "seat", "twin-town", "twin-province", "support-near", "support-province", "first-support", "sure-held",
)  # fmt: skip
"""What is weighed of a candidate; the weights are in geo/words/places_model.json."""
(
    F_SIZE, F_COUNTRY, F_PROVINCE, F_DISTRICT, F_REGION, F_SITE, F_PRIMARY, F_CODE, F_RANK, F_FIRST,
    F_FEATURE, F_OTHER_FEATURE, F_HELD, F_HELD_ELSEWHERE, F_COUNTRY_NAMED, F_PROVINCE_NAMED, F_COUNTRY_SHARE, F_PROVINCE_SHARE,
    F_NEAR_50, F_NEAR_300, F_PUBLISHER, F_SMALL, F_SIZE_SHARE, F_UNKNOWN_SIZE, F_FIRST_SHARE, F_FIRST_NEAR,
    F_SEAT, F_TWIN_TOWN, F_TWIN_PROVINCE, F_SUPPORT_NEAR, F_SUPPORT_PROVINCE, F_FIRST_SUPPORT, F_SURE_HELD,
) = range(len(FACTORS))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """Trained weights. ``recognise`` weighs clues that a name is a place here, ``literal`` that it is meant as a place."""

    resolve: tuple[float, ...]
    glance: dict[str, float]
    """Weighs, before anything is resolved, whether a name is worth a second look."""
    recognise: dict[str, float]
    literal: dict[str, float]
    calibration: tuple[tuple[float, float], ...]
    """(said, found) pairs, ascending: how often a place is right that is given that chance."""


@cache
def heard_names() -> tuple[Sounds, dict[str, list[str]]]:
    """How the names of transliterated provinces sound: those of several words, and the ids of those of one word."""
    data = json.loads(files("geo").joinpath("words/sounds.json").read_text(encoding="utf-8"))
    return Sounds(data["keys"], frozenset(data["last"])), data["alone"]


def sounds_of(gazetteer: Gazetteer) -> dict[str, Any]:
    """What geo/words/sounds.json holds, worked out from a gazetteer."""
    features = vocabulary().features
    alone: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    last: set[str] = set()
    for code in sorted(_TRANSLITERATED):
        for area in gazetteer.admin1(code):
            for name in dict.fromkeys(
                (area.name, area.names.get("en", ""), area.names.get("fa", ""), area.names.get("ur", ""))
            ):
                words = [w for w in fold(name).split() if w not in features]
                heard = sound(" ".join(words))
                if len(words) > 1 and len(heard) >= 6:
                    keys.setdefault(heard, fold(area.name))
                    last.add(sound(words[-1]))
                elif words and len(heard) >= 4 and area.id not in alone.get(heard, ()):
                    alone.setdefault(heard, []).append(area.id)
    return {"keys": dict(sorted(keys.items())), "last": sorted(last), "alone": dict(sorted(alone.items()))}


@cache
def model() -> Model:
    """The trained weights, read once."""
    data: dict[str, Any] = json.loads(files("geo").joinpath("words/places_model.json").read_text(encoding="utf-8"))
    return Model(
        tuple(float(data["resolve"][name]) for name in FACTORS),
        data["glance"],
        data["recognise"],
        data["literal"],
        tuple((float(a), float(b)) for a, b in data["calibration"]),
    )


class Placer:
    """Finds the places of a text, and resolves each with its context.

    Made once and kept: it remembers what it folded and looked up. ``weights`` replaces the bundled model (for training).
    """

    def __init__(self, gazetteer: Gazetteer, weights: Model | None = None) -> None:
        self.gazetteer = gazetteer
        self.weights = weights
        self._scanner = Scanner(
            gazetteer.prefixes, frozenset(demonyms()) | frozenset(area_demonyms()), lambda word: sound(word) in heard_names()[0].last
        )
        self._weighed: Model | None = None
        self._base: dict[tuple[str, int], float] = {}
        self._joint: Joint = {}
        self._candidates = lru_cache(maxsize=50_000)(self._read_candidates)
        self._about = lru_cache(maxsize=50_000)(self._read_about)

    def _provinces_heard(self, heard: str) -> list[Place]:
        """The provinces whose one-word name sounds so."""
        found = (self.gazetteer.by_id(i) for i in heard_names()[1].get(heard, ()))
        return [p for p in found if p is not None and p.lat is not None]

    def _spelt_otherwise(self, key: str, countries: set[str]) -> list[Place]:
        """Places of some countries whose name is another transliteration of the one given; the nearest spelling only."""
        if len(key) < 5:
            return []
        for other in variants(key):
            found = (
                [c.place for c in self._candidates(other) if c.place.country in countries]
                if self.gazetteer.has(other)
                else []
            )
            if found:
                return found
        return []

    # candidates

    def _read_candidates(self, key: str) -> tuple[Candidate, ...]:
        places = []
        for rank, hit in enumerate(self.gazetteer.hits(key)[:200]):
            place = self.gazetteer.place(hit.ix)
            if place.lat is None or place.lon is None:
                continue
            places.append((place, hit.primary, hit.code, rank))
        provinces = {(p.country, p.admin1) for p, *_ in places if p.level == "province"}
        towns = {
            (p.country, p.admin1)
            for p, own, *_ in places
            if own and p.level == "town" and (p.population or 0) >= 10_000
        }
        found = []
        for place, primary, code, rank in places:
            twin = 0
            if (place.country, place.admin1) in provinces & towns:
                twin = (
                    2
                    if place.level == "province"
                    else int(primary and place.level == "town" and (place.population or 0) >= 10_000)
                )
            found.append(make_candidate(place, key, primary, code, rank, twin))
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
            return [make_candidate(country, mention.key, True, False, 0)]
        if mention.kind == "abbreviation":
            surface_has_w = text[mention.start].upper() == "W"
            level = "province" if mention.key != "washington" or surface_has_w else "town"
            return [c for c in found if c.place.country == mention.country and c.place.level == level][:1]
        if mention.kind == "demonym":
            areas = [c for c in found if c.place.level in ("region", "province", "country")]
            return areas[:2] or list(found[:1])
        if mention.feature is not None and mention.feature.levels:
            if not any(c.place.level == mention.feature.levels[0] for c in found):
                found += self._with_feature(mention.key, mention.feature)
            if (
                mention.feature.name == "district"
                and mention.feature_end
                and not any(c.place.level == "district" for c in found)
            ):
                name = text[mention.start : mention.feature_end]
                towns = [c for c in found if c.place.level == "town" and c.primary][:3]
                found += tuple(
                    make_candidate(_district_of(c.place, name), mention.key, True, False, c.rank) for c in towns
                )
        surface = text[mention.start : mention.end]
        if len(surface) < 9 and any(c.code for c in found):
            # An abbreviation counts only written as one; and a word of two or three capitals is one if it can be.
            written = surface.isupper() or "." in surface
            found = tuple(
                c
                for c in found
                if c.code == (written and len(surface) <= 4 and found[0].code) or (written and len(surface) > 4)
            )
        return list(found)

    def _with_feature(self, key: str, feature: Feature) -> tuple[Candidate, ...]:
        """Places named with their feature word, and provinces that sound so: 'Sulu province' is 'Province of Sulu'."""
        found: list[Candidate] = []
        for level in feature.levels[:2]:
            for name in (f"{level} of {key}", f"{key} {level}", f"{key} county" if level == "district" else ""):
                found.extend(c for c in self._candidates(name) if name and c.place.level == level)
        if not found and feature.levels[0] == "province":
            for place in self._provinces_heard(sound(key)):
                found.append(make_candidate(place, key, False, False, 9))
        return tuple(found)

    # a name without a text

    def named(
        self,
        name: str,
        containers: Sequence[str] = (),
        *,
        levels: Sequence[str] | None = None,
        countries: frozenset[str] | None = None,
        box: tuple[float, float, float, float] | None = None,
        bounded: bool = False,
        fuzzy: bool = False,
    ) -> tuple[Named, ...]:
        """The places a bare name may mean, likeliest first; empty when there is none.

        ``containers`` are names of what holds it, finest first ('Illinois', 'United States'); a place outside of one that is
        known is left out. ``levels`` and ``countries`` (ISO codes) restrict; ``box`` is (west, south, east, north), a preference
        unless ``bounded``. ``fuzzy`` also takes names that are only like this one, and says so.
        """
        weights = (self.weights or model()).resolve
        found, feature, held_by = self._by_name(name)
        likeness: dict[str, tuple[str, float]] = {}
        if not found and fuzzy:
            like = self.gazetteer.fuzzy(name)
            likeness = {p.id: (matched, score) for p, matched, score in reversed(like)}
            best = max((score for _, _, score in like), default=0.0)
            found = [
                make_candidate(p, matched, True, False, 0)
                for p, matched, score in like
                if score >= best - 6 and p.lat is not None
            ]
        holders = [*held_by, *(self._holders(c) for c in containers)]
        scored: list[tuple[float, Candidate, tuple[str, ...]]] = []
        for c in found:
            place = c.place
            if (levels is not None and place.level not in levels) or (
                countries is not None and place.country not in countries
            ):
                continue
            if any(h and not any(_holds(o, c) or o.place.id == place.id for o in h) for h in holders):
                continue
            inside = box is not None and _in_box(c, box)
            if box is not None and bounded and not inside:
                continue
            score = sum(weights[f] * v for f, v in c.factors)
            if feature is None and levels is None:
                # Asked for by name alone, 'São Paulo' is the city.
                score += 2.0 if c.twin == 1 else -2.0 if c.twin == 2 else 0.0
            why = [f"in {h[0].place.name}" for h in holders if h]
            if feature is not None:
                fits = place.level in feature.levels
                score += 3.0 if fits else weights[F_OTHER_FEATURE]
                why += [f"called a {feature.name}"] if fits else []
            if inside:
                score += 4.0
                why.append("in the box given")
            if place.id in likeness:
                matched, like_score = likeness[place.id]
                score += like_score / 5
                why.append(f"fuzzy: like the name '{matched}' ({like_score:.0f} of 100)")
            elif not c.primary and c.rank == 99:
                why.append(f"another spelling of {place.name}")
            if place.population and place.level == "town":
                why.append(f"{place.population:,} inhabitants")
            scored.append((score, c, tuple(why)))
        scored.sort(key=lambda s: (-s[0], s[1].rank, s[1].place.id))
        unique: dict[str, tuple[float, Candidate, tuple[str, ...]]] = {}
        for row in scored:
            unique.setdefault(row[1].place.id, row)
        rows = list(unique.values())
        if not rows:
            return ()
        exps = [math.exp(max(-50.0, row[0] - rows[0][0])) for row in rows]
        whole = sum(exps)
        return tuple(
            Named(c.place, e / whole * (likeness[c.place.id][1] / 100 if c.place.id in likeness else 1.0), why or ("known by this name",),
                  likeness[c.place.id][0] if c.place.id in likeness else None)
            for e, (_, c, why) in zip(exps, rows, strict=True)
        )  # fmt: skip

    def _by_name(self, name: str) -> tuple[list[Candidate], Feature | None, list[list[Candidate]]]:
        """Candidates of a bare name, the feature word in it, and the holders that its last words are ('Paris Texas')."""
        words = vocabulary()
        key = fold(name)
        mention = Mention(0, len(name), key)
        exact = self._of_mention(name, mention) if key else []
        parts = key.split()
        feature: Feature | None = None
        core = ""
        if len(parts) > 1 and parts[-1] in words.features:
            feature, core = words.features[parts[-1]], " ".join(parts[:-1])
        elif len(parts) > 2 and parts[0] in words.features and parts[1] == "of":
            feature, core = words.features[parts[0]], " ".join(parts[2:])
        elif len(parts) > 1 and parts[0] in words.features and not parts[0].isascii():
            feature, core = words.features[parts[0]], " ".join(parts[1:])
        if feature is not None and feature.levels and core:
            more = self._of_mention(core, Mention(0, len(core), core, feature=feature))
            fitting = [c for c in more if c.place.level in feature.levels]
            seats = [
                make_candidate(_district_of(c.place, name), core, False, False, c.rank)
                for c in more[:3] if c.place.level == "town" and c.primary
            ] if feature.name == "district" and not fitting and not exact else []  # fmt: skip
            return [*exact, *fitting, *seats], feature, []
        if exact:
            return exact, None, []
        heard = heard_names()[0].keys.get(sound(key))
        if heard is not None:
            return list(self._candidates(heard)), None, []
        for size in (1, 2):
            if len(parts) > size:
                holder = self._holders(" ".join(parts[-size:]))
                inner = self._candidates(" ".join(parts[:-size])) if holder else ()
                if any(_holds(o, c) for o in holder for c in inner):
                    return list(inner), None, [holder]
        if len(key) >= 5:
            for other in variants(key):
                if self.gazetteer.has(other):
                    near = [c for c in self._candidates(other) if c.place.country in _TRANSLITERATED]
                    if near:
                        return [replace(c, primary=False, rank=99) for c in near], None, []
        return [], None, []

    def _holders(self, name: str) -> list[Candidate]:
        """The areas and towns a container's name may mean, or a country by its code; empty when unknown."""
        key = fold(name)
        short = (
            vocabulary().stop.get(key)
            or vocabulary().dotted.get(key)
            or (vocabulary().capitals.get(key) if len(key) == 2 else None)
        )
        found = [c for c in self._candidates(key)[:12] if not c.code or name.isupper() or "." in name or len(key) < 4]
        if short is not None:
            found = [
                c
                for c in self._candidates(fold(short[1]))
                if c.place.level == "province" and c.place.country == short[0]
            ] + found
        if not found:
            heard = heard_names()[0].keys.get(sound(key))
            found = list(self._candidates(heard)) if heard is not None else []
        if not found and len(key) == 2 and (country := self.gazetteer.country(key)) is not None:
            found = [make_candidate(country, key, True, False, 0)]
        return found

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
        _share_sense(groups)
        _short_forms(groups)
        judged = [_judge(text, mentions, i, groups[of[i]], groups, of, weights) for i in range(len(mentions))]
        for i, mention in enumerate(mentions):
            if judged[i] is None and mention.kind == "name":
                judged[i] = _name_part(text, mention, groups[of[i]])
        judged += self._unknown(text, mentions, judged)
        return tuple(sorted((t for t in judged if t is not None), key=lambda t: t.span))

    def _unknown(self, text: str, mentions: list[Mention], judged: list[Toponym | None]) -> list[Toponym | None]:
        """Names no gazetteer has: another spelling of a place in a country of the text, or kept as unresolved."""
        countries = Counter(t.place.country for t in judged if t is not None and t.place is not None and t.place.country)
        near = {c for c, _ in countries.most_common(2) if c in _TRANSLITERATED}
        unknown = [(i, m) for i, m in enumerate(mentions) if m.kind == "unknown" and m.feature is not None and m.feature.levels]
        within: dict[str, Place | None] = {}
        for index, mention in unknown:
            if within.get(mention.key) is None:
                within[mention.key] = _said_within(text, mentions, index, judged)
        found: list[Toponym | None] = []
        for mention in [m for _, m in unknown] + (placed_unknowns(text, mentions) if near else []):
            feature = mention.feature
            span = Span(mention.start, mention.end)
            if feature is not None and mention.feature_end is not None and text[mention.end : mention.feature_end].lstrip()[:1].isupper():
                span = Span(mention.start, mention.feature_end)
            places = self._spelt_otherwise(mention.key, near) if near else []
            places.sort(key=lambda p: p.level not in (feature.levels if feature is not None else ("town", "site")))
            name = feature.name if feature is not None else None
            if places and len({p.country for p in places}) == 1:
                why = (f"another spelling of {places[0].name}", f"other places of the text are in the same country ({places[0].country})")
                sure = 0.7 if len(places) == 1 else 0.5
                found.append(Toponym(span, span.of(text), "location", places[0], sure, why, tuple(places[1:4]), name))
            elif feature is not None:
                around = within.get(mention.key)
                why = ("no gazetteer here has this name", f"the text calls it a {name}")
                more = (f"said to be in or near {around.name}",) if around is not None else ()
                found.append(Toponym(span, span.of(text), "location", None, 0.0, why + more, (), name, around))
        return found

    def names(self, text: str) -> list[Mention]:
        """The names of a text with what the words and the gazetteer say of them, nothing resolved."""
        mentions = find_mentions(text, self._scanner, heard_names()[0])
        add_clues(text, mentions, [self._about(m.key) for m in mentions])
        return mentions

    def weigh(self, text: str, weights: Model) -> tuple[list[Mention], list[Group], list[int]]:
        """The names of a text, the groups of one sense with their candidates weighed, and each name's group."""
        if weights is not self._weighed:
            self._weighed, self._base, self._joint = weights, {}, joint(weights)
        mentions = self.names(text)
        if weights.glance:
            for mention in mentions:
                mention.glance, mention.recognise, mention.literal = tally(self._joint, ["", *mention.clues])
            mentions = _worth_a_look(text, mentions)
        groups, of = self._group(text, mentions)
        support = _support(groups)
        _first_choice(groups, of, weights.resolve, support, self._base)
        _second_choice(groups, of, weights.resolve, support)
        _add_place_clues(groups)
        for group in groups:
            _, group.recognise, group.literal = tally(self._joint, group.clues)
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
                groups.append(Group(mention.key, mention.kind, [], self._of_mention(text, mention), feature, container))
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
        return (
            a.level == "region"
            and a.id != b.id
            and distance_km(outer.lat, outer.lon, inner.lat, inner.lon) < (a.radius_km or 0)
        )
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


def _worth_a_look(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions that the words around them alone do not rule out; what they say of one another is kept."""
    keep = [m.kind == "unknown" or m.glance > _GLANCE or caseless(text[m.start : m.end]) for m in mentions]
    number = {old: new for new, old in enumerate(i for i, k in enumerate(keep) if k)}
    kept = [m for m, k in zip(mentions, keep, strict=True) if k]
    for mention in kept:
        mention.container = number.get(mention.container) if mention.container is not None else None
        mention.holds = number.get(mention.holds) if mention.holds is not None else None
    return kept


@dataclass(slots=True)
class Support:
    """How many other names of a text could lie in a cell or a province, rare readings counting more.

    Small towns that are named together tell of each other even while none of them is sure.
    """

    cells: dict[int, float]
    divisions: dict[tuple[str, str], float]
    own: dict[str, tuple[float, frozenset[int], frozenset[tuple[str, str]]]]
    """By name: what it added, and where."""

    def of(self, key: str, candidate: Candidate) -> tuple[float, float]:
        """Support by nearness and by province, the name's own share taken off."""
        weight, cells, divisions = self.own.get(key, _NO_SUPPORT)
        one, two = candidate.cells
        near = self.cells.get(one, 0.0) - (weight if one in cells else 0.0)
        other = self.cells.get(two, 0.0) - (weight if two in cells else 0.0)
        if other > near:
            near = other
        inside = self.divisions.get(candidate.division, 0.0) - (weight if candidate.division in divisions else 0.0)
        return (near if near < 2 else 2.0), (inside if inside < 2 else 2.0)


_NO_SUPPORT: tuple[float, frozenset[int], frozenset[tuple[str, str]]] = (0.0, frozenset(), frozenset())


def _support(groups: list[Group]) -> Support:
    cells: dict[int, float] = {}
    divisions: dict[tuple[str, str], float] = {}
    own: dict[str, tuple[float, frozenset[int], frozenset[tuple[str, str]]]] = {}
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


_KEPT = 8
"""Candidates of a group that come to the second choice."""
_GLANCE = -3.9
"""Least weight of the clues for a second look; the logistic of it is a chance of 2 %."""


def _first_choice(
    groups: list[Group], of: list[int], weights: tuple[float, ...], support: Support, base: dict[tuple[str, int], float]
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
                if level != "region":
                    near, inside = support.of(group.key, c)
                    score += w_near * near + w_inside * inside
                    if c.rank == 0:
                        score += w_first * near
                    if c.admin1 and level != "province" and c.division in named_provinces:
                        score += w_province
            if held:
                score += weights[F_HELD] + weights[F_SURE_HELD] if held[i] else weights[F_HELD_ELSEWHERE]
            if group.feature is not None:
                score += weights[F_FEATURE] if level in group.feature.levels else weights[F_OTHER_FEATURE]
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


def _held(group: Group, groups: list[Group], of: list[int]) -> list[bool]:
    """For each candidate whether what is said to hold it does; empty where nothing is said or none would do."""
    if group.container is None:
        return []
    holder = groups[of[group.container]]
    holders = [holder.candidates[holder.order[0]]] if holder.order else holder.candidates[:4]
    if not holders or (holders[0].place.level == "country" and group.candidates[0].place.level == "country"):
        return []  # 'China, India': a row of countries, not a town of that name
    held = [any(_holds(h, c) for h in holders) for c in group.candidates]
    return held if any(held) else []


def _second_choice(groups: list[Group], of: list[int], weights: tuple[float, ...], support: Support) -> None:
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
    for number, group in enumerate(groups):
        if not group.candidates:
            continue
        best = group.best
        rest = total - own[number]
        group.alone = rest <= 0.01
        held = _held(group, groups, of)
        vectors = []
        for i, c in enumerate(group.candidates):
            place = c.place
            level, country = place.level, place.country or ""
            vector = [0.0] * len(FACTORS)
            for f, v in c.factors:
                vector[f] = v
            if group.feature is not None:
                if level in group.feature.levels:
                    vector[F_FEATURE] = 1.0 if level == group.feature.levels[0] else 0.6
                else:
                    vector[F_OTHER_FEATURE] = 1.0
            elif c.twin:
                vector[F_TWIN_TOWN if c.twin == 1 else F_TWIN_PROVINCE] = 1.0
            if held:
                if held[i]:
                    vector[F_HELD] = vector[F_SURE_HELD] = 1.0
                else:
                    vector[F_HELD_ELSEWHERE] = 1.0
            if level != "country" and country in named:
                vector[F_COUNTRY_NAMED] = 1.0
            if level not in ("country", "province") and c.admin1 and c.division in named_provinces:
                vector[F_PROVINCE_NAMED] = 1.0
            if rest > 0.01:
                same = best is not None and best.place.country == country
                share = (countries.get(country, 0.0) - (own[number] if same else 0.0)) / rest
                vector[F_COUNTRY_SHARE] = share = share if share > 0 else 0.0
                if c.admin1:
                    mine = own[number] if best is not None and best.division == c.division else 0.0
                    vector[F_PROVINCE_SHARE] = max(0.0, provinces.get(c.division, 0.0) - mine) / rest
                vector[F_SIZE_SHARE] = vector[F_SIZE] * share
                vector[F_FIRST_SHARE] = vector[F_FIRST] * share
                away = _away(c, group.key, company)
                if away < 1500:
                    vector[F_NEAR_50] = math.exp(-away / 50)
                    vector[F_NEAR_300] = near = math.exp(-away / 300)
                    vector[F_FIRST_NEAR] = vector[F_FIRST] * near
            if level not in ("country", "region"):
                vector[F_SUPPORT_NEAR], vector[F_SUPPORT_PROVINCE] = support.of(group.key, c)
                vector[F_FIRST_SUPPORT] = vector[F_FIRST] * vector[F_SUPPORT_NEAR]
            vectors.append(vector)
        group.vectors = vectors
        if len(vectors) == 1:
            group.order, group.chance = [0], [1.0]
            continue
        scores = [sum([w * x for w, x in zip(weights, v, strict=True) if x]) for v in vectors]
        top = max(scores)
        exps = [math.exp(s - top) for s in scores]
        whole = sum(exps)
        group.chance = [e / whole for e in exps]
        group.order = sorted(range(len(exps)), key=lambda i: (-exps[i], group.candidates[i].rank))


def _in_box(candidate: Candidate, box: tuple[float, float, float, float]) -> bool:
    """Whether it lies in (west, south, east, north); a box may reach over the antimeridian by an east below its west."""
    west, south, east, north = box
    across = west <= candidate.lon <= east if west <= east else candidate.lon >= west or candidate.lon <= east
    return across and south <= candidate.lat <= north


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


def _add_place_clues(groups: list[Group]) -> None:
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


# Judgement -----------------------------------------------------------------------------------------------------------

_ENOUGH = 0.42
"""Least chance of being a place here, times that of being this one, for a name to be told of."""


Joint = dict[str, tuple[float, float, float]]
"""Clue -> its weights in the three models of recognition; '' is what always counts."""


def joint(weights: Model) -> Joint:
    """The three models as one table, so that a clue is looked up once."""
    tables = (weights.glance, weights.recognise, weights.literal)
    return {clue: (tables[0].get(clue, 0.0), tables[1].get(clue, 0.0), tables[2].get(clue, 0.0)) for clue in {c for t in tables for c in t}}


def tally(table: Joint, clues: Iterable[str]) -> tuple[float, float, float]:
    """Sums of the clues' weights in each model, without what always counts ('' is to be added once)."""
    glance = recognise = literal = 0.0
    get = table.get
    for clue in clues:
        row = get(clue)
        if row is not None:
            glance += row[0]
            recognise += row[1]
            literal += row[2]
    return glance, recognise, literal


def logistic(value: float) -> float:
    """The chance that a sum of weights stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


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
    here = logistic(mention.recognise + group.recognise)
    if caseless(surface):
        here = max(here, _caseless(mention, best, group.vectors[group.order[0]], text))
    if here * sure < _ENOUGH:
        return None
    place = best.place
    if mention.feature is not None and mention.kind == "name":
        plain = _plain_choice(group, groups)
        if mention.feature_end and place.level in mention.feature.levels and (plain is None or plain.id != place.id):
            # The word tells it from another place of the name, so it is part of the name.
            span = Span(mention.start, mention.feature_end)
    role = _role(mention, bool(group.vectors[group.order[0]][F_SEAT]), mention.literal + group.literal)
    return Toponym(
        span, span.of(text), role, place, round(sure, 3), _reasons(mention, mentions, group, groups, of),
        tuple(group.candidates[i].place for i in group.order[1:4]), feature,
    )  # fmt: skip


def _name_part(text: str, mention: Mention, group: Group) -> Toponym | None:
    """A place's name within the name of a body or a person: told as such, so that nobody takes it for the place."""
    best = group.best
    span = Span(mention.start, mention.end)
    if mention.person:
        return Toponym(span, span.of(text), "name", None, 0.0, ("part of a person's name",))
    if best is not None and any(c.startswith(("organisation|", "head-of")) for c in mention.clues):
        sure = round(group.chance[group.order[0]], 3)
        return Toponym(span, span.of(text), "name", best.place, sure, ("part of the name of a body",))
    return None


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


def _plain_choice(group: Group, groups: list[Group]) -> Place | None:
    """What the bare name means: in this text if it stands there, else where it is best known."""
    for other in groups:
        if other is not group and other.key == group.key and other.feature is None and other.best is not None:
            return other.best.place
    if not group.candidates:
        return None
    # 'Kharkiv' is the town, if there are both.
    return min(group.candidates, key=lambda c: (c.twin != 1, not c.primary, c.rank)).place


_SEPARATE_SEATS = frozenset(("US", "GB", "IE", "CA", "AU"))
"""Countries where a county and a town of its name are told apart as a matter of course."""


def _share_sense(groups: list[Group]) -> None:
    """One sense for a name with and without its feature word, where the text does not tell them apart.

    'Kech district ... in Kech' is the district all along, unless 'the town of Kech' is there too; 'Surin Province ... in Surin'
    stays the province, while 'Kherson ... in the Kherson region' sets the town against it.
    """
    features = vocabulary().features
    by_key: dict[str, list[tuple[Group, str]]] = {}
    for group in groups:
        if group.kind == "name" and group.best is not None:
            core, _, word = group.key.rpartition(" ")
            if core and word in features and features[word].name == "district":
                by_key.setdefault(core, []).append((group, "district"))
            else:
                by_key.setdefault(group.key, []).append((group, group.feature.name if group.feature else ""))
    for same in by_key.values():
        called = {name for _, name in same}
        if "" not in called or called & {"town", "village"}:
            continue
        bare = [g for g, name in same if not name]
        for name in ("district", "province"):
            wide = next((g for g, n in same if n == name and g.best is not None and g.best.place.level == name), None)
            if wide is None or wide.best is None or (name == "district" and wide.best.place.country in _SEPARATE_SEATS):
                continue
            for group in bare:
                if group.best is None or group.best.place.country != wide.best.place.country:
                    continue
                if name == "district" or min(wide.mentions) < min(g.mentions[0] for g in bare):
                    _choose(group, wide.best, wide.vectors[wide.order[0]])
                else:
                    town = next((i for i, c in enumerate(group.candidates) if c.twin == 1), None)
                    if town is not None:
                        _choose(group, group.candidates[town], group.vectors[town])


def _choose(group: Group, candidate: Candidate, vector: list[float]) -> None:
    """Put a candidate first in a group, as sure as the one that was."""
    number = next((i for i, c in enumerate(group.candidates) if c.place.id == candidate.place.id), None)
    sure = group.chance[group.order[0]]
    if number is None:
        number = len(group.candidates)
        group.candidates = [*group.candidates, candidate]
        group.vectors = [*group.vectors, vector]
        group.chance = [*group.chance, sure]
    group.chance[number] = max(group.chance[number], sure)
    group.order = [number, *(i for i in group.order if i != number)]


def _short_forms(groups: list[Group]) -> None:
    """'San Juan' after 'San Juan Chamula' is that place: a name cut short, not the best-known town of the short name."""
    features = vocabulary().features
    long = {g.key: g for g in groups if " " in g.key and g.kind == "name" and g.best is not None}
    for group in groups:
        best = group.best
        if (
            best is None
            or group.kind != "name"
            or group.container is not None
            or best.place.level not in ("town", "site")
            or best.size > 5.3
        ):
            continue
        for key, other in long.items():
            rest = key.removeprefix(group.key + " ")
            if (
                rest == key
                or rest.split()[0] in features
                or other.best is None
                or min(other.mentions) > min(group.mentions)
            ):
                continue
            place = other.best
            if place.place.id != best.place.id and place.place.level in ("town", "site"):
                _choose(group, replace(place, rank=99), other.vectors[other.order[0]])
                break


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
            if (
                near is not None
                and near.place is not None
                and near.role in ("location", "modifier")
                and near.place.level != "region"
            ):
                return near.place
            other += step
    return None


def _reasons(
    mention: Mention, mentions: list[Mention], group: Group, groups: list[Group], of: list[int]
) -> tuple[str, ...]:
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


LITERAL = 0.2
"""Least chance of being meant as a place for the role 'location'."""


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
