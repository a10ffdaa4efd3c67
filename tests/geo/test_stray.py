"""Second thoughts on places: no pin on half a name, none in a country that nobody spoke of."""

from __future__ import annotations

from dataclasses import replace

from gazetteer.place import Place
from geo.stray import second_thoughts
from geo.toponym import Toponym
from seeds.report import Span


def place(name: str, country: str, population: int = 20_000) -> Place:
    return Place(f"test:{name}", name, "town", "town", country, lat=1.0, lon=1.0, population=population)


def found(text: str, *rows: tuple[str, Place, float]) -> list[Toponym]:
    return [
        Toponym(Span(text.index(name), text.index(name) + len(name)), name, "location", where, sure)
        for name, where, sure in rows
    ]


def test_half_of_a_hyphenated_name_is_not_pinned() -> None:
    text = "Gangs stormed Pont-Qualo before dawn."
    (only,) = second_thoughts(text, found(text, ("Pont", place("Pont", "FR"), 0.7)))
    assert (only.surface, only.place) == ("Pont-Qualo", None)


def test_both_halves_of_a_border_road_stay() -> None:
    text = "The Turbat-Panjgur road was shut."
    rows = found(text, ("Turbat", place("Turbat", "PK"), 1.0), ("Panjgur", place("Panjgur", "PK"), 1.0))
    assert second_thoughts(text, rows) == tuple(rows)


def test_a_small_town_abroad_that_nothing_points_to_is_unpinned_with_its_reason() -> None:
    text = "In Macomia and Pemba troops came; gunmen raided Palma."
    rows = found(
        text,
        ("Macomia", place("Macomia", "MZ"), 1.0),
        ("Pemba", place("Pemba", "MZ"), 1.0),
        ("Palma", place("Palma", "ES"), 0.8),
    )
    *kept, palma = second_thoughts(text, rows)
    assert kept == rows[:2]
    assert palma.place is None and "ES" in palma.reasons[0] and palma.runners_up[0].country == "ES"


def test_a_great_city_or_a_sure_one_needs_no_company() -> None:
    text = "In Macomia and Pemba troops came; talks were held in Doha and in Oslo."
    rows = found(
        text,
        ("Macomia", place("Macomia", "MZ"), 1.0),
        ("Pemba", place("Pemba", "MZ"), 1.0),
        ("Doha", place("Doha", "QA", 1_000_000), 0.8),
        ("Oslo", place("Oslo", "NO", 600_000), 0.95),
    )
    assert second_thoughts(text, rows) == tuple(rows)


def test_the_only_hamlet_of_a_name_is_none_of_another_country() -> None:
    text = "In Macomia and Pemba troops came; a patrol was ambushed near Nakiti."
    rows = found(
        text,
        ("Macomia", place("Macomia", "MZ"), 1.0),
        ("Pemba", place("Pemba", "MZ"), 1.0),
        ("Nakiti", place("Nakiti", "FI", 1_000), 0.95),
    )
    assert second_thoughts(text, rows)[-1].place is None


def test_a_province_named_for_another_place_makes_no_hamlet_of_a_city() -> None:
    hamlet = replace(place("Zarrin", "UA", 600), admin1="Kharkiv", lat=49.0, lon=36.0)
    city = replace(place("Zarrin", "UA", 105_000), id="test:city", admin1="Dnipro", lat=47.5, lon=34.4)
    province = replace(place("Kharkiv", "UA"), level="province", admin1="Kharkiv")
    for text, expected in (
        ("A drone hit Zarrin. Shells fell on a farm not far from the front line, in the region of Kharkiv.", city),
        ("A drone hit Zarrin in Kharkiv, and shells fell on a farm there.", hamlet),
    ):
        rows = found(text, ("Zarrin", hamlet, 0.7), ("Kharkiv", province, 0.9))
        rows[0] = replace(rows[0], runners_up=(city,))
        assert second_thoughts(text, rows)[0].place == expected


def test_nothing_lies_in_a_place_that_was_taken_back() -> None:
    text = "In Macomia and Pemba troops came; a patrol was ambushed at Oru near Nakiti."
    nakiti = place("Nakiti", "FI", 1_000)
    rows = found(
        text,
        ("Macomia", place("Macomia", "MZ"), 1.0),
        ("Pemba", place("Pemba", "MZ"), 1.0),
        ("Nakiti", nakiti, 0.95),
    )
    oru = Toponym(Span(text.index("Oru"), text.index("Oru") + 3), "Oru", "location", None, 0.0, within=nakiti)
    assert second_thoughts(text, [*rows, oru])[-1].within is None


def test_a_hamlet_far_from_all_else_of_its_country_is_not_pinned() -> None:
    text = "A convoy was ambushed near Nakiti; the wounded were taken to Iguala and Taxco."
    towns = [replace(place(n, "MX", 50_000), admin1="Guerrero", lat=18.4, lon=-99.5) for n in ("Iguala", "Taxco")]
    for lat, pinned in ((18.6, True), (22.5, False)):
        hamlet = replace(place("Nakiti", "MX", 500), admin1="Veracruz", lat=lat, lon=-99.2)
        rows = found(text, ("Nakiti", hamlet, 0.8), ("Iguala", towns[0], 0.9), ("Taxco", towns[1], 0.9))
        assert (second_thoughts(text, rows)[0].place is not None) is pinned


def test_a_small_town_far_from_the_only_country_of_a_text_is_not_pinned() -> None:
    text = "Gunmen killed nine people in Burkina Faso. They came to Nakiti at dusk."
    land = replace(place("Burkina Faso", "BF"), level="country", lat=12.3, lon=-1.6, radius_km=500.0)
    for country, lat, pinned in (("TR", 38.9, False), ("GH", 10.0, True)):
        town = replace(place("Nakiti", country), lat=lat, lon=-1.0)
        rows = found(text, ("Burkina Faso", land, 0.9), ("Nakiti", town, 0.8))
        assert (second_thoughts(text, rows)[1].place is not None) is pinned


def test_great_cities_do_not_make_a_town_of_their_country_a_far_one() -> None:
    text = "Envoys met in Tehran and in Isfahan; a bomb went off in Nakiti."
    cities = [replace(place(n, "IR", 2_000_000), admin1=n, lat=35.0, lon=51.0) for n in ("Tehran", "Isfahan")]
    town = replace(place("Nakiti", "IR", 40_000), admin1="Sistan", lat=25.3, lon=60.6)
    rows = found(text, ("Tehran", cities[0], 0.9), ("Isfahan", cities[1], 0.9), ("Nakiti", town, 0.8))
    assert second_thoughts(text, rows)[2].place is not None
