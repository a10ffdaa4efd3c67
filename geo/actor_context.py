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
    return _whose(_one_ship(tied), doc, lex)


def _ties(text: str, found: list[ActorMention], strongholds: frozenset[str]) -> list[ActorMention]:
    """'bases of X', 'hideouts belonging to the militant group X': whose a target is, and fighters of a named group."""
    result: list[ActorMention] = []
    for n, mention in enumerate(found):
        before = result[-1] if result else None
        theirs = mention.key == "forces:officers" and before is not None and before.kind == "forces"
        if theirs and before and _OWN_MEN.fullmatch(text[before.span.end : mention.span.start]):
            # Urdu 'security forces' four officers'
            mention = _as(mention, before)
        following = found[n + 1] if n + 1 < len(found) else None
        if mention.of is None and following is not None and following.kind in ("group", "forces", "unidentified"):
            between = text[mention.span.end : following.span.start]
            if len(between) < 60 and _BELONGS.fullmatch(between):
                if mention.kind == "place-target":
                    mention = replace(mention, of=following.name, of_key=following.key)
                elif mention.kind == "unidentified" and following.kind == "group":
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


def _as(mention: ActorMention, other: ActorMention) -> ActorMention:
    """The mention as one more of the same body as the other."""
    return replace(mention, name=other.name, canonical=other.canonical, key=other.key, country=other.country)


_OWN_MEN = re.compile(r" (?:کے|کی|کا)(?: [\w]+){0,2} ")
_BELONGS = re.compile(
    r"""\s+(?:of|belonging\ to|used\ by|run\ by|linked\ to|for|from|where|owned\ by|held\ by|associated\ with|tied\ to)
    \s+(?:(?:the|a|an|two|several|militant|terrorist|group|banned|outlawed|so-called|alleged|suspected
    |members\ of|fighters\ of)\s+)*["“‘']?""",
    re.IGNORECASE | re.VERBOSE,
)


def _one_ship(found: list[ActorMention]) -> list[ActorMention]:
    """'the vessel', 'a cargo ship' in a report of one named ship are that ship."""
    named = {m.key: m for m in found if m.kind == "place-target" and m.named}
    if len(named) != 1:
        return found
    (ship,) = named.values()
    return [_as(m, ship) if m.kind == "place-target" and m.key.endswith(":ship") else m for m in found]


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
    police = next((m for m in found if m.key.endswith(":police")), None)
    if police is not None and not any(m.key.endswith(":soldiers") for m in found):
        # 'eleven officers' beside 'the police' are policemen.
        found = [_as(m, police) if m.key == "forces:officers" else m for m in found]
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
                mention = replace(mention, country=country, key=f"{kind}:{country}:{last}", inferred=True)
        result.append(mention)
    return result
