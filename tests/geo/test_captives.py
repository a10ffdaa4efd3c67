"""Captives: seizure, release and killing told apart, in one sentence or in several."""

from __future__ import annotations

from datetime import date

import pytest

from geo.pipeline import extract_report
from seeds.report import Report

PUBLISHED = date(2024, 5, 10)  # a Friday
AROUND = " The militants have fought the army in the region for years."


def told(text: str) -> list[tuple[str, date | None, str]]:
    accounts = extract_report(Report("r", text + AROUND, published=PUBLISHED, language="en")).accounts
    return sorted((a.type, a.start, a.where.name) for a in accounts)


TOLD: list[tuple[str, list[tuple[str, date | None, str]]]] = [
    (
        "Gunmen freed nine oil workers in Aba on Tuesday whom they had seized near Port Harcourt on April 12.",
        [("abduction", date(2024, 4, 12), "Port Harcourt"), ("abduction", date(2024, 5, 7), "Aba")],
    ),
    (
        "Eleven passengers snatched from a bus near Katsina last week regained their freedom on Wednesday night.",
        [("abduction", date(2024, 4, 29), "Katsina"), ("abduction", date(2024, 5, 8), "Katsina")],
    ),
    (
        "A French journalist, kidnapped in Gao in April 2021, was released on Wednesday in Niamey.",
        [("abduction", date(2021, 4, 1), "Gao"), ("abduction", date(2024, 5, 8), "Niamey")],
    ),
    (
        "Six weeks after rebels took 30 schoolboys hostage at Bunia, all of them walked free on Wednesday.",
        [("abduction", date(2024, 3, 26), "Bunia"), ("abduction", date(2024, 5, 8), "Bunia")],
    ),
    (
        "Boko Haram handed over 21 schoolgirls in Banki on Wednesday, two weeks after it carried them off from Chibok.",
        [("abduction", date(2024, 4, 23), "Chibok"), ("abduction", date(2024, 5, 8), "Banki")],
    ),
    (
        "Bandits who abducted 38 pupils in Kagara on April 30 freed all of them on Wednesday, the governor said.",
        [("abduction", date(2024, 4, 30), "Kagara"), ("abduction", date(2024, 5, 8), "Kagara")],
    ),
    (
        "The 12 monks captured last week were exchanged for three prisoners near Sittwe on Wednesday.",
        [("abduction", date(2024, 4, 29), "Sittwe"), ("abduction", date(2024, 5, 8), "Sittwe")],
    ),
    (
        (
            "Al-Shabaab executed in Kismayo on Wednesday two of the five policemen they had captured in Garissa in"
            " February."
        ),
        [("abduction", date(2024, 2, 1), "Garissa"), ("attack", date(2024, 5, 8), "Kismayo")],
    ),
    # what was asked for, and who is still held, is nothing that happened
    (
        (
            "Gunmen abducted a doctor in Peshawar on May 6. The kidnappers demanded 50,000 dollars for his release, and"
            " the remaining hostages in Karachi are to be freed too."
        ),
        [("abduction", date(2024, 5, 6), "Peshawar")],
    ),
    # forces that free captives do so in an operation; attackers who escape free nobody
    (
        "The abducted officials were recovered from Panjgur in an operation by the Frontier Corps on Wednesday.",
        [("operation", date(2024, 5, 8), "Panjgur")],
    ),
    (
        "Gunmen kidnapped three engineers in Turbat on Tuesday and escaped on motorcycles.",
        [("abduction", date(2024, 5, 7), "Turbat")],
    ),
    # how people came back, told around an aside and far from the words that they were taken
    (
        (
            "Rebels kidnapped eight nurses near Goma on April 5. Nothing was heard of them. Their families waited."
            " Police asked for word of them. On Tuesday troops got six, two of them wounded, back unharmed."
        ),
        [("abduction", date(2024, 4, 5), "Goma"), ("operation", date(2024, 5, 7), "Goma")],
    ),
    (
        "Bandits seized nine pupils in Kaduna on April 5. The gang let four, who had fallen ill, go on Tuesday.",
        [("abduction", date(2024, 4, 5), "Kaduna"), ("abduction", date(2024, 5, 7), "Kaduna")],
    ),
    (
        "Bandits seized nine pupils in Kaduna on April 5. On Tuesday four of the pupils were reunited with relatives.",
        [("abduction", date(2024, 4, 5), "Kaduna"), ("abduction", date(2024, 5, 7), "Kaduna")],
    ),
    (
        "Bandits seized nine pupils in Kaduna on April 5. Soldiers brought home four of them on Tuesday.",
        [("abduction", date(2024, 4, 5), "Kaduna"), ("operation", date(2024, 5, 7), "Kaduna")],
    ),
    (
        "Bandits seized nine pupils in Kaduna on April 5. The army brought the bodies of two of them back on Tuesday.",
        [("abduction", date(2024, 4, 5), "Kaduna")],
    ),
    # a seizure of old told with its end is one story; 'they were taken away' is a seizure
    (
        (
            "Gunmen took a judge hostage in Quetta on Tuesday. The group seized five guards at Saravan in 2014; four of"
            " the men were let go in April that year."
        ),
        [("abduction", date(2014, 1, 1), "Saravan"), ("abduction", date(2024, 5, 7), "Quetta")],
    ),
    (
        "When the officials reached Tump on Tuesday their car was intercepted by gunmen and they were taken away.",
        [("abduction", date(2024, 5, 7), "Tump")],
    ),
    # whom a court lets go was no captive
    (
        "A court in Lahore released a journalist on bail on Wednesday. Gunmen kidnapped two nurses in Goma on Tuesday.",
        [("abduction", date(2024, 5, 7), "Goma")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text[:50] for text, _ in TOLD])
def test_what_is_told_of_captives(text: str, expected: list[tuple[str, date | None, str]]) -> None:
    assert told(text) == expected


def test_who_held_those_released_and_no_toll_of_elsewhere() -> None:
    text = (
        "Four guards have been released in Quetta, officials said on Thursday. Jaish al-Adl abducted the guards near"
        " Saravan on February 6. The same group took responsibility for the killings of 14 soldiers."
    )
    accounts = extract_report(Report("r", text, published=PUBLISHED, language="en")).accounts
    release = next(a for a in accounts if a.where.name == "Quetta")
    assert (release.type, release.actors) == ("abduction", ("Jaish al-Adl",))
    assert all(a.killed is None for a in accounts if a.type == "abduction")
