"""`sarhad locate`: names and running text, in every form it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maps.cli import main

TEXT = (
    "Iranian guards were shot in Rask on Monday.\n\n"
    "Tehran said gunmen from the village of Zarrinkuhak had crossed into Sistan-Baluchistan in Iran."
)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    rows = [{"id": "a", "text": TEXT}, {"id": "b", "text": "Nothing to see."}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_names_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", "Turbat", "no such place whatever"]) == 0
    out, err = capsys.readouterr()
    assert "Turbat\tTurbat\ttown\tBalochistan, PK\t26.00" in out
    assert "not found" in out
    assert "no such place" in err


def test_names_as_json_with_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", "Pishin", "--json", "--why", "--country", "IR"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["name"] == "Pishin"
    assert row["places"][0]["country"] == "IR"
    assert row["places"][0]["reasons"]


def test_text_as_json(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", "--text", str(texts), "--json"]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert second == {"id": "b", "toponyms": []}
    roles = {t["surface"]: t["role"] for t in first["toponyms"]}
    assert roles["Iranian"] == "demonym"
    assert roles["Rask"] == "location"
    assert roles["Tehran"] == "metonym"
    for t in first["toponyms"]:
        assert TEXT[t["start"] : t["end"]] == t["surface"]
        assert set(t) == {"start", "end", "surface", "role", "lat", "lon", "place_id", "confidence"}
    assert [u["surface"] for u in first["unresolved"]] == ["Zarrinkuhak"]


def test_roles_are_chosen(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", "--text", str(texts), "--json", "--roles", "demonym"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert [t["surface"] for t in first["toponyms"]] == ["Iranian"]
    assert main(["locate", "--text", str(texts), "--roles", "nonsense"]) == 2


def test_a_broken_line_is_named_and_the_rest_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(
        '{"id": "a", "text": "In Turbat."}\nnot json\n{"id": "a", "text": "again"}\n{"id": 3}\n', encoding="utf-8"
    )
    assert main(["locate", "--text", str(path), "--json"]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert ":2:" in err
    assert ":3:" in err
    assert ":4:" in err


def test_geojson_draws_no_more_than_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", "Turbat", "Sistan and Baluchestan", "Iran", "--geojson"]) == 0
    collection = json.loads(capsys.readouterr().out)
    town, province, country = (f["geometry"] for f in collection["features"])
    assert town["type"] == "Point"
    assert town["coordinates"][0] == pytest.approx(63.05, abs=0.05)
    assert province["type"] in ("Polygon", "MultiPolygon")
    assert country is None
    assert collection["attribution"]


def test_a_page_to_look_at_holds_no_script(tmp_path: Path) -> None:
    path = tmp_path / "look.html"
    assert main(["locate", "Turbat", "Zahedan", "Iran", "--map", str(path)]) == 0
    page = path.read_text(encoding="utf-8")
    assert "Turbat" in page
    assert "default-src 'none'" in page
    assert "<script" not in page


def test_hostile_names_are_only_text() -> None:
    from gazetteer.store import open_gazetteer
    from maps.look import look_page

    bad = "{{ 7*191 }}</script><img src=x onerror=alert(1)>"
    properties = {"name": bad, "level": "town", "country": "PK", "admin1": bad, "confidence": 0.5, "reasons": [bad]}
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [63.0, 26.0]}, "properties": properties}
    page = look_page({"features": [feature], "attribution": [bad]}, open_gazetteer())
    assert "<img" not in page
    assert "{{ 7*191 }}" in page
    assert "1337" not in page


@pytest.mark.parametrize(
    "arguments", [[], ["Turbat", "--text", "x.txt"], ["--text", "missing.txt"], ["Turbat", "--limit", "0"]]
)
def test_wrong_use(arguments: list[str]) -> None:
    assert main(["locate", *arguments]) == 2


def test_the_same_bytes_twice(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["locate", "--text", str(texts), "--json", "--why"])
    first = capsys.readouterr().out
    main(["locate", "--text", str(texts), "--json", "--why"])
    assert capsys.readouterr().out == first
