"""The command's manners: exit codes, one-line errors, clean output."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import maps.cli
from maps.cli import main
from maps.outcome import DONE, SOME_REJECTED, WRONG_USE, UsageError

STORY = "Gunmen killed two police officers in Quetta on Monday, officials said.\n\nPublished May 3, 2020\n"


def command(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    """Put a command of our own in the place of all others."""

    def parser() -> argparse.ArgumentParser:
        made = argparse.ArgumentParser(prog="sarhad")
        made.add_argument("--verbose", action="store_true")
        made.set_defaults(run=run)
        return made

    monkeypatch.setattr(maps.cli, "build_parser", parser)


def failing(error: BaseException) -> object:
    def run(args: argparse.Namespace) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UsageError("--published 'x' is no day; write it as 2024-01-30"), "is no day; write it as 2024-01-30"),
        (FileNotFoundError(2, "No such file or directory", "a.html"), "a.html: No such file or directory"),
        (ValueError("two\nlines"), "two lines (--verbose shows where)"),
        (KeyError("seat"), "a fault of the program: KeyError"),
    ],
)
def test_an_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, words: str
) -> None:
    command(monkeypatch, failing(error))
    assert main([]) == WRONG_USE
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert err.count("\n") == 1
    assert err.startswith("sarhad: ")


def test_verbose_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    command(monkeypatch, failing(KeyError("seat")))
    with pytest.raises(KeyError):
        main(["--verbose"])


def test_stopped_by_hand(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    command(monkeypatch, failing(KeyboardInterrupt()))
    assert main([]) == 130
    assert capsys.readouterr().err == "sarhad: stopped\n"


@pytest.mark.parametrize("arguments", [[], ["fly"], ["map", "--no-such-option"], ["extract"]])
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == WRONG_USE
    assert "usage: sarhad" in capsys.readouterr().err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == DONE
    assert capsys.readouterr().out.startswith("sarhad ")
    assert main(["--help"]) == DONE
    assert "exit codes" in capsys.readouterr().out


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "maps", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        cwd=Path(__file__).resolve().parent.parent.parent,
        check=False,
    )


def test_what_is_rejected_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    done = run("extract", str(tmp_path / "good.txt"), str(tmp_path / "missing.txt"))
    assert done.returncode == SOME_REJECTED
    assert done.stdout.count(b"\n") == 1
    assert b"missing.txt: there is no such file" in done.stderr


def test_nothing_readable_is_wrong_use(tmp_path: Path) -> None:
    done = run("extract", str(tmp_path / "missing.txt"))
    assert done.returncode == WRONG_USE
    assert done.stdout == b""


def test_a_report_without_a_day_is_said() -> None:
    done = run("extract", "-", stdin=b"Two men were shot on Monday in Quetta, officials said.")
    assert done.returncode == DONE
    assert b"nothing says when" in done.stderr
    done = run("extract", "-", "--published", "2020-05-03", stdin=b"Two men were shot on Monday in Quetta.")
    assert b"nothing says when" not in done.stderr
    for no_day in ("May", "0001-01-01"):
        assert run("extract", "-", "--published", no_day, stdin=b"Two men were shot.").returncode == WRONG_USE


def test_output_is_utf8_whatever_the_locale() -> None:
    done = run(
        "extract",
        "-",
        stdin="بم حمله در کویته دو کشته داشت".encode(),
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
        PYTHONUTF8="0",
    )
    assert done.returncode == DONE
    done.stdout.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(
        "".join(f'{{"id": "r{n}", "text": "{STORY.splitlines()[0]}"}}\n' for n in range(300)), encoding="utf-8"
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "maps", "extract", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parent.parent.parent,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    words = process.stderr.read()
    process.stderr.close()
    assert process.wait() == DONE
    assert b"Traceback" not in words
    assert b"BrokenPipe" not in words


@pytest.mark.skipif(os.name != "posix", reason="tells a group of processes to end, and asks whether it has")
@pytest.mark.parametrize(("told", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_who_is_told_to_end_leaves_no_process_and_no_half_a_file(tmp_path: Path, told: int, code: int) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"id": "r{n}", "text": "{STORY.splitlines()[0]}"}}\n' for n in range(9_000)))
    process = subprocess.Popen(
        [sys.executable, "-m", "maps", "extract", str(path), "-o", str(tmp_path / "out.jsonl"), "--workers", "2"],
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parent.parent.parent,
        start_new_session=True,
    )
    wait_for(lambda: any(part.stat().st_size for part in tmp_path.glob(".out.*")), "the first lines")
    process.send_signal(told)
    assert process.stderr is not None
    words = process.stderr.read()
    process.stderr.close()
    assert process.wait() == code
    assert b"Traceback" not in words
    wait_for(lambda: not is_alive(process.pid), "its processes to end")
    if told != signal.SIGKILL:  # which nothing can answer
        assert not list(tmp_path.glob(".out.*"))
    assert not (tmp_path / "out.jsonl").exists()


def is_alive(group: int) -> bool:
    """Whether a process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(done: Callable[[], bool], what: str) -> None:
    """Fails where it does not come about in a minute."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)
