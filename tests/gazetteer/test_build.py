"""The build: pinned packages, names worth keeping, points and radii, outlines, the same bytes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from gazetteer import build, cldr
from gazetteer.build import (
    BuildError,
    Package,
    Shapes,
    Town,
    core_name,
    district_names,
    fetch,
    spread,
    stale_outlines,
    town_radius,
    useful_alternates,
    without_article,
)
from gazetteer.outlines import OutlineBuilder, outline_shape, read_outlines, shape_point
from gazetteer.rows import Row, RowError, from_line, read_csv, read_rows, to_line, write_rows
from gazetteer.store import DATA


def test_a_package_with_another_hash_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thing-1.tgz").write_bytes(b"not what was pinned")
    with pytest.raises(BuildError, match=r"thing-1\.tgz: SHA-256 is [0-9a-f]{64}, pinned is 00"):
        fetch(Package("npm", "thing", "1", "thing-1.tgz", "00"), tmp_path)


def test_a_package_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "thing-1.tgz").write_bytes(b"as pinned")
    package = Package("npm", "thing", "1", "thing-1.tgz", hashlib.sha256(b"as pinned").hexdigest())
    assert fetch(package, tmp_path) == tmp_path / "thing-1.tgz"


def test_packages_are_fetched_by_name_and_version_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> None:
        commands.append(command)
        (tmp_path / "a.whl").write_bytes(b"")
        (tmp_path / "b.tgz").write_bytes(b"")
        (tmp_path / "c.deb").write_bytes(b"")

    monkeypatch.setattr("gazetteer.build.subprocess.run", run)
    empty = hashlib.sha256(b"").hexdigest()
    fetch(Package("pip", "a", "1.0", "a.whl", empty), tmp_path)
    (tmp_path / "b.tgz").unlink()
    fetch(Package("npm", "b", "2.0", "b.tgz", empty), tmp_path)
    (tmp_path / "c.deb").unlink()
    fetch(Package("apt", "c", "3-1", "c.deb", empty), tmp_path)
    assert [command[-1] for command in commands] == ["a==1.0", "b@2.0", "c=3-1"]
    assert not any("://" in part for command in commands for part in command)


def test_airport_codes_and_machine_transliterations_are_no_names() -> None:
    names = ["ZAH", "Zahedan", "zahdan", "zha hei dan", "Dowzdāb", "زاهدان", "Zāhedān", "Захедан"]
    assert useful_alternates("Zahedan", names) == ["Dowzdāb", "Захедан", "زاهدان"]


def test_the_arabic_article_comes_off_where_arabic_is_spoken() -> None:
    assert without_article("Al Qāmishlī", "SY") == ["Qāmishlī"]
    assert without_article("Ar Raqqah", "SY") == ["Raqqah"]
    assert without_article("Al Qāmishlī", "US") == []
    assert without_article("Alabama", "SY") == []


@pytest.mark.parametrize(
    ("country", "name", "shown", "also"),
    [
        ("PK", "Kech District", "Kech District", {"Kech"}),
        ("IR", "Shahrestān-e Sarāvān", "Saravan County", {"Saravan", "Shahrestan-e Saravan"}),
        ("US", "Jackson County", "Jackson County", {"Jackson"}),
        ("PH", "Province of Sulu", "Sulu", {"Sulu Province"}),
    ],
)
def test_a_district_goes_by_its_name_with_and_without_the_word(
    country: str, name: str, shown: str, also: set[str]
) -> None:
    display, further = district_names(country, name)
    assert display == shown
    assert also <= set(further)


def test_a_province_is_known_without_the_word() -> None:
    assert core_name("Yazd Province") == "Yazd"
    assert core_name("Kherson Oblast") == "Kherson"
    assert core_name("Balochistan") == "Balochistan"


def test_a_village_is_a_kilometre_wide_and_a_large_city_twenty() -> None:
    assert town_radius(None) == 1.0
    assert 15 < town_radius(9_000_000) < 25


def test_a_district_is_no_smaller_than_its_share_and_an_outlier_does_not_blow_it_up() -> None:
    lat, lon, radius = spread([(27.0, 64.0)], share_km=50)
    assert (lat, lon, radius) == (27.0, 64.0, 50)
    far = [(27.0, 64.0), (27.1, 64.1), (35.0, 75.0), (35.1, 75.0)]
    assert spread(far, (27.0, 64.0), share_km=20)[2] == 50


def test_a_point_lies_in_the_largest_part_and_far_islands_do_not_widen_it() -> None:
    mainland = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)])
    island = Polygon([(50, 0), (50.2, 0), (50.2, 0.2), (50, 0.2)])
    lat, lon, radius = shape_point(mainland.union(island))
    assert mainland.contains(Point(lon, lat))
    assert radius < 400


def _topology(arcs: list[list[tuple[int, int]]], geometries: list[dict[str, object]]) -> dict[str, object]:
    packed = []
    for arc in arcs:
        steps, before = [], (0, 0)
        for point in arc:
            steps.append([point[0] - before[0], point[1] - before[1]])
            before = point
        packed.append(steps)
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": packed,
        "objects": {"all": {"geometries": geometries}},
    }


def _neighbours() -> OutlineBuilder:
    """Two squares that share the line x = 2."""
    topology = _topology(
        [[(2, 0), (2, 2)], [(2, 2), (0, 2), (0, 0), (2, 0)], [(2, 0), (4, 0), (4, 2), (2, 2)]],
        [],
    )
    builder = OutlineBuilder()
    west = {"type": "Polygon", "arcs": [[0, 1]]}
    east = {"type": "Polygon", "arcs": [[2, ~0]]}
    builder.add_topology(topology, [("admin1:XX.W", [west]), ("admin1:XX.E", [east])], 0.01)
    return builder


def test_neighbours_share_their_border_and_come_back_as_they_were(tmp_path: Path) -> None:
    builder = _neighbours()
    builder.write(tmp_path / "outlines.json.xz")
    arcs, outlines = read_outlines(tmp_path / "outlines.json.xz")
    west, east = (outline_shape(outlines[f"admin1:XX.{side}"], arcs) for side in "WE")
    assert west.equals(Polygon([(0, 0), (2, 0), (2, 2), (0, 2)]))
    assert west.boundary.intersection(east.boundary).length == 2
    assert len(builder.arcs) == 3


def test_outlines_twice_give_the_same_bytes(tmp_path: Path) -> None:
    _neighbours().write(tmp_path / "one.xz")
    _neighbours().write(tmp_path / "two.xz")
    assert (tmp_path / "one.xz").read_bytes() == (tmp_path / "two.xz").read_bytes()


def test_a_ring_over_the_antimeridian_is_cut_there() -> None:
    ring = [(178.0, 60.0), (-178.0, 60.0), (-178.0, 65.0), (178.0, 65.0), (178.0, 60.0)]
    shape = outline_shape([[[0]]], [ring])
    assert shape.area == pytest.approx(20)
    assert shape.contains(Point(179, 62)) and shape.contains(Point(-179, 62))
    assert not shape.contains(Point(0, 62))


def test_a_ring_round_the_pole_holds_the_pole() -> None:
    ring = [(float(x) if x < 180 else -180.0, -70.0) for x in range(-180, 181, 30)]
    shape = outline_shape([[[0]]], [ring])
    assert shape.contains(Point(10, -89))


def _town(number: int, admin1: str, lon: float, lat: float) -> Town:
    return Town(number, f"T{number}", "XX", admin1, None, lat, lon, 1000, ())


def test_an_outline_that_holds_another_provinces_towns_is_stale() -> None:
    shapes = Shapes(_neighbours())
    west = [_town(n, "XX.W", 0.2 * n, 1.0) for n in range(1, 9)]
    right = [_town(n, "XX.E", 2 + 0.2 * n, 1.0) for n in range(1, 9)]
    assert stale_outlines(shapes, west + right, ["XX.W", "XX.E"]) == set()
    split = [_town(n + 20, "XX.NEW", 2 + 0.2 * n, 0.5) for n in range(1, 9)]
    assert stale_outlines(shapes, west + right + split, ["XX.W", "XX.E"]) == {"XX.E"}


_anything = (
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).map(lambda t: " ".join(t.split())).filter(bool)
)
_rows = st.builds(
    Row,
    id=st.just("user:1"),
    name=_anything,
    level=st.sampled_from(["site", "town", "district", "province", "region", "country"]),
    kind=st.just("town"),
    country=st.one_of(st.none(), st.just("PK")),
    lat=st.one_of(st.none(), st.just(26.00122)),
    lon=st.one_of(st.none(), st.just(-63.5)),
    population=st.one_of(st.none(), st.integers(1, 10**9)),
    names=st.lists(st.tuples(st.sampled_from(["", "fa", "code"]), _anything), max_size=3).map(tuple),
)


@given(_rows)
def test_a_row_comes_back_from_its_line(row: Row) -> None:
    line = to_line(row)
    assert "\n" not in line
    assert from_line(line + "\n") == row


def test_rows_twice_give_the_same_bytes_and_leave_nothing_beside(tmp_path: Path) -> None:
    rows = [Row(f"t:{n}", "{{ 7*191 }}", "town", "town") for n in range(100)]
    for name in ("one", "two"):
        write_rows(tmp_path / name, rows)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert list(read_rows(tmp_path / "one")) == rows
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one", "two"]


def test_the_hand_made_tables_are_right_and_name_their_source() -> None:
    import csv

    for path in sorted(DATA.glob("*.csv")):
        if path.name == "demonyms.csv":
            continue
        rows = list(read_csv(path))
        assert not [str(r) for r in rows if isinstance(r, RowError)]
        ids = [r.id for r in rows if isinstance(r, Row)]
        assert len(ids) == len(set(ids)), path.name
        with path.open(encoding="utf-8", newline="") as file:
            assert all(row["evidence"].strip() for row in csv.DictReader(file)), path.name


def test_no_registry_host_is_named_in_the_build() -> None:
    text = Path(build.__file__).read_text(encoding="utf-8")
    assert "://" not in text


def test_rows_that_cannot_all_be_written_leave_the_old_file_and_nothing_half(tmp_path: Path) -> None:
    target = tmp_path / "rows.tsv.xz"
    write_rows(target, [Row("x:1", "Turbat", "town", "town")])
    before = target.read_bytes()

    def broken() -> Iterator[Row]:
        yield Row("x:2", "Panjgur", "town", "town")
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError):
        write_rows(target, broken())
    assert [path.name for path in tmp_path.iterdir()] == ["rows.tsv.xz"]
    assert target.read_bytes() == before


def cldr_package(folder: Path, documents: dict[str, str]) -> Path:
    """A Debian package with the given documents ('main/fa'), and every other language's without a name."""
    root = folder / "root"
    (root / "DEBIAN").mkdir(parents=True)
    about = "Package: c\nVersion: 1\nArchitecture: all\nMaintainer: nobody <n@example.org>\nDescription: names\n"
    (root / "DEBIAN" / "control").write_text(about)
    empty = {f"{part}/{lang}": "" for part, all_of in cldr.LANGUAGES.items() for lang in all_of}
    for name, names in {**empty, **documents}.items():
        path = root / "usr/share/unicode/cldr/common" / f"{name}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<ldml>{names}</ldml>", encoding="utf-8")
    subprocess.run(["dpkg-deb", "--build", "-Znone", str(root), str(folder / "c.deb")], check=True, capture_output=True)
    return folder / "c.deb"


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="the package of the CLDR is Debian's")
def test_names_in_other_scripts_are_joined_to_the_english_one_by_their_code(tmp_path: Path) -> None:
    archive = cldr_package(
        tmp_path,
        {
            "main/en": '<territory type="IR">Iran</territory><territory type="150">Europe</territory>',
            "main/fa": '<territory type="IR">ایران</territory><territory type="150">اروپا</territory>'
            '<territory type="XX">?</territory>',
            "main/am": '<territory type="IR">↑↑↑</territory>',
            "subdivisions/en": '<subdivision type="ir13">Sistan and Baluchestan</subdivision>',
            "subdivisions/ur": '<subdivision type="ir13">صوبہ سیستان و بلوچستان</subdivision>',
        },
    )
    assert cldr.read_script_names(archive) == [
        ("IR", "Iran", "en", "Iran"),
        ("IR", "Iran", "fa", "ایران"),
        ("IR13", "Sistan and Baluchestan", "en", "Sistan and Baluchestan"),
        ("IR13", "Sistan and Baluchestan", "ur", "صوبہ سیستان و بلوچستان"),
    ]
