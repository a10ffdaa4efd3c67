"""One GeoDataFrame per layer, honest geometry, unknown values unknown."""

from __future__ import annotations

from datetime import date

import pandas
from shapely import Point

from gazetteer.place import Place
from geo.incident import Incident, Source, Where
from geo.layers import COLUMNS, LAYERS, citation, flat_row, frame, layers, publisher_of
from geo.shapes import Drawing
from seeds.report import SummaryOf


class Nowhere:
    """A gazetteer that knows nothing."""

    def by_id(self, place_id: str) -> Place | None:
        return None

    def outline(self, outline_id: str) -> None:
        return None

    def border(self, country_a: str, country_b: str) -> None:
        return None


TOWN = Where("Panjgur", "PK", "Balochistan", "town", 1, 26.97, 64.09)
COUNTRY = Where("Iran", "IR", None, "country", 6, 32.5, 54.0)
DAWN = Source("r1", "Dawn", "T", None, date(2024, 1, 30), "en")
OURS = Source("r2", None, None, None, None, "en", SummaryOf("The Wire", date(2024, 1, 29)))


def incident(kind: str, where: Where, number: int, **rest: object) -> Incident:
    known: dict[str, object] = {
        "id": f"i{number}", "type": kind, "title": f"T{number}", "start": None, "end": None, "date_precision": 5,
        "where": where, "actors": ("Iran", "X"), "targets": (), "killed": None, "injured": None,
        "killed_best": None, "injured_best": None, "status": "reported", "accounts": (), "sources": (DAWN, OURS),
    }  # fmt: skip
    return Incident(**(known | rest))  # type: ignore[arg-type]


def test_each_type_has_its_layer_in_a_fixed_order() -> None:
    made = [incident(kind, TOWN, n) for n, kind in enumerate(reversed(list(LAYERS)))]
    found = layers(made, Nowhere())
    assert list(found) == [
        "strikes", "attacks", "clashes", "abductions", "operations", "liaison posts", "diplomacy",
    ]  # fmt: skip
    assert all(len(table) == 1 for table in found.values())
    assert list(layers([], Nowhere())) == []


def test_a_layer_is_in_degrees_lon_first_and_keeps_the_order() -> None:
    (table,) = layers([incident("strike", TOWN, 1), incident("strike", COUNTRY, 2)], Nowhere()).values()
    assert table.crs == "EPSG:4326"
    assert list(table["id"]) == ["i1", "i2"]
    assert table.geometry.iloc[0] == Point(64.09, 26.97)
    assert table.geometry.iloc[1] is None
    # A country's representative point is no claim, so no column holds it.
    assert pandas.isna(table["latitude"].iloc[1])


def test_unknown_is_not_zero() -> None:
    dead = incident("attack", TOWN, 1, killed=(11, None), killed_best=11, start=date(2024, 1, 1), end=date(2024, 1, 2))
    table = frame([(one, Drawing(None, None, None)) for one in (dead, incident("attack", TOWN, 2))])
    assert list(table.columns) == [*COLUMNS, "geometry"]
    assert table["killed_low"].tolist() == [11, pandas.NA]
    assert table["killed_high"].isna().all()
    assert table["start"].tolist() == [pandas.Timestamp(2024, 1, 1), pandas.NaT]


def test_a_row_has_the_columns_that_are_promised() -> None:
    assert tuple(flat_row(incident("clash", TOWN, 1), Drawing(None, None, None))) == COLUMNS


def test_our_words_are_never_the_publishers() -> None:
    assert citation(DAWN) == "Dawn, 2024-01-30"
    assert citation(OURS) == "our summary of The Wire, 2024-01-29"
    assert citation(Source("r", None, None, None, None, None)) == "unnamed publisher"
    assert publisher_of(incident("strike", TOWN, 1)) == ("Dawn", "The Wire")
