"""A small gazetteer and hand-made incidents, one of each way of being drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Place
from geo.incident import Account, Disagreement, Evidence, Incident, Relation, Side, Source, Where
from seeds.report import Report, Span, SummaryOf

REPORT = Report(
    id="wire-1",
    text="Quetta: Missiles hit Panjgur on 16 January, killing two children. Iran said it had struck a base.",
    title="Missiles hit a border town",
    publisher="The Wire",
    url="https://example.org/a?b=1&c=2",
    published=date(2024, 1, 17),
    language="en",
)
SUMMARY = Report(
    id="ours-1",
    text="A summary of ours: on Tuesday a strike was reported in Pakistan.",
    published=date(2024, 1, 18),
    language="en",
    summary_of=SummaryOf("Dawn", date(2024, 1, 18)),
)


@dataclass(frozen=True)
class Credit:
    text: str


@dataclass
class SmallAtlas:
    """Two square countries that share a border, a province in each; enough of a gazetteer for maps."""

    places: dict[str, Place] = field(default_factory=dict)
    outlines: dict[str, BaseGeometry] = field(default_factory=dict)

    def by_id(self, place_id: str) -> Place | None:
        return self.places.get(place_id)

    def outline(self, outline_id: str) -> BaseGeometry | None:
        return self.outlines.get(outline_id)

    def border(self, country_a: str, country_b: str) -> BaseGeometry | None:
        return LineString([(60, 20), (61, 25), (60, 30)]) if {country_a, country_b} == {"IR", "PK"} else None

    def countries(self) -> tuple[Place, ...]:
        return tuple(p for p in self.places.values() if p.level == "country")

    def admin1(self, country: str) -> tuple[Place, ...]:
        return tuple(p for p in self.places.values() if p.level == "province" and p.country == country)

    def towns(self, bbox: tuple[float, float, float, float]) -> tuple[Place, ...]:
        west, south, east, north = bbox
        found = [
            p for p in self.places.values()
            if p.level == "town" and p.lat is not None and p.lon is not None
            and south <= p.lat <= north and west <= p.lon <= east
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda p: (-(p.population or 0), p.id)))

    def attribution(self) -> tuple[Credit, ...]:
        return (Credit("Places: a test"), Credit("Outlines: a test"))


@pytest.fixture
def atlas() -> SmallAtlas:
    places = [
        Place("country:IR", "Iran", "country", "country", "IR", lat=25, lon=55, outline_id="country:IR"),
        Place("country:PK", "Pakistan", "country", "country", "PK", lat=25, lon=65, outline_id="country:PK"),
        Place("admin1:IR.41", "Sistan and Baluchestan", "province", "province", "IR", "Sistan and Baluchestan",
              lat=27, lon=59, radius_km=250, outline_id="admin1:IR.41", names={"fa": "سیستان و بلوچستان"}),
        Place("admin1:PK.02", "Balochistan", "province", "province", "PK", "Balochistan",
              lat=27, lon=63, radius_km=300, outline_id="admin1:PK.02"),
    ]  # fmt: skip
    return SmallAtlas(
        places={p.id: p for p in places},
        outlines={
            "country:IR": box(50, 20, 60.5, 30),
            "country:PK": box(60.5, 20, 70, 30),
            "admin1:IR.41": box(57, 24, 60.5, 29),
            "admin1:PK.02": box(60.5, 24, 66, 29),
        },
    )


def account(report: Report, number: int, where: Where, **rest: object) -> Account:
    """An account of a report, its first words as evidence."""
    words = report.text[:20]
    known: dict[str, object] = {
        "id": f"{report.id}#{number}", "report": report.id, "type": "strike", "title": words,
        "start": date(2024, 1, 16), "end": date(2024, 1, 16), "date_precision": 1, "where": where,
        "evidence": (Evidence("incident", Span(0, 20), words),),
    }  # fmt: skip
    return Account(**(known | rest))  # type: ignore[arg-type]


def fused(accounts: Sequence[Account], **rest: object) -> Incident:
    """An incident of some accounts, with the first one's values."""
    first = accounts[0]
    reports = {r.id: r for r in (REPORT, SUMMARY)}
    sources = [reports[a.report] for a in accounts]
    known: dict[str, object] = {
        "id": first.id, "type": first.type, "title": first.title, "start": first.start, "end": first.end,
        "date_precision": first.date_precision, "where": first.where, "actors": first.actors,
        "targets": first.targets, "killed": first.killed, "injured": first.injured,
        "killed_best": first.killed[0] if first.killed else None, "injured_best": None, "status": first.status,
        "accounts": tuple(accounts),
        "sources": tuple(
            Source(r.id, r.publisher, r.title, r.url, r.published, r.language, r.summary_of) for r in sources
        ),
    }  # fmt: skip
    return Incident(**(known | rest))  # type: ignore[arg-type]


@pytest.fixture
def reports() -> tuple[Report, ...]:
    return (REPORT, SUMMARY)


@pytest.fixture
def incidents() -> tuple[Incident, ...]:
    town = Where(
        "Panjgur", "PK", "Balochistan", "town", 1, 26.97183, 64.09459, 5.0, "Panjgur", "پنجگور",
        place_id="geonames:1", confidence=0.93, reasons=("the only one in Balochistan",),
    )  # fmt: skip
    country = Where("Pakistan", "PK", None, "country", 6, 30.0, 70.0, place_id="country:PK")
    strike = fused(
        [
            account(REPORT, 0, town, actors=("Iran",), targets=("Jaish al-Adl",), killed=(2, 2)),
            account(SUMMARY, 0, country, killed=(2, None), toll_words="at least two", status_by="Dawn"),
        ],
        killed=(2, None),
        disagreements=(
            Disagreement(
                "place",
                (
                    Side("Panjgur", (REPORT.id,), ("Missiles hit Panjgur",)),
                    Side("Pakistan", (SUMMARY.id,), ("in Pakistan",)),
                ),
            ),
        ),
        supplied=("killed",),
        reasons=("same day, same kind, one place within the other",),
    )
    province = Where(
        "Sistan and Baluchestan", "IR", "Sistan and Baluchestan", "province", 4, 27.0, 59.0, 250.0,
        place_id="admin1:IR.41",
    )  # fmt: skip
    reply = fused(
        [account(REPORT, 1, province, start=date(2024, 1, 18), end=date(2024, 1, 18), killed=(9, 9))],
        relations=(Relation("response", strike.id, REPORT.id, "two days after"),),
    )
    county = Where("Rask County", "IR", "Sistan and Baluchestan", "district", 3, 26.2, 61.4, 35.0)
    clash = fused([account(REPORT, 2, county, type="clash", killed=(1, 1), injured=(None, 4))])
    border = Where("the border", None, None, "region", 5, line=("IR", "PK"), relation="near")
    attack = fused([account(REPORT, 3, border, type="attack", start=None, end=None, date_precision=5, killed=(0, 0))])
    near = replace(town, name="Kuh-e Sabz", where_precision=2, radius_km=12.0, relation="near")
    abduction = fused([account(REPORT, 4, near, type="abduction", status="alleged", status_by="a police officer")])
    raid = fused([account(REPORT, 5, town, type="operation", start=date(2024, 1, 1), end=date(2024, 1, 31),
                          date_precision=4)])  # fmt: skip
    post = fused([account(SUMMARY, 1, town, type="liaison", status="planned")])
    visit = fused([account(SUMMARY, 2, country, type="diplomacy", salience="background")])
    return (strike, reply, clash, attack, abduction, raid, post, visit)
