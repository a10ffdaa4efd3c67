"""Imports: GeoNames dumps, CSV and OpenStreetMap files of our own making, through the command as a user types it."""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gazetteer import store
from gazetteer.imports import IMPORT_SUFFIX, Licence, import_meta, import_rows, write_import
from gazetteer.outlines import OutlineBuilder
from gazetteer.rows import Row, RowError, write_rows
from gazetteer.store import GazetteerError, open_gazetteer
from maps.cli import main

HOSTILE = ("{{ 7*191 }}", "{% raw %}", "</script><img onerror=alert(1)>", "${alert(1)}", "[red]x[/red]")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small bundled gazetteer, an empty cache, no imports."""
    data = tmp_path / "bundled"
    data.mkdir()
    rows = [
        Row("admin1:PK.02", "Balochistan", "province", "province", "PK", "Balochistan"),
        Row("country:PK", "Pakistan", "country", "country", "PK", lat=30.0, lon=70.0),
        Row("geonames:1163054", "Turbat", "town", "town", "PK", "Balochistan", lat=26.0, lon=63.0, weight=75_000),
    ]
    write_rows(data / "places.tsv.xz", rows)
    OutlineBuilder().write(data / "outlines.json.xz")
    monkeypatch.setattr(store, "DATA", data)
    monkeypatch.setenv("SARHAD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SARHAD_DATA", str(tmp_path / "imports"))
    yield tmp_path
    store._open.cache_clear()


def _line(
    number: int,
    name: str,
    alternates: str = "",
    lat: str = "26.1",
    lon: str = "63.1",
    feature: str = "P PPL",
    **more: str,
) -> str:
    kind, code = feature.split()
    cells = [
        str(number), name, name, alternates, lat, lon, kind, code, more.get("country", "PK"), "",
        more.get("admin1", "02"),
        more.get("admin2", "1163052"), "", "", more.get("people", "0"), "", "5", "Asia/Karachi", "2024-01-01",
    ]  # fmt: skip
    return "\t".join(cells) + "\n"


def test_a_geonames_dump_with_alternate_names_and_codes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dump = home / "PK.txt"
    dump.write_text(
        _line(1163054, "Turbat", people="213557")
        + _line(90, "Kulag", "KLG,kulag,Kolag")
        + _line(91, "Somebody's Farm", feature="S FRM")
        + _line(92, "Gwadar Airport", feature="S AIRP")
        + _line(93, "Abandoned", feature="P PPLQ")
        + _line(94, "Kech District", feature="A ADM2"),
        encoding="utf-8",
    )
    with zipfile.ZipFile(home / "alternateNamesV2.zip", "w") as archive:
        archive.writestr("iso-languagecodes.txt", "x\n")
        names = (
            "1\t90\tur\tکولگ\t\t\t\t\n2\t90\twkdt\tQ1\t\t\t\t\n3\t90\tlink\tzz\t\t\t\t\n4\t1163054\tabbr\tTBT\t\t\t\t\n"
        )
        archive.writestr("alternateNamesV2.txt", names * 3)
    (home / "admin2Codes.txt").write_text("PK.02.1163052\tKech\tKech\t1163052\n", encoding="utf-8")
    names_option = ["--alternate-names", str(home / "alternateNamesV2.zip")]
    command = ["gazetteer", "import", str(dump), *names_option, "--admin2", str(home / "admin2Codes.txt")]
    assert main(command) == 0
    assert "4 places imported as PK (CC BY 4.0)" in capsys.readouterr().out
    g = open_gazetteer()
    (kulag,) = g.lookup("کولگ")
    assert (kulag.name, kulag.admin1, kulag.admin2, kulag.population) == ("Kulag", "Balochistan", "Kech", None)
    assert g.lookup("KLG") == g.lookup("Q1") == g.lookup("Abandoned") == g.lookup("Somebody's Farm") == ()
    assert [p.population for p in g.lookup("Turbat")] == [213557]
    assert g.hits("tbt")[0].code
    assert [(p.id, p.level) for p in g.lookup("Kech District")] == [("admin2:PK.02.1163052", "district")]
    assert g.lookup("Gwadar Airport")[0].level == "site"


def test_broken_lines_of_a_dump_are_told_and_the_rest_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "XX.txt").write_text(
        _line(1, "Good")
        + "only\tthree\tcolumns\n"
        + _line(2, "Swapped", lat="163.1", lon="26.1")
        + _line(3, "Odd", lat="n/a"),
        encoding="utf-8",
    )
    assert main(["gazetteer", "import", str(home / "XX.txt")]) == 1
    said = capsys.readouterr()
    assert "XX.txt:2: 3 columns, not 19" in said.err
    assert "XX.txt:3: latitude 163.1, longitude 26.1: out of range; latitude comes first" in said.err
    assert "XX.txt:4: latitude 'n/a'" in said.err
    assert "1 places imported as XX" in said.out
    assert len(open_gazetteer().lookup("Good")) == 1


def test_a_csv_of_ones_own_with_its_terms(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "field notes.csv"
    path.write_text(
        "name,country,lat,lon,level,radius_km,names\nTalap,PK,28.9,62.3,town,5,ur=تالاپ|Tallap\nBad,PK,x,1,,,\n",
        encoding="utf-8",
    )
    assert (
        main(["gazetteer", "import", str(path), "--licence", "CC0", "--attribution", "Notes of the field office"]) == 1
    )
    assert "field notes.csv:3: lat 'x' is no number" in capsys.readouterr().err
    g = open_gazetteer()
    assert [p.id for p in g.lookup("تالاپ")] == ["field-notes:PK.talap"]
    assert ("field-notes", "CC0", "Notes of the field office") in {(s.name, s.licence, s.text) for s in g.attribution()}
    assert main(["gazetteer", "info"]) == 0
    out = capsys.readouterr().out
    assert "field-notes: 1 places" in out and "Notes of the field office" in out


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_they_are(home: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = home / "x.csv"
    path.write_text(f'name,country,lat,lon,admin1\n"{name}",PK,28.9,62.3,"{name}"\n', encoding="utf-8")
    assert main(["gazetteer", "import", str(path)]) == 0
    capsys.readouterr()
    assert main(["gazetteer", "search", name, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == name
    assert main(["gazetteer", "search", name]) == 0
    assert name in capsys.readouterr().out


GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "node/1",
            "properties": {"name": "Shamsar", "place": "village", "name:fa": "شمسر", "population": "1,200"},
            "geometry": {"type": "Point", "coordinates": [62.7, 27.1]},
        },
        {
            "type": "Feature",
            "id": "relation/2",
            "properties": {"name": "Kech", "boundary": "administrative", "admin_level": "6", "alt_name": "Kej;Ketch"},
            "geometry": {"type": "Polygon", "coordinates": [[[62, 26], [63, 26], [63, 27], [62, 27], [62, 26]]]},
        },
        {
            "type": "Feature",
            "properties": {"name": "Shop", "shop": "yes"},
            "geometry": {"type": "Point", "coordinates": [1, 1]},
        },
        {"type": "Feature", "properties": {"name": "Lost", "place": "town"}, "geometry": None},
        {
            "type": "Feature",
            "properties": {"name": "Metres", "place": "town"},
            "geometry": {"type": "Point", "coordinates": [700000, 3000000]},
        },
    ],
}


def test_openstreetmap_objects_as_geojson(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "area.geojson").write_text(json.dumps(GEOJSON), encoding="utf-8")
    assert main(["gazetteer", "import", str(home / "area.geojson"), "--country", "pk"]) == 1
    said = capsys.readouterr()
    assert "feature 4: cannot be read" in said.err
    assert "feature 5: coordinates out of range; GeoJSON gives longitude before latitude" in said.err
    assert "2 places and 1 outlines imported as area (ODbL 1.0)" in said.out
    g = open_gazetteer()
    (village,) = g.lookup("شمسر")
    assert (village.level, village.kind, village.country, village.population) == ("town", "village", "PK", 1200)
    (kech,) = g.lookup("Ketch")
    assert (kech.level, kech.outline_id) == ("district", "osm:relation/2")
    outline = g.outline(kech.outline_id)
    assert outline is not None and outline.area == 1
    assert [p.name for p in g.containing(26.5, 62.5)] == ["Kech"]


OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="26.0" lon="62.0" version="1"/><node id="2" lat="26.0" lon="63.0" version="1"/>
<node id="3" lat="27.0" lon="63.0" version="1"/><node id="4" lat="27.0" lon="62.0" version="1"/>
<node id="5" lat="27.1" lon="62.7" version="1"><tag k="place" v="village"/><tag k="name" v="Shamsar"/>
<tag k="name:fa" v="شمسر"/></node>
<way id="6" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/></way>
<relation id="7" version="1"><member type="way" ref="6" role="outer"/><tag k="type" v="boundary"/>
<tag k="boundary" v="administrative"/><tag k="admin_level" v="4"/>
<tag k="name" v="Makran"/><tag k="name:ur" v="مکران"/></relation>
</osm>"""


def test_an_openstreetmap_extract(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "extract.osm").write_text(OSM, encoding="utf-8")
    assert main(["gazetteer", "import", str(home / "extract.osm"), "--country", "PK"]) == 0
    assert "2 places and 1 outlines" in capsys.readouterr().out
    g = open_gazetteer()
    assert [(p.id, p.level) for p in g.lookup("شمسر")] == [("osm:n5", "town")]
    assert [(p.id, p.level, p.outline_id) for p in g.lookup("مکران")] == [("osm:r7", "province", "osm:r7")]


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _signed(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _pbf(nodes: list[tuple[int, float, float, dict[str, str]]]) -> bytes:
    """An .osm.pbf of plain nodes: a header block and one data block, as the format is documented."""
    strings: list[str] = [""]
    group = b""
    for number, lat, lon, tags in nodes:
        refs = []
        for text in (t for pair in tags.items() for t in pair):
            if text not in strings:
                strings.append(text)
            refs.append(strings.index(text))
        node = _field(1, _signed(number))
        node += _field(2, b"".join(_varint(r) for r in refs[::2])) + _field(3, b"".join(_varint(r) for r in refs[1::2]))
        node += _field(8, _signed(round(lat * 1e7))) + _field(9, _signed(round(lon * 1e7)))
        group += _field(1, node)
    block = _field(1, b"".join(_field(1, s.encode()) for s in strings)) + _field(2, group)
    header = _field(4, b"OsmSchema-V0.6")

    def blob(kind: bytes, data: bytes) -> bytes:
        body = _field(2, len(data)) + _field(3, zlib.compress(data))
        head = _field(1, kind) + _field(3, len(body))
        return struct.pack(">I", len(head)) + head + body

    return blob(b"OSMHeader", header) + blob(b"OSMData", block)


def test_an_openstreetmap_pbf(home: Path) -> None:
    tags = {"place": "hamlet", "name": "Kalag", "name:fa": "کلگ"}
    (home / "tiny.osm.pbf").write_bytes(_pbf([(11, 26.5, 62.5, tags), (12, 1.0, 1.0, {"amenity": "cafe"})]))
    assert main(["gazetteer", "import", str(home / "tiny.osm.pbf")]) == 0
    (place,) = open_gazetteer().lookup("کلگ")
    assert (place.id, place.name, place.lat, place.lon) == ("osm:n11", "Kalag", 26.5, 62.5)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("no.geojson", "not json", "no GeoJSON FeatureCollection"),
        ("no.osm.pbf", "not a pbf", "cannot be read as OpenStreetMap data"),
        ("no.csv", "city,x\nA,1\n", "no column 'name'"),
        ("empty.csv", "name,lat,lon\n", "nothing was imported"),
        ("no.zip", "", ""),
    ],
)
def test_a_file_that_is_something_else_imports_nothing(
    home: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, says: str
) -> None:
    path = home / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "x")
        says = "no .txt file inside"
    else:
        path.write_text(content, encoding="utf-8")
    assert main(["gazetteer", "import", str(path)]) == 1
    assert says in capsys.readouterr().err
    assert list((home / "imports").glob("*")) == []


def test_wrong_use_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "import", str(home / "none.csv")]) == 2
    assert "there is no such file" in capsys.readouterr().err
    (home / "what.dat").write_text("x")
    assert main(["gazetteer", "import", str(home / "what.dat")]) == 2
    assert "--format geonames|csv|osm" in capsys.readouterr().err
    assert main(["gazetteer", "search", "Nowhere"]) == 1
    assert "Try --fuzzy" in capsys.readouterr().err


def test_search_says_what_was_only_alike(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "search", "Turbatt", "--fuzzy", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["name"], found["match"]) == ("Turbat", "like 'turbat', 92 of 100")


def _items(until: Exception | None) -> Iterator[Row | RowError | tuple[str, bytes]]:
    yield Row("u:1", "New", "town", "town")
    if until is not None:
        raise until


def test_an_interrupted_import_leaves_the_old_one_and_nothing_half(home: Path) -> None:
    folder = home / "imports"
    write_import(folder, "mine", _items(None), [Licence("mine", "CC0", "mine")])
    before = (folder / f"mine{IMPORT_SUFFIX}").read_bytes()
    for stop in (KeyboardInterrupt(), OSError("disk full")):
        with pytest.raises(type(stop)):
            write_import(folder, "mine", _items(stop), [])  # type: ignore[arg-type]
        assert [p.name for p in folder.iterdir()] == [f"mine{IMPORT_SUFFIX}"]
        assert (folder / f"mine{IMPORT_SUFFIX}").read_bytes() == before
    assert [r.name for r in import_rows(folder / f"mine{IMPORT_SUFFIX}")] == ["New"]
    assert import_meta(folder / f"mine{IMPORT_SUFFIX}")["attribution"][0]["licence"] == "CC0"


def test_an_import_twice_gives_the_same_bytes_and_replaces_itself(home: Path) -> None:
    make: Callable[[], object] = lambda: write_import(home / "imports", "a", _items(None), [])  # noqa: E731
    make()
    first = (home / "imports" / f"a{IMPORT_SUFFIX}").read_bytes()
    make()
    assert (home / "imports" / f"a{IMPORT_SUFFIX}").read_bytes() == first


def test_one_import_can_be_opened_by_its_file_and_nothing_else_can(home: Path) -> None:
    for name in "ab":
        (home / f"{name}.csv").write_text(f"name,country,lat,lon\nTalap {name},PK,28.9,62.3\n", encoding="utf-8")
        assert main(["gazetteer", "import", str(home / f"{name}.csv")]) == 0
    g = open_gazetteer(home / "imports" / f"a{IMPORT_SUFFIX}")
    assert len(g.lookup("Talap a")) == 1 and g.lookup("Talap b") == ()
    assert len(open_gazetteer(home / "imports").lookup("Talap b")) == 1
    (home / "empty").mkdir()
    for path in (home / "a.csv", home / "none", home / "empty"):
        with pytest.raises(GazetteerError, match=r"no file of imported places \(\*\.places\.gz\)"):
            open_gazetteer(path)


def test_an_import_can_be_taken_away_and_only_an_import(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "a.csv").write_text("name,country,lat,lon\nTalap,PK,28.9,62.3\n", encoding="utf-8")
    assert main(["gazetteer", "import", str(home / "a.csv")]) == 0
    assert len(open_gazetteer().lookup("Talap")) == 1
    assert main(["gazetteer", "remove", "../bundled/places"]) == 1
    assert "There are: a." in capsys.readouterr().err
    assert main(["gazetteer", "remove", "a"]) == 0
    assert open_gazetteer().lookup("Talap") == ()
