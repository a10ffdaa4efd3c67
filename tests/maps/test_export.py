"""What other tools get: every incident, honest coordinates, and no text that does anything."""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.incident import Account, Evidence, Incident, Source, Where
from maps.codebooks import ACLED, UCDP, acled_row, deaths, is_ged_event, ucdp_row
from maps.export import ExportError, export, write_csv
from maps.geojson import IncidentFile, feature_collection, read_geojson, write_geojson
from seeds.report import Span

HOSTILE = '=HYPERLINK("http://example.org")</script><img src=x onerror=alert(1)>{{ 7*191 }}{% raw %}${x}\x00\ud800]]>'
COUNTRIES = {"IR": "Iran", "PK": "Pakistan"}
KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture
def file(incidents: tuple[Incident, ...], reports: Any, atlas: Any, tmp_path: Path) -> IncidentFile:
    path = tmp_path / "in.geojson"
    write_geojson(path, feature_collection(incidents, reports=reports, gazetteer=atlas, title="A test"))
    return read_geojson(path)


@pytest.fixture
def hostile(atlas: Any, tmp_path: Path) -> IncidentFile:
    where = Where(HOSTILE, "IR", HOSTILE, "town", 1, 26.0, 61.0)
    words = Evidence("incident", Span(0, 9), HOSTILE)
    account = Account("a", "r", "strike", HOSTILE, None, None, 5, where, evidence=(words,), toll_by=HOSTILE)
    incident = Incident(
        "bad", "strike", HOSTILE, None, None, 5, where, (HOSTILE,), (HOSTILE,), (1, 1), None, 1, None, "reported",
        (account,), (Source("r", HOSTILE, HOSTILE, HOSTILE, None, None),),
    )  # fmt: skip
    path = tmp_path / "bad.geojson"
    write_geojson(path, feature_collection([incident], gazetteer=atlas, title=HOSTILE))
    return read_geojson(path)


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_a_geopackage_has_a_layer_each_and_keeps_what_is_not_drawn(file: IncidentFile, tmp_path: Path) -> None:
    path = tmp_path / "out.gpkg"
    assert export(file, path) == 8
    names = [name for name, _ in pyogrio.list_layers(path)]
    assert names == ["strikes", "attacks", "clashes", "abductions", "operations", "liaison posts", "diplomacy"]
    strikes = geopandas.read_file(path, layer="strikes")
    assert strikes.crs == "EPSG:4326"
    assert list(strikes.geom_type) == ["Point", "Polygon"]
    assert list(strikes["killed_low"]) == [2, 9]
    visits = geopandas.read_file(path, layer="diplomacy")
    assert visits.geometry.isna().all()
    assert list(visits["where_precision"]) == [6]


def test_a_geoparquet_has_all(file: IncidentFile, tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    assert export(file, path) == 8
    table = geopandas.read_parquet(path)
    assert table.crs == "EPSG:4326"
    assert list(table["id"]) == [incident.id for incident in file.incidents]
    assert table.geometry.isna().sum() == 1


def test_a_csv_gives_coordinates_only_where_a_point_is_claimed(file: IncidentFile, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert export(file, path) == 8
    for row in read_rows(path):
        assert (row["latitude"] != "") == (row["where_precision"] in ("1", "2"))
        assert row["killed_low"] != "0" or row["type"] == "attack"
    assert read_rows(path)[0]["sources"] == "The Wire, 2024-01-17; our summary of Dawn, 2024-01-18"


def test_a_kml_has_folders_dates_and_places(file: IncidentFile, tmp_path: Path) -> None:
    path = tmp_path / "out.kml"
    assert export(file, path) == 8
    root = ElementTree.parse(path).getroot()
    marks = root.findall(".//k:Placemark", KML)
    assert len(marks) == 8
    assert len(root.findall(".//k:Placemark/k:Point", KML)) == 4
    assert len(root.findall(".//k:Placemark/k:Polygon", KML)) == 3
    assert root.findtext(".//k:TimeSpan/k:begin", namespaces=KML) == "2024-01-16"
    assert root.findtext(".//k:Point/k:coordinates", namespaces=KML) == "64.09459,26.97183"
    assert len(pyogrio.read_dataframe(path, layer="strikes")) == 2


@pytest.mark.parametrize("name", ["out.gpkg", "out.parquet", "out.csv", "out.kml"])
def test_the_same_incidents_give_the_same_bytes(file: IncidentFile, name: str, tmp_path: Path) -> None:
    prints = set()
    for folder in ("one", "two"):
        export(file, tmp_path / folder / name)
        prints.add(hashlib.sha256((tmp_path / folder / name).read_bytes()).hexdigest())
    assert len(prints) == 1


def test_acled_columns_and_codes(file: IncidentFile, tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    assert export(file, path, "acled", lambda code: COUNTRIES.get(code or "")) == 8
    rows = read_rows(path)
    assert tuple(rows[0]) == ACLED
    strike, reply, clash, attack, abduction, raid, post, visit = rows
    assert strike["event_type"] == "Explosions/Remote violence"
    assert (strike["event_date"], strike["year"], strike["time_precision"]) == ("2024-01-16", "2024", "1")
    assert (strike["country"], strike["admin1"], strike["location"]) == ("Pakistan", "Balochistan", "Panjgur")
    assert (strike["latitude"], strike["longitude"], strike["geo_precision"]) == ("26.97183", "64.09459", "1")
    assert strike["fatalities"] == "2"
    assert (reply["geo_precision"], reply["latitude"], reply["fatalities"]) == ("3", "", "9")
    assert (clash["event_type"], clash["geo_precision"]) == ("Battles", "2")
    assert (attack["fatalities"], attack["event_date"], attack["time_precision"]) == ("0", "", "")
    assert (abduction["sub_event_type"], abduction["geo_precision"]) == ("Abduction/forced disappearance", "2")
    assert (raid["time_precision"], raid["fatalities"]) == ("3", "")
    assert "status=planned" in post["tags"]
    assert (visit["disorder_type"], visit["latitude"]) == ("Strategic developments", "")
    assert strike["notes"].startswith("As reported by The Wire, 2024-01-17; our summary of Dawn, 2024-01-18: “")


def test_ucdp_columns_and_codes(file: IncidentFile, tmp_path: Path) -> None:
    path = tmp_path / "ucdp.csv"
    assert export(file, path, "ucdp", lambda code: COUNTRIES.get(code or "")) == 3
    rows = read_rows(path)
    assert tuple(rows[0]) == UCDP
    assert [(r["low"], r["best"], r["high"]) for r in rows] == [("2", "2", "2"), ("9", "9", "9"), ("1", "1", "1")]
    assert [r["where_prec"] for r in rows] == ["1", "4", "3"]
    assert [r["geom_wkt"] for r in rows] == ["POINT (64.09459 26.97183)", "", ""]
    assert rows[0]["source_office"] == "The Wire; Dawn"
    assert rows[0]["date_start"] == rows[0]["date_end"] == "2024-01-16"


def test_an_attack_on_people_under_arms_is_a_battle(incidents: tuple[Incident, ...], atlas: Any) -> None:
    drawing = None
    from geo.shapes import draw

    drawing = draw(incidents[3].where, atlas)
    for targets, expected in (
        (("police station",), "Battles"),
        (("Iranian border guards",), "Battles"),
        (("labourers",), "Violence against civilians"),
        ((), "Violence against civilians"),
    ):
        row = acled_row(replace(incidents[3], targets=targets), drawing, lambda code: code)
        assert row["event_type"] == expected, targets


def test_vague_words_count_as_acled_counts_them(incidents: tuple[Incident, ...], atlas: Any) -> None:
    from geo.shapes import draw

    attack = incidents[4]
    for words, expected in (("dozens of people", 12), ("hundreds", 100), ("several", None)):
        account = replace(attack.accounts[0], evidence=(Evidence("killed", Span(0, 1), words),))
        vague = replace(attack, accounts=(account,), killed=None, killed_best=None)
        assert acled_row(vague, draw(vague.where, atlas), lambda code: code)["fatalities"] == expected
        assert ucdp_row(vague, draw(vague.where, atlas), lambda code: code)["best"] is None


def test_deaths_go_from_the_least_to_the_most_that_is_reported(incidents: tuple[Incident, ...]) -> None:
    strike = incidents[0]
    more = replace(strike.accounts[1], killed=(2, 7))
    told = replace(strike, accounts=(strike.accounts[0], more), killed=(2, 7), killed_best=3)
    assert deaths(told) == (2, 3, 7)
    assert deaths(replace(told, killed=None, killed_best=None, accounts=())) == (None, None, None)
    assert is_ged_event(told)
    assert not is_ged_event(replace(told, status="denied"))
    assert not is_ged_event(replace(told, type="diplomacy"))


@pytest.mark.parametrize("name", ["bad.gpkg", "bad.parquet", "bad.csv", "bad.kml", "acled", "ucdp"])
def test_hostile_words_stay_words(hostile: IncidentFile, name: str, tmp_path: Path) -> None:
    if name in ("acled", "ucdp"):
        path = tmp_path / "bad.csv"
        export(hostile, path, name)
    else:
        path = tmp_path / name
        export(hostile, path)
    if path.suffix == ".csv":
        cells = [cell for row in read_rows(path) for cell in row.values()]
        assert any("onerror" in cell for cell in cells)
        assert not any(cell.startswith("=") for cell in cells)
    elif path.suffix == ".kml":
        root = ElementTree.parse(path).getroot()
        mark = root.find(".//k:Placemark", KML)
        assert mark is not None
        assert mark.findtext("k:name", namespaces=KML) == HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
        description = mark.findtext("k:description", namespaces=KML) or ""
        assert "&lt;img src=x" in description
        assert "<img" not in description
    else:
        table = geopandas.read_parquet(path) if path.suffix == ".parquet" else geopandas.read_file(path)
        assert table["title"].tolist() == [HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")]


@given(st.text(max_size=20))
def test_no_cell_is_taken_for_a_formula_and_none_is_lost(text: str) -> None:
    out = io.StringIO(newline="")
    write_csv(out, [{"a": text, "b": -1.5}], ["a", "b"])
    header, row = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert header == ["a", "b"]
    assert row[1] == "-1.5"
    assert not row[0].lstrip().startswith(("=", "+", "-", "@"))


def test_what_is_not_written_is_said(file: IncidentFile, tmp_path: Path) -> None:
    for path, codebook, said in (
        ("out.xlsx", None, ".gpkg, .parquet, .csv, .kml"),
        ("out", None, "no ending"),
        ("out.kml", "acled", "as .csv"),
        ("out.csv", "cameo", "acled, ucdp"),
    ):
        with pytest.raises(ExportError, match=said):
            export(file, tmp_path / path, codebook)
    assert [p.name for p in tmp_path.iterdir()] == ["in.geojson"]


def test_geoparquet_without_its_library_says_what_to_install(
    file: IncidentFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"sarhad\[parquet\]"):
        export(file, tmp_path / "out.parquet")


def test_a_file_without_incidents(tmp_path: Path) -> None:
    nothing = IncidentFile((), {})
    assert export(nothing, tmp_path / "out.csv") == 0
    assert export(nothing, tmp_path / "out.kml") == 0
    assert export(nothing, tmp_path / "out.parquet") == 0
    with pytest.raises(ExportError, match="no incident"):
        export(nothing, tmp_path / "out.gpkg")
