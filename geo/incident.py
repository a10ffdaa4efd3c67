"""The records of the incident side: an Account is one report's telling, an Incident the fused event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gazetteer.place import Level
from seeds.report import Span, SummaryOf

Type = Literal["strike", "attack", "clash", "abduction", "operation", "liaison", "diplomacy"]
Status = Literal["reported", "claimed", "alleged", "planned", "denied"]
Field = Literal[
    "incident", "place", "date", "killed", "injured", "abducted", "arrested", "toll_by", "actors", "targets", "status"
]  # fmt: skip

Toll = tuple[int | None, int | None]
"""(low, high) people: exactly 11 is (11, 11), at least 11 (11, None), up to 11 (None, 11). Not stated: None."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the report that show one field: ``report.text[span.start:span.end] == text``."""

    field: Field
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where an incident happened, as precisely as the words allow and no more.

    ``lat`` and ``lon`` (degrees, EPSG:4326) are given where a point can stand for the place; for a
    province or a country they are its representative point, an anchor and never a claim.
    ``where_precision`` is UCDP GED's: 1 exact, 2 near a known place (about 25 km), 3 district,
    4 province, 5 line or fuzzy area, 6 country, 7 sea or air. ``place_id`` and ``outline_id`` point
    into the gazetteer. ``line`` names the two ends of a line (place ids, or two country codes for a
    border) when precision is 5. ``relation`` keeps words such as 'near' or '30 km north of'.
    ``within_id`` is the place a name no gazetteer has is said to be in; the point and the radius, if any, are that
    place's.
    """

    name: str | None
    country: str | None
    admin1: str | None
    level: Level
    where_precision: int
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    surface: str | None = None
    local_name: str | None = None
    place_id: str | None = None
    outline_id: str | None = None
    within_id: str | None = None
    line: tuple[str, ...] = ()
    relation: str | None = None
    confidence: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says of one incident. Unknown is None; lists are empty where the text names nobody.

    ``start`` and ``end`` are days, both given or both None. ``date_precision``: 1 day, 2 two to six
    days, 3 week, 4 month, 5 longer or unknown. ``date_inferred`` is True where the day is the
    report's freshness ('fresh news') and no words of its own. ``evidence`` always holds the clause
    that tells the incident (field 'incident') first. ``response_to`` quotes a stated link
    ('in response to', 'two days after') as spans of the text.
    """

    id: str
    report: str
    type: Type
    title: str
    start: date | None
    end: date | None
    date_precision: int
    where: Where
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    killed: Toll | None = None
    injured: Toll | None = None
    abducted: Toll | None = None
    arrested: Toll | None = None
    status: Status = "reported"
    status_by: str | None = None
    """Who says so, where status is claimed, alleged or denied."""
    salience: Literal["main", "background"] = "main"
    date_inferred: bool = False
    date_words: str | None = None
    """The words of a date that gave no day ('January 16' without a known year), kept as they stand."""
    toll_words: str | None = None
    """Vague words of the toll ('several', 'dozens'), kept where no number stands."""
    toll_by: str | None = None
    """Who gave the number."""
    evidence: tuple[Evidence, ...] = ()
    links: tuple[Link, ...] = ()
    rules: tuple[str, ...] = ()
    """Which rules made it, in order, for --explain."""


@dataclass(frozen=True, slots=True)
class Link:
    """A stated relation of an account to another event: kind 'response' or 'after' (with days), and its words."""

    kind: Literal["response", "after", "same"]
    span: Span
    text: str
    days: int | None = None
    other: str | None = None
    """Id of the account of the same report it points to, where it could be found."""


@dataclass(frozen=True, slots=True)
class Source:
    """One report as a source of an incident. ``carried_by`` lists the other reports with the same wire text."""

    report: str
    publisher: str | None
    title: str | None
    url: str | None
    published: date | None
    language: str | None
    summary_of: SummaryOf | None = None
    carried_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: a value in words, the reports that give it and a quotation of each."""

    value: str
    reports: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Accounts that do not agree on one field ('place', 'date', 'killed', 'injured', 'actors', 'targets', 'status')."""

    field: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A stated relation between two incidents: this one is a response to, or came some days after, ``other``."""

    kind: Literal["response", "after"]
    other: str
    """Id of the other incident."""
    report: str
    quote: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Accounts of one event, fused. ``id`` is its earliest account's; the fused values stand beside the accounts'.

    ``killed`` is (low, high) over all accounts; ``killed_best`` the latest best figure. ``supplied`` names the
    fields that a report other than the earliest one gave.
    """

    id: str
    type: Type
    title: str
    start: date | None
    end: date | None
    date_precision: int
    where: Where
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    killed: Toll | None
    injured: Toll | None
    killed_best: int | None
    injured_best: int | None
    status: Status
    accounts: tuple[Account, ...]
    sources: tuple[Source, ...]
    disagreements: tuple[Disagreement, ...] = ()
    relations: tuple[Relation, ...] = ()
    supplied: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why the accounts were joined, one line a decision."""
    date_inferred: bool = False
    salience: Literal["main", "background"] = "main"
