"""The GeoJSON: what the schema says, what comes back, and that a GIS reads it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from gazetteer.place import Place
from geo.incident import Account, Disagreement, Evidence, Incident, Link, Relation, Side, Source, Where
from geo.toponym import Toponym
from maps.geojson import (
    NotOursError,
    Unresolved,
    account_json,
    feature_collection,
    incident_schema,
    place_row,
    read_geojson,
    write_geojson,
)
from maps.records import account_from
from seeds.report import Rejected, Report, Span, SummaryOf

HOSTILE = (
    "{{ 7*191 }}",
    "{% raw %}",
    "{# gone #}",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "\u2028line\u2029",
    "\ud800",
    "\x00\x07",
    "=1+1",
)


SCHEMA = jsonschema.Draft202012Validator(incident_schema())


@pytest.fixture
def collection(incidents: tuple[Incident, ...], reports: tuple[Report, ...], atlas: Any) -> dict[str, Any]:
    return feature_collection(
        incidents,
        reports=reports,
        rejected=[Rejected("broken.html", "no words in it")],
        unresolved=[Unresolved("wire-1", "Kalag", "no gazetteer has it")],
        gazetteer=atlas,
        title="A test",
    )


def test_it_is_what_the_schema_says(collection: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(incident_schema())
    jsonschema.validate(json.loads(json.dumps(collection)), incident_schema())


def test_the_schema_knows_a_false_pin(collection: dict[str, Any]) -> None:
    data = json.loads(json.dumps(collection))
    data["features"][0]["properties"]["place"]["where_precision"] = 8
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, incident_schema())


def test_geometry_claims_no_more_than_is_known(collection: dict[str, Any]) -> None:
    drawn = {
        (f["properties"]["place"]["where_precision"], f["properties"]["drawn_as"], (f["geometry"] or {}).get("type"))
        for f in collection["features"]
    }
    assert drawn == {
        (1, "point", "Point"),
        (2, "near", "Point"),
        (3, "circle", "Polygon"),
        (4, "outline", "Polygon"),
        (5, "strip", "Polygon"),
        (6, None, None),
    }
    strike = collection["features"][0]
    assert strike["geometry"]["coordinates"] == [64.09459, 26.97183]
    visit = collection["features"][-1]["properties"]
    assert (visit["anchor"], visit["not_drawn"]) == (None, "known only as far as the country")


def test_rings_are_wound_and_rounded_as_the_rfc_asks(collection: dict[str, Any]) -> None:
    areas = [f["geometry"] for f in collection["features"] if f["geometry"] and f["geometry"]["type"] == "Polygon"]
    assert len(areas) == 3
    for area in areas:
        assert shapely.is_ccw(shape(area).exterior)
        for lon, lat in area["coordinates"][0]:
            assert (round(lon, 5), round(lat, 5)) == (lon, lat)


def test_reports_are_named_but_not_copied(collection: dict[str, Any], reports: tuple[Report, ...]) -> None:
    text = json.dumps(collection)
    assert [r["id"] for r in collection["reports"]] == ["ours-1", "wire-1"]
    assert collection["reports"][0]["summary_of"] == {"publisher": "Dawn", "published": "2024-01-18"}
    assert reports[0].text not in text
    assert collection["rejected"] == [{"source": "broken.html", "reason": "no words in it"}]
    assert collection["unresolved"] == [{"report": "wire-1", "surface": "Kalag", "reason": "no gazetteer has it"}]
    assert collection["attribution"] == ["Places: a test", "Outlines: a test"]


def test_evidence_is_a_slice_of_the_report(collection: dict[str, Any], reports: tuple[Report, ...]) -> None:
    texts = {r.id: r.text for r in reports}
    rows = [
        (a["report"], e) for f in collection["features"] for a in f["properties"]["accounts"] for e in a["evidence"]
    ]
    assert rows
    for report, row in rows:
        assert texts[report][row["start"] : row["end"]] == row["text"]


def test_the_same_input_gives_the_same_bytes(collection: dict[str, Any], tmp_path: Path) -> None:
    one, two = tmp_path / "one.geojson", tmp_path / "two.geojson"
    write_geojson(one, collection)
    write_geojson(two, json.loads(json.dumps(collection)))
    assert one.read_bytes() == two.read_bytes()
    assert json.loads(one.read_bytes()) == json.loads(json.dumps(collection))
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_failed_write_leaves_the_old_file(collection: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    write_geojson(path, collection)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_geojson(path, collection | {"features": [*collection["features"], {"bad": float("nan")}]})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_gis_opens_it(collection: dict[str, Any], tmp_path: Path) -> None:
    import geopandas
    import pyogrio

    path = tmp_path / "map.geojson"
    write_geojson(path, collection)
    assert pyogrio.read_info(path)["features"] == len(collection["features"])
    table = geopandas.read_file(path, engine="pyogrio")
    assert table.crs == "EPSG:4326"
    assert list(table["id"]) == [f["id"] for f in collection["features"]]
    assert table.geometry.isna().sum() == 1
    assert set(table.geom_type.dropna()) == {"Point", "Polygon"}
    first = table.iloc[0]["accounts"]
    accounts = json.loads(first) if isinstance(first, str) else first
    assert accounts[0]["report"] == "wire-1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no JSON"),
        ("[]", "no GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection"}', "no GeoJSON FeatureCollection"),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {}}]}',
            "features[0]",
        ),
        ('{"type": "FeatureCollection", "features": [7]}', "features[0]"),
        ('{"type": "FeatureCollection", "features": [], "rejected": [1]}', "not ours"),
    ],
)
def test_what_is_not_ours_is_said(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "other.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotOursError) as caught:
        read_geojson(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_mention_keeps_its_words_and_its_place() -> None:
    place = Place("geonames:7", "Rask", "town", "town", "IR", "Sistan and Baluchestan", lat=26.2368, lon=61.3989)
    row = place_row(Toponym(Span(3, 8), "Rāsak", "location", place, 0.87654, ("the only one",)))
    assert (row["name"], row["surface"], row["start"], row["end"]) == ("Rask", "Rāsak", 3, 8)
    assert (row["lat"], row["lon"], row["confidence"], row["level"]) == (26.2368, 61.3989, 0.877, "town")


def test_an_unresolved_name_is_listed_without_a_point() -> None:
    within = Place("admin1:IR.41", "Sistan and Baluchestan", "province", "province", "IR", "Sistan and Baluchestan")
    row = place_row(
        Toponym(Span(0, 5), "Kalag", "location", None, 0.0, ("unknown",), feature="district", within=within)
    )
    assert (row["name"], row["level"], row["lat"], row["lon"]) == ("Kalag", "district", None, None)
    assert (row["country"], row["admin1"]) == ("IR", "Sistan and Baluchestan")


texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
names = st.lists(texts, max_size=3).map(tuple)
maybe = st.none() | texts
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
counts = st.none() | st.integers(0, 10**6)
tolls = st.none() | st.tuples(counts, counts)
spans = st.tuples(st.integers(0, 999), st.integers(0, 999)).map(lambda p: Span(min(p), max(p)))
ratio = st.integers(0, 10**5).map(lambda n: n / 10**5)
precisions = st.integers(1, 5)
types = st.sampled_from(["strike", "attack", "clash", "abduction", "operation", "liaison", "diplomacy"])
statuses = st.sampled_from(["reported", "claimed", "alleged", "planned", "denied"])
salience = st.sampled_from(["main", "background"])
wheres = st.builds(
    Where,
    name=maybe, country=st.none() | st.sampled_from(["IR", "PK"]), admin1=maybe,
    level=st.sampled_from(["site", "town", "district", "province", "region", "country"]),
    where_precision=st.integers(1, 7),
    lat=st.none() | st.integers(-90 * 10**5, 90 * 10**5).map(lambda n: n / 10**5),
    lon=st.none() | st.integers(-180 * 10**5, 180 * 10**5).map(lambda n: n / 10**5),
    radius_km=st.none() | st.integers(1, 500).map(float), surface=maybe, local_name=maybe, place_id=maybe,
    outline_id=st.none() | st.sampled_from(["admin1:IR.41", "nowhere"]), within_id=maybe,
    line=st.sampled_from([(), ("IR", "PK"), ("a", "b")]), relation=maybe, confidence=st.none() | ratio, reasons=names,
)  # fmt: skip
accounts = st.builds(
    Account,
    id=texts, report=texts, type=types, title=texts, start=st.none() | days, end=st.none() | days,
    date_precision=precisions, where=wheres, actors=names, targets=names, killed=tolls, injured=tolls,
    abducted=tolls, arrested=tolls, status=statuses, status_by=maybe, salience=salience,
    date_inferred=st.booleans(), date_words=maybe, toll_words=maybe, toll_by=maybe,
    evidence=st.lists(
        st.builds(Evidence, st.sampled_from(["incident", "place", "killed", "status"]), spans, texts), max_size=2
    ).map(tuple),
    links=st.lists(
        st.builds(Link, st.sampled_from(["response", "after", "same"]), spans, texts, counts, maybe), max_size=1
    ).map(tuple),
    rules=names,
)  # fmt: skip
sides = st.builds(Side, texts, names, names)
incident_records = st.builds(
    Incident,
    id=texts, type=types, title=texts, start=st.none() | days, end=st.none() | days, date_precision=precisions,
    where=wheres, actors=names, targets=names, killed=tolls, injured=tolls, killed_best=counts, injured_best=counts,
    status=statuses, accounts=st.lists(accounts, min_size=1, max_size=2).map(tuple),
    sources=st.lists(
        st.builds(
            Source, texts, maybe, maybe, maybe, st.none() | days, maybe,
            st.none() | st.builds(SummaryOf, maybe, st.none() | days), names,
        ),
        max_size=1,
    ).map(tuple),
    disagreements=st.lists(
        st.builds(Disagreement, texts, st.tuples(sides, sides)),
        max_size=1,
    ).map(tuple),
    relations=st.lists(
        st.builds(Relation, st.sampled_from(["response", "after"]), texts, texts, texts), max_size=1
    ).map(tuple),
    supplied=names, reasons=names, date_inferred=st.booleans(), salience=salience,
)  # fmt: skip


@given(accounts)
@settings(deadline=None)
def test_an_account_comes_back_as_it_went(account: Account) -> None:
    assert account_from(json.loads(json.dumps(account_json(account)))) == account


@given(made=st.lists(incident_records, max_size=3, unique_by=lambda i: i.id))
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_incidents_come_back_as_they_went(
    made: list[Incident], atlas: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("round") / "trip.geojson"
    collection = feature_collection(made, gazetteer=atlas, rejected=[Rejected(*HOSTILE[:2])])
    SCHEMA.validate(json.loads(json.dumps(collection)))
    write_geojson(path, collection)
    back = read_geojson(path)
    assert back.incidents == tuple(made)
    assert back.rejected == (Rejected(*HOSTILE[:2]),)
    for feature in collection["features"]:
        drawing = back.drawn[feature["id"]]
        assert (drawing.geometry is None) == (feature["geometry"] is None)
        assert drawing.geometry is None or drawing.geometry.is_valid


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_pass_untouched(words: str, atlas: Any, tmp_path: Path) -> None:
    where = Where(words, "IR", words, "town", 1, 26.0, 61.0, surface=words, local_name=words, relation=words)
    account = Account(
        words, words, "strike", words, None, None, 5, where, (words,), (words,), status_by=words,
        evidence=(Evidence("incident", Span(0, len(words)), words),),
    )  # fmt: skip
    incident = Incident(
        words, "strike", words, None, None, 5, where, (words,), (words,), None, None, None, None, "reported",
        (account,), (Source(words, words, words, words, None, words),),
        disagreements=(Disagreement("place", (Side(words, (words,), (words,)), Side("x", (), ()))),),
    )  # fmt: skip
    report = Report(words, "secret text", words, words, words)
    path = tmp_path / "map.geojson"
    write_geojson(path, feature_collection([incident], reports=[report], gazetteer=atlas, title=words))
    back = read_geojson(path)
    assert back.incidents == (incident,)
    assert back.title == words
    assert back.reports[0]["title"] == words
    assert b"secret text" not in path.read_bytes()


def test_the_judge_of_fusion_reads_it(collection: dict[str, Any], corpora: Path, tmp_path: Path) -> None:
    judge = corpora.parent / "score" / "score_fusion.py"
    if not judge.is_file():
        pytest.skip("the scorer is not beside the evaluation texts")
    path = tmp_path / "map.geojson"
    write_geojson(path, collection)
    gold = corpora / "news" / "dev" / "gold.jsonl"
    done = subprocess.run(
        [sys.executable, str(judge), str(gold), str(path), "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["features"] == len(collection["features"])
