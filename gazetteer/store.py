"""Open the gazetteer and look places up by name, id or nearness; compiled once per user, read through mmap."""

from __future__ import annotations

import json
import math
import mmap
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gazetteer.beside import beside
from gazetteer.distance import great_circle_km
from gazetteer.imports import IMPORT_SUFFIX, Licence, import_meta, import_outlines, import_rows
from gazetteer.names import fold
from gazetteer.pack import (
    ABBREVIATION,
    ALTERNATE,
    CELLS,
    LAST,
    NO_COUNT,
    NUMBER,
    RECORD,
    UNKNOWN,
    Progress,
    bundled_outlines,
    cell_of,
    remove,
    sorted_rows,
    write_pack,
)
from gazetteer.place import Level, Place
from gazetteer.rows import LEVELS, Row, RowError, read_csv, read_rows

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_T = TypeVar("_T")

DATA = Path(__file__).parent / "data"
FORM = "7"
"""The version of the compiled form.

Raise it with every change of what pack.py, rows.py or outlines.py make of the data.
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a folded name may mean: its number, and how the name is its."""

    ix: int
    primary: bool
    """The name is the place's own; False: an alternate one."""
    code: bool
    """The name is an abbreviation ('US', 'Calif.'): it counts only written in capitals or with a dot."""


class GazetteerError(ValueError):
    """A file or folder that a user named holds no imported places. The message tells what would be right."""


class Pack:
    """One compiled folder, memory-mapped."""

    def __init__(self, folder: Path) -> None:
        import marisa_trie

        self.folder = folder
        self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.trie = marisa_trie.Trie()
        self.trie.mmap(str(folder / "names.trie"))
        self._maps = {}
        for name in ("starts", "hits", "places", "strings", "cells"):
            self._maps[name] = _map(folder / f"{name}.bin")
        self.starts = memoryview(self._maps["starts"]).cast("I")
        self.hits = memoryview(self._maps["hits"]).cast("I")
        self.cells = memoryview(self._maps["cells"]).cast("I")
        self.strings = self._maps["strings"]
        self.places = self._maps["places"]
        self.count = len(self.places) // RECORD.size

    def string(self, at: int) -> str:
        length = self.strings[at] | self.strings[at + 1] << 8
        return bytes(self.strings[at + 2 : at + 2 + length]).decode("utf-8")

    def id_at(self, ix: int) -> str:
        at = ix * RECORD.size
        return self.string(int.from_bytes(self.places[at : at + 4], "little"))

    def find(self, place_id: str) -> int | None:
        """The number of the place of that id: ids are sorted as SQLite sorts text, by their UTF-8 bytes."""
        wanted = place_id.encode()
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self.id_at(middle).encode() < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < self.count and self.id_at(low) == place_id else None

    def place(self, ix: int) -> Place:
        (i, name, admin1, admin2, outline, country, level, kind, source, _, lat, lon, radius, population, names) = (
            RECORD.unpack_from(self.places, ix * RECORD.size)
        )
        return Place(
            id=self.string(i), name=self.string(name), level=LEVELS[level], kind=self.meta["kinds"][kind],
            country=country.rstrip(b"\0").decode() or None, admin1=self.string(admin1) or None,
            admin2=self.string(admin2) or None, lat=None if lat == UNKNOWN else lat / 1e5,
            lon=None if lon == UNKNOWN else lon / 1e5, radius_km=None if math.isnan(radius) else round(radius, 1),
            population=None if population == NO_COUNT else population,
            outline_id=self.string(outline) or None, source=self.meta["sources"][source],
            names=json.loads(self.string(names)) if names else {},
        )  # fmt: skip

    @cached_property
    def outline_index(self) -> dict[str, list[float]]:
        index: dict[str, list[float]] = json.loads((self.folder / "outlines.json").read_text(encoding="utf-8"))
        return index


def _map(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class Gazetteer:
    """The places that are known: the bundled ones and what the user imported.

    Places have a number, ``ix``, for as long as the gazetteer is open; ids are for keeping. Nothing here changes after
    opening, so one gazetteer serves many threads.
    """

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = tuple(packs)
        self._base: list[int] = []
        total = 0
        for pack in self._packs:
            self._base.append(total)
            total += pack.count
        self._total = total
        self._place = lru_cache(maxsize=1 << 14)(self._read_place)
        self._outline = lru_cache(maxsize=512)(self._read_outline)
        self._of_id = lru_cache(maxsize=1 << 12)(self._find_id)

    def __len__(self) -> int:
        return self._total

    # names

    def has(self, folded: str) -> bool:
        """Whether any place has this folded name."""
        for pack in self._packs:  # noqa: SIM110  # called for every spelling tried: any() takes twice as long
            if folded in pack.trie:
                return True
        return False

    def is_prefix(self, folded: str) -> bool:
        """Whether any folded name starts so ('dera gh' of 'dera ghazi khan'); a whole name is a prefix of itself."""
        for pack in self._packs:
            for _ in pack.trie.iterkeys(folded):
                return True
        return False

    def prefixes(self, folded: str) -> list[str]:
        """All folded names that the text starts with, shortest first; they may end within a word: check what follows.

        This is the fast way through a text: fold it once and ask at every start of a word.
        """
        found: list[str] = self._packs[0].trie.prefixes(folded)
        for pack in self._packs[1:]:
            found = sorted({*found, *pack.trie.prefixes(folded)}, key=len)
        return found

    def longest(self, folded: str, start: int = 0, limit: int = 80) -> int:
        """The end of the longest known name that starts at ``start`` and ends at a word's end.

        ``start`` if there is none.
        """
        piece = folded[start : start + limit]
        for name in reversed(self.prefixes(piece)):
            if len(name) == len(piece) or not (piece[len(name)].isalnum()):
                return start + len(name)
        return start

    def hits(self, folded: str) -> tuple[Hit, ...]:
        """What a folded name may mean, best known first (within the bundled places, then within the user's)."""
        packs = self._hits_by_pack(folded)
        found = [
            Hit(base + (hit & NUMBER), not hit & ALTERNATE, bool(hit & ABBREVIATION))
            for base, hits in packs for hit in hits
        ]  # fmt: skip
        # Only where two packs answer can one place be there twice.
        return tuple(found if len(packs) < 2 else self._newest(found, lambda hit: hit.ix))

    def _hits_by_pack(self, folded: str) -> list[tuple[int, list[int]]]:
        """Of each pack that knows a folded name: the number of its first place, and its hits as they are kept."""
        packs = []
        for base, pack in zip(self._base, self._packs, strict=True):
            number = pack.trie.get(folded)
            if number is not None:
                hits = pack.hits
                first = last = pack.starts[number]
                while not hits[last] & LAST:
                    last += 1
                packs.append((base, hits[first : last + 1].tolist()))
        return packs

    def _newest(self, found: Sequence[_T], number: Callable[[_T], int]) -> list[_T]:
        """Without those that a later pack has under the same id: an imported place replaces the bundled one."""
        last = {self._id(number(f)): number(f) for f in sorted(found, key=number)}
        return [f for f in found if last[self._id(number(f))] == number(f)]

    def _id(self, ix: int) -> str:
        for base, pack in zip(reversed(self._base), reversed(self._packs), strict=True):
            if ix >= base:
                return pack.id_at(ix - base)
        raise IndexError(ix)

    def ids(self, folded: str) -> tuple[int, ...]:
        """The numbers of the places a folded name may mean, best known first; for :meth:`place`."""
        packs = self._hits_by_pack(folded)
        found = [base + (hit & NUMBER) for base, hits in packs for hit in hits]
        return tuple(found if len(packs) < 2 else self._newest(found, int))

    def place(self, ix: int) -> Place:
        """The place of a number. Raises IndexError for a number that is none."""
        return self._place(ix)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places of a name, primary or alternate, best known first; empty when there is none.

        The match is exact after folding: case, accents, hyphens, script variants make no difference.
        """
        return tuple(self.place(ix) for ix in self.ids(fold(name)))

    def fuzzy(self, name: str, limit: int = 10, cutoff: float = 80.0) -> tuple[tuple[Place, str, float], ...]:
        """Places with a name like this one: (place, the folded name that matched, likeness 0 to 100), most alike first.

        Only names that share the first two letters or are of nearly the same length are compared, so it may miss a name
        misspelt at its start.
        """
        from rapidfuzz import fuzz, process

        folded = fold(name)
        if not folded:
            return ()
        pool: list[str] = []
        for pack in self._packs:
            for start in dict.fromkeys((folded[:2], folded[:1])):
                near = [k for k in pack.trie.iterkeys(start) if abs(len(k) - len(folded)) <= max(2, len(folded) // 3)]
                pool.extend(near)
                if len(near) > 200:
                    break
        found = process.extract(folded, sorted(set(pool)), scorer=fuzz.ratio, limit=limit * 4, score_cutoff=cutoff)
        result: list[tuple[Place, str, float]] = []
        seen: set[int] = set()
        for key, score, _ in sorted(found, key=lambda f: (-f[1], f[0])):
            for ix in self.ids(key)[:3]:
                if ix not in seen:
                    seen.add(ix)
                    result.append((self.place(ix), key, round(float(score), 1)))
        return tuple(result[:limit])

    def by_id(self, place_id: str) -> Place | None:
        """The place of an id; the user's rows go before the bundled ones. None when there is none."""
        return self._of_id(place_id)

    def _find_id(self, place_id: str) -> Place | None:
        for base, pack in reversed(list(zip(self._base, self._packs, strict=True))):
            ix = pack.find(place_id)
            if ix is not None:
                return self.place(base + ix)
        return None

    # areas

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        return self.by_id(f"country:{code.upper()}")

    @cached_property
    def _divisions(self) -> tuple[tuple[Place, ...], dict[str, tuple[Place, ...]]]:
        provinces: dict[str, list[Place]] = {}
        for place in self._with_prefix("admin1:"):
            provinces.setdefault(place.country or "", []).append(place)
        return tuple(self._with_prefix("country:")), {k: tuple(v) for k, v in provinces.items()}

    def _with_prefix(self, prefix: str) -> list[Place]:
        """Places whose id starts so, by id; of two with one id the later pack's."""
        found: dict[str, Place] = {}
        for base, pack in zip(self._base, self._packs, strict=True):
            low, high = 0, pack.count
            while low < high:
                middle = (low + high) // 2
                if pack.id_at(middle) < prefix:
                    low = middle + 1
                else:
                    high = middle
            while low < pack.count and pack.id_at(low).startswith(prefix):
                found[pack.id_at(low)] = self.place(base + low)
                low += 1
        return [found[key] for key in sorted(found)]

    def countries(self) -> tuple[Place, ...]:
        """All countries, by code."""
        return self._divisions[0]

    def admin1(self, country: str) -> tuple[Place, ...]:
        """The provinces of a country (ISO alpha-2 code), by id."""
        return self._divisions[1].get(country.upper(), ())

    def outline(self, outline_id: str | None) -> BaseGeometry | None:
        """The outline of that id as a (multi)polygon in (lon, lat) degrees, None where there is none."""
        return None if outline_id is None else self._outline(outline_id)

    def outlines_in(self, bbox: tuple[float, float, float, float], prefix: str = "") -> tuple[str, ...]:
        """Ids of outlines whose box meets a box (west, south, east, north), such as those starting 'admin1:'."""
        w, s, e, n = bbox
        return tuple(
            sorted(
                i for pack in self._packs for i, b in pack.outline_index.items()
                if i.startswith(prefix) and b[2] <= e and b[4] >= w and b[3] <= n and b[5] >= s
            )
        )  # fmt: skip

    def border(self, a: str, b: str) -> BaseGeometry | None:
        """The border two countries (ISO alpha-2 codes) share, as a (multi)linestring in (lon, lat).

        None if they share none.
        """
        import shapely

        one, two = self.outline(f"country:{a.upper()}"), self.outline(f"country:{b.upper()}")
        if one is None or two is None:
            return None
        shared = shapely.intersection(one.boundary, two.boundary)
        lines = [g for g in getattr(shared, "geoms", [shared]) if g.geom_type == "LineString" and g.length > 0]
        return shapely.line_merge(shapely.MultiLineString(lines)) if lines else None

    def containing(self, lat: float, lon: float) -> tuple[Place, ...]:
        """The areas with an outline that a point lies in, smallest first (district, province, country)."""
        import shapely

        point = shapely.Point(lon, lat)
        found = []
        for outline_id in self.outlines_in((lon, lat, lon, lat)):
            shape = self.outline(outline_id)
            if shape is not None and shape.intersects(point) and (place := self.by_id(outline_id)) is not None:
                found.append(place)
        order = {"district": 0, "province": 1, "region": 2, "country": 3}
        return tuple(sorted(found, key=lambda p: (order.get(p.level, 0), p.id)))

    # nearness

    def near(
        self, lat: float, lon: float, radius_km: float, levels: Iterable[Level] | None = None, limit: int = 20
    ) -> tuple[tuple[Place, float], ...]:
        """Places whose point lies within a radius, nearest first, each with its great-circle distance in km.

        ``levels`` chooses ('town', 'site', ...); all by default.
        """
        wanted = None if levels is None else {LEVELS.index(v) for v in levels}
        high = min(89.9, abs(lat) + radius_km / 110.5)
        reach_lat = radius_km / 110.5
        reach_lon = min(180.0, radius_km / (111.3 * math.cos(math.radians(high))))
        found = []
        for ix, y, x in self._in_box(lon - reach_lon, lat - reach_lat, lon + reach_lon, lat + reach_lat, wanted):
            away = great_circle_km(lat, lon, y, x)
            if away <= radius_km:
                found.append((away, ix))
        found.sort()
        if len(self._packs) > 1:
            found = self._newest(found, lambda pair: pair[1])
        return tuple((self.place(ix), round(away, 3)) for away, ix in found[:limit])

    def towns(
        self, bbox: tuple[float, float, float, float], min_population: int = 0, limit: int | None = None
    ) -> tuple[Place, ...]:
        """Towns in a box (west, south, east, north; degrees), most people first. Unknown population counts as none."""
        places = [self.place(ix) for ix, _, _ in self._in_box(*bbox, {LEVELS.index("town")})]
        places = list({p.id: p for p in places}.values())
        places = [p for p in places if (p.population or 0) >= min_population]
        places.sort(key=lambda p: (-(p.population or 0), p.id))
        return tuple(places[:limit])

    def _in_box(
        self, west: float, south: float, east: float, north: float, levels: set[int] | None
    ) -> Iterator[tuple[int, float, float]]:
        """(number, lat, lon) of the places in a box; a box may reach over the antimeridian by an east beyond 180."""
        columns = range(math.floor(west), math.floor(east) + 1) if east - west < 360 else range(-180, 180)
        rows = range(math.floor(max(-90.0, south)), math.floor(min(89.99, north)) + 1)
        for base, pack in zip(self._base, self._packs, strict=True):
            for row in rows:
                for column in columns:
                    cell = cell_of(row, (column + 180) % 360 - 180)
                    for n in range(pack.cells[cell], pack.cells[cell + 1]):
                        ix = pack.cells[CELLS + 1 + n]
                        at = ix * RECORD.size
                        if levels is not None and pack.places[at + 22] not in levels:
                            continue
                        lat = int.from_bytes(pack.places[at + 28 : at + 32], "little", signed=True) / 1e5
                        lon = int.from_bytes(pack.places[at + 32 : at + 36], "little", signed=True) / 1e5
                        if south <= lat <= north and (
                            west <= lon <= east or west <= lon + 360 <= east or west <= lon - 360 <= east
                        ):
                            yield base + ix, lat, lon

    # about

    def attribution(self) -> tuple[Licence, ...]:
        """The sources of what is in this gazetteer, with their licences."""
        result = list(BUNDLED_SOURCES)
        for pack in self._packs[1:]:
            result += [Licence(s["name"], s["licence"], s["text"]) for s in pack.meta.get("attribution", ())]
        return tuple(dict.fromkeys(result))

    def info(self) -> dict[str, Any]:
        """Counts, packs and where they lie, for `sarhad gazetteer info`."""
        return {
            "places": self._total,
            "names": sum(len(p.trie) for p in self._packs),
            "packs": [
                {"name": p.meta.get("name", "bundled"), "places": p.count, "sources": p.meta["per_source"]}
                for p in self._packs
            ],
        }

    def _read_place(self, ix: int) -> Place:
        for base, pack in zip(reversed(self._base), reversed(self._packs), strict=True):
            if ix >= base:
                if ix - base >= pack.count:
                    break
                return pack.place(ix - base)
        raise IndexError(f"no place has the number {ix}; there are {self._total}")

    def _read_outline(self, outline_id: str) -> BaseGeometry | None:
        import shapely

        for pack in reversed(self._packs):
            entry = pack.outline_index.get(outline_id)
            if entry is not None:
                with (pack.folder / "outlines.bin").open("rb") as file:
                    file.seek(int(entry[0]))
                    return shapely.from_wkb(file.read(int(entry[1])))
        return None


BUNDLED_SOURCES = (
    Licence("GeoNames", "CC BY 4.0", "Places © GeoNames (geonames.org), CC BY 4.0"),
    Licence("Natural Earth", "public domain", "Outlines: Natural Earth"),
    Licence("US Census Bureau", "public domain", "Outlines in the United States: US Census Bureau"),
    Licence("airportsdata", "MIT", "Airports: airportsdata, Mike Borsetti, mwgg"),
    Licence("Unicode CLDR", "Unicode-3.0", "Names in other languages: Unicode CLDR"),
    Licence("Sarhad", "MIT", "Additions by hand: Sarhad"),
)


# --- compiling -------------------------------------------------------------------------------------------------------


def cache_folder() -> Path:
    """Where compiled gazetteers are kept: SARHAD_CACHE, else the user's cache folder."""
    if chosen := os.environ.get("SARHAD_CACHE"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("sarhad", appauthor=False))


def imports_folder() -> Path:
    """Where imported gazetteers are kept: SARHAD_DATA, else the user's data folder."""
    if chosen := os.environ.get("SARHAD_DATA"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("sarhad", appauthor=False)) / "gazetteer"


def _content_key(paths: Sequence[Path]) -> str:
    """Hash of what the compiled form depends on: the form's version, the code that folds, and the given files.

    Reading all of it takes longer than opening the result, so the hash is kept in the cache under the files' paths,
    sizes and times; a file that was touched is read again.
    """
    files = [Path(__file__).parent / "names.py", *paths]
    abouts = [(path, path.stat()) for path in files]
    stamp = "\n".join([FORM, *(f"{path} {about.st_size} {about.st_mtime_ns}" for path, about in abouts)])
    memo = cache_folder() / "keys" / f"{zlib.crc32(stamp.encode()):08x}"
    try:
        known, _, key = memo.read_text(encoding="utf-8").rpartition("\n")
        if known == stamp:
            return key
    except OSError:
        pass
    import hashlib

    digest = hashlib.sha256(FORM.encode())
    for path in files:
        digest.update(path.name.encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    key = digest.hexdigest()[:16]
    with beside(memo) as part:
        part.write_text(f"{stamp}\n{key}", encoding="utf-8")
    return key


def _tables(data: Path) -> list[Path]:
    """The hand-made tables of places; the demonyms are no places."""
    return sorted(p for p in data.glob("*.csv") if p.name != "demonyms.csv")


def _data_files(data: Path) -> list[Path]:
    return [data / "places.tsv.xz", data / "outlines.json.xz", *_tables(data)]


def bundled_rows(data: Path = DATA) -> Iterator[Row]:
    """The rows of the compiled sources and the hand-made ones, by id.

    A hand-made row with the id of a compiled one gives the name to show, adds its other names, and replaces the point,
    radius and weight where it has them. Raises RowError on a hand-made row that is wrong.
    """
    import heapq

    by_hand: list[Row] = []
    for path in _tables(data):
        for row in read_csv(path):
            if isinstance(row, RowError):
                raise row
            by_hand.append(row)
    by_hand.sort(key=_by_id)
    pending: Row | None = None
    for row in heapq.merge(read_rows(data / "places.tsv.xz"), by_hand, key=_by_id):
        if pending is not None and pending.id != row.id:
            yield pending
            pending = row
        else:
            pending = row if pending is None else _joined(pending, row)
    if pending is not None:
        yield pending


def _by_id(row: Row) -> bytes:
    return row.id.encode()


def _joined(first: Row, second: Row) -> Row:
    known = {name for _, name in first.names}
    names = first.names + tuple(n for n in second.names if n[1] not in known or n[0])
    # the spelling the press uses is the one to show; the source's own stays a name to look up
    if second.name != first.name and first.name not in known:
        names += (("", first.name),)
    return replace(
        first,
        name=second.name,
        lat=first.lat if second.lat is None else second.lat,
        lon=first.lon if second.lon is None else second.lon,
        radius_km=first.radius_km if second.radius_km is None else second.radius_km,
        weight=second.weight or first.weight,
        names=names,
    )


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer, opened once per process: the bundled places, and those the user imported.

    ``path`` is a file that `sarhad gazetteer import` made, or a folder of them, to use in place of the user's own;
    raises GazetteerError when it is neither. The first call on a machine compiles the bundled data into the cache,
    which takes some seconds; progress is shown on a terminal. So does the first call after the data, an import or the
    program changed.
    """
    return _open(tuple(files_of_imports(path or imports_folder())), cache_folder())


@lru_cache(maxsize=4)
def _open(imports: tuple[Path, ...], cache: Path) -> Gazetteer:
    del cache  # part of the key only
    return Gazetteer([Pack(compiled_folder()), *(Pack(compiled_import(file)) for file in imports)])


def files_of_imports(path: Path) -> list[Path]:
    """The one file of imported places at a path, or those in the folder; GazetteerError where there is none."""
    if path.is_file() and path.name.endswith(IMPORT_SUFFIX):
        return [path]
    found = imported_files(path)
    if found or path == imports_folder():
        return found
    raise GazetteerError(f"{path}: no file of imported places (*{IMPORT_SUFFIX}) and no folder of them")


def imported_files(folder: Path) -> list[Path]:
    """The files of imported places in a folder, by name."""
    return sorted(folder.glob("*" + IMPORT_SUFFIX)) if folder.is_dir() else []


def compiled_folder() -> Path:
    """The folder of the compiled bundled data, made if it is not there. Safe when several processes start at once."""
    folder = cache_folder() / f"gazetteer-{_content_key(_data_files(DATA))}"
    if not (folder / "meta.json").exists():

        def fill(part: Path, tell: Progress) -> None:
            write_pack(part, bundled_rows(DATA), bundled_outlines(DATA / "outlines.json.xz"), {}, tell)

        make_folder(folder, fill, "Compiling the gazetteer (first use)")
    return folder


def compiled_import(file: Path) -> Path:
    """The folder of one compiled import, made if it is not there."""
    folder = cache_folder() / f"import-{file.name.removesuffix(IMPORT_SUFFIX)}-{_content_key([file])}"
    if not (folder / "meta.json").exists():

        def fill(beside: Path, tell: Progress) -> None:
            write_pack(
                beside, sorted_rows(beside, import_rows(file), tell), import_outlines(file), import_meta(file), tell
            )

        make_folder(folder, fill, f"Compiling {file.name.removesuffix(IMPORT_SUFFIX)}")
    return folder


def make_folder(folder: Path, fill: Callable[[Path, Progress], None], title: str) -> None:
    """Fill a folder beside its place, then move it there.

    Half of it is never seen, and of two writers the first wins.
    """
    import tempfile

    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.with_name(f".{folder.name}.lock")):
        if (folder / "meta.json").exists():
            return
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            with show_progress(title) as tell:
                fill(beside, tell)
            try:
                beside.rename(folder)
            except OSError:
                if not (folder / "meta.json").exists():
                    raise
        finally:
            remove(beside)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one process at a time is inside; the system lets go of the lock when a process dies.

    Where files cannot be locked, all go in: the work is then done more than once, and still right.
    """
    with path.open("wb") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        except (ImportError, OSError):
            pass
        yield
    # The file stays: taking it away would let a third process lock a new one while a second waits on the old.


@contextmanager
def show_progress(title: str) -> Iterator[Progress]:
    """A line on standard error that tells what is being done and how far it is; nothing unless that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda what, count: None
        return
    from rich.console import Console

    with Console(stderr=True).status(title) as status:
        yield lambda what, count: status.update(f"{title}: {what} {count:,}" if count else f"{title}: {what}")
