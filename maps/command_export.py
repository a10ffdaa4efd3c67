"""`sarhad export`: an incident file in the forms of other tools."""

from __future__ import annotations

import argparse
from pathlib import Path

from maps.outcome import DONE, UsageError, say


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the sub-command."""
    parser = subparsers.add_parser("export", help="incidents -> .gpkg, .parquet, .csv (ACLED and UCDP too), .kml")
    parser.add_argument("incidents", metavar="INCIDENTS.geojson", help="what `sarhad map --geojson` wrote")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=".gpkg, .parquet, .csv or .kml")
    parser.add_argument(
        "--as",
        dest="codebook",
        choices=("acled", "ucdp"),
        help="with .csv: in the columns of ACLED, or of UCDP GED (which takes only violence with a death);"
        " coordinates only where a point is claimed",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file; where it is and what is in it on standard output."""
    from maps.geojson import NotOursError, read_geojson

    try:
        file = read_geojson(args.incidents)
    except OSError as error:
        raise UsageError(f"{args.incidents}: {error.strerror}") from error
    except NotOursError as error:
        raise UsageError(str(error)) from error

    from gazetteer.store import open_gazetteer
    from maps.export import ExportError, export

    def country_name(code: str | None) -> str | None:
        place = open_gazetteer().by_id(f"country:{code}") if code else None
        return place.name if place else code

    try:
        written = export(file, args.output, args.codebook, country_name)
    except ExportError as error:
        raise UsageError(str(error)) from error
    print(f"{args.output}  {Path(args.output).stat().st_size:,} bytes, {written} of {len(file.incidents)} incidents")
    undrawn = sum(drawing.geometry is None for drawing in file.drawn.values())
    if undrawn:
        say(f"{undrawn} of them have no geometry: they are known only to a country, or nowhere")
    if written < len(file.incidents):
        say(f"left out: {len(file.incidents) - written} without a reported death, planned, denied or not violent")
    return DONE
