"""What the rest of a report says of its actors: whose a base is, which ship 'the vessel' is, whose the police are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from geo.actor import ActorMention
from geo.document import Document
from geo.lexicon import Lexicon


def in_context(found: list[ActorMention], doc: Document, lex: Lexicon) -> list[ActorMention]:
    """The mentions of a report, in the order of the text, with what their surroundings add."""
    tied = _ties(doc.text, found, lex.sets["strongholds"])
    return _whose(_the_group(_one_ship(tied), doc.text, lex.sets["takes_up"]), doc, lex)


def _ties(text: str, found: list[ActorMention], strongholds: frozenset[str]) -> list[ActorMention]:
    """'bases of X', 'hideouts belonging to the militant group X': whose a target is, and fighters of a named group."""
    result: list[ActorMention] = []
    for n, mention in enumerate(found):
        before = result[-1] if result else None
        following = found[n + 1] if n + 1 < len(found) else None
        mention = _men_of(text, mention, before, following)
        if following is not None and mention.role == "adjective":
            mention = _like_the_next(text, mention, following)
        if mention.of is None and following is not None and following.kind in ("group", "forces", "unidentified"):
            between = text[mention.span.end : following.span.start]
            if len(between) < 80 and _BELONGS.fullmatch(between):
                if mention.kind == "place-target":
                    mention = replace(mention, of=following.name, of_key=following.key)
                elif (mention.kind == "unidentified" or _MEN.fullmatch(mention.text)) and following.kind == "group":
                    mention = replace(
                        mention, kind="group", name=following.name, canonical=following.canonical, key=following.key,
                        country=following.country, of=following.name, of_key=following.key, named=following.named,
                    )  # fmt: skip
        if mention.kind == "place-target" and mention.key.rsplit(":", 1)[-1] in strongholds:
            owner = next(
                (m for m in (following, before) if m is not None and m.kind == "group" and m.key == mention.of_key),
                None,
            )
            if owner is not None:
                # Who strikes the hideouts of a group strikes the group.
                mention = replace(_as(mention, owner), kind="group", named=owner.named)
        result.append(mention)
    return result


def _men_of(
    text: str, mention: ActorMention, before: ActorMention | None, following: ActorMention | None
) -> ActorMention:
    """Men named beside their body as the body: "the group's fighters", 'three men of the Example Police'."""
    if before is not None:
        between = text[before.span.end : mention.span.start]
        if mention.key == "forces:officers" and before.kind == "forces" and _OWN_MEN.fullmatch(between):
            return _as(mention, before)  # Urdu 'security forces' four officers'
        police = before.kind == mention.kind == "forces" and before.named and not mention.named
        if police and _THEIR_BODY.fullmatch(between):
            return _as(mention, before)  # 'the Example Department (ED) of police'
        if before.kind == "group" and mention.kind == "unidentified" and between in ("'s ", "’s "):
            return replace(_as(mention, before), kind="group", named=before.named)
    if following is not None and following.kind in ("forces", "group"):
        generic = mention.key in ("forces:officers", "forces:soldiers")
        theirs = (mention.kind == "forces" and not mention.named) or _MEN.fullmatch(mention.text) is not None
        if theirs and (following.named or generic) and _OF.fullmatch(text[mention.span.end : following.span.start]):
            return replace(_as(mention, following), kind=following.kind, named=following.named)
    return mention


def _like_the_next(text: str, mention: ActorMention, following: ActorMention) -> ActorMention:
    """The first of two nations whose forces are named once: 'Thai and Cambodian troops'."""
    own = following.kind == "forces" and not following.named and following.country and not following.inferred
    if not own or text[mention.span.end : following.span.start] not in (" and ", " or ", ", "):
        return mention
    noun = " ".join(following.text.split()[1:])
    key = following.key.rsplit(":", 1)[-1]
    if not noun:
        return mention
    return replace(
        mention, name=f"{mention.text} {noun}", canonical=f"{mention.text} {noun}", kind="forces", role="",
        key=f"forces:{mention.country}:{key}",
    )  # fmt: skip


def _as(mention: ActorMention, other: ActorMention) -> ActorMention:
    """The mention as one more of the same body as the other."""
    return replace(mention, name=other.name, canonical=other.canonical, key=other.key, country=other.country)


_MEN = re.compile(r"men|man|women|people|persons?|commanders?|bodyguards?|recruits?", re.IGNORECASE)
_OF = re.compile(r" (?:of|from) (?:the )?(?:\w+ )?", re.IGNORECASE)
_THEIR_BODY = re.compile(r" (?:\([A-Z]+\) )?of (?:the )?")
_OWN_MEN = re.compile(r" (?:کے|کی|کا)(?: [\w]+){0,2} ")
_BELONGS = re.compile(
    r"""\s+(?:(?:who|that)\ (?:are|were|was|is)\s+)?
    (?:of|for|from|where|belonging\ to|with\ (?:\w+\ )?(?:ties|links|allegiance)\ to|used\ by|run\ by|owned\ by|held\ by
    |(?:linked|tied|loyal|allied|affiliated|associated|aligned|sworn|pledged|connected|close|allegiant)\ (?:to|with)
    |(?:suspected|believed|thought|alleged|said|reported|presumed|understood|known|claiming|claimed|identified)
     \ (?:to\ (?:be|belong\ to|have\ been|have\ (?:ties|links)\ (?:to|with))|as|by\ \w+\ as|of\ being)
     (?:\ (?:from|of|part\ of|belonging\ to|(?:members|fighters|followers|supporters|cadres)\ of
       |(?:linked|tied|loyal|affiliated)\ (?:to|with)))?)
    \s+(?:(?:the|a|an|two|several|local|militant|terrorist|rebel|armed|jihadist|group|banned|outlawed|so-called|alleged
    |suspected|(?:members|fighters|followers|cadres)\ of)\s+)*["“‘']?""",
    re.IGNORECASE | re.VERBOSE,
)


def _one_ship(found: list[ActorMention]) -> list[ActorMention]:
    """'the vessel', 'a cargo ship' in a report of one named ship are that ship."""
    named = {m.key: m for m in found if m.kind == "place-target" and m.named}
    if len(named) != 1:
        return found
    (ship,) = named.values()
    return [_as(m, ship) if m.kind == "place-target" and m.key.endswith(":ship") else m for m in found]


def _the_group(found: list[ActorMention], text: str, takes_up: frozenset[str]) -> list[ActorMention]:
    """'the rebels', 'the militants' in a report of one named group are that group."""
    named = Counter(m.key for m in found if m.kind == "group" and m.named and m.canonical[:1].isupper())
    ranked = named.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return found
    group = next(m for m in found if m.key == ranked[0][0])
    return [
        replace(_as(m, group), kind="group", named=True)
        if (m.kind == "unidentified" or m.key.endswith(":militia"))
        and m.key.rsplit(":", 1)[-1] in takes_up
        and text[max(0, m.span.start - 4) : m.span.start].casefold() == "the "
        and not _DESCRIBED_ON.match(text, m.span.end)
        else m
        for m in found
    ]


_DESCRIBED_ON = re.compile(r" (?:of|from|in) ")


def _whose_officers(found: list[ActorMention]) -> list[ActorMention]:
    """'eleven officers' as men of the force told of last, else of the one told of next, where that is the police."""
    forces = [m for m in found if m.kind == "forces" and m.key != "forces:officers"]
    if not forces:
        return found
    result, last = [], None
    for m in found:
        if m.key == "forces:officers":
            force = last or next((f for f in forces if f.span > m.span), None)
            m = _as(m, force) if force is not None and force.key.endswith("police") else m
        elif m.kind == "forces":
            last = m
        result.append(m)
    return result


def _by_full_name(found: list[ActorMention]) -> list[ActorMention]:
    """'the guards' of a report of border guards are those, 'the police' of one of the federal police are that."""
    full: dict[str, dict[str, ActorMention]] = {}
    for m in found:
        if m.kind == "forces" and not m.named:
            body = m.key.rsplit(":", 1)[-1]
            first, _, last = body.rpartition("-")
            if first and last in _SHORT_NAMES:
                full.setdefault(last, {}).setdefault(body, m)
    if not full:
        return found
    result = []
    for m in found:
        if m.kind == "forces" and not m.named:
            bodies = full.get(_SHORT_FORMS.get(m.text.casefold(), ""), {})
            other = next(iter(bodies.values())) if len(bodies) == 1 else None
            if other is not None and (m.inferred or m.country in (None, other.country) or other.country is None):
                m = replace(_as(m, other), inferred=other.inferred)
        result.append(m)
    return result


_SHORT_NAMES = frozenset({"guards", "police"})
"""Nouns by which a report goes on to call a force that it has named in full."""
_SHORT_FORMS = {
    **dict.fromkeys(("guard", "guards"), "guards"),
    **dict.fromkeys(("police", "policeman", "policemen", "police officer", "police officers"), "police"),
}


def _police(mention: ActorMention, doc: Document) -> ActorMention:
    """'two officers' in a sentence of a police station are policemen."""
    if mention.key != "forces:officers":
        return mention
    sentence = doc.sentence_at(mention.span.start)
    if sentence is None or not re.search(r"\b[Pp]olice\b", sentence.text):
        return mention
    return replace(mention, name="police", canonical="police", key="forces:police")


def _whose(found: list[ActorMention], doc: Document, lex: Lexicon) -> list[ActorMention]:
    """Give forces and officials without a country the sentence's only one, else the report's main one."""
    votes: Counter[str] = Counter()
    for mention in found:
        if mention.country and mention.kind in ("state", "forces"):
            votes[mention.country] += 1 if mention.role == "place" else 2
    main = None
    if votes:
        ranked = votes.most_common(2)
        if len(ranked) == 1 or 2 * ranked[0][1] >= 3 * ranked[1][1]:
            main = ranked[0][0]
    found = _by_full_name(_whose_officers(found))
    found = [_police(m, doc) for m in found]
    by_sentence: dict[int, set[str]] = {}
    for mention in found:
        sentence = doc.sentence_at(mention.span.start)
        if sentence is not None and mention.country and mention.kind in ("state", "forces") and mention.role != "place":
            by_sentence.setdefault(sentence.index, set()).add(mention.country)
    result = []
    for mention in found:
        if mention.key.startswith("state:") and mention.country is None:
            country = mention.key[6:] or main
            if country is None or not votes[country]:
                continue
            state = lex.states[country]
            mention = replace(
                mention, name=state.name, canonical=state.name, key=f"state:{country}", country=country, inferred=True
            )
        elif mention.country is None and mention.kind == "forces":
            sentence = doc.sentence_at(mention.span.start)
            here = by_sentence.get(sentence.index, set()) if sentence is not None else set()
            country = next(iter(here)) if len(here) == 1 else main
            if country is not None:
                kind, last = mention.key.split(":", 1)
                name = mention.name
                if name in lex.sets["bare_forces"]:
                    name = f"{lex.states[country].adjective} {name}"
                mention = replace(mention, name=name, country=country, key=f"{kind}:{country}:{last}", inferred=True)
        result.append(mention)
    return result
