"""The store: look-ups, nearness, outlines, and compiling safely."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import store
from gazetteer.names import fold, sound
from gazetteer.pack import quick_fold, sorted_rows, write_pack
from gazetteer.rows import Row, read_csv, read_rows, write_rows
from gazetteer.store import DATA, Gazetteer, Hit, Pack, bundled_rows, make_folder, open_gazetteer

Opener = Callable[..., Gazetteer]


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """Compiles rows into a pack each and opens them together."""

    def make(*groups: list[Row], outlines: dict[str, shapely.Geometry] | None = None) -> Gazetteer:
        packs = []
        for number, rows in enumerate(groups):
            folder = tmp_path / f"pack{number}"
            folder.mkdir()
            shapes = [(k, shapely.to_wkb(v)) for k, v in (outlines or {}).items()]
            write_pack(folder, sorted_rows(folder, rows), shapes, {})
            packs.append(Pack(folder))
        return Gazetteer(packs)

    return make


def _town(number: int, name: str, lat: float = 0.0, lon: float = 0.0, weight: int = 0, **more: object) -> Row:
    names: tuple[tuple[str, str], ...] = tuple(more.pop("names", ()))  # type: ignore[arg-type]
    return Row(f"t:{number}", name, "town", "town", "XX", lat=lat, lon=lon, weight=weight, names=names, **more)  # type: ignore[arg-type]


# --- names -----------------------------------------------------------------------------------------------------------


def test_a_name_finds_its_places_best_known_first(opened: Opener) -> None:
    g = opened([_town(1, "Paris", weight=10), _town(2, "Paris", weight=2_000_000), _town(3, "París", weight=500)])
    assert [p.id for p in g.lookup("PARIS")] == ["t:2", "t:3", "t:1"]
    assert g.lookup("Parish") == ()
    assert g.lookup("") == ()


def test_a_towns_own_name_goes_before_the_old_name_of_a_larger_one(opened: Opener) -> None:
    g = opened(
        [_town(1, "Islamabad", weight=600_000), _town(2, "Chattogram", weight=3_900_000, names=[("", "Islamabad")])]
    )
    assert [p.name for p in g.lookup("Islamabad")] == ["Islamabad", "Chattogram"]
    assert [h.primary for h in g.hits("islamabad")] == [True, False]


def test_abbreviations_say_that_they_are(opened: Opener) -> None:
    rows = [Row("country:US", "United States", "country", "country", "US", names=(("code", "U.S."), ("en", "US")))]
    g = opened(rows)
    assert g.hits("us") == (Hit(0, primary=False, code=True),)
    assert g.hits("united states") == (Hit(0, primary=True, code=False),)


def test_what_a_place_holds_comes_back(opened: Opener) -> None:
    row = Row(
        "geonames:1", "Tūrbat", "town", "town", "PK", "Balochistan", "Kech District", 26.00122, -63.04849, 1.8, 75694,
        None, "geonames", 75694, (("ur", "تربت"), ("", "Torbat")),
    )  # fmt: skip
    (place,) = opened([row]).lookup("تربت")
    assert (place.lat, place.lon, place.radius_km, place.population) == (26.00122, -63.04849, 1.8, 75694)
    assert (place.admin1, place.admin2, place.outline_id) == ("Balochistan", "Kech District", None)
    assert place.names == {"ur": "تربت"}


def test_unknown_stays_unknown(opened: Opener) -> None:
    (place,) = opened([Row("t:1", "Talap", "town", "village", None)]).lookup("Talap")
    assert (place.lat, place.lon, place.radius_km, place.population, place.country) == (None, None, None, None, None)


@pytest.mark.parametrize(
    "name",
    ["{{ 7*191 }}", "</script><img onerror=x>", "a\nb\tc", "${alert(1)} x", "{% raw %} x", "'; DROP TABLE name; --"],
)
def test_a_name_is_data_whatever_it_holds(opened: Opener, name: str) -> None:
    (place,) = opened([_town(1, name)]).lookup(name)
    assert place.name == " ".join(name.split())


def test_prefixes_and_the_longest_name_from_a_place_in_a_text(opened: Opener) -> None:
    g = opened([_town(1, "Dera"), _town(2, "Dera Ghazi Khan"), _town(3, "Khan")])
    text = "in dera ghazi khan today"
    assert g.prefixes(text[3:]) == ["dera", "dera ghazi khan"]
    assert text[3 : g.longest(text, 3)] == "dera ghazi khan"
    assert g.longest("derawar", 0) == 0
    assert g.has("dera") and not g.has("dera gh")
    assert g.is_prefix("dera gh") and g.is_prefix("dera") and not g.is_prefix("derawar")


def test_a_misspelt_name_is_found_and_says_how_alike_it_is(opened: Opener) -> None:
    g = opened([_town(1, "Zahedan"), _town(2, "Panjgur")])
    ((place, key, score),) = g.fuzzy("Zahedaan")
    assert (place.name, key) == ("Zahedan", "zahedan")
    assert 80 <= score < 100
    assert g.fuzzy("!!!") == ()


@given(st.text(max_size=40))
def test_the_quick_folding_is_the_folding(text: str) -> None:
    assert quick_fold(text) == fold(text)


# --- ids, nearness, areas --------------------------------------------------------------------------------------------


def test_ids_find_their_places(opened: Opener) -> None:
    g = opened([_town(n, f"Name {n}") for n in (1, 10, 2, 100)])
    assert [g.by_id(f"t:{n}") for n in (1, 2, 10, 100)] == [g.lookup(f"Name {n}")[0] for n in (1, 2, 10, 100)]
    assert g.by_id("t:11") is None
    with pytest.raises(IndexError, match="no place has the number 4"):
        g.place(4)


def test_near_gives_the_nearest_first_with_distances(opened: Opener) -> None:
    g = opened([_town(1, "A", 26.0, 63.0), _town(2, "B", 26.1, 63.0), _town(3, "C", 27.0, 63.0)])
    found = g.near(26.0, 63.0, 50)
    assert [(p.name, round(d)) for p, d in found] == [("A", 0), ("B", 11)]
    assert g.near(26.0, 63.0, 50, levels=["site"]) == ()
    assert len(g.near(26.0, 63.0, 500, limit=2)) == 2


def test_near_and_towns_reach_over_the_antimeridian(opened: Opener) -> None:
    g = opened([_town(1, "West", -17.0, 179.9, population=5), _town(2, "East", -17.0, -179.9, population=9)])
    assert {p.name for p, _ in g.near(-17.0, 180.0, 50)} == {"West", "East"}
    assert [p.name for p in g.towns((179.0, -18, 181.0, -16))] == ["East", "West"]
    assert [p.name for p in g.towns((-180.0, -18, -179.0, -16))] == ["East"]
    assert g.towns((-180.0, -18, 180.0, -16), min_population=6)[0].name == "East"


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_has_a_cell(lat: float, lon: float) -> None:
    from gazetteer.pack import CELLS, cell_of

    assert 0 <= cell_of(lat, lon) < CELLS


def test_areas_that_hold_a_point_smallest_first_and_the_border_between_two(opened: Opener) -> None:
    rows = [
        Row("country:AA", "Aland", "country", "country", "AA", outline_id="country:AA"),
        Row("country:BB", "Bland", "country", "country", "BB", outline_id="country:BB"),
        Row("admin1:AA.1", "North", "province", "province", "AA", outline_id="admin1:AA.1"),
    ]
    outlines = {
        "country:AA": shapely.box(0, 0, 2, 2),
        "country:BB": shapely.box(2, 0, 4, 2),
        "admin1:AA.1": shapely.box(0, 1, 2, 2),
    }
    g = opened(rows, outlines=outlines)
    assert [p.name for p in g.containing(1.5, 1.0)] == ["North", "Aland"]
    assert g.containing(10, 10) == ()
    border = g.border("aa", "bb")
    assert border is not None and border.length == 2
    assert g.border("AA", "ZZ") is None
    assert g.outline("admin1:ZZ") is None and g.outline(None) is None
    assert [c.country for c in g.countries()] == ["AA", "BB"]
    assert [p.name for p in g.admin1("aa")] == ["North"]
    assert g.outlines_in((2.5, 0, 3, 1)) == ("country:BB",)


# --- several packs ---------------------------------------------------------------------------------------------------


def test_an_imported_place_replaces_the_bundled_one_of_its_id(opened: Opener) -> None:
    g = opened([_town(1, "Old", 1, 1), _town(2, "Both", 1, 1)], [_town(2, "Both", 1.001, 1), _town(3, "New", 1, 1)])
    assert [p.lat for p in g.lookup("Both")] == [1.001]
    assert {p.name for p, _ in g.near(1, 1, 5)} == {"Old", "Both", "New"}
    assert len(g.near(1, 1, 5)) == 3
    place = g.by_id("t:2")
    assert place is not None and place.lat == 1.001
    assert g.has("new") and g.prefixes("new town") == ["new"]


# --- compiling -------------------------------------------------------------------------------------------------------


def test_packs_twice_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [_town(n, f"Name {n}", n, n, names=[("fa", "نام")]) for n in range(50)]
    for name, order in (("one", rows), ("two", rows[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        write_pack(folder, sorted_rows(folder, order), (), {})
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_rows_out_of_order_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'t:1' comes after 't:2'"):
        write_pack(tmp_path, [_town(2, "B"), _town(1, "A")])


def test_a_compilation_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fill(beside: Path, _: object) -> None:
        (beside / "half").write_text("x")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_folder(tmp_path / "made", fill, "")
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith(".lock")] == []


_SMALL = """
import sys
from pathlib import Path
from gazetteer import store
store.DATA = Path(sys.argv[1])
print(store.open_gazetteer().lookup("Turbat")[0].id)
"""


def _small_data(folder: Path) -> Path:
    folder.mkdir()
    write_rows(folder / "places.tsv.xz", [Row("t:1", "Turbat", "town", "town", "PK", lat=26.0, lon=63.0)])
    from gazetteer.outlines import OutlineBuilder

    OutlineBuilder().write(folder / "outlines.json.xz")
    return folder


def test_two_processes_at_once_both_get_their_gazetteer(tmp_path: Path) -> None:
    data = _small_data(tmp_path / "data")
    env = {**os.environ, "SARHAD_CACHE": str(tmp_path / "cache"), "SARHAD_DATA": str(tmp_path / "none")}
    command = [sys.executable, "-c", _SMALL, str(data)]
    running = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (out, err) == ("t:1\n", "")
    made = [p.name for p in (tmp_path / "cache").iterdir() if p.name.startswith("gazetteer-")]
    assert len(made) == 1


def test_changed_data_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = _small_data(tmp_path / "data")
    monkeypatch.setattr(store, "DATA", data)
    monkeypatch.setenv("SARHAD_CACHE", str(tmp_path / "cache"))
    first = store.compiled_folder()
    assert store.compiled_folder() == first
    (data / "LOCAL.csv").write_text("name,country,lat,lon,names\nMand,PK,26.12,62.04,ur=مند\n", encoding="utf-8")
    second = store.compiled_folder()
    assert second != first
    assert [p.id for p in Gazetteer([Pack(second)]).lookup("مند")] == ["local:PK.mand"]


def test_a_hand_made_row_adds_to_the_compiled_one(tmp_path: Path) -> None:
    data = _small_data(tmp_path / "data")
    (data / "LOCAL.csv").write_text("id,name,radius_km,names\nt:1,Turbat,7,Torbat|code=TBT\n", encoding="utf-8")
    (row,) = bundled_rows(data)
    assert (row.lat, row.radius_km, row.level) == (26.0, 7, "town")
    assert row.names == (("", "Torbat"), ("code", "TBT"))


# --- a person's CSV --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Mand,PK,north,62", "lat 'north' is no number; write it like 26.0031"),
        ("Mand,PK,62,126000", "lon 126000 is not between -180 and 180"),
        ("Mand,PK,26,", "lat and lon must be given together"),
        ("Mand,Pakistan,26,62", "country 'PAKISTAN' is no ISO 3166-1 alpha-2 code such as PK"),
        (",PK,26,62", "no name"),
    ],
)
def test_a_wrong_row_is_told_by_line_and_the_rest_kept(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"name,country,lat,lon\nTump,PK,26.1,62.4\n{line}\nKech,PK,26,63\n", encoding="utf-8")
    good, bad, rest = read_csv(path)
    assert isinstance(good, Row) and isinstance(rest, Row)
    assert str(bad).startswith("mine.csv:3: ") and says in str(bad)


def test_two_places_of_one_name_in_a_csv_are_two(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,country\n,Mand,PK\n,Mand,PK\nx:1,A,PK\nx:1,B,PK\n", encoding="utf-8")
    one, two, first, again = read_csv(path)
    assert [r.id for r in (one, two, first) if isinstance(r, Row)] == ["local:PK.mand", "local:PK.mand.2", "x:1"]
    assert str(again) == "mine.csv:5: id 'x:1' is taken by a row above; give each place its own"


def test_a_csv_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes("name\nZähedan\n".encode("latin-1"))
    assert [str(r) for r in read_csv(path) if not isinstance(r, Row)] == [
        "mine.csv: not UTF-8 at byte 6; save the file as UTF-8"
    ]


# --- the bundled world -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return open_gazetteer()


def _first(world: Gazetteer, name: str) -> tuple[str | None, str, str | None]:
    place = world.lookup(name)[0]
    return place.country, place.level, place.admin1


@pytest.mark.parametrize(
    ("name", "country", "level"),
    [
        ("Turbat", "PK", "town"), ("Zahedan", "IR", "town"), ("Rask", "IR", "town"),
        ("Rask County", "IR", "district"), ("Sistan-Baluchistan", "IR", "province"),
        ("Sistan va Baluchestan", "IR", "province"), ("Sistan o Balochistan", "IR", "province"),
        ("سیستان و بلوچستان", "IR", "province"), ("Balochistan", "PK", "province"),
        ("بلوچستان", "PK", "province"), ("Mashkel", "PK", "town"), ("Mand", "PK", "town"),
        ("Kech", "PK", "district"), ("Koh-e-Sabz", "PK", "site"), ("Shamsar", "IR", "site"),
        ("FATA", "PK", "region"), ("Islamabad", "PK", "town"), ("U.S.", "US", "country"),
        ("America", "US", "country"), ("UK", "GB", "country"), ("DRC", "CD", "country"),
        ("Ivory Coast", "CI", "country"), ("Calif.", "US", "province"), ("S.C.", "US", "province"),
        ("Ont.", "CA", "province"), ("Gaza Strip", "PS", "province"), ("West Bank", "PS", "province"),
        ("Middle East", None, "region"), ("Sahel", None, "region"), ("Donbas", "UA", "region"),
        ("Line of Control", None, "region"), ("Red Sea", None, "region"), ("England", "GB", "province"),
        ("Heathrow", "GB", "site"), ("Europe", None, "region"), ("پاکستان", "PK", "country"),
    ],
)  # fmt: skip
def test_names_of_the_news_are_known(world: Gazetteer, name: str, country: str | None, level: str) -> None:
    found = [(p.country, p.level) for p in world.lookup(name)]
    assert (country, level) in found[:3]


def test_panjgur_is_known_in_urdu_as_the_town_and_the_district(world: Gazetteer) -> None:
    found = {(p.level, p.country) for p in world.lookup("پنجگور")}
    assert found == {("town", "PK"), ("district", "PK")}


def test_pishin_is_a_town_in_two_countries(world: Gazetteer) -> None:
    assert {p.country for p in world.lookup("Pishin") if p.level == "town"} == {"IR", "PK"}


def test_old_divisions_are_those_of_today(world: Gazetteer) -> None:
    assert world.by_id("admin1:PK.01") is None
    parachinar = world.lookup("Parachinar")[0]
    assert parachinar.admin1 == "Khyber Pakhtunkhwa"
    assert any(p.name == "Gilgit-Baltistan" for p in world.lookup("Northern Areas"))
    assert [p.name for p in world.containing(32.95, 69.9) if p.level == "province"] == ["Khyber Pakhtunkhwa"]


def test_iran_and_pakistan_share_a_border_and_places_lie_on_their_sides(world: Gazetteer) -> None:
    border = world.border("IR", "PK")
    assert border is not None and 6 < border.length < 12
    assert [p.country for p in world.containing(26.0, 63.05)] == ["PK", "PK"]
    assert [p.name for p in world.containing(29.5, 60.86)] == ["Sistan and Baluchestan", "Iran"]


def test_no_place_lies_at_null_island_and_population_0_is_unknown(world: Gazetteer) -> None:
    for number in range(0, len(world), 997):
        place = world.place(number)
        assert (place.lat, place.lon) != (0.0, 0.0)
        assert place.population != 0


def test_every_name_of_the_world_finds_its_place(world: Gazetteer) -> None:
    for number in range(0, len(world), 4999):
        place = world.place(number)
        if fold(place.name):
            assert place.id in {p.id for p in world.lookup(place.name)}
        assert world.by_id(place.id) == place


def test_hand_made_rows_that_add_to_others_name_the_same_place(world: Gazetteer) -> None:
    """A wrong number would give one place another's names."""
    compiled = {r.id: r for r in read_rows(DATA / "places.tsv.xz")}
    for path in sorted(DATA.glob("*.csv")):
        if path.name == "demonyms.csv":
            continue
        for row in read_csv(path):
            assert isinstance(row, Row)
            known = compiled.get(row.id)
            if known is None:
                assert row.id.startswith(("local:", "area:")), row.id
                continue
            names = {sound(n) for n in (known.name, *(n for _, n in known.names))}
            assert names & {sound(n) for n in (row.name, *(n for _, n in row.names))}, (row.id, row.name, known.name)


def test_hand_made_points_lie_in_their_country(world: Gazetteer) -> None:
    """About 40 km of grace for coasts; seas and capes are not asked."""
    water = {"sea", "gulf", "bay", "strait", "island", "islands", "bridge", "reef", "lake", "peninsula"}
    for path in sorted(DATA.glob("*.csv")):
        if path.name == "demonyms.csv":
            continue
        for row in read_csv(path):
            assert isinstance(row, Row)
            outline = world.outline(f"country:{row.country}") if row.country else None
            if outline is None or row.lat is None or row.lon is None or row.kind in water or row.level == "country":
                continue
            assert outline.distance(shapely.Point(row.lon, row.lat)) < 0.4, (row.id, row.lat, row.lon)


def test_the_sources_say_their_terms(world: Gazetteer) -> None:
    terms = {s.name: s.licence for s in world.attribution()}
    assert terms["GeoNames"] == "CC BY 4.0"
    assert terms["Natural Earth"] == "public domain"
