"""Whom an event struck, beyond the words of the deed: by the figures, by name, and by what is said of them later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.actors import ActorMention
from geo.counts import Count
from geo.incident import Type
from geo.lexicon import slug
from geo.reading import Line, Reading, cue_set
from geo.telling import Event
from geo.who import Roles

_DONE_TO = frozenset({"killed", "injured", "abducted", "arrested", "missing", "freed"})
"""Outcomes of a count that somebody suffered."""


def _counted(reading: Reading, count: Count) -> ActorMention | None:
    """The people a figure counts ('nine Pakistani labourers'), where they came to harm: they are whom it struck."""
    if count.outcome not in _DONE_TO or count.party == "attacker":
        return None
    span = count.noun_span or count.span
    line = reading.lines[count.sentence]
    actors = [a for a in line.actors if a.kind in ("people", "forces", "group")]
    for actor in actors:
        if actor.span.overlaps(span):
            return actor
    if count.noun_span is not None:
        # people the vocabulary has no word for: by the word the report has
        words = span.of(reading.doc.text).split()
        kept = [w for w in words[:-1] if w[0].isupper()] + words[-1:]
        name = " ".join(kept)
        if (
            len(kept) <= 3
            and name.isascii()
            and len(kept[-1]) > 3
            and kept[-1].islower()
            and kept[-1] not in cue_set("who", "anybody")
        ):
            return ActorMention(span, span.of(reading.doc.text), name, name, "people", f"people:{slug(name)}")
    if {"others", "other"} & set(span.of(reading.doc.text).casefold().split()):
        # 'three villagers were killed and five others taken': whom the figure before it counts
        before = [c.noun_span or c.span for c in line.counts if c.span.end <= span.start]
        return next((a for s in reversed(before) for a in actors if a.span.overlaps(s)), None)
    return None


def add_untold(reading: Reading, event: Event, kind: Type, merged: Roles, counted: set[str]) -> None:
    """Vote for victims whom no word for people tells of: one by name, else those of whom there is but a figure."""
    if not any(_is_somebody(merged.first[k]) for k in merged.patients):
        named = _named_victim(reading, event)
        if named is not None:
            merged.add("patient", named, 1.0)
            counted.add(named.key)
    if merged.patients or kind not in ("attack", "strike"):
        return
    harm = (c for c in event.counts if c.outcome in ("killed", "injured") and c.party != "attacker" and c.high != 0)
    hurt = next(harm, None)
    if hurt is not None:
        # 'killing nine': people of whom nothing else is said
        somebody = ActorMention(hurt.span, hurt.text, "civilians", "civilians", "people", "people:civilians")
        merged.add("patient", somebody, 1.0)


def _is_somebody(mention: ActorMention) -> bool:
    """Whether a mention says who was struck: any but things, bodies and 'people'."""
    return mention.kind in ("people", "forces", "group", "unidentified", "state") and not is_anybody(mention)


_NAME = re.compile(r"(?:[A-Z][\w.'’-]+ )(?:(?:al|bin|ben|de|da|dos|del|van|el|ul|ibn)[ -]|[A-Z][\w.'’-]+ ?){1,5}")
"""A name of several words with capitals, particles among them."""


def _named_victim(reading: Reading, event: Event) -> ActorMention | None:
    """A victim told of by name alone: 'the killing of Example Person'."""
    for count in event.counts:
        span = count.noun_span
        if span is None or count.outcome not in _DONE_TO or count.party == "attacker" or count.subset:
            continue
        name = span.of(reading.doc.text)
        line = reading.lines[count.sentence]
        if _NAME.fullmatch(name) and not any(a.span.overlaps(span) for a in line.actors):
            return ActorMention(span, name, name, name, "people", f"people:{slug(name)}")
    return None


def count_harmed(reading: Reading, event: Event, merged: Roles) -> set[str]:
    """Vote for the people whom the figures count; their keys."""
    counted = set()
    for count in {id(c): c for c in event.counts}.values():
        harmed = _counted(reading, count)
        if harmed is None:
            continue
        merged.add("patient", harmed, 0.35 if count.subset else 0.7)
        if not count.subset or harmed.key not in ("people:civilians", "people:children"):
            counted.add(harmed.key)
        if harmed.key == "people:civilians" and not is_anybody(harmed):
            merged.first[harmed.key] = harmed
    return counted


def is_anybody(mention: ActorMention | None) -> bool:
    """Whether a word for people says nothing of who they are."""
    return mention is not None and mention.text.casefold() in cue_set("who", "just_people")


_LATER = 3
"""Sentences after its telling in which a report may go on to say who the victims of an event were."""
_ENDS = frozenset({".", ";", ":", "who", "when", "while", "after", "by"})


def add_described(reading: Reading, event: Event, events: Sequence[Event], merged: Roles, counted: set[str]) -> None:
    """Vote for those whom a later sentence calls the victims ('The dead were farmers'), where only people are named."""
    if any(k != "people:civilians" and _is_somebody(merged.first[k]) for k in merged.patients):
        return
    told = {s.mention.line for s in event.all}
    elsewhere = {s.mention.line for e in events if e is not event for s in e.all} - told
    for n in range(min(told), min(max(told) + _LATER + 1, len(reading.lines))):
        if n in elsewhere:
            if n > max(told):
                return
            continue
        described = list(_described(reading.lines[n], n - 1 in told))
        for mention in described:
            merged.add("patient", mention, 1.0)
            counted.add(mention.key)
        if described:
            return


def _described(line: Line, next_to_it: bool) -> Iterator[ActorMention]:
    """Those whom a sentence calls the victims; one ``next_to_it`` may call them 'they' or 'all five'."""
    words = line.tokens.words
    those, says = cue_set("victims", "those"), cue_set("victims", "says")
    for i, word in enumerate(words):
        if word in those and cue_set("victims", "before") & set(words[max(0, i - 2) : i]):
            start = i + 1
        elif next_to_it and (i == 0 or words[i - 1] in says) and (start := _pronoun(words, i)):
            pass
        else:
            continue
        if "among" in words[max(0, i - 3) : i]:
            continue  # some of them
        near = range(start, min(start + 8, len(words)))
        verb = next((k for k in near if words[k] in cue_set("victims", "are")), None)
        if verb is None or _ENDS & set(words[start:verb]):
            continue
        last = verb
        for a in line.actors:
            first = line.tokens.first_at(a.span.start)
            if first <= start or (first > verb and (first - last > 8 or _ENDS & set(words[last + 1 : first]))):
                continue
            if first < verb and not cue_set("victims", "all") & set(words[start:first]):
                continue  # 'the victims of the army are', but 'the victims, all farmers, were'
            if a.kind in ("people", "forces", "group") and a.role != "place" and not is_anybody(a):
                yield a
                last = line.tokens.first_at(a.span.end) - 1
        return


def _pronoun(words: list[str], i: int) -> int:
    """The verb behind 'they', 'all of them', 'the two men' that a clause begins with, 0 where none does."""
    if words[i] not in cue_set("victims", "they") and words[i : i + 1] != ["the"]:
        return 0
    k = i + 1
    while k < len(words) and k - i < 4 and words[k] in cue_set("victims", "of_them"):
        k += 1
    pointed = words[i] != "the" or k > i + 1
    return k if pointed and words[k : k + 1] and words[k] in ("was", "were", "are") else 0
