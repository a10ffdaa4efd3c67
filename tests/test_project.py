"""The house as a whole: imports run one way, the README tells the truth, nothing is left lying about."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from maps.cli import COMMANDS, build_parser, main

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("seeds", "gazetteer", "geo", "maps")
ABOVE = {"seeds": {"gazetteer", "geo", "maps"}, "gazetteer": {"seeds", "geo", "maps"}, "geo": {"maps"}, "maps": set()}
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if not {"node_modules", "out", "__pycache__"} & set(path.relative_to(ROOT).parts)
)
README = (ROOT / "README.md").read_text(encoding="utf-8")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    upward = {name for name in imports(path) if name.split(".")[0] in ABOVE[package] | {"tests"}}
    assert upward == set()


def test_no_import_cycle() -> None:
    """Not even one inside a package, where none of the imports waits inside a function."""
    graph = {}
    for path in MODULES:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        top = ast.parse(path.read_text(encoding="utf-8")).body
        found = set()
        for node in top:
            if isinstance(node, ast.Import):
                found |= {item.name for item in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module} | {f"{node.module}.{item.name}" for item in node.names}
        graph[name] = found
    finished: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name in finished:
            return
        # A package's __init__ names its modules; that a module names its package's other modules is no cycle.
        for other in sorted(graph[name] & graph.keys()):
            if "." in other and other != name:
                visit(other, (*trail, name))
        finished.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_say_what_they_are(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert path.stem not in ("utils", "helpers", "misc", "common")
    assert path.stem not in sys.stdlib_module_names or path.stem.startswith("__")


def test_no_door_to_the_network() -> None:
    """No module imports what opens a connection: the geocoder is geopy's in form, tiles are the page's affair."""
    doors = ("socket", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "ssl")
    used = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in MODULES
        for name in imports(path)
        if any(name == door or name.startswith(door + ".") for door in doors)
    }
    assert used == set()


def test_tracked_files_name_no_machine_and_no_registry() -> None:
    """What is true of one machine only, or tells where packages are fetched from, has no place in the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    here = Path(__file__).name
    traces = re.compile(rb"/work/|/tmp/\w|/root/|registry\.npm|pypi\.org|pythonhosted|deb\.debian")
    named = []
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.name != here and path.stat().st_size < 5_000_000:
            data = path.read_bytes()
            if b"\0" not in data[:1000] and (match := traces.search(data)):
                named.append(f"{name}: {match.group().decode()}")
    assert named == []


def test_packages_of_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert tuple(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES
    assert project["project"]["scripts"] == {"sarhad": "maps.cli:main"}


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {
        _plain(line.split("==")[0]) for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line
    }
    wanted = {_plain(re.split(r"[\[<>=!~; ]", item)[0]) for item in project["dependencies"]}
    wanted |= {_plain(re.split(r"[\[<>=!~; ]", item)[0]) for item in project["optional-dependencies"]["test"]}
    assert wanted - pinned == set()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def subcommands() -> dict[str, argparse.ArgumentParser]:
    actions = build_parser()._actions
    return next(dict(action.choices) for action in actions if isinstance(action, argparse._SubParsersAction))


def shown_commands() -> list[str]:
    """Every `sarhad ...` line of the README's code blocks, continued lines joined, pipes taken apart."""
    found = []
    for block in re.findall(r"```(?:sh|console|bash)\n(.*?)```", README, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            found += [part.strip() for part in re.split(r"\s\|\s", line) if part.strip().startswith("sarhad ")]
    return found


def test_every_command_is_there_and_in_the_readme() -> None:
    assert tuple(subcommands()) == COMMANDS
    for name in COMMANDS:
        assert f"sarhad {name}" in README


@pytest.mark.parametrize("line", shown_commands())
def test_every_command_line_in_the_readme_is_one(line: str) -> None:
    words = shlex.split(line.split(" > ")[0], comments=True)
    assert build_parser().parse_args(words[1:]).run


def test_every_option_is_in_the_readme() -> None:
    missing = []
    for name, parser in subcommands().items():
        for inner in [parser, *_inner(parser)]:
            for action in inner._actions:
                options = action.option_strings
                if action.help is argparse.SUPPRESS or not options or "--help" in options:
                    continue
                if not any(re.search(rf"(?<![\w-]){option}(?![\w-])", README) for option in options):
                    missing.append(f"{name} {options[-1]}")
    assert missing == []


def _inner(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    return [
        inner
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for inner in action.choices.values()
    ]


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reports").mkdir()
    story = (
        "QUETTA: Militants of a banned separatist group attacked a police station in Turbat on Monday and shot dead"
        " three police officers. Soldiers and paramilitary troops searched for the gunmen.\n\nPublished May 5, 2020\n"
    )
    (tmp_path / "reports" / "a.txt").write_text(story, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["map", "reports", "--geojson", "incidents.geojson"]) == 0
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "attack 2020-05-04 Turbat (3, 3)" in said
    assert "Balochistan" in said
    assert (tmp_path / "border.html").is_file()


def test_links_and_targets_of_the_readme_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", README) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= targets


def test_the_files_the_readme_names_are_there() -> None:
    named = set(re.findall(r"`((?:seeds|gazetteer|geo|maps|tests)/[\w./-]+)`", README))
    made = {"maps/out/border.html", "maps/out/border.geojson"}
    assert {name for name in named - made if not (ROOT / name).exists()} == set()
