"""`sarhad gazetteer`: what is known, a search by name, and adding places of one's own."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gazetteer.place import Place

FORMATS = ("geonames", "csv", "osm")


def add_parser(subparsers: Any) -> None:
    """Add `sarhad gazetteer` and its four actions."""
    parser = subparsers.add_parser(
        "gazetteer", help="what places are known; search them; add your own", description="The places that are known."
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    info = actions.add_parser("info", help="how many places, from which sources, on what terms, kept where")
    info.add_argument("--json", action="store_true", help="as JSON")

    search = actions.add_parser("search", help="places of a name, best known first")
    search.add_argument("name", nargs="+", metavar="NAME")
    search.add_argument("--fuzzy", action="store_true", help="also names that are only alike; said with each")
    search.add_argument("--country", metavar="CODE", help="only this country (ISO code, such as PK)")
    search.add_argument("--limit", type=int, default=10, metavar="N", help="at most so many (default 10)")
    search.add_argument("--json", action="store_true", help="one JSON line per place")

    add = actions.add_parser(
        "import",
        help="add places: a GeoNames dump, a CSV, OpenStreetMap objects",
        description="Add the places of FILE to those that are known. The bundled data stays as it is; "
        "`sarhad gazetteer remove NAME` takes an import away again.",
    )
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--format", choices=FORMATS, help="told from the file's name unless given")
    add.add_argument("--name", help="what to call this import (default: the file's name); the same name replaces it")
    add.add_argument("--alternate-names", type=Path, metavar="FILE", help="GeoNames alternateNamesV2 (.txt or .zip)")
    add.add_argument("--admin1", type=Path, metavar="FILE", help="GeoNames admin1CodesASCII.txt")
    add.add_argument("--admin2", type=Path, metavar="FILE", help="GeoNames admin2Codes.txt")
    add.add_argument("--country", metavar="CODE", help="country of OpenStreetMap objects that tell none")
    add.add_argument("--licence", help="the terms of a CSV's data, to be shown with it (default: not stated)")
    add.add_argument("--attribution", help="the line to print on maps for a CSV's data")

    remove = actions.add_parser("remove", help="take an import away")
    remove.add_argument("name", metavar="NAME")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 done; 1 some rows were rejected or nothing was found; 2 wrong use."""
    return {"info": _info, "search": _search, "import": _import, "remove": _remove}[args.action](args)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _info(args: argparse.Namespace) -> int:
    from gazetteer.store import cache_folder, imports_folder, open_gazetteer

    gazetteer = open_gazetteer()
    about = gazetteer.info()
    sources = [asdict(s) for s in gazetteer.attribution()]
    if args.json:
        print(json.dumps({**about, "attribution": sources}, ensure_ascii=False, indent=2))
        return 0
    print(f"{about['places']:,} places under {about['names']:,} names")
    for pack in about["packs"]:
        print(f"  {pack['name']}: {pack['places']:,} places ({_counts(pack['sources'])})")
    print("Sources:")
    for source in sources:
        print(f"  {source['name']} ({source['licence']}): {source['text']}")
    print(f"Compiled in {cache_folder()}")
    print(f"Imports in {imports_folder()}")
    return 0


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _search(args: argparse.Namespace) -> int:
    from gazetteer.store import open_gazetteer

    name = " ".join(args.name)
    gazetteer = open_gazetteer()
    found: list[tuple[Place, str]] = [(p, "") for p in gazetteer.lookup(name)]
    if args.fuzzy:
        known = {p.id for p, _ in found}
        found += [
            (p, f"like {key!r}, {score:.0f} of 100")
            for p, key, score in gazetteer.fuzzy(name, args.limit)
            if p.id not in known
        ]
    if args.country:
        found = [(p, how) for p, how in found if p.country == args.country.upper()]
    if not found:
        _say(f"No place is known as {name!r}." + ("" if args.fuzzy else " Try --fuzzy for names that are alike."))
        return 1
    if args.json:
        for place, how in found[: args.limit]:
            print(json.dumps({**asdict(place), "match": how or "exact"}, ensure_ascii=False))
        return 0
    _table(found[: args.limit])
    if len(found) > args.limit:
        _say(f"{len(found) - args.limit} more; --limit shows them.")
    return 0


def _table(found: list[tuple[Place, str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for title in ("Place", "Level", "Within", "Latitude, longitude", "Radius", "People", "Id"):
        table.add_column(title, overflow="fold")
    for place, how in found:
        within = ", ".join(v for v in (place.admin2, place.admin1, place.country) if v and v != place.name)
        cells = [
            f"{place.name} ({how})" if how else place.name,
            place.kind if place.kind == place.level else f"{place.level} ({place.kind})",
            within,
            "" if place.lat is None else f"{place.lat:.4f}, {place.lon:.4f}",
            "" if place.radius_km is None else f"{place.radius_km:g} km",
            "" if place.population is None else f"{place.population:,}",
            place.id,
        ]
        # As Text: a name may hold anything, and rich reads [brackets] in plain strings as its markup.
        table.add_row(*(Text(c) for c in cells))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _import(args: argparse.Namespace) -> int:
    from gazetteer.imports import Licence, write_import
    from gazetteer.rows import RowError, read_csv
    from gazetteer.store import compiled_import, imports_folder, show_progress

    for path in (args.file, args.alternate_names, args.admin1, args.admin2):
        if path is not None and not path.is_file():
            _say(f"{path}: there is no such file.")
            return 2
    form = args.format or _format_of(args.file)
    if form is None:
        _say(f"{args.file.name}: tell what it is with --format {'|'.join(FORMATS)}.")
        return 2
    name = args.name or re.sub(
        r"(?:\.(?:txt|zip|csv|geojson|json|osm|pbf|gz))+$", "", args.file.name, flags=re.IGNORECASE
    )
    name = re.sub(r"[^\w-]+", "-", name).strip("-")
    if not name:
        _say("Give the import a name of letters and digits with --name.")
        return 2
    licence = Licence(name, args.licence or "licence not stated", args.attribution or f"Places: {name}")
    with show_progress(f"Importing {args.file.name}") as tell:
        items: Iterable[Any]
        if form == "geonames":
            from gazetteer.import_geonames import LICENCE, read_codes, read_geonames

            licence = LICENCE
            first = read_codes(args.admin1) if args.admin1 else _known_divisions()
            second = read_codes(args.admin2) if args.admin2 else {}
            items = read_geonames(args.file, args.alternate_names, first, second, tell)
        elif form == "osm":
            from gazetteer.import_osm import LICENCE, read_osm

            licence = LICENCE
            items = read_osm(args.file, args.country, tell)
        else:
            items = read_csv(args.file, prefix=name)
        try:
            done = write_import(imports_folder(), name, items, [licence])
        except RowError as error:
            _say(str(error))
            return 1
    for reason in done.reasons[:20]:
        _say(reason)
    if done.rejected > 20:
        _say(f"... and {done.rejected - 20} more rows that could not be read.")
    if done.rows == 0:
        done.file.unlink()
        _say(f"{args.file.name}: no place in it could be used; nothing was imported.")
        return 1
    compiled_import(done.file)
    outlines = f" and {done.outlines:,} outlines" if done.outlines else ""
    print(f"{done.rows:,} places{outlines} imported as {name} ({licence.licence}): {done.file}")
    return 1 if done.rejected else 0


def _format_of(path: Path) -> str | None:
    name = path.name.lower()
    if name.endswith(".csv"):
        return "csv"
    if name.endswith((".geojson", ".json", ".osm", ".osm.pbf", ".pbf")):
        return "osm"
    if name.endswith((".txt", ".zip")):
        return "geonames"
    return None


def _known_divisions() -> dict[str, str]:
    """Names of first-level divisions by code, from what is bundled."""
    from gazetteer.store import open_gazetteer

    gazetteer = open_gazetteer()
    return {p.id.partition(":")[2]: p.name for c in gazetteer.countries() for p in gazetteer.admin1(c.country or "")}


def _remove(args: argparse.Namespace) -> int:
    from gazetteer.imports import IMPORT_SUFFIX
    from gazetteer.store import imported_files, imports_folder

    # Only names that are there: a name with slashes must not reach another file.
    for file in imported_files(imports_folder()):
        if file.name.removesuffix(IMPORT_SUFFIX) == args.name:
            file.unlink()
            print(f"Removed {args.name}.")
            return 0
    names = [f.name.removesuffix(IMPORT_SUFFIX) for f in imported_files(imports_folder())]
    _say(f"No import is called {args.name!r}. " + (f"There are: {', '.join(names)}." if names else "There is none."))
    return 1
