"""Who is named in a report: states, forces, armed groups, people and what is hit, with the words that name them."""

from __future__ import annotations

import re

from geo.actor import ActorMention, Claim, ClaimKind, Kind, Role
from geo.actor_reader import Reader, body_key
from geo.claims import claimed_by
from geo.document import Document
from geo.lexicon import NAMED, Lexicon, lexicon

__all__ = [
    "ActorMention",
    "Claim",
    "ClaimKind",
    "Kind",
    "Role",
    "canonical_name",
    "claimed_by",
    "find_actors",
    "identify",
]

_ARABIC = re.compile("[\u0600-\u06ff]")


def find_actors(doc: Document, words: tuple[str, ...] = ()) -> tuple[ActorMention, ...]:
    """Every mention in the document's sentences, sorted by span, longest match, none overlapping.

    ``words`` are paths of the user's vocabularies (see geo.vocabulary).
    """
    return Reader(doc, _lexicon_for(doc.text, words)).read()


def _lexicon_for(text: str, words: tuple[str, ...]) -> Lexicon:
    # Words of other scripts are loaded only where there are any: the result is the same, the start quicker.
    return lexicon(words, None if _ARABIC.search(text) else ())


def identify(name: str, words: tuple[str, ...] = ()) -> str | None:
    """The stable key of a body or state by any of its names ('BLA', 'Jaishul Adl'), None for one nobody knows.

    >>> identify('Jaishul Adl') == identify('Jaish al-Adl')
    True
    """
    for entry in _lexicon_for(name, words).find(name):
        if entry.sort in NAMED:
            return body_key(entry)
        if entry.sort == "state":
            return f"state:{entry.country}"
    return None


def canonical_name(name: str, words: tuple[str, ...] = ()) -> str:
    """The vocabulary's name of a body or state by any of its names; the name itself where nobody knows it.

    >>> canonical_name('BLF')
    'Baloch Liberation Front'
    """
    for entry in _lexicon_for(name, words).find(name):
        if entry.sort in NAMED or entry.sort == "state":
            return entry.name
    return name
