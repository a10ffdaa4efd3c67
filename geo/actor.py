"""The records of who is named: a mention of somebody who acts or suffers, and a claim of responsibility."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from seeds.record import record
from seeds.report import Span

Kind = Literal["state", "forces", "group", "people", "place-target", "unidentified", "organisation"]
"""state: a country, or what stands for it (capital, ministry, president). forces: armies, police, border guards.
group: a named armed group. people: civilians and their roles. place-target: what attacks hit (police station, bus).
unidentified: attackers nobody has named (gunmen, militants). organisation: any other named body (UN, Red Cross)."""

Role = Literal["", "place", "adjective", "possessive", "seat", "official", "media"]
"""How a state is named. place: 'in Iran', the country as a place. adjective: 'Iranian strikes'. possessive: "Iran's
strikes". seat: 'Tehran said'. official: "Iran's foreign minister" (the span holds the whole title). media: 'Iranian
state media', who only tell. '': 'Iran struck'."""

ClaimKind = Literal["claim", "denial", "blame", "none"]


@record(frozen=True, slots=True)
class ActorMention:
    """One mention of somebody who acts, suffers or is hit.

    ``text`` is the slice of the report; ``name`` what the report calls it at its best ('Jaish ul-Adl', 'Iranian border
    guards', 'unidentified gunmen'); ``canonical`` the vocabulary's own name ('Jaish al-Adl'). ``key`` is a stable
    identity across spellings ('group:jaish-al-adl', 'state:IR', 'forces:IR:border-guards', 'people:PK:workers').
    ``country`` is an ISO 3166 code, None where unclear; ``inferred`` is True where no word of the mention gives the
    country and the context did. ``of`` and ``of_key`` name whose it is ('bases of Jaish al-Adl').
    """

    span: Span
    text: str
    name: str
    canonical: str
    kind: Kind
    key: str
    country: str | None = None
    inferred: bool = False
    of: str | None = None
    of_key: str | None = None
    role: Role = ""
    named: bool = False
    """Whether it is a body with a name of its own ('Hamas'), not one described ('Sunni militants', 'police')."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Words by which somebody takes, refuses or lays responsibility.

    ``speaker`` is who claims, denies or blames (None where nobody is named: 'no group has claimed'), ``accused``
    whom a blame points at. ``sentence`` is the sentence's index in the document.
    """

    kind: ClaimKind
    span: Span
    text: str
    sentence: int
    speaker: ActorMention | None = None
    accused: ActorMention | None = None
