"""Which days of a sentence may be those of an event, and which are those of the saying or of another thing."""

from __future__ import annotations

from functools import cache

from geo.dates import DateMention
from geo.reading import Line, Part, cue_set, in_part, means_else
from geo.verb_last import is_verb_last, said


def event_dates(line: Line, part: Part) -> list[DateMention]:
    """The dates of a part that may be an event's: no durations, no stamps, no 'said on Thursday'."""
    return [
        d
        for d in line.dates
        if d.kind != "span"
        and not d.stamp
        and in_part(line, part, d.span)
        and not said_on(line, d)
        and not _of_other(line, d)
    ]


def _of_other(line: Line, mention: DateMention) -> bool:
    """Whether the date belongs to another noun: 'since the coup of 2021', 'the revolution of 1979', 'since April'."""
    text = line.tokens.words
    at = line.tokens.first_at(mention.span.start)
    before = text[max(0, at - 14) : at]
    if text[at - 1 : at] == ["since"] and _runs_on(line, mention) and {"have", "has"} & set(text):
        return False
    if mention.kind != "event" and "since" in before and not {",", ";"} & set(before[before.index("since") :]):
        since = at - len(before) + before.index("since")
        when = text[line.tokens.first_at(mention.span.end) :][:2] == [",", "when"]
        if not when and not any(since < t.first < at and not means_else(text, t) for t in line.triggers):
            return True
    if text[at - 1 : at] == ["of"] and at >= 2 and mention.precision >= 4:
        noun = at - 2
        return not any(t.first <= noun <= t.last for t in line.triggers)
    return False


def _runs_on(line: Line, mention: DateMention) -> bool:
    """Whether a date reaches from a day of the last weeks to that of publication ('since Friday')."""
    if mention.start is None or mention.start == mention.end:
        return False
    return mention.end == line.published and mention.precision <= 4


def said_on(line: Line, mention: DateMention) -> bool:
    """Whether the date is that of the saying ('an official said on Thursday'), not of what is said."""
    text = line.tokens.words
    at = line.tokens.first_at(mention.span.start)
    if is_verb_last(line.tokens):
        return said(text, line.tokens.first_at(mention.span.end - 1) + 1, line.triggers)
    i = at - 1
    while i >= 0 and text[i] in cue_set("telling", "free"):
        i -= 1
    after = line.tokens.first_at(mention.span.end)
    behind = text[after : after + 1]
    if behind and behind[0] in _ahead_of_speech():
        return True  # 'the president on Tuesday condemned'
    if at <= 1 and mention.kind != "event" and _opens_on_reaction(line, after):
        return True
    if i < 0:
        return False
    if text[i] in telling() and text[after : after + 2] == ["to", "have"]:
        return False  # 'were reported last month to have killed a hostage'
    if text[i] in telling() or text[i] in cue_set("telling", "reacting"):
        return True
    if text[i] == "known" and i and text[i - 1] in ("made", "make"):
        return True
    if text[i] in cue_set("telling", "bulletins") and telling() & set(text[max(0, i - 6) : i]):
        return True
    if text[i] in cue_set("telling", "given_out") and cue_set("telling", "bulletins") & set(text[max(0, i - 3) : i]):
        return True  # 'a statement issued on Tuesday'
    if text[i] in cue_set("telling", "bulletins_only") and {"in", "at", "during", "to"} & set(text[max(0, i - 4) : i]):
        return True  # 'In a press release on Tuesday, the ministry said'
    # 'told reporters in Islamabad on Sunday', 'said the monitor of such groups late on Thursday'
    told = {k for t in line.triggers if t.form != "noun" for k in range(t.first, t.last + 1)}
    for back in range(i, max(-1, i - 10), -1):
        if text[back] in _speech():
            return True
        if text[back] in (",", ";", "that", "when", "after", "before", "which", "who") or back in told:
            return False
    return False


def _opens_on_reaction(line: Line, after: int) -> bool:
    """Whether the first verb of a sentence that opens with a day tells what was said to an act ('condemned')."""
    text = line.tokens.words
    acts = {t.first for t in line.triggers if t.form != "noun" and t.lemma != "claim responsibility"}
    for i in range(after + (text[after : after + 1] == [","]), min(len(text), after + 8)):
        if i in acts or text[i] in cue_set("clause", "bounds"):
            return False
        if text[i] in cue_set("telling", "reacting"):
            return True
    return False


def overlap(a: DateMention, b: DateMention) -> bool:
    """Whether two dates may be of one day; those without days may."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


@cache
def telling() -> frozenset[str]:
    """Verbs of saying, and the nouns of who speaks and of what is given out."""
    return cue_set("saying", "verbs") | cue_set("telling", "spokesmen")


@cache
def _speech() -> frozenset[str]:
    """Words behind which a day may be that of the speaking; 'claimed the attack of Monday' keeps the attack's."""
    return cue_set("saying", "verbs") - {"claimed"} | cue_set("telling", "speaking")


@cache
def _ahead_of_speech() -> frozenset[str]:
    """Words before which a day is that of the speaking: 'the president on Tuesday condemned'."""
    return _speech() | cue_set("telling", "reacting")
