"""From a name and its context to a place, with confidence and reasons: the names of a text weighed together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from gazetteer.names import area_demonyms, demonyms, fold, sound
from gazetteer.place import Place
from gazetteer.scan import Scanner
from gazetteer.store import Gazetteer
from gazetteer.variants import variants
from geo.candidates import F_OTHER_FEATURE, TRANSLITERATED, Candidate, Named, district_of, holds, in_box, make_candidate
from geo.document import Document
from geo.judging import judge, listed, name_part
from geo.lexicon import lexicon
from geo.mentions import (
    Feature,
    Mention,
    add_clues,
    called_a_place,
    caseless,
    find_mentions,
    longer_end,
    longer_start,
    vocabulary,
)
from geo.places_model import Joint, Model, Sums, heard_names, joint, model, tally
from geo.rows import same_kind
from geo.senses import beside_the_held, share_sense, short_forms
from geo.stray import second_thoughts
from geo.toponym import Toponym
from geo.unknown_places import placed_unknowns, stands_as_place
from geo.weighing import (
    MOST,
    Group,
    add_place_clues,
    first_choice,
    gather_support,
    second_choice,
    shortlist,
    worth_a_look,
)
from geo.within import lies_in, out_of_place, quarter_of, said_within, stands_in_row
from seeds.report import Report, Span

_SOLD_ABROAD = frozenset("AI CC CO FM GG IO LY ME TO TV WS".split())
"""Endings of addresses that publishers of any country buy."""


def _goes_on(text: str, mentions: list[Mention], judged: list[Toponym | None], i: int) -> bool:
    """Whether a known name is but a part of a longer one that no gazetteer has: 'Flor Amarillo', 'Puncak Jaya'."""
    start = longer_start(text, mentions[i])
    if start is not None and not (i and judged[i - 1] is not None and mentions[i - 1].end > start):
        return True
    end = longer_end(text, mentions[i])
    return end is not None and not any(m.start < end for m in mentions[i + 1 : i + 2])


def _most(areas: Iterable[str | None]) -> str | None:
    """The country or province that more than half of some places lie in, if there is one."""
    counted = Counter(areas)
    area, most = counted.most_common(1)[0] if counted else (None, 0)
    return area if most * 2 > counted.total() else None


def _a_body(name: str) -> bool:
    """Whether a name is that of a group, a force or an organisation, or a noun for people: 'the Taliban camp'."""
    return any(entry.sort not in ("state", "seat") and entry.case < 2 for entry in lexicon().find(name))


_COUNTIES = frozenset({"ضلع", "ضلعے", "شهرستان", "ولسوالی", "منطقه", "منطقه مرزی"})
_SEAT = 10_000
"""People of a town that is like to be its district's seat."""


def _is_county(text: str, mention: Mention) -> bool:
    """Whether a word for the districts that bear their seat's name stands before a name: 'شهرستان راسک'."""
    return mention.feature_start is not None and text[mention.feature_start : mention.start].strip() in _COUNTIES


_AIRFIELDS = ("air base", "airbase", "airfield", "airport", "international airport")
_SITES_CALLED = {
    **dict.fromkeys(("air base", "air force base", "airbase", "base", "military airport"), _AIRFIELDS),
    "airport": ("airport", "international airport"),
    "camp": ("camp", "refugee camp"),
}
"""What a site may be called in the gazetteer, by the words of the text, where it may be called otherwise."""
_GREAT = ("country", "province", "region")
_METROPOLIS = 200_000
"""People of a town that holds its own beside a country or province of its name."""


def _outshone(place: Place, own: bool, great: Place) -> bool:
    """Whether a place is a small namesake of a great area that it does not lie in: China in Texas, Luzon in Davao.

    So is what has only another name that is a country's: Mexico City is seldom meant by 'Mexico'.
    """
    if great.level == "country" and not own and place.level != "country":
        return True
    if place.level in _GREAT or (place.population or 0) >= _METROPOLIS:
        return False
    return place.country != great.country or (great.level != "country" and place.admin1 != great.admin1)


def _each_once(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Every place once, by its own name if it is there so: one place twice would have its chance halved."""
    once: dict[str, Candidate] = {}
    for candidate in found:
        known = once.get(candidate.place.id)
        if known is None or (candidate.primary and not known.primary):
            once[candidate.place.id] = candidate
    return tuple(once.values())


def _seat_of(country: Place, key: str, places: Sequence[tuple[Place, bool, bool, int]]) -> bool:
    """Whether a name is that of the country's seat of government before it is the country's."""
    return (key, country.country) in vocabulary().seats and any(
        own and p.level == "town" and p.country == country.country for p, own, *_ in places
    )


class Placer:
    """Finds the places of a text, and resolves each with its context.

    Made once and kept: it remembers what it folded and looked up. ``weights`` replaces the bundled model (for
    training).
    """

    def __init__(self, gazetteer: Gazetteer, weights: Model | None = None) -> None:
        self.gazetteer = gazetteer
        self.weights = weights
        self._scanner = Scanner(
            gazetteer.prefixes,
            frozenset(demonyms()) | frozenset(area_demonyms()),
            lambda word: sound(word) in heard_names()[0].last,
        )
        self._weighed: Model | None = None
        self._base: dict[tuple[str, int], float] = {}
        self._joint: Joint = {}
        self._sums: dict[tuple[str, ...], Sums] = {}
        self._codes: dict[str, tuple[tuple[Candidate, ...], bool]] = {}
        self._candidates = lru_cache(maxsize=50_000)(self._read_candidates)
        self._variants = lru_cache(maxsize=50_000)(self._read_variants)
        self._about = lru_cache(maxsize=50_000)(self._read_about)
        self._variants = lru_cache(maxsize=10_000)(self._read_variants)

    def _provinces_heard(self, heard: str) -> list[Place]:
        """The provinces whose one-word name sounds so."""
        found = (self.gazetteer.by_id(i) for i in heard_names()[1].get(heard, ()))
        return [p for p in found if p is not None and p.lat is not None]

    def _read_variants(self, key: str) -> tuple[str, ...]:
        """The known names that are other transliterations of the one given, the nearest spelling first."""
        return tuple(filter(self.gazetteer.has, variants(key)))

    def _spelt_otherwise(self, key: str, countries: set[str]) -> list[Place]:
        """Places of some countries whose name is another transliteration of the one given; the nearest spelling
        only."""
        for other in self._variants(key) if len(key) >= 5 else ():
            found = [c.place for c in self._candidates(other) if c.place.country in countries]
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
        # Both by their own name, or both by another one: 'Misurata' is Misratah in Misrata, but 'Sulu' is not Jolo.
        provinces = {(p.country, p.admin1, own) for p, own, *_ in places if p.level == "province"}
        towns = {
            (p.country, p.admin1, own)
            for p, own, *_ in places
            if p.level == "town" and (p.population or 0) >= (10_000 if own else 100_000)
        }
        twins = provinces & towns
        largest: dict[str | None, str] = {}
        for place, *_ in sorted(places, key=lambda p: -(p[0].population or 0)):
            if place.level == "town":
                largest.setdefault(place.country, place.id)
        great = places[0][0] if places and places[0][0].level in _GREAT else None
        if great is not None and great.level != "region" and not places[0][1]:
            great = None
        if not any(p.level == "country" for p, *_ in places):
            # 'New York' is the own name of New York City; 'Mexico' is the country.
            places = [
                (p, own or (p.level == "town" and fold(p.name) == f"{key} city"), code, rank)
                for p, own, code, rank in places
            ]
        most = max((p.population or 0 for p, own, *_ in places if own and p.level == "town"), default=-1)
        found = []
        for place, primary, code, rank in places:
            if place.level == "country" and not primary and _seat_of(place, key, places):
                continue  # 'Tunis' is the town, though old sources call the country so
            twin = 0
            if (place.country, place.admin1, primary) in twins:
                large = (place.population or 0) >= (10_000 if primary else 100_000)
                twin = 2 if place.level == "province" else int(place.level == "town" and large)
            found.append(
                make_candidate(
                    place, key, primary, code, rank, twin,
                    largest=largest.get(place.country) == place.id,
                    outshone=great is not None and _outshone(place, primary, great),
                    borrowed=not primary and place.level == "town" and (place.population or 0) < most,
                )
            )  # fmt: skip
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
                found = _each_once((*found, *self._with_feature(mention.key, mention.feature, mention.phrase)))
            if (
                mention.feature.name == "district"
                and (mention.feature_end or _is_county(text, mention))
                and not any(c.place.level == "district" for c in found)
            ):
                begin = mention.start if mention.feature_start is None else mention.feature_start
                name = text[begin : mention.feature_end or mention.end]
                # a county that is a first division ('Garissa county') needs no district of its own
                counties = {c.place.country for c in found if c.place.level == "province" and not caseless(name)}
                towns = [
                    c
                    for c in found
                    if c.place.level == "town" and (c.primary or caseless(name)) and c.place.country not in counties
                ][:3]
                found += tuple(
                    make_candidate(district_of(c.place, name), mention.key, True, False, c.rank) for c in towns
                )
        surface = text[mention.start : mention.end]
        if len(surface) < 9 and self._coded(mention.key, found):
            # An abbreviation counts only written as one; and a word of two or three capitals is one if it can be.
            written = surface.isupper() or "." in surface
            found = tuple(
                c
                for c in found
                if c.code == (written and len(surface) <= 4 and found[0].code) or (written and len(surface) > 4)
            )
        return list(found)

    def _coded(self, key: str, found: tuple[Candidate, ...]) -> bool:
        """Whether a name is an abbreviation of some place; ``found`` are its candidates."""
        known = self._codes.get(key)
        if known is None or found is not known[0]:
            if len(self._codes) > 50_000:
                self._codes.clear()
            known = self._codes[key] = (found, any(c.code for c in found))
        return known[1]

    def _with_feature(self, key: str, feature: Feature, phrase: str) -> tuple[Candidate, ...]:
        """Places named with their feature word, and provinces that sound so: 'Sulu province' is 'Province of Sulu'.

        ``phrase`` are the words that say which site: 'Bagram' with 'air base' is Bagram Airfield.
        """
        found: list[Candidate] = []
        for words in _SITES_CALLED.get(phrase, (phrase,)) if phrase else ():
            found.extend(c for c in self._candidates(f"{key} {words}") if c.place.level == "site")
        for level in feature.levels[:2]:
            for name in (f"{level} of {key}", f"{key} {level}", f"{key} county" if level == "district" else ""):
                found.extend(c for c in self._candidates(name) if name and c.place.level == level)
        if not found and feature.levels[0] == "province":
            heard = self._provinces_heard(sound(key))
            found.extend(make_candidate(place, key, False, False, 9) for place in heard)
        return tuple(found)

    def _of_level(self, key: str, level: str, surface: str) -> list[Place]:
        """The places of a name at one level; of a town that gives a district its name, the district."""
        found = [c.place for c in self._candidates(key)]
        found += [c.place for name in (f"{key} {level}", f"{level} of {key}") for c in self._candidates(name)]
        places = [p for p in found if p.level == level]
        if level == "district":
            places += [district_of(p, surface) for p in found if p.level == "town"]
        return places

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

        ``containers`` are names of what holds it, finest first ('Illinois', 'United States'); a place outside of one
        that is
        known is left out. ``levels`` and ``countries`` (ISO codes) restrict; ``box`` is (west, south, east, north), a
        preference
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
            if any(h and not any(holds(o, c) or o.place.id == place.id for o in h) for h in holders):
                continue
            inside = box is not None and in_box(c, box)
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
            Named(c.place, e / whole * (likeness[c.place.id][1] / 100 if c.place.id in likeness else 1.0), why or
            ("known by this name",),
                  likeness[c.place.id][0] if c.place.id in likeness else None)
            for e, (_, c, why) in zip(exps, rows, strict=True)
        )  # fmt: skip

    def _by_name(self, name: str) -> tuple[list[Candidate], Feature | None, list[list[Candidate]]]:
        """Candidates of a bare name, the feature word in it, and the holders that its last words are ('Paris
        Texas')."""
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
                make_candidate(district_of(c.place, name), core, False, False, c.rank)
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
                if any(holds(o, c) for o in holder for c in inner):
                    return list(inner), None, [holder]
        if len(key) >= 5:
            for other in variants(key):
                if self.gazetteer.has(other):
                    near = [c for c in self._candidates(other) if c.place.country in TRANSLITERATED]
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
        found = self.in_text(doc.text, self._home(doc.report))
        asides = [b.span for b in doc.blocks if b.kind == "aside"]
        told = [t for t in found if not any(a.overlaps(t.span) for a in asides)] if asides else found
        found = second_thoughts(doc.text, told)
        return tuple(
            self._supposed(doc.text, t, found) if t.place is None and t.role == "location" else t for t in found
        )

    def _supposed(self, text: str, toponym: Toponym, found: Sequence[Toponym]) -> Toponym:
        """A name no gazetteer has with the country it likely is in, and the province, if nothing tells them."""
        within = toponym.within or self._around(text, toponym.span, found)
        if within is None or within.level != "country":
            return toponym if within is toponym.within else replace(toponym, within=within)
        near = [t for t in found if t.place is not None and t.place.admin1 and t.place.country == within.country]
        near = [t for t in near if t.role in ("location", "modifier")]
        beside = [t for t in near if t.span < toponym.span][-1:] + [t for t in near if t.span > toponym.span][:1]
        shared = {t.place.admin1 for t in beside if t.place is not None}
        mostly = _most({t.place.id: t.place.admin1 for t in near if t.place is not None}.values())
        return replace(toponym, within=within, admin1=mostly if shared == {mostly} else None)

    def _home(self, report: Report) -> str | None:
        """The publisher's country (ISO code), by the end of its address or by the country in its name, else None."""
        host = (report.url or "").partition("://")[2].partition("/")[0].partition(":")[0]
        end = host.rpartition(".")[2].upper().replace("UK", "GB")
        if len(end) == 2 and end not in _SOLD_ABROAD and self.gazetteer.country(end) is not None:
            return end
        for word in (report.publisher or "").split():
            best = self._candidates(fold(word))[:1]
            if best and best[0].place.level == "country" and not best[0].code:
                return best[0].place.country
        return None

    def in_text(self, text: str, home: str | None = None) -> tuple[Toponym, ...]:
        """As :meth:`toponyms`, of bare text; ``home`` is the country (ISO code) its publisher is known to be in."""
        weights = self.weights or model()
        mentions, groups, of = self.weigh(text, weights, home)
        share_sense(groups)
        short_forms(groups)
        beside_the_held(groups)
        judged = [judge(text, mentions, i, groups[of[i]], groups, of, weights) for i in range(len(mentions))]
        judged = [t and self._congo(t, judged) for t in judged]
        judged = [t if t is None or not _goes_on(text, mentions, judged, i) else None for i, t in enumerate(judged)]
        for i, mention in enumerate(mentions):
            if judged[i] is None and mention.kind == "name":
                judged[i] = name_part(text, mention, groups[of[i]])
        for i, mention in enumerate(mentions):
            if judged[i] is None and mention.listed and mention.kind == "name":
                judged[i] = listed(text, mentions, i, groups, of, judged, weights)
        judged = same_kind(text, mentions, judged, self._of_level)
        placed = {m.key: t for m, t in zip(mentions, judged, strict=True) if t is not None and t.role == "location"}
        for i, mention in enumerate(mentions):
            if judged[i] is None and mention.key in placed and caseless(text[mention.start : mention.end]):
                span = Span(mention.start, mention.end)
                judged[i] = replace(placed[mention.key], span=span, surface=span.of(text))
        judged = [
            replace(t, within=self._around(text, t.span, judged))
            if t is not None and t.place is None and t.role == "location" and t.within is None
            else t
            for t in judged
        ]
        for i in range(len(judged) - 1, -1, -1):  # what holds a name stands behind it, and is settled first
            toponym = judged[i]
            if toponym is not None:
                judged[i] = out_of_place(text, toponym, judged)
        judged = [t and self._quarter(text, t, judged) for t in judged]
        judged += self._unknown(text, mentions, judged)
        return tuple(sorted((t for t in judged if t is not None), key=lambda t: t.span))

    def _unknown(self, text: str, mentions: list[Mention], judged: list[Toponym | None]) -> list[Toponym | None]:
        """Names no gazetteer has: another spelling of a place in a country of the text, or kept as unresolved."""
        countries = Counter(
            t.place.country for t in judged if t is not None and t.place is not None and t.place.country
        )
        most = {c for c, _ in countries.most_common(2)}
        near = most & TRANSLITERATED
        unknown = [
            m
            for m, t in zip(mentions, judged, strict=True)
            if m.feature is not None
            and m.feature.levels
            and (m.kind == "unknown" or t is None and called_a_place(text, m))
        ]
        spans = [(m.start, m.end) for m in unknown]
        within: dict[str, Place | None] = {}
        for mention in unknown:
            if within.get(mention.key) is None:
                within[mention.key] = said_within(text, mention.start, mention.end, judged)
        found: list[Toponym | None] = []
        taken = [
            m
            for m, t in zip(mentions, judged, strict=True)
            if t is not None and t.role != "name" or (m.start, m.end) in spans
        ]
        for mention in unknown + placed_unknowns(text, taken):
            if _a_body(text[mention.start : mention.end]):
                continue
            feature = mention.feature
            span = Span(mention.start, mention.end)
            if (
                feature is not None
                and mention.feature_end is not None
                and text[mention.end : mention.feature_end].lstrip()[:1].isupper()
            ):
                span = Span(mention.start, mention.feature_end)
            holder = said_within(text, mention.start, mention.end, judged)
            if feature is not None and feature.name == "province" and holder is not None and holder.level != "country":
                if text[mention.end : mention.end + 7].lower() == " region":
                    feature = vocabulary().features["area"]  # 'the Gohar region of the city of Khash'
                else:
                    holder = within[mention.key] = self.gazetteer.country(holder.country or "")
            places = self._spelt_otherwise(mention.key, near) if near else []
            if mention.kind == "name" and feature is not None and holder is not None:
                places = [c.place for c in self._of_mention(text, mention) if c.place.level in feature.levels]
            elif not places and (feature is not None or stands_as_place(text, mention)):
                # too little spoke for a place before, but the words want one, and only one lies where the text is
                known = [c.place for c in self._candidates(mention.key)]
                known = [p for p in known if p.country in most and p.level in ("town", "site")]
                places = known if all(lies_in(p, known[0]) for p in known[1:]) else []
            places = [p for p in places if holder is None or lies_in(p, holder)]
            places.sort(key=lambda p: p.level not in (feature.levels if feature is not None else ("town", "site")))
            name = feature.name if feature is not None else None
            if places and len({p.country for p in places}) == 1:
                why = (
                    f"a name or another spelling of {places[0].name}",
                    f"other places of the text are in the same country ({places[0].country})",
                )
                sure = 0.7 if len(places) == 1 else 0.5
                found.append(Toponym(span, span.of(text), "location", places[0], sure, why, tuple(places[1:4]), name))
            elif feature is not None:
                around = within.get(mention.key) or self._around(text, span, judged)
                why = ("no gazetteer here has this name", f"the text calls it a {name}")
                more = (f"said to be in or near {around.name}",) if around is not None else ()
                found.append(Toponym(span, span.of(text), "location", None, 0.0, why + more, (), name, around))
            elif stands_as_place(text, mention) or stands_in_row(text, mention, [*judged, *found]):
                # 'a gunfight near Machil': the words place it, so the report's own name is kept, without a point.
                around = self._around(text, span, judged)
                why = ("no gazetteer here has this name", "the words before it place something there")
                found.append(Toponym(span, span.of(text), "location", None, 0.0, why, (), None, around))
        if any(t is not None and t.place is not None for t in found):
            # what holds one may itself have been found only now
            everything = [*judged, *found]
            found = [
                replace(t, within=said_within(text, t.span.start, t.span.end, everything) or t.within)
                if t is not None and t.place is None
                else t
                for t in found
            ]
        return found

    def _quarter(self, text: str, toponym: Toponym, judged: list[Toponym | None]) -> Toponym:
        """A 'district of' a city is a quarter of it: the town of the name rather than a district about that town."""
        place = toponym.place
        if place is None or not place.id.startswith("district-of:") or not quarter_of(text, toponym, judged):
            return toponym
        town = self.gazetteer.by_id(place.id.removeprefix("district-of:"))
        return toponym if town is None else replace(toponym, place=town)

    def _congo(self, toponym: Toponym, judged: list[Toponym | None]) -> Toponym:
        """'Congo' alone is the larger of the two countries, unless places of the smaller one are named with it."""
        if toponym.place is None or toponym.place.id != "country:CG" or fold(toponym.surface) != "congo":
            return toponym
        if any(t is not None and t.place is not None and t.place.country == "CG" != t.place.id[-2:] for t in judged):
            return toponym
        larger = self.gazetteer.country("CD")
        return toponym if larger is None else replace(toponym, place=larger, runners_up=(toponym.place,))

    def _around(self, text: str, span: Span, judged: Sequence[Toponym | None]) -> Place | None:
        """What holds an unknown name: the place the words put it in, else the country it likely is in.

        That is the country of most of the towns and provinces that the text names, else of most of all its names.
        """
        said = said_within(text, span.start, span.end, judged)
        if said is not None:
            return said
        roles = ("location", "modifier") if caseless(span.of(text)) else ("location", "modifier", "demonym")
        named = [t for t in judged if t is not None and t.place is not None and t.place.country and t.role in roles]
        fine = [t for t in named if t.place is not None and t.role != "demonym" and t.place.level != "country"]
        once = {t.place.id: t.place.country for t in fine if t.place is not None}
        country = _most(once.values()) or _most(t.place.country for t in named if t.place is not None)
        return None if country is None else self.gazetteer.country(country)

    def names(self, text: str) -> list[Mention]:
        """The names of a text with what the words and the gazetteer say of them, nothing resolved."""
        mentions = find_mentions(text, self._scanner, heard_names()[0])
        add_clues(text, mentions, [self._about(m.key) for m in mentions])
        return mentions

    def weigh(self, text: str, weights: Model, home: str | None = None) -> tuple[list[Mention], list[Group], list[int]]:
        """The names of a text, the groups of one sense with their candidates weighed, and each name's group."""
        if weights is not self._weighed:
            self._weighed, self._base, self._joint, self._sums = weights, {}, joint(weights), {}
        mentions = self.names(text)
        if weights.glance:
            for mention in mentions:
                glance, recognise, literal = self._tally(mention)
                mention.glance, mention.recognise, mention.literal = glance / 100, recognise / 100, literal / 100
            mentions = worth_a_look(text, mentions)
        groups, of = self._group(text, mentions)
        backing = gather_support(groups)
        first_choice(groups, of, weights.resolve, backing, self._base, home)
        second_choice(groups, of, weights.resolve, backing, home)
        add_place_clues(groups)
        for group in groups:
            _, recognise, literal = tally(self._joint, group.clues)
            group.recognise, group.literal = recognise / 100, literal / 100
        return mentions, groups, of

    def _is_round_town(self, text: str, mention: Mention) -> bool:
        """Whether a Persian text speaks of the country round a town: 'منطقه X' is the town's district."""
        if mention.feature is None or mention.feature_start is None or mention.feature.name != "area":
            return False
        if not text.startswith("منطقه", mention.feature_start):
            return False
        return any(
            c.place.level == "district" or c.place.level == "town" and (c.place.population or 0) >= _SEAT
            for c in self._candidates(mention.key)[:3]
        )

    def _tally(self, mention: Mention) -> Sums:
        """What the clues of a mention weigh in each of the three models."""
        sums, table = self._sums, self._joint
        glance, recognise, literal = table.get("", (0, 0, 0))
        for clues in mention.usual:
            known = sums.get(clues)
            if known is None:
                if len(sums) > 200_000:
                    sums.clear()
                known = sums[clues] = tally(table, clues)
            a, b, c = known
            glance += a
            recognise += b
            literal += c
        return tally(table, mention.special, (glance, recognise, literal))

    def _group(self, text: str, mentions: list[Mention]) -> tuple[list[Group], list[int]]:
        groups: list[Group] = []
        of: list[int] = []
        index_of: dict[tuple[Any, ...], int] = {}
        for index, mention in enumerate(mentions):
            if self._is_round_town(text, mention):
                mention.feature = vocabulary().features["شهرستان"]
            feature = mention.feature if mention.feature is not None and mention.feature.levels else None
            container = mention.container
            label = mentions[container].key if container is not None else None
            identity = (mention.key, mention.kind, mention.country, feature.name if feature else None, label)
            known = index_of.get(identity)
            if known is None:
                known = index_of[identity] = len(groups)
                groups.append(Group(mention.key, mention.kind, [], self._of_mention(text, mention), feature, container))
            groups[known].mentions.append(index)
            groups[known].called |= mention.called
            groups[known].owned |= mention.owned
            of.append(known)
        for index, mention in enumerate(mentions):
            if mention.beside is not None and of[mention.beside] != of[index]:
                groups[of[index]].row.append(of[mention.beside])
                groups[of[mention.beside]].row.append(of[index])
        for group in groups:
            if len(group.candidates) > MOST:
                group.candidates = shortlist(group, groups, of)
        return groups, of
