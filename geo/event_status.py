"""On whose word an event rests: reported, claimed, alleged, denied or planned."""

from __future__ import annotations

import re

from geo.actors import ActorMention, Claim
from geo.incident import Status, Type
from geo.reading import Line, Reading, cue_set
from geo.telling import Event
from geo.verb_last import announces, is_verb_last
from seeds.report import Span

_BODIES = frozenset({"state", "forces", "group"})
"""Kinds of actor that tell of their own deeds."""
_GOES_ON = re.compile(
    r"\b(?:the (?:statement|spokesman|spokesperson|military|army|group|command|ministry|post)|it|he|she|they)"
    r" (?:also |further |then )?(?:said|says|added|adds|claimed|claims|goes|went on|continued|read|reads)\b"
)
"""A sentence that goes on with what somebody said before."""


def status_of(
    reading: Reading, event: Event, kind: Type, actors: tuple[str, ...]
) -> tuple[Status, str | None, Span | None]:
    """How an event is known, by whom it is claimed, alleged or denied, and the words that say so."""
    line = reading.lines[event.first.mention.line]
    if kind == "liaison":
        words = set(line.tokens.words)
        opened = words & (cue_set("opened", "there") | cue_set("opened", "done"))
        done = opened and not words & cue_set("status", "waits")
        return ("reported" if done and event.first.mention.realis == "real" else "planned"), None, None
    if kind in ("operation", "clash", "strike", "attack"):
        denier = _denier(reading, event)
        if denier is not None:
            return "denied", denier.name, denier.span
        own = _own_word(reading, event, kind)
        if own is not None:
            return "claimed", own.name, own.span
    if kind == "attack":
        claim = _only_claimed(reading, event)
        if claim is not None and claim.speaker is not None:
            return "claimed", claim.speaker.name, claim.span
    if len(event.all) == 1:
        blame = next((c for c in _leading_claims(reading, event) if c.kind == "blame"), None)
        if blame is not None and blame.speaker and blame.accused and blame.accused.name in actors:
            between = reading.doc.text[blame.speaker.span.end : blame.span.start]
            if between.count(" ") <= 4:  # not 'men whom X holds, accused of ...'
                return "alleged", blame.speaker.name, blame.span
        head = event.first.mention.head
        alleged, before = cue_set("status", "alleged"), range(max(0, head.first - 3), head.first)
        at = next((i for i in before if line.tokens.words[i] in alleged), None)
        if at is not None:
            return "alleged", None, Span(line.tokens.starts[at], line.tokens.ends[at])
    return "reported", None, None


def _leading_claims(reading: Reading, event: Event) -> list[Claim]:
    """Claims and accusations that open the sentence which first tells of the event."""
    line = reading.lines[event.first.mention.line]
    head = line.tokens.starts[event.first.mention.head.first]
    return [c for c in line.claims if c.span.start <= head]


def _only_claimed(reading: Reading, event: Event) -> Claim | None:
    """The claim of a group that is all that tells of its attack: 'X claimed responsibility for an attack on a post'."""
    if any(c.outcome in ("killed", "injured") for c in event.counts):
        return None  # who claims an attack with a toll mostly claims what others report
    leading = (c for c in _leading_claims(reading, event) if c.kind == "claim")
    return next((c for c in leading if c.speaker is not None and c.speaker.kind == "group"), None)


def _denier(reading: Reading, event: Event) -> ActorMention | None:
    """Who is said to have done it and denies that it was, where only another party tells of it.

    Who denies a part in it, or having ordered it, does not deny that it happened.
    """
    numbers = [s.mention.line for s in event.all]
    near = sorted({n + step for n in numbers for step in (0, 1)})
    denials = [(line, claim) for n in near for line in reading.lines[n : n + 1] for claim in _denials(line)]
    if not denials:
        return None
    told = [a for n in numbers for a in _tellers(reading.lines[n]) if not _denials(reading.lines[n])]
    if not told or any(a.kind not in _BODIES for a in told):
        return None
    doers = {_side(s.roles.first[k]) for s in event.all for k in s.roles.agents} - {_side(a) for a in told}
    for line, claim in denials:
        if claim.speaker is not None and _side(claim.speaker) in doers and _of_the_deed(line, claim):
            return claim.speaker
    return None


def _denials(line: Line) -> list[Claim]:
    return [c for c in line.claims if c.kind == "denial"]


_PART = re.compile(r"responsib|involve|role|hand in|part in|connect|link|to do with|behind|backing|support")
"""What is denied where the deed itself is not: 'denied any involvement'."""


def _of_the_deed(line: Line, claim: Claim) -> bool:
    """Whether a denial is of the deed itself, not of a part in it."""
    start = claim.span.start - line.sentence.span.start
    return not _PART.search(line.sentence.text[start : start + 60].casefold())


def _side(mention: ActorMention) -> str:
    return mention.country if mention.country is not None and mention.kind in ("state", "forces") else mention.key


def _tellers(line: Line) -> list[ActorMention]:
    """Those on whose word a sentence tells: 'X said', 'according to X', 'says X', 'a spokesman for X said'."""
    words = line.tokens.words
    says, voices, sources = cue_set("saying", "verbs"), cue_set("status", "voices"), cue_set("status", "sources")
    found = []
    for a in line.actors:
        first, last = line.tokens.first_at(a.span.start), line.tokens.first_at(a.span.end)
        if words[last : last + 1] == ["("] and ")" in words[last : last + 5]:
            last = words.index(")", last) + 1
        if is_verb_last(line.tokens):
            if announces(words, first, last, line.triggers):
                found.append(a)
            continue
        near = words[last : last + 2]
        before = words[max(0, first - 4) : first]
        voiced = voices & {*before, *words[first : last + 3]}
        voiced = voiced and says & set(words[last : last + 14])
        said = first - 2 if before[-1:] in (["the"], ["a"]) else first - 1
        inverted = said > 0 and words[said] in says and not words[said - 1].isalnum()  # '..., said the army'
        sourced = sources & set(before)
        if near[:1] != [","] and says & set(near) or sourced or voiced or inverted:
            found.append(a)
    return found


def _own_word(reading: Reading, event: Event, kind: Type) -> ActorMention | None:
    """The party whose own word is all that tells of its deed: 'the Guards announced', 'a statement by the army'."""
    doers = {k for s in event.all for k in s.roles.agents if k.startswith(("forces", "group"))}
    countries = {
        s.roles.first[k].country for s in event.all for k in s.roles.agents
        if kind == "operation" and k.startswith("forces")
    }  # fmt: skip
    nameless = not doers and event.family == "operation"
    claims = {c.sentence for c in event.claims if c.kind == "claim"} if kind == "attack" else set()
    speaker: ActorMention | None = None
    for n, s in enumerate(event.all if kind == "attack" else event.all[:2]):
        line = reading.lines[s.mention.line]
        told = _tellers(line)
        if not told:
            told = _named_before(reading, s.mention.line)
        if not told and _GOES_ON.search(line.sentence.text.casefold()):
            told = next(
                (
                    t
                    for n in range(s.mention.line - 1, max(-1, s.mention.line - 6), -1)
                    if (t := _tellers(reading.lines[n]))
                ),
                [],
            )
        if kind == "attack" and not told:
            if n and (s.mention.harm_only or s.mention.definite or s.mention.family != "violence"):
                continue  # it goes on with what was told before
            return None  # the report tells of it on its own account
        for a in told:
            theirs = a.key in doers or nameless
            # the military tells of what the security forces did
            theirs = theirs or (a.kind == "forces" and a.country is not None and a.country in countries)
            if theirs and (a.kind == "group" or a.kind == "forces" and kind != "attack"):
                # who claims an attack mostly claims what others report
                speaker = speaker or (None if line.sentence.index in claims else a)
            elif a.kind != "state" and a.text.casefold() not in cue_set("status", "voices"):
                return None  # somebody else tells of it too
            if is_verb_last(line.tokens):
                break  # the first one tells; the others are told of
    return speaker


def _named_before(reading: Reading, number: int) -> list[ActorMention]:
    """Those for whom somebody speaks who is told of by name and was named before: '..., Example also said'."""
    line = reading.lines[number]
    written, says = line.tokens.written, cue_set("saying", "verbs")
    if says.isdisjoint(line.tokens.present):
        return []
    at = [i for i, word in enumerate(line.tokens.words) if word in says]
    names = {word for i in at for word in written[max(0, i - 2) : i + 2] if word[:1].isupper()}
    for before in reversed(reading.lines[:number] if names else ()):
        if not names.isdisjoint(before.tokens.written) and (told := _tellers(before)):
            return told
    return []
