"""What `sarhad changes` tells of two files of incidents."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.incident import Account, Evidence, Incident, Relation, Source, Where
from maps.changes import Changes, compare_incidents, lines
from maps.cli import main
from maps.geojson import feature_collection, write_geojson
from seeds.report import Span

QUETTA = Where("Quetta", "PK", "Balochistan", "town", 1, 30.18, 67.0, 15.0)
BALOCHISTAN = Where("Balochistan", "PK", "Balochistan", "province", 4, 28.0, 66.0, 300.0)


def incident(name: str, *reports: str, **more: object) -> Incident:
    accounts = tuple(
        Account(
            f"{r}#1", r, "attack", "Attack, Quetta", date(2024, 3, 1), date(2024, 3, 1), 1, QUETTA,
            evidence=(Evidence("incident", Span(0, 4), "shot"),),
        )
        for r in reports
    )  # fmt: skip
    fields: dict[str, object] = {
        "id": name, "type": "attack", "title": "Attack, Quetta", "start": date(2024, 3, 1), "end": date(2024, 3, 1),
        "date_precision": 1, "where": QUETTA, "actors": (), "targets": ("police",), "killed": (4, 4), "injured": None,
        "killed_best": 4, "injured_best": None, "status": "reported", "accounts": accounts,
        "sources": tuple(Source(r, None, None, None, None, None) for r in reports),
    }  # fmt: skip
    return Incident(**{**fields, **more})  # type: ignore[arg-type]


class Nowhere:
    """A gazetteer without outlines."""

    def outline(self, outline_id: str) -> None:
        return None

    def border(self, one: str, other: str) -> None:
        return None

    def by_id(self, place_id: str) -> None:
        return None

    def attribution(self) -> tuple[object, ...]:
        return ()


def test_nothing_differs() -> None:
    old = [incident("a#1", "a")]
    assert compare_incidents(old, old) == Changes((), (), ())
    assert list(lines(compare_incidents(old, old))) == ["nothing new, changed or gone"]


def test_a_changed_incident_is_told_field_by_field() -> None:
    old = incident("a#1", "a", where=BALOCHISTAN, killed=(4, None))
    new = incident("a#1", "a", "b", actors=("Jaish al-Adl",), killed=(4, 6), killed_best=6)
    (row,) = compare_incidents([old], [new]).changed
    assert [(f.field, f.before, f.after) for f in row.fields] == [
        ("place", "Balochistan, PK (precision 4)", "Quetta, Balochistan, PK (precision 1)"),
        ("actors", "", "Jaish al-Adl"),
        ("killed", "at least 4", "4 to 6"),
        ("killed best", "4", "6"),
        ("sources", "a", "a, b"),
    ]


def test_how_an_incident_came_about_is_no_change() -> None:
    old = incident("a#1", "a")
    assert not compare_incidents([old], [replace(old, reasons=("the same day",))])


def test_relations_and_unknown_days_are_compared() -> None:
    old = incident("a#1", "a", start=None, end=None)
    new = replace(incident("a#1", "a"), relations=(Relation("after", "z#1", "a", "two days later"),))
    (row,) = compare_incidents([old], [new]).changed
    assert {(f.field, f.before, f.after) for f in row.fields} == {
        ("when", "not known", "2024-03-01"),
        ("relations", "", "after z#1"),
    }


def test_what_is_gone_tells_where_its_accounts_are_now() -> None:
    old = [incident("a#1", "a"), incident("b#1", "b"), incident("c#1", "c")]
    found = compare_incidents(old, [incident("a#1", "a", "b")])
    assert [(g.incident.id, g.now_in) for g in found.gone] == [("b#1", ("a#1",)), ("c#1", ())]
    told = list(lines(found))
    assert "gone     b#1: Attack, Quetta (now in a#1)" in told
    assert told[-1] == "0 new, 1 changed, 2 gone"


def test_a_title_of_several_lines_stays_on_one() -> None:
    (line, _) = lines(compare_incidents([], [incident("a#1", "a", title="Attack,\n\tQuetta")]))
    assert line == "new      a#1: Attack, Quetta"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.geojson", tmp_path / "new.geojson"
    write_geojson(old, feature_collection([incident("a#1", "a")], gazetteer=Nowhere()))
    write_geojson(
        new, feature_collection([incident("a#1", "a", killed=(5, 5)), incident("b#1", "b")], gazetteer=Nowhere())
    )
    return str(old), str(new)


def test_the_command_tells_it(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", *files]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "new      b#1: Attack, Quetta",
        "changed  a#1: Attack, Quetta",
        "         killed: 4 -> 5",
        "1 new, 1 changed, 0 gone",
    ]


def test_the_command_writes_json(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", *files, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["changed"][0]["fields"] == [{"field": "killed", "before": "4", "after": "5"}]
    assert [row["id"] for row in found["new"]] == ["b#1"]


def test_a_file_that_is_not_ours_is_wrong_use(
    tmp_path: Path, files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"type": "Point"}', encoding="utf-8")
    assert main(["changes", str(other), files[1]]) == 2
    assert main(["changes", files[0], str(tmp_path / "none.geojson")]) == 2
    assert "other.json" in capsys.readouterr().err
