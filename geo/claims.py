"""Claims of responsibility, denials and accusations, with who makes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from geo.actor import ActorMention, Claim, ClaimKind
from geo.document import Document, Sentence
from geo.vocabulary import VocabularyError, names, vocabulary
from seeds.report import Span

_SPEAKERS = frozenset({"state", "forces", "group", "unidentified", "organisation"})
_REACH = 160
"""Characters between a verb and the body it belongs to, at most."""
_ANOTHER_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but)\b")
_SAID = re.compile(r"\b(?:said|says|told|announced|stated|declared|insisted)\b")
_GROUP_AGAIN = re.compile(
    r"\b(?:the|this|that) (?:group|organi[sz]ation|outfit|militants|movement|rebels|separatists)\b"
    r"|\b(?:it|they|its|their|his men)\b"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One kind of wording: what it says and where its speaker and its accused stand ('before', 'after' or '')."""

    kind: ClaimKind
    pattern: re.Pattern[str]
    speaker: str
    accused: str


_CAPITAL = re.compile(r"(?<!\\)[A-Z]")


@lru_cache(maxsize=8)
def _rules(files: tuple[str, ...]) -> tuple[_Rule, ...]:
    tables = [vocabulary(name, files) for name in names() if name.split("_")[0] == "claims"]
    # In this order: 'no group has claimed responsibility' is no claim, 'denied responsibility' neither.
    table: tuple[tuple[str, ClaimKind, str, str], ...] = (
        ("none", "none", "", ""),
        ("denial", "denial", "before", ""),
        ("claim_passive", "claim", "after", ""),
        ("claim_relative", "claim", "inside", ""),
        ("claim", "claim", "before", ""),
        ("blame_passive", "blame", "", "after"),
        ("accused_before", "blame", "", "before"),
        ("blame", "blame", "before", "after"),
    )
    rules = []
    for name, kind, speaker, accused in table:
        try:
            wording = "|".join(p for words in tables for p in words[name])
            # Small letters, which the sentence is given in, are matched far faster than letters of either case.
            flags = re.IGNORECASE if _CAPITAL.search(wording) else re.NOFLAG
            pattern = re.compile(rf"\b(?:{wording})(?!\w)", flags)
        except re.error as error:
            raise VocabularyError(f"claims.{name}: {error}; write regular expressions over small letters") from None
        rules.append(_Rule(kind, pattern, speaker, accused))
    return tuple(rules)


# A quick look: sentences without any of these hold no claim. Looked for one by one: that is much faster than a pattern.
_HINTS = (
    "claim", "respons", "credit", "behind", "blam", "accus", "deni", "deny", "reject", "attribut", "finger", "suspic",
    "suspect", "hold", "held", "charg", "admit", "distanc", "linked", "ascribed",
    *(f"to have {done}" for done in ("done", "carried", "staged", "mounted", "planned", "been", "planted", "ordered")),
    "its work", "their work", *(f"{who} as" for who in ("attackers", "assailants", "gunmen", "perpetrators")),
    "avow", "owned to", "laid at the", "dismiss", "the work of", "come forward", "nothing to do", "no part", "done it",
    "doing", "let it be known", "carried out", "said it ", "said they ",
    *(f"had {did}" for did in ("done", "set off", "killed", "attacked", "planted", "taken", "struck", "sent", "fired")),
    "مسئولیت", "عهده", "انجام داد", " کار ", "تکذیب", "متهم", "ذمہ", "تردید", "دخالت", "نقش",
)  # fmt: skip
_OWN = re.compile(r"own\b")  # many words hold it: 'town', 'known'


def claimed_by(doc: Document, mentions: tuple[ActorMention, ...], words: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """The claims, denials and accusations of the report, in the order of the text.

    ``mentions`` are ``find_actors(doc)``; ``words`` the user's vocabulary files.
    """
    result: list[Claim] = []
    starts = 0
    for sentence in map(doc.sentences.__getitem__, sorted(_hinted(doc))):
        low = sentence.span.of(doc.low)
        while starts < len(mentions) and mentions[starts].span.start < sentence.span.start:
            starts += 1
        here = [m for m in mentions[starts:] if m.span.start < sentence.span.end]
        taken: list[Span] = []
        for rule in _rules(words):
            for match in rule.pattern.finditer(low):
                span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
                if any(span.overlaps(other) for other in taken):
                    continue
                claim = _claim(doc, sentence, rule, span, here, mentions)
                if claim is not None:
                    taken.append(span)
                    result.append(claim)
                    result.extend(_joined(doc.text, claim, here))
    return tuple(sorted(result, key=lambda c: c.span))


def _hinted(doc: Document) -> set[int]:
    """The sentences with a hint, by index. Hints are looked for in the whole text at once: most reports have few."""
    low, found = doc.low, set()
    for hint in _HINTS:
        at = low.find(hint)
        while at >= 0:
            sentence = doc.sentence_at(at)
            if sentence is not None and at + len(hint) <= sentence.span.end:
                found.add(sentence.index)
            at = low.find(hint, at + 1)
    if "own" in low:
        found.update(s.index for s in doc.sentences if _OWN.search(low, s.span.start, s.span.end) is not None)
    return found


def _claim(
    doc: Document,
    sentence: Sentence,
    rule: _Rule,
    span: Span,
    here: list[ActorMention],
    mentions: tuple[ActorMention, ...],
) -> Claim | None:
    text = span.of(doc.text)
    speaker = accused = None
    if rule.speaker == "before":
        speaker = _before(doc.text, here, span) or _antecedent(doc, sentence, span, mentions)
        if (
            rule.kind == "claim"
            and speaker is not None
            and speaker.kind not in ("group", "state", "forces", "unidentified")
        ):
            speaker = None
    elif rule.speaker == "after":
        speaker = _after(doc.text, here, span)
    elif rule.speaker == "inside":
        speaker = next((m for m in here if m.span.overlaps(span) and m.kind in ("group", "forces")), None)
        if speaker is None:
            return None
    if rule.accused == "after":
        accused = _after(doc.text, here, span)
    elif rule.accused == "before":
        accused = _before(doc.text, here, span)
        if accused is not None and _SAID.search(doc.text[accused.span.end : span.start]):
            accused = None  # it says so of somebody else
    if rule.kind == "blame" and accused is None:
        return None
    return Claim(rule.kind, span, text, sentence.index, speaker, accused)


def _joined(text: str, claim: Claim, here: list[ActorMention]) -> list[Claim]:
    """'Both X and Y said it was theirs': a claim of its own for the other speaker."""
    speaker = claim.speaker
    if speaker is None or claim.kind != "claim":
        return []
    return [
        replace(claim, speaker=m)
        for m in here
        if m.kind == "group"
        and m.key != speaker.key
        and text[m.span.end : speaker.span.start].strip(" ,") in ("and", "and the")
    ]


def _before(text: str, here: list[ActorMention], span: Span) -> ActorMention | None:
    """The body before the words: a named group first, else the nearest that may speak."""
    near = [
        m
        for m in here
        if m.span.end <= span.start
        and m.kind in _SPEAKERS
        and m.role not in ("place", "media", "adjective", "possessive")
    ]
    near = [
        m
        for m in near
        if span.start - m.span.end <= _REACH and not _ANOTHER_CLAUSE.search(text[m.span.end : span.start])
    ]
    if not near:
        return None
    groups = [m for m in near if m.kind == "group"]
    named = [m for m in groups if m.named and near[-1].kind == "group"]
    return (named or groups or near)[-1]


def _after(text: str, here: list[ActorMention], span: Span) -> ActorMention | None:
    """The nearest body behind the words."""
    for mention in here:
        if mention.span.start >= span.end and mention.kind in _SPEAKERS and mention.role != "media":
            if mention.span.start - span.end > _REACH or _ANOTHER_CLAUSE.search(text[span.end : mention.span.start]):
                return None
            return mention
    return None


def _antecedent(
    doc: Document, sentence: Sentence, span: Span, mentions: tuple[ActorMention, ...]
) -> ActorMention | None:
    """'The group said it was behind the attack': the last group named before, in this block or the one before it."""
    if not _GROUP_AGAIN.search(doc.text[sentence.span.start : span.end].casefold()):
        return None
    described = None
    for mention in reversed(mentions):
        if mention.span.start >= span.start or mention.kind != "group":
            continue
        other = doc.sentence_at(mention.span.start)
        if other is None or sentence.index - other.index > 4:
            break
        if mention.named:
            return mention
        described = described or mention
    return described
