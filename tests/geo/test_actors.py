"""Who is named: sentences of ours with what should be read from them, and what holds for any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.actors import ActorMention, canonical_name, claimed_by, find_actors, identify
from geo.document import read_document
from geo.lexicon import lexicon
from seeds.report import Report


def actors(text: str, words: tuple[str, ...] = ()) -> tuple[ActorMention, ...]:
    return find_actors(read_document(Report("r", text)), words)


def said(text: str, kind: str) -> list[str]:
    return [m.name for m in actors(text) if m.kind == kind]


@pytest.mark.parametrize(
    "spelling",
    [
        "Jaish al-Adl",
        "Jaish-al-Adl",
        "Jaishul Adl",
        "Jaish ul-Adl",
        "Jaish-ul Adl",
        "Jaish al Adl",
        "JAISH AL-ADL",
        "Jaysh al-Adl",
        "Jaish ul Adil",
    ],
)
def test_a_group_is_one_in_every_spelling(spelling: str) -> None:
    (mention,) = [m for m in actors(f"Two lorries were burnt by {spelling} near the pass.") if m.kind == "group"]
    assert mention.key == "group:jaish-al-adl"
    assert mention.canonical == "Jaish al-Adl"
    assert mention.text == spelling


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ansar al-Forqan", "group:ansar-al-furqan"),
        ("Ansar ul Furqan", "group:ansar-al-furqan"),
        ("Balochistan Liberation Army", "group:baloch-liberation-army"),
        ("Tehreek-e-Taliban Pakistan", "group:ttp"),
        ("Lashkar-i-Jhangvi", "group:lashkar-e-jhangvi"),
        ("Al Shabab", "group:al-shabaab"),
        ("Hizbollah", "group:hezbollah"),
        ("Naxals", "group:communist-party-of-india-maoist"),
        ("Islamic Revolution Guards Corps", "forces:IR:irgc"),
        ("Frontier Corps", "forces:PK:frontier-corps"),
        ("Burma", "state:MM"),
        ("nobody in particular", None),
    ],
)
def test_identify(name: str, key: str | None) -> None:
    assert identify(name) == key


def test_canonical_name_of_an_unknown_one_is_its_own() -> None:
    assert canonical_name("BLA") == "Baloch Liberation Army"
    assert canonical_name("Hill Road Choir") == "Hill Road Choir"


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Iranian border guards shot at a lorry.", "forces", ["Iranian border guards"]),
        ("The border guards of Iran shot at a lorry.", "forces", ["Iranian border guards"]),
        ("Pakistan's security forces searched the valley.", "forces", ["Pakistani security forces"]),
        ("A policeman and three constables were hurt.", "forces", ["police", "police"]),
        ("Nine Pakistani workers were found dead.", "people", ["Pakistani workers"]),
        ("Four labourers from Pakistan were found dead.", "people", ["Pakistani labourers"]),
        ("Two people died in the village.", "people", ["civilians"]),
        ("Unidentified gunmen fired at the gate.", "unidentified", ["unidentified gunmen"]),
        ("A suicide bomber walked into the hall.", "unidentified", ["suicide bombers"]),
        ("Palestinian militants sent rockets over the fence.", "group", ["Palestinian militants"]),
        ("Militants sent rockets over the fence.", "group", []),
        ("The mayor left before the shots.", "people", ["mayor"]),
        ("It hit a police station and a bus.", "place-target", ["police station", "bus"]),
        ("They stormed Bolan prison at noon.", "place-target", ["Bolan prison"]),
        ("Three drones came down on the Wadi Example Air Base.", "place-target", ["Wadi Example Air Base"]),
        ("The tanker MV Example Star burnt all night.", "place-target", ["MV Example Star", "MV Example Star"]),
        ("The Red Cross asked for a truce.", "organisation", ["Red Cross"]),
        ("Liaison officers will sit in the port city.", "forces", []),
        ("Yemen's Houthi rebels held the ship.", "group", ["Houthi rebels"]),
        ("Hamas fighters held the road.", "group", ["Hamas"]),
        ("The militant group Jaish al-Adl said so.", "group", ["Jaish al-Adl"]),
        ("It was a terrorist assault, the station said.", "unidentified", []),
        ("The ferry reached Port Sudan at noon.", "state", []),
        ("The minister spoke at 6 PM.", "state", []),
        ("Let us go with him, it was said.", "state", []),
        ("The army of Mali left; Mali mourned, and the troops came back.", "forces", ["Malian army", "Malian troops"]),
        ("Two workers building a road were hurt.", "place-target", []),
        ("Four Levies personnel were hurt.", "forces", ["Levies"]),
        ("Thirteen officers of the police were hurt.", "forces", ["police", "police"]),
        ("A bomb hit the police station; two officers died.", "forces", ["police"]),
        ("Jets of Turkey came at dawn.", "state", ["Turkey"]),
        ("Thai and Cambodian troops met.", "forces", ["Thai troops", "Cambodian troops"]),
        ("Iran mourned. Two soldiers were hurt.", "forces", ["Iranian soldiers"]),
        ("They went from house to house.", "place-target", []),
        ("The Counter Terrorism Department (CTD) of police came.", "forces", ["Counter Terrorism Department"] * 2),
        ("Border guards came; a guard was hurt.", "forces", ["border guards", "border guards"]),
        ("The federal police came; two policemen died.", "forces", ["federal police", "federal police"]),
        ("The army came. The police fled and two officers died.", "forces", ["army", "police", "police"]),
        ("AMISOM troops were hurt.", "forces", ["AMISOM"]),
        ("Amotekun operatives came.", "forces", ["Amotekun"]),
        ("A young Palestinian was hurt.", "people", ["Palestinian civilians"]),
        ("It burnt down a port warehouse.", "place-target", ["port warehouse"]),
        ("ISIS came. ISIS stayed. The Islamic State left.", "group", ["ISIS"] * 3),
        ("The BLF came. The BLF stayed. The Baloch Liberation Front left.", "group", ["Baloch Liberation Front"] * 3),
        ("Suspected Islamist militants came at dawn.", "unidentified", ["suspected Islamist militants"]),
    ],
)
def test_names_by_kind(text: str, kind: str, names: list[str]) -> None:
    assert said(text, kind) == names


@pytest.mark.parametrize(
    ("text", "country", "role"),
    [
        ("Iran struck back.", "IR", ""),
        ("He was seen in Iran.", "IR", "place"),
        ("Iranian missiles fell at dawn.", "IR", "adjective"),
        ("Iran's missiles fell at dawn.", "IR", "possessive"),
        ("They met in Iran's Example province.", "IR", "place"),
        ("Tehran said it would answer.", "IR", "seat"),
        ("Iran's foreign minister flew home.", "IR", "official"),
        ("The Foreign Ministry of Pakistan called it a lie.", "PK", "official"),
        ("The Iranian state media showed the crater.", "IR", "media"),
        ("The U.S. sent a ship.", "US", ""),
    ],
)
def test_how_a_state_is_named(text: str, country: str, role: str) -> None:
    (mention,) = [m for m in actors(text) if m.kind == "state"]
    assert (mention.country, mention.role) == (country, role)


def test_a_capital_that_is_only_a_place_names_nobody() -> None:
    assert said("The march began in Tehran.", "state") == []


def test_whose_the_target_is() -> None:
    (prison,) = [
        m for m in actors("They stormed a prison of the militant group Jaish al-Adl.") if m.kind == "place-target"
    ]
    assert (prison.name, prison.of, prison.of_key) == ("prison", "Jaish al-Adl", "group:jaish-al-adl")


@pytest.mark.parametrize(
    "text",
    [
        "Drones hit bases of the militant group Jaish al-Adl.",
        "Drones hit Jaish al-Adl hideouts.",
        "Drones hit hideouts of Jaish al-Adl.",
    ],
)
def test_who_strikes_hideouts_strikes_the_group(text: str) -> None:
    assert said(text, "group") == ["Jaish al-Adl", "Jaish al-Adl"]
    assert said(text, "place-target") == []


def test_the_only_ship_is_the_ship() -> None:
    text = "A cargo vessel burnt all night. The MV Example Star had left at noon."
    assert said(text, "place-target") == ["MV Example Star", "MV Example Star"]


def test_fighters_of_a_group_are_the_group() -> None:
    text = "The armed men of the Baloch Liberation Army left; fighters from the Baloch Liberation Army stayed."
    assert said(text, "group") == ["Baloch Liberation Army"] * 3
    assert said(text, "unidentified") == []


@pytest.mark.parametrize(
    "text",
    [
        "Hamas came. The militants left.",
        "Hamas came. The same group left.",
        "Hamas came. The group's fighters left.",
        "Armed men who are believed to be members of Hamas came.",
        "Gunmen suspected to be from Hamas came.",
    ],
)
def test_whoever_stands_for_the_group_is_the_group(text: str) -> None:
    named = [(m.name, m.key) for m in actors(text) if m.kind in ("group", "unidentified")]
    assert set(named) == {("Hamas", "group:hamas")}


def test_the_militants_of_a_report_of_two_groups_are_nobody() -> None:
    assert said("Hamas met Jaish al-Adl. The militants left.", "group") == ["Hamas", "Jaish al-Adl"]


def test_the_taliban_are_those_the_report_names() -> None:
    assert [m.key for m in actors("Taliban forces came.")] == ["group:taliban"]
    text = "The Tehrik-e-Taliban Pakistan came. The Taliban left."
    assert [m.key for m in actors(text)] == ["group:ttp"] * 2


def test_the_group_is_the_one_named_last() -> None:
    text = "Hamas met Jaish al-Adl. It rained. The group left. The group of hikers left."
    assert [m.canonical for m in actors(text) if m.kind == "group"] == ["Hamas", "Jaish al-Adl", "Jaish al-Adl"]
    assert said("The group left.", "group") == []


def test_an_acronym_the_report_defines() -> None:
    text = "The Example Valley Liberation Front (EVLF), an armed group, fired. Later the EVLF left."
    assert said(text, "group") == ["Example Valley Liberation Front"] * 2


def test_an_acronym_stands_for_the_name_the_report_gives() -> None:
    text = "The Rapid Support Forces (RSF) fired. The RSF left."
    assert said(text, "group") == ["Rapid Support Forces", "Rapid Support Forces"]


def test_a_body_the_vocabulary_knows_by_its_acronym_keeps_it() -> None:
    assert said("The TTP fired.", "group") == ["TTP"]
    assert said("The Islamic Revolutionary Guards Corps (IRGC) fired.", "forces") == ["IRGC"]


def test_short_forms_only_beside_the_full_name() -> None:
    assert [m.key for m in actors("The Revolutionary Guards fired. The Guards left.")] == ["forces:IR:irgc"] * 2
    assert "forces:IR:irgc" not in [m.key for m in actors("The Guards left.")]


def test_the_country_of_forces_from_their_surroundings() -> None:
    (police,) = [m for m in actors("Iran mourned. Iran said that eleven policemen had died.") if m.kind == "forces"]
    assert (police.country, police.inferred, police.key) == ("IR", True, "forces:IR:police")
    (police,) = [m for m in actors("Eleven policemen died.") if m.kind == "forces"]
    assert police.country is None


def test_a_users_actor(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[actors.groups]\nPK = ["Example Hill Army | EHA"]\n[people.people]\nrows = ["beekeepers | beekeeper"]\n',
        encoding="utf-8",
    )
    mentions = actors("The EHA shot a beekeeper.", (str(file),))
    assert [(m.key, m.country) for m in mentions] == [("group:example-hill-army", "PK"), ("people:beekeepers", None)]


def test_a_users_body_may_be_at_home_where_no_state_is(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[actors.forces]\nGL = ["Example Ice Patrol"]\n', encoding="utf-8")
    mentions = actors("The Example Ice Patrol met two soldiers.", (str(file),))
    assert [m.country for m in mentions] == ["GL", "GL"]


def test_every_country_of_the_vocabulary_has_a_name() -> None:
    lex = lexicon(())
    at_home = {e.country for row in lex.entries.values() for e in row if e.country}
    assert at_home <= lex.states.keys()


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Jaish al-Adl claimed responsibility for the raid.", [("claim", "Jaish al-Adl", None)]),
        ("The raid was claimed by Hamas.", [("claim", "Hamas", None)]),
        ("Hamas said it was behind the raid.", [("claim", "Hamas", None)]),
        ("Jaish al-Adl fired. The group took credit for it.", [("claim", "Jaish al-Adl", None)]),
        (
            "Both Islamic State and Hamas said that the attack was their own.",
            [("claim", "Hamas", None), ("claim", "Islamic State", None)],
        ),
        ("No group has claimed the attack.", [("none", None, None)]),
        ("There was no immediate claim of responsibility.", [("none", None, None)]),
        ("Hamas denied responsibility.", [("denial", "Hamas", None)]),
        ("Iran accused Pakistan of sheltering them.", [("blame", "Iran", "Pakistan")]),
        ("The raid was blamed on Hamas.", [("blame", None, "Hamas")]),
        ("Iran was responsible for it.", [("blame", None, "Iran")]),
        ("Hamas is thought to have done it.", [("blame", None, "Hamas")]),
        ("The mission named the attackers as Hamas.", [("blame", None, "Hamas")]),
        ("It was like the attack linked to Hamas.", [("blame", None, "Hamas")]),
        ("No group has said that it was responsible.", [("none", None, None)]),
        ("Nobody has so far owned to it.", [("none", None, None)]),
        ("He said that Hamas had done it.", [("blame", None, "Hamas")]),
        ("For both raids Hamas has got the blame.", [("blame", None, "Hamas")]),
        ("The raid was laid at the door of Hamas.", [("blame", None, "Hamas")]),
        ("Hamas said that two policemen killed in July were its work.", [("claim", "Hamas", None)]),
        ("Iran said that the driver was responsible.", []),
        ("The shop claims to sell bread.", []),
    ],
)
def test_claims(text: str, claims: list[tuple[str, str | None, str | None]]) -> None:
    doc = read_document(Report("r", text))
    found = claimed_by(doc, find_actors(doc))
    assert [(c.kind, c.speaker and c.speaker.name, c.accused and c.accused.name) for c in found] == claims
    for claim in found:
        assert claim.span.of(text) == claim.text


PIECES = st.sampled_from(
    [
        "Iran", "Pakistan's", "Jaish", "al-", "ul ", "Adl", "the", "police", "of", "(BLA)", "Army", "gunmen",
        "armed", "bases", "MV", "s", "'s", "’", "\n", ". ", ", ", "Tehran", "U.S.", "foreign minister", "جیش",
        "\u200c", "العدل", "پلیس", "-", "(", "سیکیورٹی فورسز", "said", "claimed by", "İ", "ß", "11",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@example("IRA B BASE")
@example("said the Defence Ministry in")
@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join)))
def test_spans_are_slices_in_order_and_apart(text: str) -> None:
    doc = read_document(Report("r", text))
    mentions = find_actors(doc)
    end = 0
    for mention in mentions:
        assert mention.span.of(text) == mention.text
        assert mention.text
        assert mention.name
        assert mention.span.start >= end
        end = mention.span.end
    for claim in claimed_by(doc, mentions):
        assert claim.span.of(text) == claim.text
    assert find_actors(doc) == mentions
