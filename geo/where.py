"""Where: the place of an event mention, read off the words around the place names of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from gazetteer.names import demonyms, fold
from gazetteer.place import Level, Place
from geo.dates import DateMention
from geo.document import Document
from geo.events import EventMention
from geo.incident import Where
from geo.mentions import vocabulary as place_words
from geo.reading import Line, Reading, cue_set
from geo.toponym import Toponym
from geo.triggers import Family
from geo.verb_last import is_care, is_ground, is_verb_last, tie
from seeds.record import record
from seeds.report import Span

Relation = Literal["in", "near", "from", "border", "distance", "between", "subject", "agent"]

# words that may stand between a preposition and the name it governs
# 'the governor of X', 'people of X': X tells who somebody is, not where something happened
RANK: dict[str, int] = {"site": 0, "town": 1, "district": 2, "province": 3, "region": 4, "country": 5}
"""Levels of place by how coarse they are."""
_DISTANCE = re.compile(
    r"(?P<n>\d+(?:[.,]\d+)?|\w+)\s*(?:nautical\s+)?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)\b(?:\s*\([^)]{1,30}\))?\s*(?:to\s+the\s+)?"
    r"(?P<way>north|south|east|west|north-?east|north-?west|south-?east|south-?west)?(?:ern)?\s*"
    r"(?:of|from|away from)\s+(?:the\s+)?"
    r"(?:(?:[\w-]+\s+){0,3}?(?:city|town|village|port|capital)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
_KM_PER_MILE = 1.609344
_OWNED = re.compile(r"^(?: [A-Z][a-z]+)?['’]s?\s+(?:[a-z-]+,?\s+){0,6}$")
"""Between an owner and what it owns: 'Iran's southeastern port city of'."""
_BETWEEN = re.compile(r"^\s*(?:,|and|,\s*and|or|–|-|/)\s*(?:the\s+)?(?:(?:nearby|neighbouring)\s+)?$", re.IGNORECASE)
"""Between two names of a row."""
_SEAS = frozenset({"sea", "ocean", "gulf", "strait", "bay", "channel"})
"""Kinds of place that are water."""
NEAR_KM = 25.0
"""Radius of 'near X': UCDP's second code is about 25 km."""
_PRECISION: dict[str, int] = {"site": 1, "town": 1, "district": 3, "province": 4, "region": 4, "country": 6}
"""UCDP's where_precision by level."""
_FEATURE_LEVEL: dict[str, Level] = {
    "district": "district",
    "county": "district",
    "tehsil": "district",
    "province": "province",
    "state": "province",
    "region": "district",
    "area": "town",
    "site": "site",
    "mountain": "site",
}


@record(frozen=True, slots=True)
class Candidate:
    """A place name of a sentence as the place of an event: how it is tied, and how much speaks for it."""

    toponym: Toponym
    relation: Relation
    score: float
    words: str | None = None
    preposition: str | None = None
    km: float | None = None
    bearing: float | None = None
    other: Toponym | None = None
    """The second end of 'between A and B'."""
    span: Span | None = None
    """The words to quote, where they are more than the name ('the same province')."""

    @property
    def level(self) -> Level:
        """How coarse the place is."""
        return _level(self.toponym)


def candidates(reading: Reading, mention: EventMention, history: list[Toponym]) -> list[Candidate]:
    """The places a mention may have happened at, best first; only what its own part of the sentence says.

    ``history`` are the locations named before this sentence, for 'the same province'.
    """
    line = reading.lines[mention.line]
    words = line.tokens
    found: list[Candidate] = []
    begin, end = words.starts[mention.part.first], words.ends[mention.part.last]
    inside = [t for t in line.toponyms if begin <= t.span.start < end]
    for k, toponym in enumerate(inside):
        candidate = _candidate(reading, line, mention, toponym, inside[k - 1] if k else None, found)
        if candidate is not None:
            found.append(candidate)
    history = [*history, *(t for t in line.toponyms if t.role == "location" and t.span.end <= begin)]
    found = _on_roads(found, reading.doc.text)
    found.extend(_here(reading, line, begin, end))
    found.extend(_capitals(reading, line, begin, end))
    # a province that only tells who speaks ('the police of X said ... in this province') is named again by 'this'
    told = [c.toponym for c in found if c.score > 0.9 or not is_verb_last(line.tokens)]
    found.extend(_anaphors(reading, mention, history, told))
    found.extend(_retaken(line, mention, history))
    return sorted(found, key=lambda c: (-c.score, RANK[c.level], c.toponym.span.start))


_SENTENCE_AFTER = re.compile(r" (?:An?|The) [a-z]")


def _titled(text: str, span: Span) -> bool:
    """Whether a sentence begins right behind the name: a dateline that no mark sets off ('Zarrin An airstrike')."""
    return _SENTENCE_AFTER.match(text, span.end) is not None


_ROAD = r"(?:road|highway|route|motorway|expressway|railway)"
_ROAD_BEFORE = re.compile(
    rf"\b{_ROAD}\b[^.;:,]{{0,25}}\b(?:from|links|link|linking|linked|connects|connecting|joins|joining|between)"
    r" (?:the )?(?:[a-z]+ ){0,3}\Z"
)
_ROAD_AFTER = re.compile(rf" (?:main |national |coastal )?{_ROAD}\b", re.IGNORECASE)
_ENDS = ("-", "–", "/", " to ", "-to-")
"""Between the two names of a road: 'the A-B highway', 'the A to B road'."""
_TO = re.compile(
    r",? (?:to|and|with) (?:the |its )?(?:(?:[a-z]+ ){0,3}(?:city|town|village|port|capital)(?: of|,)? )?(?:the )?"
)
"""Between the two ends of a road: 'from A to B', 'between A and the provincial capital, B'."""


def _on_roads(found: list[Candidate], text: str) -> list[Candidate]:
    """'the highway from A to B', 'the A-B road': between the two."""
    merged: list[Candidate] = []
    for c in found:
        last = merged[-1] if merged else None
        if last is not None and last.other is None and c.level in ("site", "town", "district") and last.level in (
            "site", "town", "district"
        ):  # fmt: skip
            a, b = last.toponym.span, c.toponym.span
            gap = text[a.end : b.start]
            before = _TO.fullmatch(gap) and _ROAD_BEFORE.search(text, max(0, a.start - 60), a.start)
            if before or gap in _ENDS and _ROAD_AFTER.match(text, b.end):
                merged[-1] = replace(last, relation="between", score=3.3, words=None, other=c.toponym)
                continue
        merged.append(c)
    # 'on the A-B road in C district': the road is the finer
    coarse = max((c.score for c in merged if RANK[c.level] >= RANK["district"]), default=0.0)
    return [replace(c, score=max(c.score, coarse + 0.1)) if c.other is not None else c for c in merged]


def _candidate(
    reading: Reading,
    line: Line,
    mention: EventMention,
    toponym: Toponym,
    before: Toponym | None,
    found: list[Candidate],
) -> Candidate | None:
    text = reading.doc.text
    words = line.tokens.words
    at = line.tokens.first_at(toponym.span.start)
    after = line.tokens.first_at(toponym.span.end)
    following = words[after] if after < len(words) else ""
    if toponym.role == "demonym":
        if toponym.place is None or following not in cue_set("where", "territory"):
            return None
        if following == "side" and not cue_set("where", "in") & set(words[max(0, at - 2) : at]):
            return None  # 'the Tajik side opened fire'
        if following in ("border", "frontier") and words[after + 1 : after + 2] not in (
            ["area"],
            ["areas"],
            ["region"],
            ["side"],
            ["zone"],
            ["province"],
            ["town"],
            ["village"],
        ):
            return None
    elif toponym.role == "metonym":
        # 'attacked Kherson' hits the place, whatever the name stands for; a mine 'between Kabul and X' lies there
        between = words[at - 1 : at] == ["between"] and mention.family == "violence"
        if toponym.place is None or toponym.place.level == "country":
            return None
        if not between and not _is_object(line, words, at):
            return None
    elif toponym.role not in ("location", "modifier"):
        return None
    if toponym.place is not None and _is_many_lands(toponym.place):
        return None
    if _titled(text, toponym.span):
        return None
    if toponym.role != "demonym" and _level(toponym) == "country" and following in cue_set("where", "titles"):
        return None  # 'attacked U.S. forces'
    if "hospital" in toponym.surface.casefold() and cue_set("where", "care") & set(words):
        return None  # where the wounded were taken, not where they were hit
    if _lies_ill(words, at) or mention.family != "diplomacy" and _of_envoy(line, words, at):
        return None
    if (
        _level(toponym) == "region"
        and following in cue_set("where", "kinds")
        and words[after + 1 : after + 2] == ["of"]
    ):
        return None  # 'the Pacific port of X'
    verb_last = is_verb_last(line.tokens)
    if verb_last and is_care(words, at, after) or _is_home(words, at):
        return None
    relation, preposition = tie(words, at, after) if verb_last else _relation(words, at)
    if any(t.first == at - 2 and t.lemma.split()[1:2] == [preposition] for t in line.triggers):
        relation, preposition = "subject", None  # 'called in Iran's ambassador': the word belongs to the verb
    if verb_last and relation == "subject" and before is not None and words[at - 1] in ("و", "،"):
        first, last = line.tokens.first_at(before.span.start), line.tokens.first_at(before.span.end)
        if last == at - 1:
            relation, preposition = tie(words, first, last)  # 'در X و Y': one preposition for both
    if verb_last and relation == "in" and _level(toponym) == "country" and not _on_ground(words, at, after):
        relation, preposition = "subject", None
    if cue_set("where", "fought_for") & set(words[max(0, at - 6) : at]):
        relation = "in" if relation == "subject" else relation
    if relation in ("in", "near") and not verb_last and _is_origin(line, words, at):
        relation, preposition = "from", "from"
    if preposition == "of" and relation == "in" and _level(toponym) == "country" and not _part_of(line, words, at):
        relation, preposition = "subject", None
    if relation == "border" and preposition == "of" and _level(toponym) in ("town", "district"):
        relation = "near"  # 'a clash at the borders of Saravan'
    reached = words[max(0, at - 1) : at] in (["reached"], ["entered"], ["reaching"], ["entering"])
    if relation == "subject" and (reached or _is_object(line, words, at)):
        relation = "in"
    if (
        relation == "subject"
        and words[at - 1] in cue_set("where", "naming")
        and cue_set("where", "kinds") & set(words[max(0, at - 8) : at])
    ):
        relation = "in"  # 'the villages attacked are X and Y'
    if relation == "subject" and mention.family == "liaison" and not verb_last:
        opener = words[after : after + 2]
        if opener[:1] == [","] and opener[1:] in (["the"], ["a"], ["an"]) and after < mention.head.first <= after + 8:
            relation = "in"  # 'X, the second border crossing of the two, was opened'
    scene = not verb_last and _is_scene(mention, words, after)
    own = words[after : mention.head.first] in ([], ["border"])
    if scene or mention.head.lemma.startswith(("<frontier>", "<stronghold>", "<passage>")) and own:
        relation = "in"
    if (
        relation == "subject"
        and mention.family == "violence"
        and _level(toponym) != "country"
        and _is_struck(mention, words, after)
    ):
        relation = "in"
    actors = [a for a in line.actors if a.span.overlaps(toponym.span)]
    if any(a.role != "place" and a.kind in ("state", "forces", "organisation", "group") for a in actors):
        road = relation == "between" and mention.family == "violence" and _level(toponym) == "town"
        if toponym.role != "demonym" and relation not in ("in", "near", "from") and not road:
            return None
        if any(a.kind != "state" for a in actors):
            return None
    if (
        mention.family != "diplomacy"
        and relation in ("in", "near")
        and {"meeting", "talks", "conference", "summit"} & set(words[max(0, at - 4) : at])
    ):
        return None
    ahead = relation in ("in", "near") and after < mention.head.first
    telling = ahead and bool(_witnesses() & set(words[after : after + 2]))
    theirs = _is_tellers(words, at) and _is_telling(mention, words, at, after)
    theirs = theirs or relation == "in" and mention.head.last < at and following in _witnesses()
    listed = before is not None and _BETWEEN.match(text[before.span.end : toponym.span.start]) is not None
    listed = listed or before is not None and _each_dated(line, text, before.span, toponym.span)
    owned = before is not None and _OWNED.match(text[before.span.end : toponym.span.start]) is not None
    if (listed or owned) and found and found[-1].toponym is before and relation == "subject":
        relation, preposition = found[-1].relation, found[-1].preposition
    if toponym.role == "demonym":
        relation = "in" if relation == "subject" else relation
    distance = _distance_before(reading.doc, max(line.sentence.span.start, toponym.span.start - 70), toponym.span.start)
    km = bearing = None
    if distance is not None:
        km = _number(distance["n"])
        if km is not None:
            nautical = "nautical" in distance.group().casefold()
            per = 1.852 if nautical else _KM_PER_MILE
            km *= per if distance["unit"].lower().startswith("mile") else 1.0
            bearing = BEARINGS.get((distance["way"] or "").lower().replace("-", ""))
            relation, preposition = "distance", distance.group().strip()
    if relation == "subject" and not verb_last and cue_set("where", "media") & set(words[after : after + 2]):
        return None  # 'a Basra newspaper said'
    score = _TIED[relation]
    if verb_last and relation == "subject" and mention.family == "liaison" and 0 < at - mention.head.last <= 3:
        relation, score = "in", 2.5  # 'the border market of X'
    if verb_last and relation == "subject" and not is_ground(words, at, after):
        score -= 0.7  # a script without capitals does not show that the word is a name: something must place it
    if telling or theirs:
        score -= 5.0 if theirs else 3.5
    if relation == "in" and not verb_last and mention.head.last < at - 2 and words[at - 2] in _witnesses():
        score -= 2.5  # 'was killed near X, the mission announced in Y'
    if relation == "in" and at == 1 and not verb_last and _is_press_room(words, after):
        score -= 2.0
    if relation == "in" and cue_set("where", "based") & set(words[max(0, at - 3) : at]):
        score -= 5.0 if _tells_from_seat(words, at) else 2.5
    if preposition == "of" and cue_set("where", "holders") & set(words[max(0, at - 3) : at]):
        score -= 2.5  # 'the governor of X was killed in Y'
    if mention.family != "diplomacy" and not scene and _is_bound(words, at, mention.family):
        score -= 3.5
    if relation == "between" and _level(toponym) == "country":
        score = -2.0
    if mention.family in ("abduction", "operation") and relation == "from":
        left = _is_left(words, at)
        score = -1.5 if left else 2.0
        taken_there = _level(toponym) != "country" and not left and not _whence(line, words, at)
        relation = "in" if taken_there and mention.family == "abduction" else relation
    if toponym.role == "modifier":
        score -= 0.6
    score += _FINE[_level(toponym)]
    gap = min(abs(at - mention.head.last), abs(mention.head.first - after))
    if relation == "near" and before is not None and _BEARING_OFF.fullmatch(text, before.span.end, toponym.span.start):
        score -= 1.6  # 'in Ghazni province, south of Kabul'
    if preposition == "to" and mention.family == "diplomacy" and mention.head.lemma.startswith(_ENVOYS):
        score -= 0.9
    if relation == "subject" and _level(toponym) == "country":
        score = -0.5
    if scene:
        score += 1.0  # nearer to the act than any other place of the sentence
    score += 0.6 if gap <= 4 else 0.3 if gap <= 10 else 0.0
    return Candidate(
        toponym, relation, score, preposition if relation in ("near", "distance") else None, preposition, km, bearing
    )


_TIED: dict[Relation, float] = {
    "in": 3.0,
    "near": 2.6,
    "from": -1.0,
    "border": -2.0,
    "distance": 1.6,
    "between": 1.0,
    "subject": 0.1,
    "agent": -2.0,
}
"""How much speaks for a place by how it is tied."""
_FINE = {"site": 0.7, "town": 0.7, "district": 0.5, "province": 0.3, "region": 0.1, "country": 0.0}
"""How much speaks for a place by its level."""
_ENVOYS = ("summon", "recall", "call", "hand", "lodge", "expel", "protest", "withdraw", "bring", "make")


def _each_dated(line: Line, text: str, first: Span, second: Span) -> bool:
    """Whether two names stand in a row with a day behind each: 'in Gao on Monday and Kidal on Tuesday'."""
    if not any(_TO_DAY.fullmatch(text, second.end, d.span.start) for d in line.dates if d.span.start >= second.end):
        return False
    return _BETWEEN.match(_undated(text, first.end, second.start, line.dates)) is not None


_TO_DAY = re.compile(r",? (?:(?:late|early|back) )?(?:(?:on|in) )?\Z")
"""Between a name and its day."""


def _undated(text: str, begin: int, end: int, dates: Sequence[DateMention]) -> str:
    """A stretch of text without the days told in it: ' and ' of ' on Monday and '."""
    told = text[begin:end]
    for d in reversed(dates):
        first, last = d.span.start - begin, d.span.end - begin
        if first > 0 and last <= len(told):
            before = _TO_DAY.search(told, 0, first)
            told = told[: before.start() if before is not None else first] + told[last:]
    return told


def _distance_before(doc: Document, start: int, end: int) -> re.Match[str] | None:
    """The distance that a stretch of text ends on ('12 km north of'); few stretches hold a unit at all."""
    if all(doc.low.find(unit, start, end) < 0 for unit in ("km", "kilomet", "mile")):
        return None
    return _DISTANCE.search(doc.text, start, end)


def _is_many_lands(place: Place) -> bool:
    """Whether a place is a continent or so great a part of one that it places nothing: 'in the Middle East'."""
    wide = place.kind == "area" and place.country is None and (place.radius_km or 0.0) >= _MANY_LANDS_KM
    return place.kind == "continent" or wide


_MANY_LANDS_KM = 1_000.0


def _lies_ill(words: list[str], at: int) -> bool:
    """Whether the place is where the wounded lie ('in hospital at X'), not where a hospital was hit."""
    hospitals = cue_set("where", "hospitals")
    if hospitals.isdisjoint(words[max(0, at - 3) : at]):
        return False
    ward = next(i for i in range(at - 1, -1, -1) if words[i] in hospitals)
    if cue_set("where", "care") & set(words[max(0, ward - 8) : ward]):
        return True
    first = ward
    while first and words[first - 1] in cue_set("where", "of_hospitals"):
        first -= 1
    return words[first - 1 : first] in ([], ["in"], ["to"], ["from"], ["at"])


def is_envoys_seat(words: list[str], at: int) -> bool:
    """Whether a place says where an envoy is: 'its ambassador to X'."""
    return words[at - 1] in ("in", "to") and bool(cue_set("where", "envoys") & set(words[max(0, at - 3) : at - 1]))


def _of_envoy(line: Line, words: list[str], at: int) -> bool:
    """Whether the place only says who was summoned or sent home: 'recalled its ambassador to X after shells fell'."""
    return is_envoys_seat(words, at) and any(kind == "diplomacy" for t in line.triggers for kind, _ in t.types)


def _on_ground(words: list[str], at: int, after: int) -> bool:
    """Whether a country named in a verb-last clause is its ground: 'در ایران', 'ایران میں', 'the south of Iran'."""
    beside = {*words[max(0, at - 1) : at], *words[after : after + 1]}
    if beside & {"و", "اور"}:
        return False  # 'the border of X and Y'
    return bool(beside & {"در", "میں", "وارد", "سراسر"}) or is_ground(words, at, after)


def _part_of(line: Line, words: list[str], at: int) -> bool:
    """Whether the noun before 'of' is a part of the country ('the east of Chad') or what befell it."""
    of = next((i for i in range(at - 1, max(-1, at - 5), -1) if words[i] == "of"), None)
    if of is None or of == 0:
        return True
    noun = words[of - 1]
    return (
        noun in cue_set("where", "parts")
        or noun in BEARINGS
        or noun in cue_set("where", "kinds")
        or any(t.first <= of - 1 <= t.last and t.form == "noun" for t in line.triggers)
    )


def _is_struck(mention: EventMention, words: list[str], after: int) -> bool:
    """Whether a deed befell the subject: 'Port Sudan was struck', 'Kherson came under fire', 'Kunar saw a raid'."""
    head = mention.head
    if head.form == "noun":
        saw = next((i for i in range(head.first - 1, max(after, head.first - 6) - 1, -1) if words[i] in _SEES), None)
        return saw is not None and (saw == after or words[saw - 1] == "," or words[saw - 1] in ("has", "had", "also"))
    if not 0 <= head.first - after <= 16 or head.form != "past":
        return False
    return bool({"was", "were", "been", "came"} & set(words[max(after, head.first - 3) : head.first + 1]))


_SEES = frozenset({"saw", "seen", "sees", "witnessed", "suffered", "experienced", "endured"})
"""Verbs whose subject a deed befell."""
_BEARING_OFF = re.compile(
    r"(?: [a-z]+)?, (?:[a-z]+ ){0,3}?(?:north|south|east|west)(?:-?(?:east|west))? of (?:the )?(?:[a-z]+ ){0,3}",
    re.IGNORECASE,
)
"""', south of': the place behind it is not where it was."""


def _is_tellers(words: list[str], at: int) -> bool:
    """Whether the place only says where somebody who tells is: 'a security official in Peshawar who ... said'."""
    for teller in range(max(0, at - 4), at - 1):
        if words[teller] in cue_set("where", "tellers") and words[teller + 1] in ("in", "from", "at", "near"):
            # who tells a deed opens the sentence or a clause of it: what men in a place suffer is told of the place
            return teller <= _OPENING or bool(
                {",", "according", "said", "told", "what"} & set(words[teller - _OPENING : teller])
            )
    return False


def _tells_from_seat(words: list[str], at: int) -> bool:
    """Whether somebody based at a place tells of the act: 'said the Observatory, a group based in X'."""
    before = words[max(0, at - 16) : at]
    return bool((_witnesses() | {"according"}) & {*before, *words[at + 1 : at + 4]})


_OPENING = 4
"""Words in which somebody who tells is named where a sentence or a clause begins."""


def _is_press_room(words: list[str], after: int) -> bool:
    """Whether a sentence opens on where some office tells: 'In X, the ministry said a drone was shot down over Y'.

    Where it names no other place it may well be that of the act.
    """
    said = next((i for i in range(after + 1, min(len(words), after + 10)) if words[i] in _witnesses()), None)
    return said is not None and bool(cue_set("where", "offices") & set(words[after:said]))


def _whence(line: Line, words: list[str], at: int) -> bool:
    """Whether 'from' before a place tells where people come from: 'six labourers from X were carried off'."""
    start = next((i for i in range(at - 1, max(-1, at - 6), -1) if words[i] == "from"), 0)
    return any(line.tokens.first_at(a.span.end - 1) == start - 1 for a in line.actors)


def _is_origin(line: Line, words: list[str], at: int) -> bool:
    """Whether the place is where fire came from: 'shells fired from an outpost near X'."""
    start = next((i for i in range(at - 1, max(0, at - 13), -1) if words[i] == "from"), 0)
    between = words[start + 1 : at]
    if start and between in (["inside"], ["within"]):
        return True  # 'opened fire on the post from inside X'
    return (
        start > 0
        and words[start - 1] in cue_set("where", "fired")
        and not {",", "at", "into", "on", "onto", "to", "toward", "towards"} & set(between)
        and not any(word.endswith("ed") for word in between)
        and not any(start < t.first < at for t in line.triggers)
    )


def _is_telling(mention: EventMention, words: list[str], at: int, after: int) -> bool:
    """Whether somebody at a place tells the act: ', officials in X said', 'according to officials in X'."""
    if after < mention.head.first and _witnesses() & set(words[after : mention.head.first]):
        return True
    before = words[max(0, at - 8) : at]
    return _says(words, after) or "according" in before or bool(_witnesses() & set(before[:-2]))


def _says(words: list[str], after: int) -> bool:
    """Whether it is they who say it: 'officials in X on Monday said', but not 'two officers in X, police said'."""
    tells = _witnesses()
    for n, word in enumerate(words[after : after + 5], after):
        if word in tells:
            return True
        if word in (",", "and", "when", "after", "who", "that"):
            return words[n + 1] in tells if n + 1 < len(words) else False
    return False


@cache
def _witnesses() -> frozenset[str]:
    """Verbs of who tells of an act or was there to see it; 'the attack in X was claimed by' tells of X."""
    return cue_set("saying", "verbs") - {"claimed"} | cue_set("where", "witness")


_TOWARDS = ("to", "for", "towards", "toward", "into")


def _is_home(words: list[str], at: int) -> bool:
    """Whether the place only says where somebody is from: 'Ali, 34, a resident of Attock,', 'who hailed from Kech'."""
    if words[at - 1] not in ("of", "from", "to"):
        return False
    tie, ahead = words[at - 2], words[max(0, at - 4) : at - 2]
    explains = ahead == [",", "a"] or ahead[-1:] == [","]
    return tie in cue_set("where", "hails") or tie in cue_set("where", "dwells") and explains


def _is_bound(words: list[str], at: int, family: Family) -> bool:
    """Whether somebody was on the way to the place, or was brought there: 'kidnapped while returning to Turbat'."""
    to = next((i for i in range(at - 1, max(0, at - 5), -1) if words[i] in _TOWARDS), 0)
    if words[to] == "into":
        return family != "diplomacy" and bool(cue_set("where", "driven") & set(words[max(0, to - 9) : to]))
    if not to:
        return False
    near = words[max(0, to - 2) : to] if words[to] == "to" else words[to - 1 : to]
    carried = family != "abduction" and words[to] == "to" and words[to - 1] in cue_set("where", "carried")
    if carried or cue_set("where", "bound") & set(near[-1:]) or words[to] == "for" and near == ["left"]:
        return True
    # 'travelling from X to Y', which is no road
    start = next((i for i in range(to - 2, max(0, to - 6), -1) if words[i] == "from"), 0)
    travels = not (cue_set("where", "fired") | cue_set("where", "roads")) & set(words[max(0, start - 4) : start])
    return words[to] == "to" and start > 0 and travels


def _is_left(words: list[str], at: int) -> bool:
    """Whether somebody was on the way from the place when they were taken: 'travellers from X to Y were stopped'."""
    start = next((i for i in range(at - 1, max(-1, at - 5), -1) if words[i] == "from"), 0)
    on_way = set(words[max(0, start - 3) : start]) & (cue_set("where", "bound") | cue_set("where", "travellers"))
    return start > 0 and bool(on_way) and bool({"to", "towards", "for"} & set(words[at + 1 : at + 6]))


def _is_scene(mention: EventMention, words: list[str], after: int) -> bool:
    """Whether 'where' makes the name the scene: 'fled from eastern Congo, where fighting has broken out'."""
    comma = words[after : after + 1] == [","]
    where = after + comma
    if words[where : where + 1] != ["where"]:
        return False
    told = next((t.first for t in mention.triggers if t.first > where), len(words))
    return told - where <= 12 and not {";", ":", "."} & set(words[where:told])


def _is_object(line: Line, words: list[str], at: int) -> bool:
    """Whether the name stands right behind a verb that tells an event: 'visited Islamabad', 'struck Kassala'."""
    i = at - 1
    if words[i] == "of":
        i = _before_kind(words, i - 1) if i else i
    if words[i] == "," and cue_set("where", "kinds") & set(words[max(0, i - 8) : i]):
        i -= 1  # 'the villages that they attacked, A and B'
    while i >= 0 and words[i] in cue_set("where", "skipped") and words[i] not in ("of", "'s"):
        i -= 1
    if words[at + 1 : at + 2] == ["'s"]:
        return False
    if i >= 0 and words[i] in place_words().takes_place:
        return True
    persons = ("meet", "summon", "recall", "expel", "call", "agree")
    return any(
        (t.form in ("past", "ing") or t.lemma.startswith("<"))
        and t.first <= i <= t.last
        and not t.lemma.startswith(persons)
        for t in line.triggers
    )


def _level(toponym: Toponym) -> Level:
    if toponym.place is not None:
        return "town" if _is_seat(toponym) else toponym.place.level
    if toponym.feature == "district" and toponym.within is not None and toponym.within.level == "town":
        return "town"  # a quarter: 'the Kalakla district of Khartoum'
    return _FEATURE_LEVEL.get(toponym.feature or "", "town")


def _is_seat(toponym: Toponym) -> bool:
    """Whether the text calls a town what the gazetteer has as a district only: 'the town of Mindat'."""
    place = toponym.place
    return place is not None and place.level == "district" and toponym.feature in ("village", "town", "site")


def _relation(words: list[str], at: int) -> tuple[Relation, str | None]:
    """How the words before a name tie it: the nearest preposition, over articles, adjectives and feature words."""
    i = at - 1
    steps = 0
    while i >= 0 and steps < 7:
        word = words[i]
        if word in cue_set("where", "from"):
            return "from", word
        if word in cue_set("where", "with"):
            return ("border" if word != "between" else "between"), word
        if word == "on" and words[i - 1 : i] in (["borders"], ["bordering"]):
            return "border", word
        if word == "by":
            return ("near" if words[i - 1 : i] and words[i - 1] in cue_set("where", "beside") else "agent"), word
        if word in cue_set("where", "near") and (word != "outside"):
            return "near", word
        if word == "to" and words[i - 1 : i] == ["close"]:
            return "near", "close to"
        if word == "to" and words[i - 1 : i] and words[i - 1] in cue_set("where", "roads"):
            return "near", "on the road to"
        if word == "of" and i and words[i - 1] in ("border", "frontier", "borders"):
            return "border", word
        if (
            word == "of"
            and i
            and words[i - 1]
            in ("outskirts", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
        ):
            return "near", f"{words[i - 1]} of"
        if word == "of" and i and words[i - 1] in cue_set("where", "titles"):
            return "subject", None
        if word == "of" and "between" in words[max(0, i - 3) : i - 1] and words[i - 1] in cue_set("where", "kinds"):
            return "between", "between"  # 'between the towns of A and B'
        if word == "of":
            i -= 1
            steps += 1
            # 'in the city of Rask': go on to the preposition that governs the whole
            if words[i] in cue_set("where", "skipped"):
                continue
            return "in", word
        if word in cue_set("where", "in"):
            return "in", word
        if word == "," and words[i - 1 : i] and words[i - 1] in cue_set("where", "kinds"):
            i = min(i - 1, _before_kind(words, i - 1))
            continue
        if _before_kind(words, i) < i:
            i, steps = _before_kind(words, i), steps + 1
            continue
        if word not in cue_set("where", "skipped") and not word.endswith(_STATES_OF) and word not in demonyms():
            if (article := _before_adjectives(words, i)) is None:
                return "subject", None
            i, steps = article, steps + 1
            continue
        i -= 1
        steps += 1
    return "subject", None


def _before_adjectives(words: list[str], at: int) -> int | None:
    """Where 'the' stands before what a place is like: 'in the heavily fortified X', 'in the oil-rich X'."""
    the = next((k for k in range(at - 1, max(-1, at - 3), -1) if words[k] == "the"), None)
    if the is None or words[the - 1] not in ("in", "at", "near"):
        return None
    return the if any(word.endswith(_LIKE) for word in words[the + 1 : at + 1]) else None


_LIKE = ("ly", "ed", "al", "ic", "ous", "rich", "prone", "ern")
"""Ends of words that say what a place is like."""


def _before_kind(words: list[str], at: int) -> int:
    """The word before 'the strategic river town', given 'town': what stands between says what it is like, no more."""
    if words[at] not in cue_set("where", "kinds"):
        return at
    article = next((k for k in range(at - 1, max(-1, at - 5), -1) if words[k] in _DETERMINERS), None)
    if article is None or cue_set("where", "governing") & set(words[article:at]):
        return at
    return article - 1


_DETERMINERS = frozenset({"the", "a", "an", "two", "three", "four", "several"})
_STATES_OF = ("-held", "-torn", "-controlled", "-run", "-hit", "-occupied", "-ruled", "-majority", "-dominated")
"""Ends of adjectives of places: 'in rebel-held Idlib'."""


_ANAPHOR = re.compile(
    r"\b(?:the|that|this)\s+(?:(?:same|restive|volatile|troubled|besieged|entire|whole)\s+)?"
    r"(?P<what>province|state|city|town|village|district|county|region|port|capital|camp|crossing)\b(?!\s+(?:of|in(?!\s+(?:\d|early|late|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|[a-z]+(?:er|or|ist|man|ment))\b)"
    r"|(?<!from )\b(?P<there>there)\b(?!\s+(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must)\b)",
    re.IGNORECASE,
)
_ANAPHOR_VERB_LAST = re.compile(
    r"(?<!\w)(?:(?:این|آن|همین|همان|اس|اسی|مذکورہ) "
    r"(?P<what>استان|شهرستان|شهر|روستا|منطقه|بخش|بندر|صوبے|ضلع|ضلعے|شہر|گاؤں|علاقے|تحصیل|قصبے)"
    r"|(?P<there>آنجا|وہاں|وہیں|همانجا))(?![\w\u200c])"
)
_WHAT: dict[str, tuple[str, ...]] = {
    "province": ("province",),
    "state": ("province",),
    "region": ("province", "region"),
    "city": ("town",),
    "town": ("town",),
    "port": ("town",),
    "crossing": ("site", "town"),
    "capital": ("town",),
    "village": ("town", "site"),
    "camp": ("town", "site"),
    "district": ("district",),
    "county": ("district", "province"),
    "there": ("town", "district", "site", "province"),
    "استان": ("province",),
    "صوبے": ("province",),
    "شهرستان": ("district", "town"),
    "بخش": ("district", "town"),
    "ضلع": ("district", "town"),
    "ضلعے": ("district", "town"),
    "تحصیل": ("district", "town"),
    "شهر": ("town",),
    "بندر": ("town",),
    "شہر": ("town",),
    "قصبے": ("town",),
    "روستا": ("town", "site"),
    "گاؤں": ("town", "site"),
    "منطقه": ("town", "district", "site"),
    "علاقے": ("town", "district", "site"),
}


def _fits(toponym: Toponym, what: str) -> bool:
    """Whether 'the town', 'the capital', 'the camp' may point back to a place."""
    if _level(toponym) not in _WHAT[what]:
        return False
    if what == "crossing":
        return toponym.feature == "site"
    if what == "camp":
        return "camp" in toponym.surface.casefold() or toponym.feature == "site"
    if what == "capital":
        place = toponym.place
        return place is not None and (fold(toponym.surface), place.country or "") in place_words().seats
    return True


def _here(reading: Reading, line: Line, begin: int, end: int) -> list[Candidate]:
    """'arrived here on Monday': the place of the dateline."""
    words = line.tokens
    for i, word in enumerate(words.words if "here" in words.present else ()):
        if word == "here" and begin <= words.starts[i] < end:
            for other in reading.lines:
                for t in other.toponyms if other.kind == "dateline" else ():
                    if t.place is not None:
                        return [Candidate(t, "in", 3.0, None, "here", span=words.span(i, i))]
    return []


def _capitals(reading: Reading, line: Line, begin: int, end: int) -> list[Candidate]:
    """'the Iraqi capital', 'Iraq's capital': the seat of government, where the report names it somewhere."""
    found = []
    for t in line.toponyms:
        if not begin <= t.span.start < end or t.place is None or t.place.level != "country":
            continue
        match = _CAPITAL.match(reading.doc.text, t.span.end)
        if match is None or any(_APPOSED.fullmatch(reading.doc.text, o.span.end, t.span.start) for o in line.toponyms):
            continue  # 'bound for Abuja, the Nigerian capital': the name before it tells all
        if _distance_before(reading.doc, max(begin, t.span.start - 70), t.span.start) is not None:
            continue
        seats = (
            other
            for every in reading.lines
            for other in every.toponyms
            if other.place is not None
            and other.place.country == t.place.country
            and other.place.level == "town"
            and (fold(other.surface), other.place.country or "") in place_words().seats
        )
        seat = next(seats, None)
        if seat is not None:
            found.append(Candidate(seat, "in", 2.8, span=Span(t.span.start, match.end())))
    return found


_APPOSED = re.compile(r",? (?:the )?")
"""Between the name of a capital and what it is."""
_CAPITAL = re.compile(r"(?:['’]s)? capital(?: city)?\b(?!,? (?:of )?[A-Z])")


def _anaphors(reading: Reading, mention: EventMention, history: list[Toponym], named: list[Toponym]) -> list[Candidate]:
    """'the same province', 'the town', 'there': the last place of that kind named before the sentence.

    'The capital' may be that of the dateline.
    """
    line = reading.lines[mention.line]
    begin, end = line.tokens.starts[mention.part.first], line.tokens.ends[mention.part.last]
    found = []
    offset = line.sentence.span.start
    verb_last = is_verb_last(line.tokens)
    if not verb_last and line.tokens.present.isdisjoint(_WHAT):
        return []
    pattern = _ANAPHOR_VERB_LAST if verb_last else _ANAPHOR
    for match in pattern.finditer(line.sentence.text, begin - offset, end - offset):
        if match["what"] and match["what"][0].isupper():
            continue  # 'the State Department'
        what = (match["what"] or "there").lower()
        before = [t for t in line.toponyms if begin <= t.span.start < match.start() + offset] if verb_last else []
        datelines = [t for x in reading.lines if what == "capital" and x.kind == "dateline" for t in x.toponyms]
        for toponym in reversed([*datelines, *history, *before]):
            if _fits(toponym, what):
                if all(t.place is None or toponym.place is None or t.place.id != toponym.place.id for t in named):
                    span = Span(match.start() + offset, match.end() + offset)
                    found.append(Candidate(toponym, "in", 1.4, None, span=span))
                break
    return found


_NAMED = frozenset({"location", "metonym"})


def _retaken(line: Line, mention: EventMention, history: list[Toponym]) -> list[Candidate]:
    """'The airport of X was in their hands; on Monday militias won it back': the last place named before 'it'."""
    head, words = mention.head, line.tokens
    if head.lemma not in cue_set("weak", "retakes"):
        return []
    at = next((i for i in range(head.first + 1, min(head.first + 3, len(words.words))) if words.words[i] == "it"), None)
    if at is None:
        return []
    before = [*history, *(t for t in line.toponyms if t.role in _NAMED and t.span.end <= words.starts[at])]
    ground = [t for t in before if _level(t) in ("site", "town", "district")]
    return [Candidate(ground[-1], "in", 3.6, span=words.span(at, at))] if ground else []


def choose(found: list[Candidate], text: str, dates: Sequence[DateMention] = ()) -> list[Candidate]:
    """The place or places of a mention: the best tied, made finer by what lies in it, and the members of its list.

    The ``dates`` of its sentence may stand between the members: 'in Gao on Monday and in Kidal on Tuesday'.
    """
    usable = [c for c in found if c.score > (0.9 if c.relation == "subject" else 0.0)]
    if not usable:
        return []
    between = [c for c in usable if c.relation == "between" and c.level in ("town", "district", "site")]
    at_town = usable[0].relation in ("in", "near") and usable[0].level in ("town", "site") and between[:1] != usable[:1]
    if between and len(usable) >= 2 and not (at_town and _before_ends(usable[0], between)):
        ends = sorted(
            [c for c in usable if c.level in ("town", "district", "site")], key=lambda c: c.toponym.span.start
        )[:2]
        if len(ends) == 2 and _BETWEEN.match(text[ends[0].toponym.span.end : ends[1].toponym.span.start]):
            return [replace(ends[0], relation="between", other=ends[1].toponym)]
    best = usable[0]
    if best.level == "region" and (off := next((c for c in usable if c.relation in ("distance", "near")), None)):
        best = off  # 'in the Red Sea, 140 km off Saleef'
    finer = [
        c for c in usable[1:] if RANK[c.level] < RANK[best.level] and c.score > 1.0 and inside(c.toponym, best.toponym)
    ]
    finer = finer or [c for c in found if c is not best and _holds_up(c, best, text)]
    if finer:
        best = min(finer, key=lambda c: (RANK[c.level], -c.score))
    chosen = [best]
    for c in sorted(usable, key=lambda c: c.toponym.span.start):
        if c is best or c.toponym.role == "demonym" or any(_holds_up(f, c, text) for f in usable if f is not c):
            continue
        alike = c.relation == best.relation and RANK[c.level] <= max(2, RANK[best.level])
        alike = alike or {c.relation, best.relation} <= {"in", "near"} and _apiece(c, best, text)
        nested = _nested(best.toponym, c.toponym) or _nested(c.toponym, best.toponym)
        first, second = sorted((best, c), key=lambda c: c.toponym.span.start)
        nested = nested and not _of_one_row(first, second, text)
        if alike and not nested and _coordinated(c, best, usable, text, dates):
            chosen.append(c)
    return sorted(chosen, key=lambda c: c.toponym.span.start)


def _nested(fine: Toponym, coarse: Toponym) -> bool:
    """Whether one place of a list is known to lie in another of it: of two that no gazetteer has, nothing is known."""
    return coarse.place is not None and inside(fine, coarse)


def _before_ends(place: Candidate, ends: list[Candidate]) -> bool:
    """Whether a place stands before the two ends: 'in Flor Amarillo, a village between Tame and Arauca'."""
    return all(place.toponym.span.end <= c.toponym.span.start for c in ends)


_OF = re.compile(r"(?: [a-z]+){0,2},? (?:in|of|inside) (?:the )?|, ")


def _holds_up(fine: Candidate, coarse: Candidate, text: str) -> bool:
    """Whether a place only tells where a finer one lies: 'Tal Hpyar village in Ann township was the target'."""
    a, b = fine.toponym, coarse.toponym
    return (
        (fine.relation in ("subject", "in", "near") or fine.relation == "from" and fine.score > 0)
        and coarse.relation == "in"
        and (b.place is not None or text[a.span.end : b.span.start] != ", ")  # a row, or one in the other
        and a.role == "location"
        and RANK[fine.level] < RANK[coarse.level] + (a.place is None)
        and a.span.end < b.span.start
        and (inside(a, b) or _in_same(a, b))
        and _OF.fullmatch(text, a.span.end, b.span.start) is not None
        and not _of_one_row(fine, coarse, text)
    )


def _in_same(fine: Toponym, coarse: Toponym) -> bool:
    """Whether a known place lies in the province or town that an unknown district is told to be in."""
    held = coarse.within
    if coarse.place is not None or fine.place is None or held is None or held.level == "country":
        return False
    return contains(held, fine.place) or held.admin1 is not None and held.admin1 == fine.place.admin1


def _of_one_row(first: Candidate, second: Candidate, text: str) -> bool:
    """Whether a comma between two names of one level only parts a row: 'Aro, Bel and Dun', 'Aro, Bel'."""
    a, b = first.toponym, second.toponym
    if RANK[first.level] < RANK[second.level] or text[a.span.end : b.span.start] != ", ":
        return False
    return b.place is None or _ROW_ENDS.match(text, b.span.end) is not None


_ROW_ENDS = re.compile(r",? and [A-Z]|, [A-Z][\w-]+,? and [A-Z]")
"""Behind a name of a row, its end."""


_APIECE = re.compile(
    r"(?:\b(?:and|while)|,) "
    r"(?:(?:killed|wounded|injured|hurt|shot|abducted|kidnapped|arrested|captured|detained|seized|burned|torched) )?"
    r"(?:at least |about |some |nearly |around |over |more than |as many as )?"
    r"(?:another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens|\d+)\b[\w\s]{0,30}?"
    r"\b(?:in|near|at|outside|around) (?:the (?:[\w-]+ ){0,3}(?:of )?)?$",
    re.IGNORECASE,
)
"""Between two places: each has its own number of victims ('five in X on Monday and two others near Y')."""


def _apiece(a: Candidate, b: Candidate, text: str) -> bool:
    """Whether two places of a sentence each have their own number of victims."""
    first, second = sorted((a, b), key=lambda c: c.toponym.span.start)
    return _APIECE.search(text, first.toponym.span.end, second.toponym.span.start) is not None


def _coordinated(a: Candidate, b: Candidate, group: list[Candidate], text: str, dates: Sequence[DateMention]) -> bool:
    """Whether the two stand in one list ('in Chabahar and Rask', 'Turbat, Kech and Panjgur')."""
    first, second = sorted((a, b), key=lambda c: c.toponym.span.start)
    between = _undated(text, first.toponym.span.end, second.toponym.span.start, dates)
    for c in group:
        if first.toponym.span.end <= c.toponym.span.start and c.toponym.span.end <= second.toponym.span.start:
            between = between.replace(c.toponym.surface, "", 1)
    if _APIECE.search(between):
        return True
    between = between.strip()
    if not re.fullmatch(r"(?:,|and|or|&|\s|the|in|near|at|،|و|اور)*", between, re.IGNORECASE):
        return False
    # 'Mach, Balochistan' is one place; a comma alone joins only inside a longer list
    known = a.toponym.place is not None and b.toponym.place is not None and a.level == b.level
    return bool(re.search(r"and|or|&|و|اور", between) or "،" in between and known) or any(
        c is not a and c is not b and _near_in_row(second.toponym.span.end, c.toponym.span.start, text, dates)
        # the next may be what holds both: 'Carabalan, Himamaylan, in Negros Occidental'
        and not (_nested(a.toponym, c.toponym) and _nested(b.toponym, c.toponym))
        for c in group
    )  # fmt: skip


def _near_in_row(end: int, start: int, text: str, dates: Sequence[DateMention]) -> bool:
    """Whether a name begins so soon behind the end of another that both stand in one row."""
    return abs(start - end) < 12 or end < start <= end + _ROW_REACH and len(_undated(text, end, start, dates)) < 12


_ROW_REACH = 40
"""Letters from one name of a row to the next where a day stands between."""


def inside(fine: Toponym, coarse: Toponym) -> bool:
    """Whether one place lies in the other, as far as their records tell."""
    a, b = fine.place or fine.within, coarse.place
    if a is None or b is None:
        return fine.place is None
    if fine.place is None and a.level == "country":
        return a.country == b.country  # only the country is known: it may lie in any part of it
    return contains(b, a)


def contains(coarse: Place, fine: Place) -> bool:
    """Whether the gazetteer's hierarchy puts one place in the other (or they are the same)."""
    if coarse.id == fine.id:
        return True
    if RANK[coarse.level] < RANK[fine.level]:
        return False
    if coarse.country is not None and fine.country is not None and coarse.country != fine.country:
        return False
    if coarse.level == "country":
        return coarse.country == fine.country
    if coarse.level == "province":
        return coarse.name == fine.admin1 or coarse.admin1 is not None and coarse.admin1 == fine.admin1
    if coarse.level == "district":
        if coarse.id == f"district-of:{fine.id}":
            return True
        name = coarse.name.removesuffix(" County").removesuffix(" District")
        return name in (fine.admin2, fine.name) or (fine.admin2 or "").startswith(name)
    return coarse.level == "region" and coarse.country == fine.country


def where_of(candidate: Candidate) -> Where:
    """The record of a chosen place, with the precision its words allow."""
    toponym, place = candidate.toponym, candidate.toponym.place
    if candidate.relation == "between" and candidate.other is not None:
        return _between(candidate, toponym, candidate.other)
    if _is_seat(toponym):
        return unlocated(replace(toponym, place=None, within=place), candidate.level)
    if place is None:
        return unlocated(toponym, candidate.level)
    precision = _PRECISION[place.level]
    radius, lat, lon, relation = place.radius_km, place.lat, place.lon, None
    if place.kind in _SEAS:
        precision = 7
    if place.level == "region" and place.kind not in _SEAS and (place.radius_km or 0) > 400:
        precision = 6
    if candidate.relation == "near" and place.level in ("site", "town"):
        precision, radius, relation = 2, NEAR_KM, candidate.words
    if candidate.relation == "distance" and place.level in ("site", "town") and candidate.km is not None:
        precision, relation = 2, candidate.words
        radius = max(NEAR_KM, candidate.km)
        if candidate.bearing is not None and lat is not None and lon is not None:
            lat, lon = _offset(lat, lon, candidate.km, candidate.bearing)
            radius = max(5.0, round(candidate.km * 0.3, 1))
        if candidate.km > 60:
            precision = 4 if place.admin1 else 6
    return Where(
        place.name,
        place.country,
        place.admin1 if place.level != "province" else place.name,
        place.level,
        precision,
        lat,
        lon,
        radius,
        toponym.surface,
        None,
        place.id,
        place.outline_id,
        relation=relation,
        confidence=toponym.confidence,
        reasons=toponym.reasons,
    )


def _between(candidate: Candidate, first: Toponym, second: Toponym) -> Where:
    """The record of 'between A and B': halfway, or by the end that is known, or by name where neither is."""
    known = [t for t in (first, second) if t.place is not None]
    where = where_of(replace(candidate, toponym=known[0] if known else first, relation="in", other=None))
    a, b = first.place, second.place
    name = f"between {a.name if a is not None else first.surface} and {b.name if b is not None else second.surface}"
    where = replace(where, name=name, level="site", surface=first.surface, relation="between")
    if not known:
        return where
    where = replace(where, where_precision=5, outline_id=None)
    if a is None or b is None:
        return replace(where, place_id=None, radius_km=_ROAD_KM)
    line, admin1 = (a.id, b.id), a.admin1 if a.admin1 == b.admin1 else None
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return replace(where, line=line, admin1=admin1)
    from geo.measure import distance_km, midpoint

    lat, lon = midpoint(a.lat, a.lon, b.lat, b.lon)
    radius = round(distance_km(a.lat, a.lon, b.lat, b.lon) / 2, 1)
    return replace(where, line=line, admin1=admin1, lat=lat, lon=lon, radius_km=radius)


_ROAD_KM = 50.0
"""How far from its known end an act on a road may be whose other end no gazetteer has."""
_SMALL_KM = 60.0
"""Radius below which a first division is no larger than districts are, and may stand for a village in it."""


def unlocated(toponym: Toponym, level: Level) -> Where:
    """A place no gazetteer has: kept by name, no nearer than the town or district it is said to be in."""
    within = toponym.within
    precision = 6 if within is None else max(3, _PRECISION[within.level])
    small = within is not None and (RANK[within.level] <= RANK["district"] or (within.radius_km or 1e9) < _SMALL_KM)
    anchor = within if small else None
    return Where(
        toponym.surface,
        within.country if within else None,
        (within.name if within.level == "province" else within.admin1 or toponym.admin1) if within else None,
        level,
        precision,
        anchor.lat if anchor else None,
        anchor.lon if anchor else None,
        max(NEAR_KM, anchor.radius_km or 0.0) if anchor else None,
        surface=toponym.surface,
        within_id=within.id if within else None,
        outline_id=within.outline_id if within else None,
        confidence=toponym.confidence,
        reasons=toponym.reasons,
    )


def _offset(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    from geo.measure import offset

    return offset(lat, lon, bearing, km)


def _number(word: str) -> float | None:
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return {
            "a": 1.0,
            "one": 1.0,
            "two": 2.0,
            "three": 3.0,
            "four": 4.0,
            "five": 5.0,
            "ten": 10.0,
            "dozen": 12.0,
        }.get(word.lower())
