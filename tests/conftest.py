"""What holds for every test: nothing leaves this machine, and what is skipped is said loudly."""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_CORPORA = "SARHAD_CORPORA"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _stay_home(event: str, args: tuple[object, ...]) -> None:
    """An audit hook: a connection or a name look-up beyond this machine is an error wherever it is made."""
    if event == "socket.connect":
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a socket of this machine
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if host is not None and not _is_here(host):
        raise RuntimeError(f"a test reached for the network: {event} {host!r}")


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback or ipaddress.ip_address(name).is_unspecified
    except ValueError:
        return False


sys.addaudithook(_stay_home)

# The same examples on every machine, however busy: a test that fails on Tuesdays only teaches nobody anything.
settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def _chromium() -> str | None:
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of evaluation texts; a test that asks for it is skipped, and counted aloud, where it is not."""
    folder = os.environ.get(_CORPORA)
    if not folder or not Path(folder).is_dir():
        pytest.skip(f"{_CORPORA} names no folder of evaluation texts")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium; a test that asks for it is skipped, and counted aloud, where there is none."""
    found = _chromium()
    if not found:
        pytest.skip("no Chromium on this machine")
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once more, last and in colour, what was not tried."""
    folder = os.environ.get(_CORPORA)
    if not folder or not Path(folder).is_dir():
        terminalreporter.write_line(
            f"NOT TRIED: the tests on evaluation texts; set {_CORPORA} to the folder that holds them",
            yellow=True,
            bold=True,
        )
    if not _chromium():
        terminalreporter.write_line("NOT TRIED: the tests in a browser; install chromium", yellow=True, bold=True)
