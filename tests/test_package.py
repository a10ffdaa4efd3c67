"""The package as it is installed: whole, without the tests and the page's sources, and working from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "maps" / "web" / "built"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (BUNDLE / "page.js").is_file():
        pytest.skip("the page is not built; `make map` or `make test` builds it")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_what_is_in_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"seeds", "gazetteer", "geo", "maps"}
    wanted = {
        "seeds/words.toml",
        "geo/words/triggers.toml",
        "maps/incidents.schema.json",
        "maps/web/built/page.js",
        "maps/web/built/page.css",
        *(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds" / "border_2024").glob("*.md")),
    }
    assert wanted - set(names) == set()
    assert [name for name in names if name.endswith((".ts", ".mjs", ".test.js")) or "node_modules" in name] == []


def test_it_makes_the_map_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacked alone, far from the checkout, with nothing else of ours on the path."""
    home = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(home)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "maps", "map", "-o", "border.html", "--geojson", "border.geojson"]
    done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads((elsewhere / "border.geojson").read_text(encoding="utf-8"))["features"]) > 5
    assert (elsewhere / "border.html").stat().st_size > 100_000
