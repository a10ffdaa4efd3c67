"""Whether a trigger states a fact: told as done, or as denied, still to come, wished, feared or usual."""

from __future__ import annotations

from typing import Literal

from geo.captives import frees, is_wished
from geo.counts import Count, most, numbered
from geo.line_days import said_on
from geo.reading import Line, cue_phrases, cue_set
from geo.tokens import Tokens
from geo.triggers import Trigger
from geo.verb_last import happened, is_verb_last

Realis = Literal["real", "negated", "future", "hypothetical", "generic"]


def realis(line: Line, trigger: Trigger) -> Realis:
    """Whether a trigger states a fact, read off the words before it in its clause.

    A verb in the present tells a habit in running text; 'to attack' after 'vowed' a wish; 'no attack' nothing.
    """
    text = line.tokens.words
    if is_verb_last(line.tokens):
        return happened(text, trigger)
    if frees(trigger) and is_wished(line, trigger):
        return "hypothetical"
    start, bounds = trigger.first, cue_set("clause", "bounds")
    while start > 0 and text[start - 1] not in bounds and trigger.first - start < 14:
        start -= 1
    left = text[start : trigger.first]
    near = left[-5:]
    verb = trigger.form != "noun"
    if "and" in near and trigger.form == "past" and cue_set("realis", "modal") & set(left[: left.index("and")]):
        near = near[near.index("and") :]  # 'they would not surrender and return fire killed them'
    if verb and cue_set("realis", "negation") & set(near):
        return "negated"
    if not verb and set(left[-2:]) & {"no", "without", "any", "neither", "nor", "not"}:
        return "negated"
    theirs = not verb and text[trigger.last].endswith("s") and {"their", "its", "his", "her"} & set(left[-3:])
    if theirs and cue_set("realis", "of_habit") & set(text[max(0, start - 4) : trigger.first]):
        return "generic"  # 'both deny hitting civilians in their operations', 'become daring in their attacks'
    held = text[trigger.first + 1 : trigger.last] if trigger.form == "noun" and "_" in trigger.lemma else []
    if {"not", "never"} & set(held):
        return "negated"
    if {"will", "would", "should", "could", "may", "might", "to", "must"} & set(held):
        return "future"  # 'talks will be held'
    official = not verb and any(kind == "diplomacy" for kind, _ in trigger.types)
    if official and {"will", "would", "may", "might", "could"} & set(text[trigger.last + 1 : trigger.last + 3]):
        return "future"
    if verb and cue_set("realis", "modal") & set(near):
        return "future"
    if trigger.form == "past" and left[-2:] == ["to", "be"]:
        return "hypothetical"  # 'wants the camps to be bombed'
    if trigger.form != "past" and _hoped(left):
        return "hypothetical"
    if left[-2:] == ["are", "being"] and _is_violence(trigger) and not _anchored(line):
        return "generic"  # 'more and more bases are being attacked'
    if verb and _first_time(text, trigger.first):
        return "generic"
    if verb and trigger.form == "base":
        if "to" in left[-3:]:
            governing = left[:-1] if left else []
            if not cue_set("telling", "began") & set(governing[-4:]):
                return "hypothetical"
        elif "did" not in near and ("and" not in left[-1:] or cue_set("realis", "generic") & set(near)):
            return "generic"
    if verb and trigger.form == "s":
        return "generic"
    done_often = bool({"have", "has"} & set(left[-2:]))
    habit = done_often and (_many_times(text, trigger) or any(d.kind == "span" for d in line.dates))
    if verb and trigger.form == "past" and habit and not trigger.harm and not _anchored(line):
        return "generic"
    if verb and trigger.form == "ing" and {"go", "goes", "gone", "keep", "keeps", "kept"} & set(left[-2:]):
        return "generic"  # 'the groups go on clashing'
    if not verb and _bare_plural(line, trigger) and not _anchored(line) and not _carried_out(line, trigger):
        return "generic"
    if trigger.form in ("noun", "ing") and _enumerated(text, trigger) and not _anchored(line):
        return "generic"
    if _has_share(line.tokens) or _of_war(line, trigger):
        return "generic"
    if _of_habit(line.tokens) and not _anchored(line):
        return "generic"
    if not verb and trigger.types and text[trigger.last].endswith("s") and _many(text, trigger.first):
        return "generic"  # '33,000 murders last year', 'over 300 air strikes'
    if (
        not verb
        and {"deadliest", "worst", "bloodiest", "biggest", "largest"} & set(left[-3:])
        and _ranks(text, trigger)
    ):
        return "generic"
    # 'have killed thousands since', 'attacks have cost 300 lives this year', 'have died in two years of fighting'
    perfect = left[-5:] if verb else text[trigger.last + 1 : trigger.last + 9] + (left if left[-1:] == ["of"] else [])
    summed = not {"have", "has"}.isdisjoint(perfect) or {"the", "number", "of"} <= set(left)
    if (trigger.harm or trigger.form in ("past", "noun")) and summed and statistic(line):
        return "generic"
    if (
        not verb
        and {"have", "has", "had"} & set(left[-4:])
        and {"seen", "faced", "suffered", "witnessed"} & set(left[-4:])
        and not _anchored(line)
    ):
        return "generic"
    if _counted_on(text, left, trigger) or not verb and (_of_long(left) or _remembered(line, left)):
        return "generic"
    if not verb and (_to_be_ended(left) or _kept_off(left)):
        return "hypothetical"
    if not verb and trigger.types and cue_set("realis", "about_deeds") & set(text[trigger.last + 1 : trigger.last + 2]):
        return "generic"  # 'the murder rate', 'a bombing trial'
    # 'threat of a missile attack': such words reach over the whole clause for a noun, for a verb only before it
    if cue_set("realis", "hypothetical") & set(left[-7:]) and trigger.form != "past":
        return "hypothetical"
    if trigger.form in ("ing", "noun") and cue_set("realis", "rehearsal") & set(text[: trigger.first]):
        return "hypothetical"  # 'held a naval drill, firing missiles at mock targets'
    if trigger.form == "past" and {"if", "unless", "whether"} & set(left[:6]):
        return "hypothetical"
    if _summed(line, trigger):
        return "generic"
    around = set(left[-3:]) | set(text[trigger.last + 1 : trigger.last + 3])
    if trigger.form == "past" and _anchored(line):
        around -= cue_set("realis", "how_many")  # 'dozens were massacred on Friday'
    if cue_set("realis", "generic") & around - {"every", "type", "years", "months"} and not (
        trigger.harm and not trigger.types
    ):
        return "generic"
    return "real"


def _is_violence(trigger: Trigger) -> bool:
    return any(kind in ("attack", "clash", "strike") for kind, _ in trigger.types) and not trigger.harm


def _summed(line: Line, trigger: Trigger) -> bool:
    """Whether a toll is that of many acts over weeks: 'in May ten soldiers were killed in various attacks'."""
    text = line.tokens.words
    behind = text[trigger.last + 1 : trigger.last + 9]
    if not cue_set("realis", "several") & set(behind) or not cue_set("realis", "acts") & {*behind, text[trigger.last]}:
        return False
    days = [d.end - d.start for d in line.dates if d.start is not None and d.end is not None]
    return bool(days) and min(days).days >= 6


def _counted_on(text: list[str], left: list[str], trigger: Trigger) -> bool:
    """Whether what is told is how a number grows: 'the number of people killed in air strikes has risen'."""
    if not any(left[k : k + 3] == ["the", "number", "of"] for k in range(max(0, len(left) - 7), len(left) - 2)):
        return False
    behind = text[trigger.last + 1 :]
    grown = next((k for k, word in enumerate(behind) if word in cue_set("realis", "grown")), None)
    return grown is not None and behind[grown + 1 : grown + 2] != ["to"]


def _of_long(left: list[str]) -> bool:
    """Whether a noun tells how long it went on, many acts in all: 'after months of clashes'."""
    near = left[-4:]
    return any(near[k] == "of" and near[k - 1] in ("months", "years", "decades") for k in range(1, len(near)))


def _remembered(line: Line, left: list[str]) -> bool:
    """Whether a noun is what is remembered, without its year: 'on the anniversary of the massacre'."""
    if "anniversary" not in left[-5:]:
        return False
    return not any(d.start and line.published and (line.published - d.start).days > _LONG for d in line.dates)


def _hoped(left: list[str]) -> bool:
    """Whether somebody only hopes for it: 'we hope to go on normalising ties'."""
    return any(word == "to" and left[k - 1] in ("hope", "hopes", "hoped", "hoping") for k, word in enumerate(left) if k)


def _first_time(text: list[str], first: int) -> bool:
    """Whether it only says of an act told before that there was none like it: 'it was the first time they attacked X'.

    'For the first time they attacked X' tells the act.
    """
    at = next((k for k in range(first - 1, max(3, first - 9), -1) if text[k] == "time"), None)
    if at is None or text[at - 2] != "the":
        return False
    return bool({"was", "is", "marks", "marked"} & set(text[at - 4 : at - 2]))


def _to_be_ended(left: list[str]) -> bool:
    """Whether a noun is what somebody wants over: 'a deal to end the fighting', 'the lifting of the siege'."""
    ends, ending = cue_set("realis", "ends"), cue_set("realis", "ending")
    near = range(max(1, len(left) - 4), len(left))
    return any(left[k - 1] == "to" and left[k] in ends or left[k - 1] in ending and left[k] == "of" for k in near)


def _kept_off(left: list[str]) -> bool:
    """Whether a noun is what somebody is kept safe from: 'walls that protect the village from attacks'."""
    at = next((k for k in range(len(left) - 1, max(-1, len(left) - 4), -1) if left[k] in ("from", "against")), None)
    return at is not None and not cue_set("realis", "shelter").isdisjoint(left[max(0, at - 8) : at])


def _many_times(text: list[str], trigger: Trigger) -> bool:
    """Whether the words about a verb in the perfect tell of many deeds: 'have attacked villages', 'long fought'."""
    behind = text[trigger.last + 1 : trigger.last + 5]
    around = {*text[max(0, trigger.first - 2) : trigger.first], *text[trigger.last + 1 : trigger.last + 7]}
    if around & {"long", "years", "decades", "often", "since", "times"}:
        return True
    bounds = cue_set("clause", "bounds") | {"in", "at", "near", "on", "by", "the", "a", "an", "two", "three"}
    for word in behind:
        if word in bounds:
            return False
        if word.endswith("s") and len(word) > 3:
            return True
    return False


def _of_habit(tokens: Tokens) -> bool:
    """Whether the sentence tells what was done many times: 'has time and again attacked'."""
    table, text = cue_phrases("realis", "habit"), tokens.words
    if tokens.present.isdisjoint(table):
        return False
    return any(tuple(text[k : k + len(words)]) == words for k, word in enumerate(text) for words in table.get(word, ()))


def _carried_out(line: Line, trigger: Trigger) -> bool:
    """Whether a plural is the subject of what was done once: 'Air strikes on depots were launched last week'."""
    behind = line.tokens.words[trigger.last + 1 : trigger.last + 14]
    done = {"launched", "carried", "conducted", "staged", "mounted", "took", "erupted", "broke", "began"} & set(behind)
    dated = any(d.start is not None and d.precision <= 4 and d.kind != "span" for d in line.dates)
    return bool(done) and dated


def _enumerated(text: list[str], trigger: Trigger) -> bool:
    """Whether a deed is named as one kind of evil among others: 'insurgency, banditry and kidnapping'."""
    if not text[trigger.last].endswith("ing") or trigger.first != trigger.last:
        return False
    before = text[trigger.first - 1] if trigger.first else ""
    after = text[trigger.last + 1] if trigger.last + 1 < len(text) else "."
    ends = cue_set("clause", "bounds") | {".", "and", "or"}
    return before in ("and", ",", "or") and not trigger.harm and after in ends


def _ranks(text: list[str], trigger: Trigger) -> bool:
    """Whether the words behind measure an event against the past: 'the deadliest attack since he took office'."""
    behind = text[trigger.last + 1 : trigger.last + 12]
    return "since" in behind or any(
        behind[k : k + 2] in (["in", "years"], ["in", "months"], ["in", "decades"]) for k in range(len(behind))
    )


_WAR = 1000
"""As many dead as no single attack leaves."""
_LONG = 60
"""Days over which a toll is a running total, not one event's."""


def statistic(line: Line) -> bool:
    """Whether a sentence sums up a war or a year: 'have been killed since 2011', 'this year alone', 'in two months'."""
    text = line.tokens.words
    if line.tokens.present.isdisjoint(("have", "has", "number")):
        return False
    if any(c.outcome == "killed" and (c.low or 0) >= _WAR for c in line.counts):
        return True
    for d in line.dates:
        at = line.tokens.first_at(d.span.start)
        if (
            d.offset is not None
            and d.kind == "span"
            and d.offset[1] >= _LONG
            and {"in", "over", "for", "during"} & set(text[max(0, at - 3) : at])
        ):
            return True
        if d.start is None or line.published is None or (line.published - d.start).days < _LONG:
            continue
        if "since" in text[max(0, at - 14) : at] or d.text.casefold().startswith("this year"):
            return True
    return "since" in line.tokens.present and any(
        text[k] == "since" and text[k + 1] in (",", ".") for k in range(len(text) - 1)
    )


def _of_war(line: Line, trigger: Trigger) -> bool:
    """Whether so many died that it is the toll of a war or, where no day is named, of years: 'killed 2,000 in 2015'."""
    dead = most((c for c in line.counts if _near(line, c, trigger)), "killed")
    if dead < _WAR:
        return False
    return dead >= 20 * _WAR or not any(d.start is not None and d.precision <= 4 for d in line.dates)


def _near(line: Line, count: Count, trigger: Trigger) -> bool:
    at = line.tokens.first_at(count.span.start)
    return trigger.first - 12 <= at <= trigger.last + 12


def _many(text: list[str], first: int) -> bool:
    """Whether a number of ten or more stands right before a noun: a tally of events, not one."""
    word = text[first - 1] if first else ""
    return word.isdigit() and (int(word) >= 10 or text[first - 2 : first - 1] == [","])


_SHARE = frozenset({"%", "percent", "cent"})


def _has_share(tokens: Tokens) -> bool:
    """Whether the sentence gives a share ('84 %', '20 per cent'): statistics, not an event."""
    if _SHARE.isdisjoint(tokens.present):
        return False
    text = tokens.words
    return any(
        word in _SHARE and (text[k - 1][:1].isdigit() or text[k - 1] == "per") for k, word in enumerate(text) if k
    )


def _anchored(line: Line) -> bool:
    """Whether a day or a number of people stands in the sentence: habits have neither."""
    if any(
        d.start is not None
        and d.precision <= 2
        and d.kind != "span"
        and not (line.published and d.start > line.published)
        and not said_on(line, d)
        for d in line.dates
    ):
        return True
    return numbered(line.counts)


def _bare_plural(line: Line, trigger: Trigger) -> bool:
    """'attacks' without article, number, owner or day: attacks in general."""
    text = line.tokens.words
    last = text[trigger.last]
    if any(
        a.kind in ("state", "forces", "group") and 0 <= trigger.first - line.tokens.first_at(a.span.end) <= 2
        for a in line.actors
    ):
        return False
    if not last.endswith("s") or last.endswith("ss") or last in ("is", "was", "has"):
        return False
    before = text[max(0, trigger.first - 3) : trigger.first]
    bounds = cue_set("clause", "bounds") | {"for", "of", "with", "by", "in", "on", "and", "or"}
    for k in range(len(before) - 1, -1, -1):
        if before[k] in bounds:
            before = before[k + 1 :]
            break
    counted = {"two", "three", "four", "five", "six", "dozen"}
    return not (cue_set("telling", "definite") | cue_set("telling", "indefinite") | counted) & set(before) and not any(
        word[0].isdigit() for word in before
    )
