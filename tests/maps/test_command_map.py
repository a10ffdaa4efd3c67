"""`sarhad map` and `sarhad export` as a user meets them: files, words, exit codes."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo import pipeline
from geo.document import Document
from geo.incident import Incident, Where
from maps import assemble as assembly
from maps.assemble import Assembled
from maps.cli import main
from maps.explain import explain_incident
from maps.geojson import Unresolved, feature_collection, read_geojson, write_geojson
from maps.outcome import UsageError
from maps.wanted import Wanted, choose, parse_bbox, parse_countries, parse_types

HOSTILE = "{{ 7*191 }}{% raw %}</script><img src=x onerror=alert(1)>${x}"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, incidents: tuple[Incident, ...], atlas: Any) -> dict[str, Any]:
    """Hand-made incidents in place of extraction, chosen as asked; what `assemble` was called with is kept."""
    called: dict[str, Any] = {}

    def made(reports: Any, *, wanted: Wanted | None = None, **rest: Any) -> Assembled:
        called.update(rest, reports=reports, wanted=wanted)
        kept, left_out = choose(incidents, wanted or Wanted(), atlas)
        return Assembled(kept, (Unresolved("wire-1", "Kalag", "no gazetteer has it"),), left_out)

    monkeypatch.setattr(assembly, "assemble", made)
    return called


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "wire.txt"
    path.write_text("Missiles hit Panjgur on 16 January.\n", encoding="utf-8")
    return path


def test_the_geojson_and_what_is_on_it(
    found: dict[str, Any], report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "out.geojson"
    assert main(["map", str(report), "--published", "2024-01-17", "--geojson", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0].startswith(f"{out}  ")
    assert "8 incidents from 1 report" in said.out
    assert "strikes: 2" in said.out
    assert "1 known only as far as the country" in said.out
    assert "no place found for 'Kalag' in wire-1: no gazetteer has it" in said.err
    assert next(i.id for i in read_geojson(out).incidents) == "wire-1#0"
    assert json.loads(out.read_text("utf-8"))["title"] == "Reported incidents, 2024-01-01 to 2024-01-31"
    assert found["reports"][0].published == date(2024, 1, 17)
    assert not (tmp_path / "map.html").exists()


def test_the_page_is_written_where_asked(found: dict[str, Any], report: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    assert main(["map", str(report), "--published", "2024-01-17", "-o", str(page), "--title", "Mine"]) == 0
    text = page.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "Mine" in text


def test_without_a_name_the_page_is_map_html(
    found: dict[str, Any], report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["map", str(report), "--published", "2024-01-17"]) == 0
    assert (tmp_path / "map.html").stat().st_size > 1000


def test_a_rejected_report_is_named_and_the_rest_is_done(
    found: dict[str, Any], report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.geojson"
    missing = str(tmp_path / "missing.txt")
    assert main(["map", str(report), missing, "--published", "2024-01-17", "--geojson", str(out)]) == 1
    assert "rejected" in capsys.readouterr().err
    assert [r.source for r in read_geojson(out).rejected] == [missing]


def test_what_a_filter_leaves_out_is_said(
    found: dict[str, Any], report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.geojson"
    arguments = ["map", str(report), "--published", "2024-01-17", "--geojson", str(out)]
    assert main([*arguments, "--type", "strike,attack", "--since", "2024-01-17"]) == 0
    said = capsys.readouterr()
    assert "1 incident from 1 report" in said.out
    assert "left out: 1 incident without a day" in said.err
    assert "left out: 5 incidents of another type" in said.err
    assert "left out: 1 incident outside the days asked for" in said.err


def test_an_incident_is_explained_instead_of_drawn(
    found: dict[str, Any], report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.geojson"
    arguments = ["map", str(report), "--published", "2024-01-17", "--geojson", str(out)]
    assert main([*arguments, "--explain", "wire-1#0"]) == 0
    said = capsys.readouterr().out
    assert "same day, same kind" in said
    assert "not agreed on: place" in said
    assert not out.exists()
    assert main([*arguments, "--explain", "wire-1#99"]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--bbox", "1,2,3"], "--bbox=57,23,68,32"),
        (["--bbox", "57,32,68,23"], "latitudes go from -90 to 90"),
        (["--country", "Iran"], "ISO 3166-1"),
        (["--type", "war"], "strike, attack, clash"),
        (["--since", "yesterday"], "2024-01-30"),
        (["--since", "2024-02-01", "--until", "2024-01-01"], "no day lies between"),
        (["--workers", "0"], "1 or more"),
        (["--words", "nothing.toml"], "no such file"),
        (["--gazetteer", "nothing"], "no file of imported places"),
        (["--previous", "nothing.geojson"], "No such file"),
        (["-o", "same", "--geojson", "./same"], "a file of its own"),
        (["--tiles", "NoSuchTiles"], "NoSuchTiles"),
    ],
)
def test_wrong_use_is_told_at_once(
    arguments: list[str],
    said: str,
    found: dict[str, Any],
    report: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["map", str(report), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert found == {}
    assert [p.name for p in tmp_path.iterdir()] == ["wire.txt"]


def test_an_earlier_run_is_handed_on(
    found: dict[str, Any], report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.geojson"
    arguments = ["map", str(report), "--published", "2024-01-17", "--geojson", str(out)]
    assert main(arguments) == 0
    assert main([*arguments, "--previous", str(out)]) == 0
    assert found["previous"]["type"] == "FeatureCollection"
    assert main([*arguments, "--previous", str(report)]) == 2
    assert "no JSON" in capsys.readouterr().err


def test_the_same_reports_give_the_same_files(found: dict[str, Any], report: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        arguments = ["-o", str(tmp_path / f"{name}.html"), "--geojson", str(tmp_path / f"{name}.geojson")]
        assert main(["map", str(report), "--published", "2024-01-17", *arguments]) == 0
    for suffix in ("html", "geojson"):
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


def test_hostile_words_reach_the_page_as_data_only(
    monkeypatch: pytest.MonkeyPatch, incidents: tuple[Incident, ...], report: Path, tmp_path: Path
) -> None:
    where = Where(HOSTILE, "IR", HOSTILE, "town", 1, 26.0, 61.0, surface=HOSTILE)
    bad = replace(incidents[0], title=HOSTILE, where=where, actors=(HOSTILE,), targets=(HOSTILE,))
    unresolved = (Unresolved(HOSTILE, HOSTILE, HOSTILE),)
    monkeypatch.setattr(assembly, "assemble", lambda *_, **__: Assembled((bad,), unresolved))
    page, out = tmp_path / "out.html", tmp_path / "out.geojson"
    arguments = ["-o", str(page), "--geojson", str(out), "--title", HOSTILE, "--published", "2024-01-17"]
    assert main(["map", str(report), *arguments]) == 0
    text = page.read_text("utf-8")
    assert "1337" not in text
    assert "<img src=x" not in text
    back = read_geojson(out)
    assert back.title == HOSTILE
    assert back.incidents[0].where.name == HOSTILE
    assert back.unresolved == unresolved


def test_a_filter_keeps_what_can_be_said_to_lie_within(incidents: tuple[Incident, ...], atlas: Any) -> None:
    strike, reply, clash, attack, *_, visit = incidents

    def kept(**wishes: Any) -> list[str]:
        return [i.id for i in choose(incidents, Wanted(**wishes), atlas)[0]]

    assert kept() == [i.id for i in incidents]
    assert kept(countries=("IR",)) == [reply.id, clash.id, attack.id]
    assert attack.id in kept(countries=("PK",))
    assert kept(types=("diplomacy",)) == [visit.id]
    # A province lies in a box that cuts it, a strip along the border likewise; a country is drawn nowhere.
    assert kept(bbox=(58, 25, 59, 26)) == [reply.id]
    assert kept(bbox=(60, 20.5, 60.2, 20.6)) == [attack.id]
    assert visit.id not in kept(bbox=(-180, -90, 180, 90))
    assert kept(bbox=(179, -90, -179, 90)) == []
    assert strike.id in kept(since=date(2024, 1, 16), until=date(2024, 1, 16))
    # A month that holds the day asked for may hold the incident.
    assert incidents[5].id in kept(since=date(2024, 1, 30), until=date(2024, 2, 2))
    assert attack.id not in kept(until=date(2030, 1, 1))


def test_options_are_parsed_or_refused() -> None:
    assert parse_bbox("-10, 20 ,30,40") == (-10, 20, 30, 40)
    assert parse_bbox("170,-20,-170,0") == (170, -20, -170, 0)
    for bad in ("", "a,b,c,d", "0,0,0,1", "0,-91,1,1", "nan,0,1,1", "181,0,1,1"):
        with pytest.raises(UsageError):
            parse_bbox(bad)
    assert parse_types("clash,,clash ") == ("clash",)
    assert parse_countries("") == ()
    with pytest.raises(UsageError):
        parse_countries("I1")


def test_an_explanation_says_where_every_value_is_from(incidents: tuple[Incident, ...]) -> None:
    told = explain_incident(incidents[0], incidents)
    assert "told by wire-1 (wire-1#0):" in told
    assert "wire-1#0 joins 2 accounts" in told
    assert "incident [0:20] 'Quetta: Missiles hit'" in told
    assert "killed: at least 2" in told
    assert "when: not known" in explain_incident(incidents[3], incidents)


@pytest.fixture
def geojson(incidents: tuple[Incident, ...], atlas: Any, tmp_path: Path) -> Path:
    path = tmp_path / "in.geojson"
    write_geojson(path, feature_collection(incidents, gazetteer=atlas))
    return path


def test_export_writes_and_says_what(geojson: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert main(["export", str(geojson), "-o", str(out), "--as", "ucdp"]) == 0
    said = capsys.readouterr()
    assert "3 of 8 incidents" in said.out
    assert "left out: 5" in said.err
    assert "Pakistan" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("in.geojson", "out.shp", ".gpkg, .parquet, .csv, .kml"),
        ("missing.geojson", "out.csv", "No such file"),
        ("text.txt", "out.csv", "no JSON"),
    ],
)
def test_export_refuses_in_words(
    source: str, target: str, said: str, geojson: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.txt").write_text("words", encoding="utf-8")
    assert main(["export", str(tmp_path / source), "-o", str(tmp_path / target)]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / target).exists()


def test_the_bundled_reports_make_a_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, out = tmp_path / "border.html", tmp_path / "border.geojson"
    assert main(["map", "-o", str(page), "--geojson", str(out)]) == 0
    assert "from 5 reports" in capsys.readouterr().out
    assert page.stat().st_size < 1_000_000
    assert {f["properties"]["layer"] for f in json.loads(out.read_bytes())["features"]} >= {
        "strikes", "attacks", "clashes", "liaison posts", "diplomacy",
    }  # fmt: skip


@pytest.mark.parametrize("feature", [1, None, {"type": "Feature", "geometry": None, "properties": {}}])
def test_an_earlier_file_that_is_not_ours_is_refused(
    feature: object, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Taken in silence it would keep no id, and nobody would know."""
    old = tmp_path / "old.geojson"
    old.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert main(["map", str(report), "--previous", str(old), "--geojson", str(tmp_path / "new.geojson")]) == 2
    assert "features[0] is no incident of ours" in capsys.readouterr().err
    assert not (tmp_path / "new.geojson").exists()


def test_the_order_of_the_reports_does_not_change_the_file(tmp_path: Path) -> None:
    rows = [
        {"id": "b", "text": "Gunmen shot dead two soldiers near Turbat on Monday.", "published": "2024-01-30"},
        {"id": "a", "text": "A bomb killed a policeman in Kalag village on Sunday.", "published": "2024-01-29"},
    ]
    for name, order in (("one", rows), ("other", rows[::-1])):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in order), encoding="utf-8")
        assert main(["map", str(tmp_path / f"{name}.jsonl"), "--geojson", str(tmp_path / f"{name}.geojson")]) == 0
    assert (tmp_path / "one.geojson").read_bytes() == (tmp_path / "other.geojson").read_bytes()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_imported_places_are_taken_from_their_file_or_its_folder(
    what: str, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SARHAD_DATA", str(tmp_path / "imports"))
    places = tmp_path / "mine.csv"
    places.write_text("name,country,lat,lon\nKalag,PK,26.5,64.5\n", encoding="utf-8")
    assert main(["gazetteer", "import", str(places)]) == 0
    [made] = (tmp_path / "imports").iterdir()
    given = made if what == "file" else made.parent
    # Without the folder that imports go to, only what is given can have them.
    monkeypatch.setenv("SARHAD_DATA", str(tmp_path / "none"))
    assert main(["map", str(report), "--gazetteer", str(given), "--geojson", str(tmp_path / "out.geojson")]) == 0


def test_a_hostile_report_and_a_hostile_gazetteer_row_run_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way, nothing made by hand: text, title, publisher, address and id of a report, and a place's fields."""
    monkeypatch.setenv("SARHAD_DATA", str(tmp_path / "imports"))
    places = tmp_path / "hostile.csv"
    with places.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "level", "kind", "country", "admin1", "lat", "lon", "population", "names"])
        writer.writerow(["local:1", f"Exampleabad {HOSTILE}", "town", HOSTILE, "AF", HOSTILE, 34.6, 69.3, 90_000_000,
                         f"Exampleabad|fa={HOSTILE}"])  # fmt: skip
    assert main(["gazetteer", "import", str(places), "--attribution", HOSTILE]) == 0
    text = (
        "A suicide bomber blew himself up at a mosque in Kabul, Afghanistan, on January 16, killing 30 worshippers and"
        f" wounding dozens, a man called {{{{ 7*191 }}}} ${{x}} </script> said.\n\n{HOSTILE}\n\n"
        "Gunmen then attacked the police station in the town of Exampleabad and killed two officers, police said.\n"
    )
    row = {"id": HOSTILE, "title": HOSTILE, "publisher": HOSTILE, "url": f"javascript:{HOSTILE}", "language": "en",
           "published": "2024-01-18", "text": text}  # fmt: skip
    report = tmp_path / "hostile.json"
    report.write_text(json.dumps(row), encoding="utf-8")
    page, out = tmp_path / "out.html", tmp_path / "out.geojson"
    assert main(["map", str(report), "-o", str(page), "--geojson", str(out), "--title", HOSTILE]) == 0
    capsys.readouterr()
    html = page.read_text("utf-8")
    assert "1337" not in html
    assert "<img src=x" not in html
    assert html.count("</script>") == html.count("<script")
    back = read_geojson(out)
    assert back.reports[0]["publisher"] == HOSTILE
    assert HOSTILE in back.attribution
    assert back.incidents
    for incident in back.incidents:
        for account in incident.accounts:
            for evidence in account.evidence:
                assert evidence.span.of(text) == evidence.text
    quoted = " ".join(e.text for i in back.incidents for a in i.accounts for e in a.evidence)
    assert "{{ 7*191 }}" in quoted


@pytest.mark.parametrize("command", [["map", "--geojson"], ["extract", "-o"]])
def test_a_report_the_program_fails_on_is_named_and_the_rest_is_done(
    command: list[str],
    report: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad, out = tmp_path / "bad.txt", tmp_path / "out"
    bad.write_text("Missiles hit Turbat on 16 January.\n", encoding="utf-8")
    code = pipeline.code_report

    def failing(doc: Document, *rest: Any) -> Any:
        if "Turbat" in doc.report.text:
            raise KeyError("QX")
        return code(doc, *rest)

    monkeypatch.setattr(pipeline, "code_report", failing)
    given = [str(report), str(bad), "--published", "2024-01-17", "--workers", "1"]
    assert main([command[0], *given, command[1], str(out)]) == 1
    told = capsys.readouterr().err
    assert "bad" in told
    assert "Traceback" not in told
    written = out.read_text(encoding="utf-8")
    assert "Panjgur" in written
    assert "Turbat" not in written
