"""The loading of vocabularies: built-in ones as they are, a user's file laid over them or refused in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo import vocabulary as vocabularies
from geo.vocabulary import VocabularyError, check, vocabulary


def test_every_built_in_vocabulary_loads() -> None:
    assert {"actors", "people", "claims"} <= set(vocabularies.names())
    for name in vocabularies.names():
        assert vocabulary(name)


def test_a_users_rows_come_first_and_nothing_built_in_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[actors.groups]\nPK = ["Example Hill Army | EHA"]\nZZ = ["Nowhere Front"]\n', encoding="utf-8")
    before = vocabulary("actors")["groups"]["PK"]
    merged = vocabulary("actors", (str(file),))["groups"]
    assert merged["PK"] == ["Example Hill Army | EHA", *before]
    assert merged["ZZ"] == ["Nowhere Front"]
    assert vocabulary("actors")["groups"]["PK"] == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[nonsense]\na = 1\n", ("[nonsense]", "actors")),
        ("actors = 3\n", ("actors", "must be a table")),
        ("[actors.armies]\nPK = []\n", ("actors.armies", "forces", "groups")),
        ('[actors.groups]\nPakistan = ["X"]\n', ("actors.groups.Pakistan", "ISO")),
        ('[actors.groups]\nPK = "X"\n', ("actors.groups.PK", "must be a list")),
        ("[actors.groups]\nPK = [3]\n", ("actors.groups.PK", "one | another")),
        ('[actors.groups]\nPK = ["X | | Y"]\n', ("actors.groups.PK", "one | another")),
        ('[people.people]\nrow = ["X"]\n', ("people.people.row", "rows")),
        ("[actors.groups\n", ("line 1",)),
        ('[cues.who]\nsays = ["quoth"]\n', ("[cues] is no vocabulary that can be added to", "triggers_fa")),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(tmp_path: Path, content: str, says: tuple[str, ...]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        check(file)
    message = str(error.value)
    assert message.startswith(str(file))
    assert "\n" not in message
    for part in says:
        assert part in message


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no such file"):
        check(tmp_path / "none.toml")
    with pytest.raises(VocabularyError, match="folder"):
        check(tmp_path)
    broken = tmp_path / "latin.toml"
    broken.write_bytes(b'[people.people]\nrows = ["caf\xe9"]\n')
    with pytest.raises(VocabularyError, match="UTF-8"):
        check(broken)
