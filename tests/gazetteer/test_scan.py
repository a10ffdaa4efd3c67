"""Known names in a text: which are found, where they stand, and what is not a name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.names import fold
from gazetteer.scan import Scanner

KNOWN = [
    "Iran", "Turbat", "Quetta", "New York", "York", "New York City", "U.S.", "Sistan and Baluchestan", "St. Louis",
    "Côte d'Ivoire", "Deir al-Balah",
    "St. John", "St. John's", "King's Lynn", "People's Republic of China", "Republic of China", "China",
    "al-Bab", "Rio de Janeiro", "Xi'an", "زاهدان", "پاکستان", "東京", "Köln", "Kech", "Stratford-upon-Avon",
]  # fmt: skip


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    keys = {fold(name) for name in KNOWN}
    return Scanner(lambda folded: sorted((k for k in keys if folded.startswith(k)), key=len), frozenset({"iranian"}))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Iran's army left Turbat.", ["Iran", "Turbat"]),
        ("QUETTA: Iranian forces", ["QUETTA", "Iranian"]),
        ("in New York City and New\n  York", ["New York City", "New\n  York"]),
        ("the U.S. and St. Louis", ["U.S.", "St. Louis"]),
        ("Sistan and Baluchestan province", ["Sistan and Baluchestan"]),
        ("near al-Bab and Deir al-Balah", ["al-Bab", "Deir al-Balah"]),
        ("Côte d’Ivoire, Rio de Janeiro", ["Côte d’Ivoire", "Rio de Janeiro"]),
        ("Stratford-upon-Avon", ["Stratford-upon-Avon"]),
        ("Xi’an’s walls", ["Xi’an"]),
        ("St. John’s and King's Lynn", ["St. John’s", "King's Lynn"]),
        ("ST. JOHN'S; St. John; St. Louis's", ["ST. JOHN'S", "St. John", "St. Louis"]),
        ("the People's Republic of China's army", ["People's Republic of China"]),
        ("Iran's Turbat, China's Republic of China", ["Iran", "Turbat", "China", "Republic of China"]),
        ("در زاهدان، پاكستان", ["زاهدان", "پاكستان"]),
        ("在東京都", ["東京"]),
        ("Köln", ["Köln"]),
        ("turbat and iran in small letters", []),
        ("Turbati Irany", []),
        ("New\n\nYork", ["York"]),
        ("", []),
    ],
)
def test_names_are_found_as_they_stand(scanner: Scanner, text: str, names: list[str]) -> None:
    assert [text[h.start : h.end] for h in scanner.scan(text)] == names


@given(
    st.lists(st.sampled_from([*KNOWN, "and", "of", "the", ",", ".", "\n", "said", "Dr", "'s", "-", "—"]), max_size=25)
)
def test_hits_are_slices_in_order_that_fold_to_their_key(words: list[str]) -> None:
    keys = {fold(name) for name in KNOWN}
    scanner = Scanner(lambda folded: [k for k in keys if folded.startswith(k)])
    text = " ".join(words)
    hits = scanner.scan(text)
    assert all(fold(text[h.start : h.end]) == h.key for h in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@given(st.text(max_size=80))
def test_any_text_can_be_scanned(text: str) -> None:
    keys = {fold(name) for name in KNOWN}
    for hit in Scanner(lambda folded: [k for k in keys if folded.startswith(k)]).scan(text):
        assert 0 <= hit.start < hit.end <= len(text)
