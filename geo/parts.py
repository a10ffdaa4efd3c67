"""A sentence cut into parts, one for each event that it tells."""

from __future__ import annotations

from functools import cache

from geo.captives import phase_of
from geo.line_days import event_dates, overlap
from geo.reading import Line, Part, cue_phrases, cue_set, in_part
from geo.realis import realis
from geo.toponym import Toponym
from geo.triggers import FAMILY, Trigger
from geo.verb_last import cuts, is_verb_last


def parts_of(line: Line, triggers: list[Trigger]) -> list[tuple[Part, str | None]]:
    """The sentence cut where a second event may begin, parts that tell of one event joined again."""
    text = line.tokens.words
    last = len(text) - 1
    seams = (
        cuts(text)
        if is_verb_last(line.tokens)
        else sorted([*_cuts(text), *_days_when(line), *_over_deeds(line, triggers)])
    )
    parts: list[tuple[Part, str | None]] = []
    start, why = 0, None
    for at, words in seams:
        if at == 0:
            why = words
            continue
        # 'in protest at', 'in retaliation for': what the seam itself tells is told in the part before
        end = at + len(words.split())
        if text[at:end] == words.split():
            at = max((t.last + 1 for t in triggers if at < t.first and t.last < end), default=at)
        if not any(t.first >= at for t in triggers):
            continue
        if words == _PLAIN:
            if not _two_scenes(line, triggers, Part(start, at - 1), at):
                continue
            words = "and"
        if any(start <= t.first < at for t in triggers):
            parts.append((Part(start, at - 1), why))
            start, why = at, words
        elif parts:
            # nothing is told between two seams: the later one parts the events
            parts[-1] = (Part(parts[-1][0].first, at - 1), parts[-1][1])
            start, why = at, words
    # what a sentence opens with came before only where something else follows in it
    parts.append((Part(start, last), why if start or why != "after" else None))
    joined: list[tuple[Part, str | None]] = [parts[0]]
    for part, seam in parts[1:]:
        before, reason = joined[-1]
        if _one_event(line, triggers, before, part, seam or ""):
            # a sentence that opens with what came before ('after the raid, ...') tells, as a whole, of one thing
            joined[-1] = (Part(before.first, part.last), reason if before.first else None)
        else:
            joined.append((part, seam))
    return joined


def _cuts(text: list[str]) -> list[tuple[int, str]]:
    """Where a sentence may be cut, and the words that join the cut parts."""
    table = _phrases()
    split = cue_set("clause", "split")
    found: list[tuple[int, str]] = []
    after = _opens_after(text)
    go_on = 0
    for i, word in [(i, word) for i, word in enumerate(text) if word in split or word in table or word in _SEAMS]:
        if i < go_on or word == "and" and _pairs(text, i):
            continue
        if (
            word == ";"
            or word in split
            and text[i - 1 : i] != ["a"]
            and not "".join(text[i + 1 : i + 2]).endswith("ing")
        ):
            found.append((i + 1 if word == ";" else i, word))
        elif word == "and" and i + 1 < len(text) and text[i + 1] in ("in", "at", "another", "one", "near"):
            if text[i + 1] not in ("another", "one") or _AT_ONCE.isdisjoint(text[i + 2 : i + 5]):
                found.append((i, "and"))
        elif (
            word == ","
            and after >= 0
            and _is_opening(text[after:i])
            and not any(after < at for at, _ in found)
            and not "".join(text[i + 1 : i + 2]).endswith("ing")
        ):
            # 'After the clashes, the Guards shelled the area': what comes first is what was told before
            found.append((i + 1, "then"))
        elif word == "," and i + 2 < len(text) and text[i + 1] == "and":
            found.append((i + 1, "and"))
            go_on = i + 2
        elif word == "and" and i + 1 < len(text) and text[i + 1] in ("the", "a", "an"):
            found.append((i, "and the"))
        elif word in ("and", "as") and _arms_at(text, i + 1) > i + (word == "and"):
            found.append((i, word))  # 'planes struck X and Hezbollah rockets killed two'
        elif word == "and":
            found.append((i, _PLAIN))
        else:
            for words in table.get(word, ()):
                if words == ("since",) and text[i + 2 : i + 3] in (["was"], ["were"], ["has"], ["have"]):
                    continue  # 'held captive since 2022 was set free'
                if words == ("behind",) and text[i - 1] in cue_set("who", "be"):
                    continue  # 'rebels who were behind a raid': they did it
                if tuple(text[i : i + len(words)]) == words and text[i : i + 2] != ["since", "then"]:
                    found.append((i, " ".join(words)))
                    go_on = i + len(words)
                    break
    return found


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases behind which another event may be told, by their first word: what was answered, what is held against."""
    answered, charged = (cue_phrases("clause", key) for key in ("response", "charged"))
    return {word: (*answered.get(word, ()), *charged.get(word, ())) for word in {*answered, *charged}}


def _pairs(text: list[str], at: int) -> bool:
    """Whether an 'and' joins the two that a 'between' announced: 'between the town of X and the capital, Y'."""
    begin = max(0, at - 7)
    opener = next((i for i in range(at - 2, begin - 1, -1) if text[i] == "between"), None)
    return opener is not None and {"and", ",", ";"}.isdisjoint(text[opener:at])


_AT_ONCE = frozenset({"when", "as", "after", "while"})
"""Behind 'and one other': what befell them all follows."""


def _arms_at(text: list[str], start: int) -> int:
    """Where the weapon stands that a clause opens with, three words on at most; -1 where none does."""
    arms, governing = cue_set("clause", "arms"), cue_set("where", "governing")
    for at in range(start, min(start + 3, len(text))):
        if text[at] in arms:
            return at
        if text[at] in governing:
            break
    return -1


_SEAMS = frozenset({";", ",", "and", "as"})
_PLAIN = "and also"
"""The seam of an 'and' that nothing shows to begin a clause."""


def _two_scenes(line: Line, triggers: list[Trigger], before: Part, at: int) -> bool:
    """Whether an act is told at one place before an 'and', and behind it another at another place.

    'A bomb killed two in Turbat and gunmen shot a teacher in Mand'; not 'and in Mand', nor 'Turbat and Mand'.
    """
    words = line.tokens.words
    first = next((i for i in range(at - 1, before.first, -1) if words[i] in _DASHES), before.first)
    last = next((i for i in range(at + 1, len(words)) if words[i] in _STOPS), len(words)) - 1
    where = []
    for part in (Part(first, at - 1), Part(at, max(at, last))):
        forms = ("past",) if part.first == at else ("past", "noun")
        told = (t for t in triggers if part.first <= t.first <= part.last and t.form in forms)
        if part.first == at and any(t.first == at + 1 and t.form == "past" for t in triggers):
            return False  # 'raided a village in X and killed six near Y'
        if not any(t.harm or "violence" in {FAMILY[k] for k, _ in t.types} for t in told):
            return False
        where.append([t for t in places_in(line, part) if t.place is None or t.place.level in _FINE])
    listed = {line.tokens.first_at(t.span.start) for t in where[1]}
    return all(where) and at + 1 not in listed and not _nested(where[0], where[1])


_FINE = ("site", "town", "district")
_DASHES = frozenset({"–", "—", ")"})
_STOPS = frozenset({",", ";", ":", ".", "(", "–", "—"})


def _days_when(line: Line) -> list[tuple[int, str]]:
    """Cuts before a day that a clause tells of: 'today's attack resembled the one of May 2, when gunmen ...'."""
    words = line.tokens.words
    if "when" not in line.tokens.present:
        return []
    found = []
    for d in line.dates:
        at, after = line.tokens.first_at(d.span.start), line.tokens.first_at(d.span.end)
        if at and d.start is not None and words[after : after + 2] == [",", "when"]:
            found.append((at, "when"))
    return found


def _over_deeds(line: Line, triggers: list[Trigger]) -> list[tuple[int, str]]:
    """Cuts before what an act of state is over: 'summoned the envoy on Monday over drone strikes in X'."""
    words = line.tokens.words
    found = []
    for i in [i for i, word in enumerate(words) if word == "over"] if "over" in line.tokens.present else ():
        acted = any(t.last < i and any(FAMILY[k] == "diplomacy" for k, _ in t.types) for t in triggers)
        ends = next((n for n in range(i + 1, min(i + 6, len(words))) if words[n] in _STOPS or words[n] == "of"), i + 6)
        deed = any(i < t.first < ends and t.form == "noun" and "violence" in _families(t) for t in triggers)
        if acted and deed and words[i + 1] != "the":
            found.append((i, "over the"))
    return found


def _families(trigger: Trigger) -> set[str]:
    return {FAMILY[kind] for kind, _ in trigger.types}


def _is_opening(opening: list[str]) -> bool:
    """Whether words from 'after' to a comma are few enough to be what came before; a seizure is told at length."""
    return len(opening) <= (20 if cue_set("captivity", "told") & set(opening) else 12)


_QUOTES = frozenset('"“')
_BEFORE_COMMA = frozenset({"after", "following", "before"})
"""What a sentence opens with that tells first what came before."""


_CAME = frozenset("came come comes coming follows happened occurred was were is took".split())


def _opens_after(text: list[str]) -> int:
    """Where the word stands behind which a sentence opens with what came before, -1 where it does not.

    'After the clashes, ...', 'Two days after the raid, ...', 'On Monday, a day after gunmen killed four, ...'.
    """
    for i, word in enumerate(text[:10]):
        if word in _CAME:
            return -1  # 'The attack came a day after gunmen stormed a base, ...'
        if word in _BEFORE_COMMA and (i == (text[0] in _QUOTES) or text[i - 1] in cue_set("clause", "spells")):
            return i
    return -1


_STAYS = frozenset({"after", "following", "and", "and the", "over the", "caused by"})
"""Seams that alone part nothing: a day, a place or a toll must speak for two events."""


def _one_event(line: Line, triggers: list[Trigger], a: Part, b: Part, words: str) -> bool:
    """Whether two neighbouring parts tell of one event: no date, place or toll of theirs speaks against it."""
    mine, yours = [[t for t in triggers if p.first <= t.first <= p.last] for p in (a, b)]
    if words == "when":
        dates = [event_dates(line, p) for p in (a, b)]
        other = bool({"one", "that", "those"} & set(line.tokens.words[b.first - 2 : b.first]))
        if line.tokens.words[b.first - 1] == "since" and dates[1] and dates[1][0].precision >= _MONTH:
            return False  # 'the worst attack since 2008, when gunmen killed 166'
        return not other and (not dates[0] or not dates[1] or overlap(dates[0][0], dates[1][0]))
    if words in cue_set("clause", "charged"):
        return not _told_by_itself(line, a, b, yours)
    families = [{FAMILY[k] for t in group for k, _ in t.types} for group in (mine, yours)]
    violent = [("violence" in f) or any(t.harm for t in g) for f, g in zip(families, (mine, yours), strict=True)]
    if not all(violent):
        if words == "and" and not any(t.types for t in yours) and not event_dates(line, b) and not places_in(line, b):
            return True  # 'raided a hideout in X, and six were killed': what came of it
        if {phase_of(mine), phase_of(yours)} == {"seized", "freed"}:
            return False
        where = [places_in(line, p) for p in (a, b)]
        if where[0] and where[1] and not _nested(where[0], where[1]):
            return False
        taken = "abduction" in families[1] and violent[0] and not event_dates(line, b) and not places_in(line, b)
        killed = any(c.outcome == "killed" and in_part(line, a, c.span) for c in line.counts)
        if taken and words == "and" and not killed:
            return True  # 'attacked a village, and made off with fifteen': the raid was for them
        return bool(families[0] & families[1]) and words in _STAYS
    if words in cue_set("clause", "drew"):
        # a gunfight that an ambush drew is part of it, bombs from above are not
        return _nature(yours) != "strike" or _nature(mine) == "strike" and not any(_is_clash(t) for t in mine)
    if words not in _STAYS and words not in ("while", ";", "meanwhile", "whereas", "as"):
        return False
    if words in (";", "while") and not any(realis(line, t) == "real" for t in mine) and any(t.types for t in mine):
        return False
    if words == "and the" and {_nature(mine), _nature(yours)} == {"strike", "other"}:
        return False
    if words not in _LATER and _returns_fire(line, a, b, mine[0], yours[0]):
        return False
    opening = line.tokens.words[b.first : yours[0].first + 1]
    if _nature(yours) == "strike" and cue_set("clause", "answered") & set(opening):
        return False
    # 'strikes strained relations, and nine labourers were killed': a toll of its own is an event of its own
    strained = _nature(mine) == "strike" and _nature(yours) == "other" and not any(t.harm for t in mine)
    if (
        words == "and"
        and strained
        and not is_verb_last(line.tokens)
        and any(c.outcome == "killed" and in_part(line, b, c.span) for c in line.counts)
    ):
        return False
    if words in ("while", "whereas") and any(
        not any(t.types for t in g) and not event_dates(line, p) and not places_in(line, p)
        for g, p in ((mine, a), (yours, b))
    ):
        return True  # 'six militants were killed while a soldier fell in an operation in X'
    if words in _LATER and _counted_to(line, b):
        return False
    dates = [event_dates(line, p) for p in (a, b)]
    if dates[0] and dates[1] and not overlap(dates[0][0], dates[1][0]):
        return False
    places = [places_in(line, p) for p in (a, b)]
    if places[0] and places[1] and not _nested(places[0], places[1]):
        return False
    if words in ("while", "whereas", "meanwhile") and all(any(t.types for t in g) for g in (mine, yours)):
        return False
    if words == "as":
        return True  # 'three died as a drone hit the bus': how it came about
    if words in ("while", ";", "whereas", "meanwhile"):
        tolls = [[c for c in line.counts if c.outcome == "killed" and in_part(line, p, c.span)] for p in (a, b)]
        return not (tolls[0] and tolls[1]) and not (places[0] and places[1])
    if words == "and":
        return not (places[0] and places[1] and all(any(t.types for t in g) or line.counts for g in (mine, yours)))
    return True


_MONTH = 4
"""Precision of a month or longer: what lasts since then is no part of what was done in it."""


def _told_by_itself(line: Line, a: Part, b: Part, triggers: list[Trigger]) -> bool:
    """Whether the deed that somebody is held to have done is told with a day of its own or with those it killed.

    'Police arrested four men linked to an ambush last month in X, in which two guards were killed.'
    """
    noun = next((t for t in triggers if t.form == "noun"), None)
    if noun is None or noun.first - b.first > 8:
        return False
    words = line.tokens.words
    if any(
        t.harm and not _RELATIVE.isdisjoint(words[noun.last + 1 : t.first]) for t in triggers if t.first > noun.last
    ):
        return True
    dates = [event_dates(line, p) for p in (a, b)]
    return bool(dates[0] and dates[1]) and not overlap(dates[0][0], dates[1][0])


_RELATIVE = frozenset({"which", "that", "where"})


def _is_clash(trigger: Trigger) -> bool:
    return ("clash", "strong") in trigger.types


def _returns_fire(line: Line, a: Part, b: Part, first: Trigger, second: Trigger) -> bool:
    """Whether another side's weapons do the second deed: 'jets bombed X, while rockets from Y killed three'."""
    words = line.tokens.words
    subject = words[b.first : second.first]
    if second.form != "past" or not subject or {"was", "were", "been", "being", "by", "their", "its"} & set(subject):
        return False
    if not cue_set("clause", "arms") & {*subject, *words[second.first : second.last + 1]}:
        return False
    sides = _sides(line, a.first, first.first), _sides(line, b.first, second.first)
    return all(sides) and sides[0].isdisjoint(sides[1])


def _sides(line: Line, first: int, end: int) -> set[str]:
    """The countries, and of those without one the names, of who acts between two words of a sentence."""
    armed = (a for a in line.actors if a.kind in ("state", "forces", "group", "unidentified"))
    return {a.country or a.key for a in armed if first <= line.tokens.first_at(a.span.start) < end}


_LATER = frozenset({"after", "following"})
"""Seams behind which stands what came before."""


def _counted_to(line: Line, part: Part) -> bool:
    """Whether time lies between what a part tells and what was told before: 'came a day after rockets had landed'."""
    at = line.tokens.ends[part.first]
    spans = (d for d in line.dates if d.kind == "event" and d.direction == "after" and d.span.end == at)
    return any(d.offset is not None and d.offset[1] > 0 for d in spans)


def _nature(triggers: list[Trigger]) -> str:
    """'strike' where fire from a distance is told by a strong word, 'other' where harm or an attack is, else ''."""
    kinds = {k for t in triggers for k, s in t.types if s == "strong"}
    if "strike" in kinds:
        return "strike"
    return "other" if kinds or any(t.harm for t in triggers) else ""


def places_in(line: Line, part: Part) -> list[Toponym]:
    """The places of a part that may be an event's: no countries, not where the wounded lie."""
    return [
        t
        for t in line.toponyms
        if t.role == "location"
        and (t.place is None or t.place.level != "country")
        and in_part(line, part, t.span)
        and not _cared_for(line, t)
    ]


def _cared_for(line: Line, toponym: Toponym) -> bool:
    """Whether it is where the wounded lie: 'four are in hospital at Turbat'."""
    at = line.tokens.first_at(toponym.span.start)
    return any(word.startswith(("hospital", "clinic", "morgue")) for word in line.tokens.words[max(0, at - 4) : at])


def _nested(a: list[Toponym], b: list[Toponym]) -> bool:
    """Whether some place of one list is, holds or lies in some place of the other."""
    for x in a:
        for y in b:
            if x.place is None or y.place is None:
                if x.surface.casefold() == y.surface.casefold():
                    return True
                known, held = (x, y.within) if y.place is None else (y, x.within)
                if known.place is not None and held is not None and held.id == known.place.id:
                    return True
                continue
            if x.place.id == y.place.id:
                return True
            if x.place.country == y.place.country and (
                x.place.level in ("province", "region")
                and x.place.name == y.place.admin1
                or y.place.level in ("province", "region")
                and y.place.name == x.place.admin1
            ):
                return True
    return False
