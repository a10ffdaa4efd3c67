"""The statement of the goal: the incidents of January 2024 that five reports tell of, no more and no fewer.

Checked on the bundled summaries and, where `SARHAD_CORPORA` names the evaluation texts, on the reports as published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from geo.incident import Incident, Toll
from maps.assemble import assemble
from seeds import Report, bundled_reports, read_reports

ALL = frozenset({0, 1, 2, 3, 4})
WORDLESS = frozenset({2, 3, 4})
"""Reports that tell of liaison officers without a place: they may stand as accounts of the two posts."""


@dataclass(frozen=True)
class Row:
    """One incident as it must come out. ``actors`` and ``targets`` are words that the names must hold."""

    name: str
    type: str
    when: date | None
    date_precision: int
    place: str
    country: frozenset[str]
    where_precision: int
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    killed: Toll | None
    told_by: frozenset[int]
    may_tell: frozenset[int] = frozenset()
    status: str = "reported"
    either_side: bool = False
    """Who did it to whom is not said, or it is mutual: the names may stand on either side."""


IR, PK, BOTH = frozenset({"IR"}), frozenset({"PK"}), frozenset({"IR", "PK", None})
POLICE, WORKERS = ("police",), ("pakistan",)
TABLE = (
    Row("police station in Rask", "attack", date(2023, 12, 15), 1, "rask", IR, 1, ("jaish",), POLICE, (11, None),
        frozenset({4})),
    Row("Iran's strike", "strike", date(2024, 1, 16), 1, "panjgur", PK, 1, ("iran",), ("jaish",), (2, 2),
        frozenset({0, 1, 3, 4})),
    Row("Pakistan's strikes", "strike", date(2024, 1, 18), 1, "sistan", IR, 4, ("pakistan",), ("baloch",), (9, 9),
        frozenset({0, 1, 3, 4})),
    Row("nine workers", "attack", date(2024, 1, 27), 1, "sistan", IR, 4, (), WORKERS, (9, 9), frozenset({0, 2, 4})),
    Row("border guards", "clash", date(2024, 1, 30), 1, "rask", IR, 3, ("border guard",), ("furqan",), (1, 1),
        frozenset({4}), either_side=True),
    Row("post in Turbat", "liaison", date(2024, 1, 29), 1, "turbat", PK, 1, ("pakistan",), ("iran",), None,
        frozenset({0, 1}), WORDLESS, "planned", either_side=True),
    Row("post in Zahedan", "liaison", date(2024, 1, 29), 1, "zahedan", IR, 1, ("pakistan",), ("iran",), None,
        frozenset({0, 1}), WORDLESS, "planned", either_side=True),
    Row("talks at GHQ", "diplomacy", date(2024, 1, 29), 1, "rawalpindi|headquarters", PK, 1, ("iran",),
        ("pakistan",), None, ALL, either_side=True),
    Row("talks in Islamabad", "diplomacy", date(2024, 1, 29), 1, "islamabad", PK, 1, ("iran",), ("pakistan",), None,
        frozenset({0, 1, 4}), either_side=True),
    Row("ambassador recalled", "diplomacy", None, 5, "pakistan", PK, 6, ("pakistan",), ("iran",), None,
        frozenset({3, 4})),
    Row("envoy summoned", "diplomacy", None, 5, "iran", IR, 6, ("iran",), ("pakistan",), None, frozenset({3})),
    Row("ties restored", "diplomacy", date(2024, 1, 26), 1, "", BOTH, 6, ("iran",), ("pakistan",), None,
        frozenset({0, 4}), either_side=True),
)  # fmt: skip


def published(corpora: Path) -> tuple[Report, ...]:
    articles = read_reports([corpora / "news" / "dev" / "articles.jsonl"])
    return tuple(report for report in articles.reports if report.id.startswith("seed-"))


@pytest.fixture(scope="module", params=["summaries", "published"])
def reports(request: pytest.FixtureRequest) -> tuple[Report, ...]:
    if request.param == "summaries":
        return bundled_reports()
    return published(request.getfixturevalue("corpora"))


@pytest.fixture(scope="module")
def incidents(reports: tuple[Report, ...]) -> tuple[Incident, ...]:
    assert len(reports) == len(ALL)
    return assemble(reports).incidents


def number(report: str) -> int:
    return int(report[-3:])


def told_by(incident: Incident) -> frozenset[int]:
    return frozenset(number(account.report) for account in incident.accounts)


def misses(row: Row, incident: Incident) -> Iterator[str]:
    """What of a row does not hold for an incident."""
    where = incident.where
    named = " ".join(word for word in (where.name, where.admin1, where.local_name) if word).casefold()
    if (incident.start, incident.end) != (row.when, row.when):
        yield f"when {incident.start}..{incident.end}, wanted {row.when}"
    if incident.date_precision != row.date_precision:
        yield f"date precision {incident.date_precision}, wanted {row.date_precision}"
    if not any(place in named for place in row.place.split("|")) or where.country not in row.country:
        yield f"place {where.name}, {where.admin1}, {where.country}, wanted {row.place}"
    if where.where_precision != row.where_precision:
        yield f"where precision {where.where_precision}, wanted {row.where_precision}"
    if incident.killed != row.killed:
        yield f"killed {incident.killed}, wanted {row.killed}"
    if incident.status != row.status:
        yield f"status {incident.status}, wanted {row.status}"
    missing, more = row.told_by - told_by(incident), told_by(incident) - row.told_by - row.may_tell
    if missing or more:
        yield f"told by {sorted(told_by(incident))}, wanted {sorted(row.told_by)}"
    yield from _wrong_sides(row, incident)


def _wrong_sides(row: Row, incident: Incident) -> Iterator[str]:
    actors, targets = (" ".join(names).casefold() for names in (incident.actors, incident.targets))
    if row.either_side:
        actors = targets = f"{actors} {targets}"
    for side, wanted, found in (("actors", row.actors, actors), ("targets", row.targets, targets)):
        if any(word not in found for word in wanted):
            yield f"{side} {incident.actors} -> {incident.targets}, wanted {wanted}"
    if not row.actors and incident.actors and "unidentified" not in actors and "unknown" not in actors:
        yield f"actors {incident.actors}, wanted nobody known"


def closest(row: Row, incidents: tuple[Incident, ...]) -> tuple[Incident | None, list[str]]:
    """The incident of the row's type with the fewest misses, a wrong place or day counting double."""
    same = [i for i in incidents if i.type == row.type]
    ranked = sorted(
        ((list(misses(row, i)), i) for i in same),
        key=lambda pair: len(pair[0]) + sum(miss.startswith(("place", "when")) for miss in pair[0]),
    )
    return (ranked[0][1], ranked[0][0]) if ranked else (None, [f"no {row.type} at all"])


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name.replace(" ", "-"))
def test_an_incident_comes_out_as_told(row: Row, incidents: tuple[Incident, ...]) -> None:
    _, wrong = closest(row, incidents)
    assert not wrong, "\n".join(wrong)


def test_no_more_and_no_fewer(incidents: tuple[Incident, ...]) -> None:
    told = [f"{i.type} {i.start} {i.where.name} {sorted(told_by(i))} {i.title}" for i in incidents]
    assert len(incidents) == len(TABLE), "\n".join(told)


def test_every_account_is_quoted_from_its_report(incidents: tuple[Incident, ...], reports: tuple[Report, ...]) -> None:
    texts = {report.id: report.text for report in reports}
    for incident in incidents:
        for account in incident.accounts:
            assert account.evidence
            assert account.evidence[0].field == "incident"
            for row in account.evidence:
                assert row.span.of(texts[account.report]) == row.text
                assert row.text


def one(row_name: str, incidents: tuple[Incident, ...]) -> Incident:
    row = next(row for row in TABLE if row.name == row_name)
    incident, wrong = closest(row, incidents)
    assert incident is not None, wrong
    return incident


def quotes_by_side(incident: Incident, field: str | None = None) -> list[tuple[frozenset[int], str]]:
    """For each side of each disagreement: the reports on it, and its value and quotations in one."""
    return [
        (frozenset(number(r) for r in side.reports), " ".join((side.value, *side.quotes)).casefold())
        for disagreement in incident.disagreements
        if field is None or disagreement.field == field
        for side in disagreement.sides
    ]


def holds(sides: list[tuple[frozenset[int], str]], report: int, *words: str) -> bool:
    """Whether a side with that report on it has one of the words."""
    return any(report in reports and any(word in text for word in words) for reports, text in sides)


def test_the_day_of_pakistans_strikes_is_not_agreed_on(incidents: tuple[Incident, ...]) -> None:
    sides = quotes_by_side(one("Pakistan's strikes", incidents), "date")
    assert holds(sides, 0, "two days later", "2024-01-18", "18 january")
    assert holds(sides, 3, "48 hours")


def test_the_place_of_irans_strike_is_not_agreed_on(incidents: tuple[Incident, ...]) -> None:
    sides = quotes_by_side(one("Iran's strike", incidents), "place")
    assert holds(sides, 3, "panjgur")
    assert any(3 not in reports and "pakistan" in text for reports, text in sides)


def test_what_became_of_the_envoy_is_not_agreed_on(incidents: tuple[Incident, ...]) -> None:
    sides = quotes_by_side(one("ambassador recalled", incidents))
    assert holds(sides, 3, "expel")
    assert holds(sides, 4, "allow", "return", "come back")


def test_whom_pakistan_hit_is_not_agreed_on(incidents: tuple[Incident, ...]) -> None:
    sides = quotes_by_side(one("Pakistan's strikes", incidents), "targets")
    assert holds(sides, 4, "baloch liberation", "bla", "blf")
    assert holds(sides, 1, "terrorist")
    assert holds(sides, 0, "outfit")


def test_how_long_the_visit_took_is_not_agreed_on(incidents: tuple[Incident, ...]) -> None:
    visits = [one(name, incidents) for name in ("talks at GHQ", "talks in Islamabad")]
    sides = [side for visit in visits for side in quotes_by_side(visit)]
    assert holds(sides, 1, "day-long", "one day", "daylong")
    assert holds(sides, 4, "two-day", "two day")


def test_no_incident_is_made_of_what_did_not_happen(incidents: tuple[Incident, ...]) -> None:
    """History, warnings, wars elsewhere, invitations and elections are not incidents."""
    for incident in incidents:
        quoted = " ".join(a.evidence[0].text for a in incident.accounts).casefold()
        for trap in ("oct. 7", "october 7", "february 8", "february 2024", "founded", "will never allow"):
            assert trap not in quoted or len(incident.accounts) > 1, quoted
