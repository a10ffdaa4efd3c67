"""Event coding on reports of our own: what happened, when, where and to how many, and what is no incident."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.incident import Account
from geo.pipeline import extract, extract_report
from seeds.report import Report

PUBLISHED = date(2024, 3, 6)  # a Wednesday


def accounts(text: str, published: date | None = PUBLISHED) -> tuple[Account, ...]:
    return extract_report(Report("r", text, published=published, language="en")).accounts


class Told(NamedTuple):
    """What one incident of a report should come out as."""

    type: str
    start: date | None
    place: str
    precision: int
    killed: tuple[int | None, int | None] | None = None
    status: str = "reported"


REPORTS: dict[str, tuple[str, list[Told]]] = {
    "mortar shells without harm, and an earlier case": (
        (
            "Six mortar shells that came from across the Iranian border landed near Panjgur on Monday night; no"
            " one was hurt,"
            " a Levies official said. Last month two rockets were fired at Turbat and a boy was killed."
        ),
        [
            Told("strike", date(2024, 3, 4), "Panjgur", 2, (0, 0)),
            Told("strike", date(2024, 2, 1), "Turbat", 1, (1, 1)),
        ],
    ),
    "harm told behind a semicolon": (
        "Six days ago eight gunmen attacked the customs post in Gwadar; all of them died, and so did two soldiers.",
        [Told("attack", date(2024, 2, 29), "Gwadar", 1, (2, 10))],
    ),
    "a telling without a toll is the one that has it": (
        (
            "At least five soldiers were killed in an ambush in Kandahar province, the army said. The minister sent"
            " his condolences to the families. The soldiers were attacked in Panjwai district of Kandahar on Sunday."
        ),
        [Told("attack", date(2024, 3, 3), "Panjwa’i District", 3, (5, None))],
    ),
    "a toll of elsewhere is none of this": (
        (
            "Militants attacked an army convoy in Turbat on Monday, the military said. In Quetta three traders met"
            " their deaths in January."
        ),
        [Told("attack", date(2024, 3, 4), "Turbat", 1), Told("attack", date(2024, 1, 1), "Quetta", 1, (3, 3))],
    ),
    "police under attack": (
        (
            "Four policemen were martyred and six wounded when their van came under attack near Dera Ismail"
            " Khan on Monday,"
            " the district police officer said. Militants fled after the shooting."
        ),
        [Told("attack", date(2024, 3, 4), "Dera Ismail Khan", 2, (4, 4))],
    ),
    "a summons and the abduction it is about": (
        (
            "TEHRAN: Iran's foreign ministry called in the Pakistani ambassador on Sunday and handed him a"
            " protest about five"
            " border guards whom Jaish al-Adl took in the Jakigour area on February 6."
        ),
        [
            Told("diplomacy", date(2024, 3, 3), "Tehran", 1),
            Told("abduction", date(2024, 2, 6), "Jakigur", 1),
        ],
    ),
    "a drone strike abroad": (
        (
            "Turkish drones struck two vehicles near Sulaymaniyah in the Kurdistan Region of Iraq on Monday,"
            " killing three"
            " members of the Kurdistan Workers' Party, security sources said."
        ),
        [Told("strike", date(2024, 3, 4), "Sulaymaniyah", 2, (3, 3))],
    ),
    "talks": (
        ("The foreign ministers of Armenia and Azerbaijan met in Berlin on February 28 for talks on a peace treaty."),
        [Told("diplomacy", date(2024, 2, 28), "Berlin", 1)],
    ),
    "posts agreed, not opened": (
        (
            "Iran and Pakistan agreed on Tuesday to station liaison officers in Turbat and Zahedan, the foreign"
            " ministry said."
        ),
        [
            Told("liaison", date(2024, 3, 5), "Turbat", 1, None, "planned"),
            Told("liaison", date(2024, 3, 5), "Zahedan", 1, None, "planned"),
        ],
    ),
    "bombing with an earlier one retold": (
        (
            "At least fifteen people lost their lives when a car full of explosives blew up at the gate of a"
            " hotel in Mogadishu"
            " on Tuesday, officials said. Al-Shabaab said that the assault was its own.\n\nIn February the"
            " group hit a beach"
            " restaurant in the same city; 32 people died."
        ),
        [
            Told("attack", date(2024, 3, 5), "Mogadishu", 1, (15, None)),
            Told("attack", date(2024, 2, 1), "Mogadishu", 1, (32, 32)),
        ],
    ),
    "a speaker between the saying and its day": (
        (
            "Gunmen shot dead two traders near Khuzdar on Saturday, said a senior officer of the district police late"
            " on Tuesday."
        ),
        [Told("attack", date(2024, 3, 2), "Khuzdar", 2, (2, 2))],
    ),
    "a strike on a town": (
        "A drone strike on Panjgur killed 27 people on March 3.",
        [Told("strike", date(2024, 3, 3), "Panjgur", 1, (27, 27))],
    ),
    "a bomb that goes off is an attack, and a plain sentence after it changes nothing": (
        "A roadside bomb exploded in Idlib on March 4, injuring 78 people. Residents stayed indoors.",
        [Told("attack", date(2024, 3, 4), "Idlib", 1)],
    ),
    "the town of the press office is not the place": (
        (
            "Rawalpindi, 6 March 2024: A group of militants attacked a post of the security forces in Makeen, South"
            " Waziristan District, on Monday. Eight of them were sent to hell."
        ),
        [Told("attack", date(2024, 3, 4), "Makeen", 1, (8, 8))],
    ),
    "another incident in the next sentence": (
        (
            "Militants fired on a police van in Quetta on Tuesday, killing two constables.\n\nIn another incident in"
            " Mastung, a woman was injured when a grenade was thrown at a house."
        ),
        [
            Told("attack", date(2024, 3, 5), "Quetta", 1, (2, 2)),
            Told("attack", date(2024, 3, 5), "Mastung", 1),
        ],
    ),
    "several places, then the details of each": (
        (
            "Attacks in Quetta, Turbat and Khuzdar on Tuesday killed six people, officials said. In Turbat, gunmen"
            " opened fire on a bus and killed four passengers."
        ),
        [
            Told("attack", date(2024, 3, 5), "Quetta", 1),
            Told("attack", date(2024, 3, 5), "Turbat", 1, (4, 4)),
            Told("attack", date(2024, 3, 5), "Khuzdar", 1),
        ],
    ),
    "strikes launched once are no habit": (
        "Air strikes on depots of the rebels near Hodeidah were launched last week by American jets.",
        [Told("strike", date(2024, 2, 26), "Al Hudaydah", 2)],
    ),
    "the dead and the arrested of one clash": (
        (
            "Two militants were killed and one was arrested in a clash with border guards near Saravan on Monday,"
            " Iranian police said."
        ),
        [Told("clash", date(2024, 3, 4), "Sarāvān", 2, (2, 2))],
    ),
    "a quarter of a great city": (
        (
            "A bomb killed three soldiers in Karachi on Monday. The blast struck their lorry in Liaquatabad, police"
            " said."
        ),
        [Told("attack", date(2024, 3, 4), "Karachi", 1, (3, 3))],
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_gives_its_incidents_no_more_and_no_fewer(name: str) -> None:
    text, told = REPORTS[name]
    found = [
        Told(a.type, a.start, a.where.name or "", a.where.where_precision, a.killed, a.status) for a in accounts(text)
    ]
    assert found == told


SIDES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    # who did it
    "the teller's own jets": (
        "The army said that its jets had bombed positions of the Rapid Support Forces near El Obeid on Monday.",
        ("army",),
        ("Rapid Support Forces",),
    ),
    "men behind the short form of a name": (
        "Five Boko Haram (BH) fighters were killed in an operation by soldiers in Gwoza on Monday.",
        ("Nigerian soldiers",),
        ("Boko Haram",),
    ),
    "the group's own fighters": (
        "The Arakan Army is strong. The group's fighters attacked a market in Sittwe on Monday.",
        ("Arakan Army",),
        ("market",),
    ),
    "warplanes of a country": (
        "Warplanes of Turkey bombed caves of the PKK near Duhok on Monday.",
        ("Turkey",),
        ("PKK",),
    ),
    "a drone of a country, what it hit": (
        "A U.S. drone struck a compound of al-Shabaab near Kismayo on Monday.",
        ("United States",),
        ("al-Shabaab",),
    ),
    "far from its verb": (
        (
            "Bandits rode into villages in the hills around the town of Birnin Gwari on Monday night and killed six"
            " farmers near Kaduna."
        ),
        ("Bandits",),
        ("farmers",),
    ),
    "who only tells": (
        "Police said that a bomb had killed three traders in Quetta on Monday.",
        (),
        ("traders",),
    ),
    "according to": (
        "According to the police, motorcyclists threw a grenade at a school in Quetta on Monday and killed a pupil.",
        (),
        ("school", "pupil"),
    ),
    "rebels who need no name": (
        "Rebels killed four miners in Bunia on Monday.",
        ("rebels",),
        ("miners",),
    ),
    "gunmen are nobody": (
        "Gunmen killed four miners in Bunia on Monday, and the army went after the attackers.",
        (),
        ("miners",),
    ),
    "the rebels of one named group": (
        "The M23 has come back. The rebels attacked a camp near Goma on Monday, killing two nurses.",
        ("M23",),
        ("nurses", "camp"),
    ),
    "men thought to be of a group": (
        "Men believed to belong to the Allied Democratic Forces killed two nurses in Beni on Monday.",
        ("Allied Democratic Forces",),
        ("nurses",),
    ),
    "the same group": (
        "Jaish al-Adl is known here. The same group carried off two drivers near Saravan on Monday.",
        ("Jaish al-Adl",),
        ("drivers",),
    ),
    "named beside the deed": (
        (
            "Eleven people were hacked to death near Oicha, where men of the Allied Democratic Forces went from house"
            " to house on Monday."
        ),
        ("Allied Democratic Forces",),
        ("civilians",),
    ),
    "shelling by which a truce is broken": (
        "Armenia broke the truce with heavy shelling of Goris on Monday.",
        ("Armenia",),
        (),
    ),
    # whom it struck
    "people and things": (
        "A bomb went off at a market in Kabul on Monday and killed eight shoppers.",
        (),
        ("shoppers", "market"),
    ),
    "two sorts of victims": (
        "Six civilians and three soldiers were killed when al-Shabaab stormed a hotel in Mogadishu on Monday.",
        ("al-Shabaab",),
        ("Somali soldiers", "civilians", "hotel"),
    ),
    "men of a force": (
        "Three men of the Assam Rifles were killed in an ambush near Imphal on Monday.",
        (),
        ("Assam Rifles",),
    ),
    "others of the same": (
        "Gunmen carried off five villagers near Turbat on Monday and let two others go.",
        (),
        ("villagers",),
    ),
    "people the vocabulary does not know": (
        "Gunmen killed four beekeepers in Quetta on Monday.",
        (),
        ("beekeepers",),
    ),
    "officers at a police station": (
        "A bomb tore through a police station in Quetta on Monday, and two officers were killed.",
        (),
        ("police", "police station"),
    ),
    "a hospital they were only taken to": (
        "Gunmen shot two traders in Quetta on Monday, and the wounded traders were taken to a hospital.",
        (),
        ("traders",),
    ),
    "what a blast wrecked": (
        "A bomb blast damaged two petrol stations in Pattani on Monday.",
        (),
        ("petrol stations",),
    ),
    "whose flag a ship flies": (
        "Houthi missiles hit a Greek-owned tanker off Hodeidah on Monday.",
        ("Houthi",),
        ("tanker",),
    ),
    # who met with what
    "who was met with fire": (
        "A convoy of the Assam Rifles was caught in an ambush of militants near Imphal on Monday.",
        ("militants",),
        ("Assam Rifles convoy",),
    ),
    "who came under a deed": (
        "Police in Bannu came under a grenade attack on Monday that wounded two constables.",
        (),
        ("police",),
    ),
    "who beat it back": (
        "Constables beat back an attack by Boko Haram on their post in Maiduguri on Monday.",
        ("Boko Haram",),
        ("police",),
    ),
    "who only condemned it": (
        "The assault of militants on a school in Quetta on Monday was condemned by Iran and Turkey.",
        ("militants",),
        ("school",),
    ),
    "harm without an object": (
        "A suicide bombing left four soldiers dead and six more wounded in Mogadishu on Monday.",
        (),
        ("Somali soldiers",),
    ),
    "who drove over a mine": (
        "Four police officers died on Monday when they drove over a bomb near Liboi.",
        (),
        ("police",),
    ),
    "killed by the nameless": (
        "Five soldiers were killed by suspected militants near Quetta on Monday.",
        ("suspected militants",),
        ("Pakistani soldiers",),
    ),
    "tribesmen": (
        "Tribesmen ambushed a bus near Marib on Monday and killed three passengers.",
        ("tribesmen",),
        ("passengers", "bus"),
    ),
    "who broke up a rally": (
        "Security forces broke up a rally of separatists in Kumba on Monday, killing two demonstrators.",
        ("security forces",),
        ("demonstrators",),
    ),
    "by Russians": (
        "The mayor was abducted by Russians in Melitopol on Monday.",
        ("Russia",),
        ("mayor",),
    ),
    "an attack that a group claimed": (
        "A blast in Jolo on Monday, which the Islamic State claimed, killed nine worshippers.",
        ("Islamic State",),
        ("worshippers",),
    ),
    "men loyal to a group": (
        "Gunmen loyal to Boko Haram killed six farmers in Bama on Monday.",
        ("Boko Haram",),
        ("farmers",),
    ),
    "a village raided": (
        "Attackers stormed the village of Kofayi near Wukari on Monday and killed 14 people.",
        (),
        ("village of Kofayi",),
    ),
    "beside a bomb": (
        "A car bomb exploded outside a courthouse in Kirkuk on Monday.",
        (),
        ("courthouse",),
    ),
    "soldiers of the force that was hit": (
        "Six soldiers died when gunmen ambushed a Frontier Corps convoy near Turbat on Monday.",
        (),
        ("Frontier Corps",),
    ),
    "a victim known by name": (
        "Gunmen roam here. The killing of Adil Bashir Example in Kunduz on Monday shocked the town.",
        (),
        ("Adil Bashir Example",),
    ),
    "an officer by his office": (
        "The commander of the Sarbaz border post was killed by Taliban fighters near Zabol on Monday.",
        ("Taliban",),
        ("commander of the Sarbaz border post",),
    ),
    "a candidate by name": (
        "Candidate Adil Example was shot dead by gunmen in Bajaur on Monday.",
        (),
        ("candidate Adil Example",),
    ),
    "what a group owns": (
        "Gunmen attacked the headquarters of the Badr Organization in Kirkuk on Monday.",
        (),
        ("Badr Organization headquarters",),
    ),
    "nothing said of the dead": (
        "The army shelled Sagaing on Monday, killing three.",
        ("army",),
        ("civilians",),
    ),
    "at a place, according to": (
        "A gunman stormed a mosque, according to a spokesman, and killed six worshippers in Herat on Monday.",
        (),
        ("worshippers", "mosque"),
    ),
    # victims told of later
    "who the victims were": (
        "Nine people were shot dead near Turbat on Monday. The victims, all labourers, were asleep in their tents.",
        (),
        ("labourers",),
    ),
    "most of the victims": (
        "A car bomb killed twenty people in Mogadishu on Monday. Most of the victims were students, witnesses said.",
        (),
        ("students",),
    ),
    "the dead by a pronoun": (
        "Gunmen killed two people in Khash on Monday. Both were officers of the coast guard.",
        (),
        ("coast guards",),
    ),
    # what else is named
    "who was housed there": (
        "Gunmen stormed a camp housing refugees near Tahoua on Monday and killed three people.",
        (),
        ("refugees", "camp"),
    ),
    "what only stood near": (
        "A suicide bomber blew himself up at a tea shop near the presidential palace in Mogadishu on Monday.",
        (),
        ("tea shop",),
    ),
    "who speaks behind his title": (
        (
            "Border guards of Iran fired six mortar shells that hit fields near Mashkel on Monday, Asad Example,"
            " assistant commissioner of the town, told a newspaper."
        ),
        ("Iranian border guards",),
        (),
    ),
    "the country behind the town": ("Gunmen attacked on Monday a bank in Enugu, Nigeria.", (), ("bank",)),
    "tanks of a state": ("Israeli tanks shelled a school in Rafah on Monday.", ("Israel",), ("school",)),
    "a nation that shells": (
        "The Russians shelled a hospital in Kherson on Monday and killed two nurses.",
        ("Russia",),
        ("nurses", "hospital"),
    ),
    "an air force told of before": (
        "The Nigerian Air Force praised its pilots. Air strikes on a village near Tsafe killed six traders on Monday.",
        ("Nigerian Air Force",),
        ("traders",),
    ),
    "insurgents who fell": (
        "Three insurgents were killed near Miran Shah on Monday, the army said.",
        ("Pakistani army",),
        ("insurgents",),
    ),
    # fights
    "people who clash": (
        "Clashes between herders and farmers near Abala left 14 people dead on Monday.",
        ("herders", "farmers"),
        ("farmers", "herders"),
    ),
    "the winner and the loser": (
        "In a gun battle near Kuriga on Monday troops killed nine rebels and lost a soldier.",
        ("troops",),
        ("rebels",),
    ),
    "one side named in the next sentence": (
        "Heavy fighting near Sake killed nine on Monday. The M23 and the Congolese army blamed each other.",
        ("M23", "Congolese army"),
        ("Congolese army", "M23"),
    ),
    "a clash of two": (
        "Border guards clashed with Taliban forces near Zabol on Monday.",
        ("border guards", "Taliban"),
        ("Taliban", "border guards"),
    ),
    "a fight with the nameless": (
        "Four terrorists were killed in an encounter with security forces near Shopian on Monday.",
        ("security forces",),
        ("terrorists",),
    ),
    "a raid with its dead": (
        "Indian troops killed three militants in a gunfight near Kupwara on Monday.",
        ("Indian troops",),
        ("militants",),
    ),
    "an operation whose leaders stand in a phrase": (
        "Police went from door to door in Mitrovica on Monday in an operation against gunmen.",
        ("police",),
        ("gunmen",),
    ),
    "a rescue": (
        "Troops rescued nine pupils in an operation near Kaduna on Monday after bandits had fled.",
        ("Nigerian troops",),
        ("bandits",),
    ),
    # gunmen of the one group named with them
    "captors": (
        "Gunmen abducted six workers near Jolo on Monday. Abu Sayyaf had abducted them for ransom, the gunmen said.",
        ("Abu Sayyaf",),
        ("workers",),
    ),
    "killers": (
        (
            "Gunmen shot dead six workers near Jolo on Monday. Abu Sayyaf men attacked the camp at dawn and the"
            " gunmen killed them."
        ),
        ("Abu Sayyaf",),
        ("workers", "camp"),
    ),
    # what was hit
    "a car and the people in it": (
        "A drone hit a car near Duhok on Monday and three people were killed.",
        (),
        ("civilians", "car"),
    ),
    "a toll that singles some out": (
        "Six people, two of them girls, were killed when missiles hit a market in Sumy on Monday.",
        (),
        ("civilians", "market"),
    ),
    "a ship far from its verb": (
        "A tanker with a crew of twenty, from Suez, was on Monday reportedly hit with a missile near Hodeidah.",
        (),
        ("tanker",),
    ),
    "nobody's own": (
        "Turkish jets bombed a depot near Duhok on Monday. The strike hit Turkish soldiers, the Turkish army said.",
        ("Turkey",),
        (),
    ),
    # whose aircraft, whose ground
    "aircraft that act": ("Homes near Azaz in Syria were hit by Turkish aircraft on Monday.", ("Turkey",), ("homes",)),
    "helicopters of an army": (
        "Houses in Azaz were hit by Syrian army helicopters on Monday, residents said.",
        ("Syrian army",),
        ("houses",),
    ),
    "aircraft that are hit": (
        "A Syrian helicopter was shot down near Azaz on Monday by rebels.",
        ("rebels",),
        ("Syrian helicopter",),
    ),
    "fire from a state's ground": (
        "Rockets fired from Syrian territory landed near Kilis on Monday, killing one woman.",
        ("Syria",),
        ("civilians",),
    ),
    "what was fired, not whose ear had it": (
        (
            "Pakistan has told the Iranian government of its anger over 12 mortar shells that were fired into Chagai"
            " district on Sunday night."
        ),
        (),
        (),
    ),
    "a killing and those it was told beside": (
        "Missiles that a US drone fired at a camp in Wana, South Waziristan, killed nine militants on Tuesday.",
        ("United States",),
        ("camp", "militants"),
    ),
    # envoys
    "an envoy called home": (
        "Mali recalled its ambassador from Algiers on Monday. Algeria was silent.",
        ("Mali",),
        ("Algeria",),
    ),
}


def test_incidents_of_one_day_share_their_only_doer() -> None:
    text = (
        "Boko Haram killed six farmers in Bama on Monday. Two drivers were shot dead in Konduga the same day. In"
        " Gwoza, four traders were killed on March 1."
    )
    assert [a.actors for a in accounts(text)] == [("Boko Haram",), ("Boko Haram",), ()]


def test_whoever_acts_by_night_acts_the_next_morning() -> None:
    text = "Boko Haram killed six farmers in Bama on Monday. On Tuesday two drivers were shot dead in Konduga."
    assert [a.actors for a in accounts(text)] == [("Boko Haram",), ("Boko Haram",)]


def test_of_two_that_strike_each_other_it_was_the_one_whose_ground_it_is_not() -> None:
    text = (
        "Russia shelled Kherson on Monday. Ukraine struck Belgorod on Monday. A rocket hit a school in Sumy on Monday."
    )
    assert [a.actors for a in accounts(text)] == [("Russia",), ("Ukraine",), ("Russia",)]


def test_who_attacks_on_the_ground_does_not_shell() -> None:
    text = (
        "Israeli jets bombed a school in Rafah on Monday. Palestinian gunmen killed two settlers in Hebron on Monday."
        " A missile hit a clinic in Khan Younis on Monday."
    )
    assert {a.where.name: a.actors for a in accounts(text)}["Khān Yūnis"] == ("Israel",)


def test_what_is_told_apart_was_not_done_by_whoever_did_the_first() -> None:
    text = (
        "Boko Haram killed six farmers in Bama on Monday. In a separate incident on Monday, a lorry hit a mine near"
        " Gwoza and four traders died."
    )
    assert [a.actors for a in accounts(text)] == [("Boko Haram",), ()]


def test_a_report_of_two_states_at_odds_names_both() -> None:
    text = (
        "Heavy fighting broke out near Surin on Monday and Thai troops were called up. Thailand blamed Cambodia."
        " Cambodia blamed Thailand. Cambodia wants talks."
    )
    first = accounts(text)[0]
    assert set(first.actors) == set(first.targets) == {"Cambodia", "Thailand"}


@pytest.mark.parametrize("name", SIDES)
def test_who_did_it_and_whom_it_struck(name: str) -> None:
    text, actors, targets = SIDES[name]
    first = accounts(text)[0]
    assert (set(first.actors), set(first.targets)) == (set(actors), set(targets))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The BLA claimed responsibility for an attack on a police van in Panjgur on Monday.", "claimed"),
        (
            "A blast killed four in Kabul on Monday, police said. The Islamic State said it had sent the man.",
            "reported",
        ),
        ("Armenia accused Azerbaijan of shelling the village of Sotk on Monday.", "alleged"),
        ("Soldiers allegedly killed three farmers near Segou on Monday.", "alleged"),
        ("Armenia says Azerbaijan shelled the village of Sotk on Monday. Baku denies it.", "denied"),
        ("Pakistan said India had shelled Kotli on Monday. India denied the claim.", "denied"),
        (
            "Israel bombed a hospital in Rafah on Monday, Hamas said. The Israeli army denied carrying out the attack.",
            "denied",
        ),
        ("Congo said Rwanda shelled a camp near Goma on Monday. Rwanda denied any involvement.", "reported"),
        ("The BLA says it killed four soldiers near Bolan on Monday.", "claimed"),
        ("The Chaman border crossing was reopened on Monday, customs officials in Pakistan said.", "reported"),
        (
            (
                "Security forces killed two terrorists during an operation in Kalat on Monday, the Pakistani military"
                " confirmed."
            ),
            "claimed",
        ),
        (
            (
                "Fighters of the BLA ambushed a convoy in Kalat on Monday, a spokesman for the BLA said in a statement."
                " One soldier was killed and two were wounded."
            ),
            "claimed",
        ),
        ("The BLA claimed responsibility for an attack on a convoy in Kalat that killed three soldiers.", "reported"),
        (
            (
                "Police killed four smugglers in an operation in Kerman on Monday, Reza Nazari, the provincial police"
                " chief, said."
            ),
            "claimed",
        ),
    ],
)
def test_who_says_so(text: str, status: str) -> None:
    assert accounts(text)[0].status == status


def test_a_text_without_stops_is_read_in_bearable_pieces() -> None:
    text = "Gunmen killed three policemen in Turbat and " * 100
    (account, *_) = accounts(text)
    assert account.where.name == "Turbat"
    assert max(len(e.text) for e in account.evidence) <= 1500


# (what a report says, the type of its one incident)
TYPES = [
    ("Strikes on Monday in Panjgur killed two children, the army said.", "strike"),
    ("A kamikaze drone exploded in the yard of a police station in Horlivka, killing two officers.", "strike"),
    ("A Russian guided aerial bomb hit a shop in Kupiansk, killing two, the governor said.", "strike"),
    ("A barrage of Grad rockets slammed into a residential quarter of Kharkiv on Tuesday, killing four.", "strike"),
    ("Drones struck the airport in Port Sudan early on Tuesday, setting fuel depots ablaze.", "strike"),
    ("Nigerian air force jets killed dozens of bandits in Zamfara's Dumburum forest on Monday.", "strike"),
    ("Three soldiers were killed near the joint checkpoint at Chaman on Monday.", "attack"),
    ("Fulani herders hacked eight people to death in Benue's Guma on Tuesday.", "attack"),
    ("A quadcopter dropped a grenade on a bus in Kherson on Monday, wounding two passengers.", "strike"),
    ("US forces destroyed two anti-ship missiles in Hodeidah on Tuesday, the US military said.", "strike"),
    ("Rebels put a village to the torch near Kirkuk on Monday.", "attack"),
    ("Two soldiers fell victim to a booby trap near Arauca on Monday.", "attack"),
    ("A patrol met with a terrorist attack in Qatif on Monday, and two policemen were hurt.", "attack"),
    ("Tribesmen raided a cattle camp of militiamen near Bor on Monday and killed six herders.", "attack"),
    ("The army clamped a curfew on Imphal on Monday after rebel attacks.", "operation"),
    ("Dozens were massacred in the village of Yelewata on Friday night, residents said.", "attack"),
    ("An Assam Rifles convoy was waylaid by militants in Churachandpur on Saturday; seven people died.", "attack"),
    ("Insurgents on Thursday set about 50 houses alight in Nangade, Mozambique.", "attack"),
    ("Cartel gunmen and soldiers fought in Nuevo Laredo on Friday; five gunmen died.", "clash"),
    ("Government soldiers fought off an assault by the ADF near Oicha on Friday.", "clash"),
    ("Thai and Cambodian soldiers exchanged gunfire in a disputed area near Chong Bok on Wednesday.", "clash"),
    ("Syrian soldiers and Druze gunmen have been locked in fighting in Sweida since Sunday.", "clash"),
    ("The Karen National Liberation Army took a junta base near Thay Baw Boe on Monday after combat.", "clash"),
    ("Rebels snatched six aid workers in South Kivu on Tuesday.", "abduction"),
    ("Gunmen stopped two vehicles near Kaduna on Monday and herded the passengers into the bush.", "abduction"),
    ("Gunmen made off with three labourers in Panjgur on Thursday.", "abduction"),
    ("Troops rescued 14 kidnapped victims from bandits' hideout in Zamfara on Sunday.", "operation"),
    ("Five terrorists were sent to hell during an operation in Kalat on Saturday.", "operation"),
    ("Two TTP commanders were killed in an intelligence-based operation in Bannu on Monday.", "operation"),
    ("Troops found the rebels' firearms buried near Poonch on Monday.", "operation"),
    # a sentence may be all there is: explosives and soldiers tell of war
    ("Two people were injured when a grenade was thrown at a shop in Turbat on Sunday.", "attack"),
    ("An explosive device went off near a school in Kandahar on Monday, hurting one.", "attack"),
    ("A border guard was killed in a shooting near Saravan on Monday.", "attack"),
    ("Security personnel recovered a cache of arms and ammunition in Poonch on Monday.", "operation"),
    ("Afghan forces cleared Nad Ali of Taliban fighters on Tuesday, killing 20.", "operation"),
    ("Three suspected militants were eliminated in a raid in Dagestan's Kizlyar on Tuesday.", "operation"),
    ("A coordination centre of the Iraqi army and the Peshmerga was set up in Kirkuk on Monday.", "liaison"),
    ("Iraq and Saudi Arabia reopened the Arar crossing on Wednesday after 30 years.", "liaison"),
    ("Turkmenistan and Afghanistan opened a trade hub at Torghundi on Monday.", "liaison"),
    ("UN and Lebanese army officers opened a joint operations room in Tyre on Tuesday.", "liaison"),
    # what the men of one state do to those of another is no daily crime, nor what comes from afar
    ("Nine divers were arrested by the Omani coast guard.", "operation"),
    ("Indian border guards detained four Bangladeshis near Tamabil on Friday.", "operation"),
    ("The Eritrean navy seized a Yemeni boat near Hanish on Thursday.", "operation"),
    ("Thailand shut its border with Laos on Saturday.", "operation"),
    ("Turkish troops shot at two farmers near Kobani.", "attack"),
    ("The strikes in Zaranj on Monday killed a mother.", "strike"),
    ("A constable was killed when unknown men fired at him in Sibi on Monday.", "attack"),
    ("Armed pirates seized a tanker off Bosaso on Monday.", "abduction"),
    ("Tehran summoned the Afghan envoy on Thursday.", "diplomacy"),
    ("The president of Iraq visited Amman on Monday.", "diplomacy"),
    ("India expelled two Pakistani diplomats on Tuesday.", "diplomacy"),
    # what was fired at militants is a strike, and who is killed among bandits has raided nobody
    ("Rockets that Syrian forces fired into the town of Azaz killed seven rebels on Monday, activists said.", "strike"),
    ("A drone struck a house in Wana town in Pakistan on Monday, killing four militants.", "strike"),
    ("Troops struck a hideout in Wana in Pakistan on Monday, killing four militants.", "operation"),
    ("The commander was killed in a confrontation with armed bandits near Kerman on Monday.", "clash"),
    ("The Taliban's foreign minister travelled to Tehran on Saturday for talks on water.", "diplomacy"),
    ("Talks between the DRC and M23 resumed in Doha on Wednesday.", "diplomacy"),
    ("The ELN and the Colombian government agreed to extend their ceasefire in Caracas on Monday.", "diplomacy"),
    ("Saudi Arabia and Iran agreed in Beijing on Friday to restore diplomatic relations.", "diplomacy"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_what_sort_of_thing_happened(text: str, kind: str) -> None:
    assert [a.type for a in accounts(text)] == [kind]


NOTHING = {
    "wished": "The militants vowed to attack Quetta and threatened more bombings in Karachi, the army said on Monday.",
    "warned of": "The embassy warned of possible rocket attacks on Baghdad. Troops held a drill near Basra on Sunday.",
    "in general": "Insurgents have often attacked soldiers in Balochistan, and rebels regularly ambush convoys"
    " near Goma.",
    "denied at all": "No missile was fired at Tehran on Monday, the army said. Soldiers were not attacked in Shiraz.",
    "daily life": "A man was stabbed in a bar in Cleveland on Saturday, police said. His car was later found in Akron.",
    "another strike": "Doctors went on strike in Lahore on Monday over pay. A heat wave struck Karachi last week.",
    "goods recalled": "A company has recalled spinach from the United States and Canada after tests, the shops"
    " said on Monday.",
    "one evil among others": "The army is short of money against insurgency, banditry and kidnapping, a senator said in"
    " Kaduna on Monday.",
    "clashing on": "Rebels and soldiers have long fought in Balochistan, and the tribes of Kech go on clashing.",
    "a court": "Two rebels convicted of murder were executed in a prison in Tehran on Sunday, the judiciary said.",
    "names of units": "Soldiers of the 27th Infantry Brigade Combat Team gave a base in Kandahar to the Afghan army on"
    " Monday. Rebels of the area looked on, an officer of the Attack Helicopter Regiment said.",
    "a drill": "Iran and Oman held a naval drill in the Strait of Hormuz on Monday, firing missiles at mock targets.",
    "what comes down unarmed": "A helicopter of the army landed near Quetta on Monday and took nine officers on board.",
    "sport": "India attack ripped through the Australian batting in Perth on Friday.",
    "long ago": "The city of Verdun was bombarded by the Germans in 1916 and lost most of its houses.",
    "an accident": "Soldiers said nine people were killed when a bus plunged into a ravine in Kohistan on Sunday.",
    "half an adjective": "Rebels let aid into the government-held quarters of Idlib on Monday, the army said.",
    "a target of a plan": "The army has a target of thousands of drones for next year, a minister said in Kyiv.",
    "traders on strike": "Soldiers kept the peace in Quetta on Monday during the strike called by traders.",
    "talks to come": "Talks between Pakistan and Iran will be held in Zahedan next week, the army said.",
    "a mine of coal": "An explosion in a coal mine near Harnai killed twelve miners on Tuesday, officials said.",
    "an accord of old": "Rebels of the north-east reject the peace accord that India and the Nagas signed in 2015.",
    "what a deal would end": "Envoys in Doha spoke on Monday of a truce to end the fighting between troops and rebels.",
    "a sum of many": "In May and June of last year, ten soldiers were killed in various rebel attacks in Turbat.",
    "what is denied in general": "Both armies deny hitting civilians in their military operations in Turbat.",
    "where a post is": "Rebels came over from the Torkham border post, outside Landi Kotal, the army said on Monday.",
    "a trade deal": "Chile and Peru signed an agreement on exports of copper in Lima on Monday. Investment will grow.",
    "a trade visit": "The Danish foreign minister visited Hanoi on Monday. Companies of both hope for more trade.",
    "a conference of traders": "At the annual conference in Wales, Danish makers showed engines on Monday.",
    "what is recalled": "Mexican troops recalled on Monday that Spain had been first to help, a Chilean officer said.",
    "a matter sent on": "Having sent the matter to the ambassador in Dakar, the president of Mali waited for the army.",
    "a goal met": "On Friday the United States met its goal of fewer troops in Afghanistan, the army said.",
    "hoped for": "Rebels and soldiers look on. Libya hopes to go on normalising relations with Bulgaria, it said.",
    "wished on others": "The rebels want the dams near Mosul to be bombed, the army said on Monday.",
    "kept off": "On Monday engineers built walls that protect the troops in Gao from attacks and from bullets.",
    "a siege lifted": "The army wants the lifting of the siege of Idlib by the rebels.",
    "a figure": "London's murder rate last year was that of New York, a general said as soldiers marched.",
    "a trial": "The bombing trial in Bamako heard four soldiers on Monday, and rebels were named.",
    "the toll of a year": "Drugs claimed the lives of 2,000 people in Canada in 2015.",
    "the toll of a war": "The number of people killed in drone attacks in Amhara has risen, rebels and troops say.",
    "floods fought": "Soldiers of the army joined the flood fighting in Fargo on Monday with grenades of sand.",
    "words levelled": "She spoke of abuse levelled at women in Alberta. Soldiers and rebels were her example.",
    "an aim": "A senator took aim at troops' pay in Dallas on Thursday. The army's plan is aimed at rebels in Texas.",
    "footage released": "Police have released footage of armed attackers in North London and of soldiers.",
    "a doer without a deed": "The gunman shouted about Aleppo and spoke to the soldiers.",
    "who was murdered": "Soldiers carried the coffin of a murdered sergeant through Larne on Monday.",
    "who is behind": "Five of the rebels were behind the network of the army in Hebron.",
    "a tribute": "Flags in Pristina flew low on Monday for the soldier who died, the army said.",
    "a court some sentences off": "A court found both rebels guilty of bombings in Zahedan. They were executed in May.",
    "cattle rounded up": "Ukrainian troops rounded up chickens in Izmail on Monday, soldiers said.",
    "a clash of views": "The clash of last year reflects a dispute on steel, generals say of the army of China.",
    "out of a river": "A nurse was rescued in Lansing after a jump from a bridge; two soldiers of the army looked on.",
    "remembered": "On the anniversary of the massacre in Tunis, parents lit candles on Monday as soldiers looked on.",
    "every day": "Civilians in Sudan's El Fasher face bombing every day, an envoy told rebels and troops on Monday.",
    "months of it": "Schools in Manipur opened on Monday after months of clashes between rebels and troops.",
    "the toll of a siege": "The siege of Leningrad, in which a million died, was marked by soldiers on Saturday.",
    "a bomb that did not go off": "An IED was defused by soldiers near Kalat on Monday, the army said.",
    "an aircraft down": "An army helicopter crashed near Skardu on Monday, killing four soldiers on board, it said.",
    "a road": "A soldier died when his motorcycle hit a lorry near Sukkur on Sunday. The army buried him on Monday.",
    "a robber": "A gunman shot and killed a barber in a robbery in Dallas on Monday night. Police seek the gunman.",
    "storms": "Storms struck Kansas on Monday, killing six people. Troops were sent to help.",
    "a bomb of old": "A bomb of 1916 was found near Ypres on Monday and defused by soldiers.",
    "hackers": "Hackers attacked a hospital in Cork on Monday. A gang of militants is suspected by the army.",
    "being attacked": "More and more outposts are being attacked in Rakhine, the army says.",
    "a history": "Founded in 2012, Jaish al-Adl operates in southeastern Iran. It has carried out numerous attacks.",
}


@pytest.mark.parametrize("name", NOTHING)
def test_no_incident_comes_of_what_did_not_happen(name: str) -> None:
    assert [(a.type, a.where.name, a.evidence[0].text) for a in accounts(NOTHING[name])] == []


def test_fresh_news_without_a_day_gets_the_day_before_to_the_day_itself_marked_as_inferred() -> None:
    (account,) = accounts("Gunmen shot dead two soldiers in Quetta, the army said. The militants fled on motorcycles.")
    assert (account.start, account.end, account.date_inferred) == (date(2024, 3, 5), date(2024, 3, 6), True)
    assert account.date_precision == 2


def test_without_a_day_of_publication_nothing_is_dated_by_it() -> None:
    (account,) = accounts("Gunmen shot dead two soldiers in Quetta on Monday. The militants fled.", published=None)
    assert account.start is None and account.end is None
    assert account.date_words == "Monday"


def test_nine_dead_twice_are_two_events() -> None:
    found = accounts(
        "Pakistan carried out missile strikes on bases of Baloch separatists in Iran's Sistan-Baluchestan province on"
        " January 18, killing nine people. On January 27 nine Pakistani workers were shot dead by unidentified"
        " gunmen in"
        " Sistan-Baluchestan."
    )
    assert [(a.type, a.start, a.killed) for a in found] == [
        ("strike", date(2024, 1, 18), (9, 9)),
        ("attack", date(2024, 1, 27), (9, 9)),
    ]


def test_a_village_no_gazetteer_has_is_kept_by_name_and_not_pinned() -> None:
    (account,) = accounts(
        "Rebels attacked the village of Qwimbazu in North Kivu on Monday, killing six civilians, the army said."
    )
    assert account.where.name is not None and "Qwimbazu" in account.where.name
    assert account.where.lat is None and account.where.where_precision >= 3


def test_a_village_nothing_places_is_of_the_province_of_the_towns_around_it_but_not_drawn_there() -> None:
    (account,) = accounts(
        "A patrol came from Turbat on Monday. Gunmen ambushed it near Qwimbazu on Monday and killed nine soldiers. The"
        " wounded were brought to Tump in Pakistan."
    )
    assert (account.where.name, account.where.country, account.where.admin1) == ("Qwimbazu", "PK", "Balochistan")
    assert account.where.where_precision == 6 and account.where.lat is None


# (what a report says, the level of the place of its one incident)
CALLED = [
    (("A bomb killed nine soldiers in Ghazni on Monday.\n\nThe nine soldiers died on Monday when the bomb hit their"
      " convoy in the eastern Ghazni province of Afghanistan, officials said."), "province"),
    (("Nine soldiers were killed in a clash in Bijapur district of Chhattisgarh on Monday. The clash broke out at dawn"
      " in the Bijapur area, police said."), "district"),
    (("Two people were killed in Kherson on Monday when shells hit a market. In Kherson region the shells also hit a"
      " farm, the army of Ukraine said."), "town"),
    (("Two people were killed in Kandahar on Monday when a bomb hit a bus. The bomb hit the bus in Kandahar province of"
      " Afghanistan, the police said."), "town"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "level"), CALLED)
def test_what_the_text_calls_a_district_or_province_is_that_though_it_is_named_barely(text: str, level: str) -> None:
    assert [a.where.level for a in accounts(text)] == [level]


def test_a_village_no_gazetteer_has_is_drawn_no_nearer_than_its_district() -> None:
    (account,) = accounts("Gunmen shot dead two guards in the Zarrin area of Kech district in Pakistan on Monday.")
    assert account.where.name == "Zarrin"
    assert account.where.where_precision == 3
    assert account.where.radius_km is not None and account.where.radius_km >= 20
    assert account.where.within_id is not None and account.where.place_id is None


# (what a report says, the place of its one incident)
PLACED = [
    # a town is named first for a small place of its province
    ("Gunmen killed four soldiers in Peshawar in Pakistan on Monday. It happened in the town of Mardan.", "Mardan"),
    # whose news it is tells no place
    ("Gunmen killed two soldiers in Kano in Nigeria on Monday; two guards died, a Kaduna newspaper said.", "Kano"),
    ("Militants beheaded a farmer outside of Zarlash, Gedo region, in Somalia on Monday.", "Zarlash"),
    ("Troops captured the island of Zarlash in Somalia from the rebels on Monday.", "Zarlash"),
    ("A guard was killed in a clash with bandits at the Mirjaveh border point on Monday.", "Mirjaveh"),
    ("Bandits killed five people in Zurmi Local Government Area of Zamfara State on Monday.", "Zurmi"),
    (("Traders wait at the Torkham crossing. A clash between soldiers and rebels at the crossing on Monday killed"
      " two soldiers."), "Torkham"),
    ("A soldier was killed in an ambush near Qwimbazu, in Congo, the mission announced in Kinshasa.", "Qwimbazu"),
    # where somebody is from is not where it was
    ("Gunmen shot dead two labourers, residents of Multan, in Panjgur district on Monday.", "Panjgur District"),
    (("A raid in Datta Khel on Monday killed six Taliban. Lance Naik Wali, 34, a resident of Attock, laid down his"
      " life."), "Datta Khel"),
    ("The US military carried out two strikes on Houthi missiles in Hodeidah province on Sunday.", "Al Hudaydah"),
    # who tells it, whither they went, and where the fire came from are not where it was
    ("PESHAWAR: A mine killed two soldiers near Miranshah on Monday, officials in Peshawar said.", "Miran Shah"),
    ("A bus travelling from Quetta to Karachi was stopped by gunmen in Panjgur on Monday; nine people were killed.",
     "Panjgur"),
    ("Shells fired from the army's hilltop outpost near Mosul hit a market in Tikrit in Iraq on Monday.", "Tikrīt"),
    ("BAGHDAD: Two bombs killed eight people in the Iraqi capital on Monday.", "Baghdad"),
    ("Four women were shot dead by gunmen on Monday in Ghazni province, south of Kabul.", "Ghazni"),
    ("Jets bombed a clinic in Sinjar in Iraq on Monday, killing eight people.", "Sinjār"),
    ("A bomb killed three policemen near the Pacific port of Tumaco in Colombia on Monday.", "Tumaco"),
    ("Three people were killed on Monday when shells hit the village of Qwimbazu, 12 km north of Hama in Syria.",
     "Qwimbazu"),
    (("A grenade thrown into a church in the southern Philippines wounded three people on Monday, the army said.\n\n"
      "The church is in Kidapawan City."), "Kidapawan"),
    ("Gunmen ambushed a convoy on the road linking Djibo to Bourzanga in Burkina Faso on Monday, killing six soldiers.",
     "between Djibo and Bourzanga"),
    ("A mine killed two soldiers on the Bannu-Miranshah road in Pakistan on Monday.", "between Bannu and Miran Shah"),
    ("A car bomb killed 12 people on Monday in Somalia's capital, Mogadishu.", "Mogadishu"),
    ("Mortar shells fell in the Turkish town of Karkamış on Monday, killing two people.", "Karkamış"),
    ("Clashes broke out on Monday in the hills above Masisi town in eastern DR Congo, leaving nine soldiers dead.",
     "Masisi"),
    ("PORT-AU-PRINCE, Haiti - Gunmen stormed two prisons of the capital on Monday and killed six guards.",
     "Port-au-Prince"),
    ("Zarrin village in Ann township in Myanmar was the target of mortar shells on Monday that killed two people.",
     "Zarrin"),
    ("Armed men raided the market town of Zarrin in Mali on Monday and killed thirty people.", "Zarrin"),
    ("Rebels attacked a post in Zarrin forest in Borno state, Nigeria, on Monday, killing nine soldiers.", "Zarrin"),
    ("Armed men attacked U.S. forces in Kenya on Monday and killed three soldiers.", "Kenya"),
    ("Gunmen killed two people in Qwimbazu, a village between Goma and Sake in Congo, on Monday.", "Qwimbazu"),
    ("Hundreds have fled to Uganda from eastern Congo, where rebels clashed with soldiers on Monday and killed nine.",
     "Democratic Republic of the Congo"),
    ("An officer in Peshawar who asked for secrecy said that a drone struck a house near Miran Shah on Monday.",
     "Miran Shah"),
    ("Two officials were kidnapped by militants on Monday while they were returning to Turbat from Tump in Pakistan.",
     "Tump"),
    ("Border guards clashed with rebels on Monday at the borders of Saravan in Iran, killing two of them.", "Sarāvān"),
    ("A missile hit a tanker on Monday in the Red Sea, 90 km west of Hodeidah in Yemen, and the Houthis claimed it.",
     "Al Hudaydah"),
    ("Gunmen killed nine soldiers in Rahim Yar Khan District's Zarrin area in Pakistan on Monday.", "Zarrin"),
    ("Militants attacked a post in Kech district in Pakistan on Monday. It happened at dusk in Tump, police said.",
     "Tump"),
    ("The Qwimbazu outpost was taken by rebels of Myanmar on Monday, the army said.", "Qwimbazu"),
    ("Qwimbazu came under shelling on Monday, the army of Ukraine said. Nine soldiers died.", "Qwimbazu"),
    ("Gunmen killed nine soldiers of Somalia on Monday. The attack came days before a tour of West Africa.", "Somalia"),
    ("Residential areas came under fire in Kherson on Monday, and rockets killed two people.", "Kherson"),
    ("QUETTA: Militants threw a grenade at a police van on Monday and killed two constables, Pakistan's army said.",
     "Quetta"),
    (("Bomber kills two in Mogadishu\n\nSmoke rose over Somalia's presidential palace on Monday after a suicide bomber"
     " blew himself up, killing two people, police said."), "Mogadishu"),
    (("A car bomb went off on Monday as a bus passed it in Khuzdar. Seven passengers were hurt, Levies officials said,"
     " and taken to the hospital. The driver of the bus had stopped there for tea, one of the passengers said, and the"
     " cleaner, a boy of fifteen, was asleep. The road was closed for four hours and the shops stayed shut."),
     "Khuzdar"),
    ("Nine rebels were killed in clashes in Barangay Carabalan, Himamaylan, in the Philippines on Monday.",
     "Carabalan"),
    # the seat of who tells of it, of an envoy, the ends of a journey
    (("Rockets hit a house in Sarmin in Syria on Monday, killing two people.\n\n"
      "“Three shells landed,” said the Shelter Watch, a group based in Germany."), "Sarmīn"),
    ("In Ouagadougou, a government spokesman said nine soldiers died in an ambush near Djibo on Monday.", "Djibo"),
    ("Rebels killed two soldiers on Monday in what the army command in Yerevan described as a raid near Vardenis.",
     "Vardenis"),
    (("Traders travelling from Zaria to Abuja, the Nigerian capital, were kidnapped by gunmen on Monday.\n\n"
      "The police said that it happened near Kachia."), "Kachia"),
    # a clause about the act, the ends of a road, a place behind what it is like
    ("The army spokesman in Bamako commented on the ambush that occurred on Monday near Mopti.", "Mopti"),
    ("Nine soldiers died in an ambush on Monday on a road between the towns of Djibo and Bourzanga.",
     "between Djibo and Bourzanga"),
    ("Rebels killed six soldiers in the strategically vital Menaka on Monday.", "Ménaka"),
    # a dateline tells not where in the country it was
    ("Iraq counts its dead\n\nBAGHDAD (AP) — Eleven people died in a bombing in Iraq on Monday.", "Iraq"),
    (("A night in Sudan\n\nKHARTOUM, March 4 (Reuters) Rebels ambushed a truck in the east of the country today and"
      " killed four soldiers."), "Sudan"),
    # a part of the town told before, where people were taken from, and whose office is where
    (("A drone killed four militants in Wana town in Pakistan on Monday. The house was in the Zarrin area of Wana, and"
     " all those inside died."), "Zarrin"),
    ("Gunmen abducted six traders from the market in Kano in Nigeria on Monday.", "Kano"),
    (("The assistant commissioner of Wana was killed by gunmen with two guards and one other when his car was attacked"
     " in Bannu in Pakistan on Tuesday."), "Bannu"),
    # the sentence behind an act or before it, the headline, and those who live there tell where it was
    ("Gunmen attacked a base of Nigerian troops on Monday and killed 12 soldiers. The base is in Monguno.", "Monguno"),
    (("QUETTA: Two policemen died on Monday when gunmen attacked their post. The post is situated in Khuzdar, officials"
      " said."), "Khuzdar"),
    (("A convoy of peacekeepers left Gao in northern Mali on Monday. Soon a roadside bomb killed two of the soldiers."),
     "Gao"),
    ("Gunmen killed 20 people in Nigeria's Borno state on Monday. The mayor of Monguno said they came on motorbikes.",
     "Monguno"),
    ("Gunmen killed 20 people in Niger's Tillaberi region on Monday. The village attacked, Qwimbazu, lies in a forest.",
     "Qwimbazu"),
    (("Gunmen kill 20 in Qwimbazu, western Niger\n\nTwenty people were killed on Monday when gunmen attacked a village,"
      " officials said."), "Qwimbazu"),
    ("A bomb killed two soldiers in Sukma district of Chhattisgarh on Monday. It went off in the hills near Qwimbazu.",
     "Qwimbazu"),
    # the town a report was filed from is not where an act told of the province was
    ("PESHAWAR: Militants killed two soldiers in Khyber Pakhtunkhwa province on Monday, officials said.",
     "Khyber Pakhtunkhwa"),
    ("ABUJA, Nigeria (AP) — Gunmen killed 12 people in northern Nigeria on Monday, officials said.", "Nigeria"),
    # between two places, of which no gazetteer has one or both, or of which one is a seat of government
    ("A roadside bomb killed nine soldiers on Monday between Qwimbazu and Zarrin in Niger's Tillaberi region.",
     "between Qwimbazu and Zarrin"),
    ("A mine killed four soldiers on Monday between Mogadishu and Afgoye, some 30 km from the Somali capital.",
     "between Mogadishu and Afgooye"),
    ("Gunmen assassinated an officer in Yemen's southeastern port city of Mukalla on Monday.", "Mukalla"),
    ("Gunmen fired at two police cars in the Zarrin region of the city of Khash in Iran on Monday and killed four men.",
     "Zarrin"),
    (("Shindand district, in Afghanistan's Herat province, saw a deadly attack on Monday. Militants stormed a post and"
      " killed nine policemen."), "Shindand District"),
    (("Gunmen killed three policemen south-west of Kirkuk in Iraq on Monday. The attack occurred near Hawija, police"
      " said."), "Hawija"),
    (("A bomber killed three soldiers in the district of North Waziristan on Monday. The attack took place in"
      " Miranshah, the district's main town."), "Miran Shah"),
    # so great a part of the world places nothing
    ("Jets of the United States in the Middle East struck a depot of the Houthis on Monday. Yemen was silent.",
     "Yemen"),
]  # fmt: skip


def test_a_village_no_gazetteer_has_lies_where_another_telling_has_the_act() -> None:
    text = (
        "Eleven soldiers were killed in an attack in Niger's Tillaberi region, near the border with Mali.\n\n"
        "The ambush happened on Monday near Qwimbazu."
    )
    (account,) = accounts(text)
    assert (account.where.name, account.where.admin1, account.where.country) == (
        "Qwimbazu", "Tillabéri Region", "NE"
    )  # fmt: skip


def test_the_title_of_a_report_names_the_place_of_its_news() -> None:
    text = (
        "Gunmen killed nine people in Burkina Faso on Monday, officials said.\n\n"
        "The army has sent more men. It said the men had come from Djibo. Ouagadougou was quiet."
    )
    report = Report("r", text, title="Nine die in attack on Djibo", published=PUBLISHED, language="en")
    assert [a.where.name for a in extract_report(report).accounts] == ["Djibo"]


# (what a report says, the places of its incidents)
SEVERAL = [
    ("Other attacks by rebels on Monday killed one person in Raqqa and two near Hasakah in Syria.",
     {"Ar Raqqah", "Al Ḩasakah"}),
    ("Bombs killed five people in Mosul and wounded eleven in Tikrit in Iraq on Monday.", {"Mosul", "Tikrīt"}),
    ("Mortar shells landed on Monday in two border villages, Qwimbazu and Zarrin, in Balochistan in Pakistan.",
     {"Qwimbazu", "Zarrin"}),
    ("Nine people died on Monday. The villages that the rebels attacked, Qwimbazu and Zarrin, lie in North Kivu.",
     {"Qwimbazu", "Zarrin"}),
    ("Gunmen attacked Qwimbazu, Zarrin and Belmu villages of Niger's Tillaberi region on Monday, killing 20 people.",
     {"Qwimbazu", "Zarrin", "Belmu"}),
    ("Gunmen killed 20 people in two villages of Mali on Monday. The attacks targeted Qwimbazu and Zarrin.",
     {"Qwimbazu", "Zarrin"}),
    ("Troops arrested nine rebels on Monday in raids in Thoubal and Imphal East district of Manipur.",
     {"Thoubāl", "Imphal East District"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), PLACED)
def test_the_words_around_a_name_place_the_act(text: str, place: str) -> None:
    assert [a.where.name for a in accounts(text)] == [place]


@pytest.mark.parametrize(("text", "places"), SEVERAL)
def test_an_act_at_several_places_is_one_at_each(text: str, places: set[str]) -> None:
    assert {a.where.name for a in accounts(text)} == places


RAID = "Rebels attacked a post in Turbat in Pakistan on Monday and killed three soldiers."


@pytest.mark.parametrize(
    "second",
    [
        "The soldiers also clashed with another group in the same district on Monday.",
        "The rebels attacked the town of Turbat later that Monday.",
        "Later on Monday five policemen were killed when their van was struck in Mand.",
        "After the attack, the army bombarded the area with artillery.",
        "“After the attack, the army bombarded the area with artillery,” a resident said.",
        "The army responded with air strikes on hideouts near Buleda.",
        "Security forces retaliated by shelling the hills above Buleda.",
        "Hours later, security forces killed five militants in a raid in Panjgur.",
        "In a follow-up operation on Tuesday, security forces killed four militants near Hoshab.",
        "A second attack in Mand wounded two officers.",
        "In a separate incident in Gwadar, gunmen shot dead a teacher.",
        "In one more town, Gwadar, gunmen shot dead a teacher.",
        "On Monday, in a separate attack, a drone killed nine people in Mand.",
        "A grenade, meanwhile, went off beside another police post in Turbat.",
        "After the attack, the army bombarded the area for several hours.",
        "In Mand five policemen were killed and twelve hurt when rebels fired on a van.",
        "Three bombs dropped by army drones on Mand killed a boy and a man.",
        "On Sunday, two policemen were killed in Quetta.",
        "Two weeks before the attack, the group had kidnapped nine engineers near Mand.",
        "Security forces later raided a hideout in the area and shot dead four rebels.",
        "In a related development, troops destroyed two camps of the group near Mand.",
        "Also in Turbat, two men were found shot dead.",
        "In Kech district, gunmen killed five farmers.",
        "The army shelled the hills nearby in response.",
        "The rebels then moved on to Mand, where they killed two traders.",
        "Bandits later tried to kidnap pupils in Mand.",
        "A combing operation was launched in the area, and four rebels were arrested.",
    ],
)
def test_what_came_next_is_another_act(second: str) -> None:
    assert len(accounts(RAID)) == 1
    assert len(accounts(f"{RAID} {second}")) == 2


@pytest.mark.parametrize(
    "second",
    [
        "Three troops lost their lives in the assault, according to the army.",
        "Later on Monday the Baloch Liberation Army claimed responsibility for it.",
        "A spokesman for the police confirmed that the post was attacked by rebels.",
        "The attack in Kech district also wounded five people.",
        "Two of the attackers were killed as well in a siege that lasted six hours.",
        "The fighting at the post went on for an hour, and one rebel was arrested.",
        "The post was raided at dawn on Monday, the army said.",
        "The conflict, in which some 40,000 people have died, goes on.",
        "The hills nearby are in the hands of the rebels.",
        "Two of the soldiers, an officer said, were let go.",
        "One of them was shot dead at the gate of the post.",
        "Troops ended the siege of the post on Tuesday after a long gun battle.",
    ],
)
def test_what_is_told_again_is_the_same_act(second: str) -> None:
    assert len(accounts(f"{RAID} {second}")) == 1


# (what a report says, the type, place and day of each of its incidents)
ACTS = [
    ("Gunmen abducted nine pupils in Kaduna in Nigeria on Friday. On Monday troops rescued the pupils near Zaria.",
     [("abduction", "Kaduna", 1), ("operation", "Zaria", 4)]),
    ("Militants kidnapped three engineers in Bannu in Pakistan on Friday. The three were let go on Monday in Kohat.",
     [("abduction", "Bannu", 1), ("abduction", "Kohat", 4)]),
    ("Israel struck Damascus in Syria on Monday. The strike came three days after rockets landed in the Golan Heights.",
     [("strike", "Damascus", 4), ("strike", "Golan Heights", 1)]),
    ("A suicide bomber killed 46 at a mosque in Kunduz in Afghanistan on Friday. The toll rose to 55 on Monday.",
     [("attack", "Kunduz", 1)]),
    ("In Karachi, gunmen attacked an office in Korangi on Monday. They shot at guards in Korangi, police said.",
     [("attack", "Karachi", 4)]),
    ("Six militants were killed while a soldier lost his life in an operation in Bannu in Pakistan on Monday.",
     [("operation", "Bannu", 4)]),
    ("The raid on Mand on Monday came a day after gunmen stormed a post in Turbat, killing three guards.",
     [("attack", "Mand", 4), ("attack", "Turbat", 3)]),
    ("Rebels and soldiers fought in Turbat on Monday. A second clash broke out in Panjgur, and two rebels fell.",
     [("clash", "Turbat", 4), ("clash", "Panjgur", 4)]),
    (("Attacks in Kaduna State and Zamfara State left 15 dead. On Sunday, rebels killed five in an ambush in Kafanchan."
      " In Zurmi, rebels shot dead six on Monday."),
     [("attack", "Kafanchan", 3), ("attack", "Zurmi", 4)]),
    ("At least 20 people were killed in an attack on a market of Maiduguri in Nigeria on Friday.",
     [("attack", "Maiduguri", 1)]),
    # each place of a row has the day that stands behind it
    ("Gunmen attacked police posts in Mosul on Monday, Kirkuk on Sunday and Tikrit on Friday.",
     [("attack", "Mosul", 4), ("attack", "Kirkuk", 3), ("attack", "Tikrīt", 1)]),
    ("The rebels ambushed soldiers in Gao on February 2 and Kidal on February 4.",
     [("attack", "Gao", 2), ("attack", "Kidal", 4)]),
    ("On Tuesday the Taliban said they were behind two car bombs, one in Herat on Monday and one in Zaranj on Friday.",
     [("attack", "Herāt", 4), ("attack", "Zaranj", 1)]),
    # one verb tells of both
    ("Israeli jets bombed the port of Tyre in Lebanon and a depot in Sidon on Monday, killing four people.",
     [("strike", "Tyre", 4), ("strike", "Sidon", 4)]),
    # told of it afterwards
    ("Two rebels were killed in an operation in Borno State in Nigeria. The operation was launched on Monday in Gwoza.",
     [("operation", "Gwoza", 4)]),
    ("Gunmen attacked Goma on Monday and killed six soldiers. Several of the attackers were neutralised.",
     [("attack", "Goma", 4)]),
    (("Rebels shot dead two guards in Quetta on Monday. On Friday, a bomb killed four people in Sibi."
      " Two days earlier, nine labourers were shot dead in Turbat."),
     [("attack", "Quetta", 4), ("attack", "Sibi", 1), ("attack", "Turbat", 28)]),
    ("The bandits tried to cross the border near Mirjaveh in Iran on Monday but met with a strong response.", []),
    ("Two men were shot dead by rebels in Goma on Monday. In Sake, nine women who had been kidnapped on Friday wept.",
     [("attack", "Goma", 4), ("abduction", "Sake", 1)]),
    ("Pakistani forces detained two men during a raid in Tump on Monday.", [("operation", "Tump", 4)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), ACTS)
def test_acts_and_their_days(text: str, told: list[tuple[str, str, int]]) -> None:
    found = [(a.type, a.where.name, a.start.day if a.start else None) for a in accounts(text)]
    assert sorted(found, key=str) == sorted(told, key=str)


# (a sentence that tells what two sides did, the place, day and doers of each)
EXCHANGES = [
    ("Thai jets bombed Cambodian positions on Monday, while rockets from Cambodia killed a farmer.",
     [("Cambodia", 4, ("Thailand",)), ("Thailand", 4, ("Cambodia",))]),
    ("Israeli planes struck Tyre in Lebanon on Monday as Hezbollah drones wounded five soldiers in Israel.",
     [("Tyre", 4, ("Israel",)), ("Israel", 4, ("Hezbollah",))]),
    ("Ukrainian drones hit a depot in Russia on Monday; Russian missiles killed four people in Ukraine.",
     [("Russia", 4, ("Ukraine",)), ("Ukraine", 4, ("Russia",))]),
    ("Pakistani jets hit camps in Afghanistan on Monday and Taliban mortars killed three soldiers in Pakistan.",
     [("Afghanistan", 4, ("Pakistan",)), ("Pakistan", 4, ("Taliban",))]),
    # what an act drew
    ("Dozens were hurt in a clash at Kani in Myanmar on Monday, prompting the army to call in air strikes on rebels.",
     [("Kani", 4, ("Burmese army",)), ("Kani", 4, ("Burmese army",))]),
    ("Gunmen ambushed a convoy in Bannu in Pakistan on Monday, triggering a gun battle in which three soldiers died.",
     [("Bannu", 4, ())]),
    # one side alone, and how the harm came about
    ("Russian missiles hit Kharkiv in Ukraine on Monday, while shelling wounded four people.",
     [("Kharkiv", 4, ("Russia",))]),
    ("Five people were killed in Kharkiv in Ukraine on Monday as Russian missiles hit a market.",
     [("Kharkiv", 4, ("Russia",))]),
    ("Gunmen stormed a base in Mopti in Mali on Monday as their mortars killed four soldiers.", [("Mopti", 4, ())]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), EXCHANGES, ids=[text[:50] for text, _ in EXCHANGES])
def test_fire_returned_in_one_sentence_is_an_act_of_its_own(
    text: str, told: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    assert [(a.where.name, a.start.day if a.start else None, a.actors) for a in accounts(text)] == told


def test_ground_won_back_is_no_part_of_the_bombing_told_beside_it() -> None:
    found = accounts(
        "Jets bombed a barracks in Tripoli in Libya on Tuesday. A militia said that Tripoli airport was in its hands;"
        " on Tuesday the army won it back."
    )
    assert [(a.type, a.where.name) for a in found] == [
        ("strike", "Tripoli"),
        ("clash", "Tripoli International Airport"),
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Shells killed two in the villages of Zarrin, Qwimbazu and Belmu in Balochistan in Pakistan on Sunday.", 3),
        ("Shells killed two men in Zarrin, Turbat and Belmu, all towns of Pakistan's Balochistan, on Sunday.", 3),
        ("Rebels raided Goma in Congo on Sunday. They went on to Zarrin and Belmu, villages that count four dead.", 3),
        ("A bomb went off in Zarrin, Turbat, in Pakistan on Sunday and killed two people.", 1),
    ],
)
def test_a_row_of_names_no_gazetteer_has_is_a_place_each_and_all_of_them_news(text: str, places: int) -> None:
    found = accounts(text)
    assert len(found) == places
    assert {a.salience for a in found} == {"main"}


def test_what_is_said_to_have_landed_is_told_for_the_first_time() -> None:
    found = accounts(
        "Iranian guards fired at villages near Taftan in Pakistan on Monday. Officials said that shells landed in two"
        " villages, Zarrin and Belmu."
    )
    assert [a.where.name for a in found] == ["Taftan", "Zarrin", "Belmu"]


def test_a_week_that_holds_a_day_does_not_make_two_acts_one() -> None:
    found = accounts(
        "A bomb killed nine people in Quetta in Pakistan on Monday. In the first week of March rebels fired on a convoy"
        " in Balochistan and killed three soldiers."
    )
    assert [a.where.name for a in found] == ["Quetta", "Balochistan"]


def test_the_toll_of_several_acts_gives_way_to_that_of_each() -> None:
    found = accounts(
        "Gunmen killed six people in two attacks in Nigeria on Monday. In the first, they shot dead four farmers in"
        " Gwoza. In the second, two traders were killed in Bama."
    )
    assert [(a.where.name, a.killed) for a in found] == [("Gwoza", (4, 4)), ("Bama", (2, 2))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "Militants killed nine soldiers in eastern Ukraine on Sunday. They struck posts in Bakhmut and Siversk"
                " with mortars. In Bakhmut six soldiers died, and three in Siversk."
            ),
            [("Bakhmut", (6, 6)), ("Siversk", (3, 3))],
        ),
        (
            (
                "Gunmen killed 13 people in Balochistan on Monday. They raided Turbat and Panjgur. In Panjgur they shot"
                " dead four farmers."
            ),
            [("Turbat", None), ("Panjgur", (4, 4))],
        ),
    ],
)
def test_the_details_of_each_place_are_told_of_the_act_there(
    text: str, told: list[tuple[str, tuple[int, int] | None]]
) -> None:
    assert [(a.where.name, a.killed) for a in accounts(text)] == told


@pytest.mark.parametrize(
    ("text", "place", "killed"),
    [
        (
            (
                "A drone strike killed four people in Mardin on Tuesday. The drone hit a lorry at Bostanli, in the"
                " Artuklu district of Mardin, the governor said."
            ),
            "Bostanli",
            (4, 4),
        ),
        (
            (
                "Gunmen killed five guards in Swat on Monday. The guards were shot at a post in Dardyal, Kabal tehsil,"
                " Swat."
            ),
            "Dardyal",
            (5, 5),
        ),
        (
            (
                "Shelling across the Line of Control killed four villagers on Monday. Indian troops shelled the village"
                " of Tatta Pani, killing four people, officials said."
            ),
            "Tatta Pani",
            (4, 4),
        ),
    ],
)
def test_a_finer_place_told_again_is_that_of_the_one_act(text: str, place: str, killed: tuple[int, int]) -> None:
    assert [(a.where.name, a.killed) for a in accounts(text)] == [(place, killed)]


def test_raids_that_talks_are_about_are_those_told_behind() -> None:
    found = accounts(
        "Pakistan's envoy in Kabul was called in over air strikes in Afghanistan that killed six people, officials said"
        " on Tuesday. On Monday jets bombed houses in Spera, killing six people, they said."
    )
    assert [(a.type, a.where.name, a.killed) for a in found if a.type != "diplomacy"] == [("strike", "Spērah", (6, 6))]


def test_the_same_day_may_bring_two_acts_with_other_victims() -> None:
    found = accounts(
        "Rockets killed six soldiers in Idlib on Monday. On the same day gunmen shot dead a judge in Saraqib, Idlib,"
        " the ministry said."
    )
    assert [(a.type, a.where.name, a.killed) for a in found] == [
        ("strike", "Idlib", (6, 6)), ("attack", "Saraqib", (1, 1)),
    ]  # fmt: skip


def test_the_dead_of_an_act_are_none_of_those_of_the_one_before() -> None:
    found = accounts(
        "A bomb killed three people in Kirkuk in Iraq on Monday. Two died and five were wounded when another bomb"
        " exploded in Tikrit."
    )
    assert [(a.killed, a.injured) for a in found] == [((3, 3), None), ((2, 2), (5, 5))]


def test_yesterday_is_another_day_than_today() -> None:
    found = accounts(
        "The air force bombed a farm near Kassala in Sudan today, killing a man of 85, the rebels said. Yesterday jets"
        " bombed a base in Nyala."
    )
    assert {(a.where.name, a.start) for a in found} == {("Kassala", date(2024, 3, 6)), ("Nyala", date(2024, 3, 5))}


@pytest.mark.parametrize(
    "text",
    [
        "Russian drones killed four people in Nikopol and one in Marhanets on Monday.",
        "In Nikopol four people were killed by shells and in Marhanets one was killed on Monday.",
    ],
)
def test_each_place_has_the_toll_that_stands_beside_it(text: str) -> None:
    assert [(a.where.name, a.killed) for a in accounts(text)] == [("Nikopol", (4, 4)), ("Marhanets", (1, 1))]


TOLLS = [
    ("Attack near Turbat leaves 15 dead\n\nGunmen attacked a convoy near Turbat on Monday.", [(15, 15)]),
    # what is summed up later is the toll of more than this
    ("Gunmen shot at a convoy in Turbat on Monday.\n\nMore than 1,200 people have died in similar raids.", [None]),
    ("Gunmen killed six guards in Turbat on Monday.\n\nTribal feuds have recently killed 12 people.", [(6, 6)]),
    ("Gunmen killed six guards in Turbat on Monday.\n\nA group counted 217 killed by rebels there.", [(6, 6)]),
    ("Gunmen killed six guards in Turbat on Monday.\n\nSome 900 people have died in two years of fighting.", [(6, 6)]),
    # one who died of those hurt, and those found dead
    ("Rebels raided the village of Mand on Monday. Aid workers recovered 23 bodies.", [(23, 23)]),
    ("Rebels raided the village of Mand on Monday. There were 12 fatalities.", [(12, 12)]),
    ("Gunmen shot at a bus in Turbat on Monday; three men were killed while two sustained bullet wounds.", [(3, 3)]),
    ("Gunmen kidnapped 12 pupils from a school in Kaduna on Monday, killing two teachers.", [(2, 2)]),
]


@pytest.mark.parametrize(("text", "killed"), TOLLS, ids=[text[:50] for text, _ in TOLLS])
def test_the_dead_of_each_act(text: str, killed: list[tuple[int, int | None] | None]) -> None:
    assert [a.killed for a in accounts(text)] == killed


@pytest.mark.parametrize(
    "text",
    [
        (
            "Seven people were killed in Balochistan on Monday. In Turbat, gunmen shot dead four labourers. In Panjgur,"
            " a bomb killed three Levies men."
        ),
        (
            "Rebels killed seven in two incidents in Balochistan on Monday. Four labourers were shot dead in Turbat. A"
            " bomb killed three Levies men in Panjgur."
        ),
        (
            "Rebels killed seven people in Balochistan, an official said. On Monday four labourers died in an ambush in"
            " Turbat. On Tuesday three Levies men were killed by a bomb in Panjgur."
        ),
    ],
)
def test_what_a_report_sums_up_first_is_the_toll_of_none(text: str) -> None:
    assert [(a.where.name, a.killed) for a in accounts(text)] == [("Turbat", (4, 4)), ("Panjgur", (3, 3))]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A bomb killed two in Turbat and gunmen shot dead a teacher in Panjgur on Monday.", ["Turbat", "Panjgur"]),
        ("Gunmen blew up a bus in Turbat and two drivers were shot in Panjgur on Monday.", ["Turbat", "Panjgur"]),
        ("Rebels attacked a post in Turbat and fled to Panjgur on Monday.", ["Turbat"]),
    ],
)
def test_two_clauses_of_one_sentence_tell_two_acts_where_each_has_its_doers_and_place(
    text: str, places: list[str]
) -> None:
    found = accounts(text)
    assert [a.where.name for a in found] == places
    assert {a.start for a in found} == {date(2024, 3, 4)}


def test_words_that_reach_into_the_next_clause_end_with_the_sentence() -> None:
    (account, *_) = accounts("In Quetta rebels dropped, and in Turbat lost, bombs on Monday.")
    assert account.where.name == "Quetta"


def test_a_clash_over_a_frontier_is_one_wherever_each_side_puts_it() -> None:
    found = accounts(
        "Iranian border guards clashed with the Taliban at Dustmohammad in Iran on Monday; two guards were killed. A"
        " Taliban spokesman said one of its men was killed in the clashes with Iranian forces in Nimroz province in"
        " Afghanistan on Monday."
    )
    assert [a.where.name for a in found] == ["Dustmohammad"]


def test_the_day_of_a_relative_clause_dates_what_it_tells() -> None:
    text = "Airstrikes on Sunday killed nine rebels in Mir Ali in Pakistan, the town that a drone hit on Monday."
    assert accounts(text)[0].start == date(2024, 3, 3)


def test_the_day_a_sentence_opens_with_holds_for_its_answer_too() -> None:
    text = "In January shelling killed nine people in Afrin in Syria, and Turkey answered with air raids in Manbij."
    assert {(a.where.name, a.start) for a in accounts(text)} == {
        ("‘Afrīn", date(2024, 1, 1)),
        ("Manbij", date(2024, 1, 1)),
    }


def test_a_dateline_that_no_mark_sets_off_places_nothing() -> None:
    text = "New Delhi An airstrike on a village in Sagaing region in Myanmar killed nine people on Monday, rebels said."
    assert [a.where.country for a in accounts(text)] == ["MM"]


def test_a_story_stays_where_it_is_for_acts_of_the_same_days_only() -> None:
    found = accounts(
        "Clashes in Tripoli on Monday killed nine militiamen, Libya's health ministry said.\n\n"
        "On Sunday a militia had seized a colonel of its rival, an official said.\n\n"
        "In May 2019 rebels shot dead six soldiers in an ambush, the ministry said."
    )
    assert [(a.start, a.where.name) for a in found if a.start == date(2024, 3, 4)] == [(date(2024, 3, 4), "Tripoli")]
    assert {a.where.name for a in found if a.start == date(2019, 5, 1)} == {"Libya"}


DATED = [
    # the day of a telling or of what was said to an act is not that of the act
    ("In a bulletin issued on Tuesday, police said gunmen shot four traders dead in Turbat on Sunday.", ["03-03"]),
    ("Speaking on Tuesday, the governor said that gunmen had shot four traders dead in Turbat on Sunday.", ["03-03"]),
    ("The premier on Tuesday condemned the killing of four traders by rebels in Turbat on Sunday.", ["03-03"]),
    ("On Tuesday the rebels claimed responsibility for the ambush that killed four in Turbat on Sunday.", ["03-03"]),
    ("The army said on Monday that rebels had killed four guards in Turbat on Tuesday.", ["02-27"]),
    # counted from the day that stands beside it
    ("Troops had killed four rebels in Turbat the day before, the army said on Tuesday.", ["03-04"]),
    ("On Monday, a day after gunmen killed four men in Turbat, troops arrested nine in Quetta.", ["03-03", "03-04"]),
    ("Two guards were killed in Turbat on Tuesday, days after a bomb went off there.", ["03-05", "02-28..03-04"]),
    ("A mine killed two in Turbat on March 1. Four days after, gunmen killed three in Quetta.", ["03-01", "03-05"]),
    ("A day after Sunday's bombing in Turbat killed nine, shops were shut on Monday.", ["03-03"]),
    ("It is two years since rebels killed nine people in Turbat.", ["01-01..12-31"]),
    ("He was abducted from Turbat during the raid of March 1.", ["03-01"]),
    # a day told of somebody, or one to come, is not that of the act
    ("The army, which took power in 2021, shelled a village near Mandalay on Monday, killing nine.", ["03-04"]),
    ("Rebels who began an offensive on October 27 captured an army base at Paletwa on Monday.", ["03-04"]),
    (
        (
            "The rebels of the hills, who rejected the great peace accord that their old leaders had signed with the"
            " government in 2016, attacked a post in Turbat on Monday."
        ),
        ["03-04"],
    ),
    ("Roads have been guarded since Wednesday, when gunmen killed 25 people in Turbat.", ["02-28"]),
    ("A bomb killed six people in Quetta ahead of the vote of March 28.", ["03-05..03-06"]),
    ("A bomb which exploded on Monday in Quetta killed six people.", ["03-04"]),
    # nor is that of a later death, of a funeral or of a visit
    ("On Tuesday the governor toured Dikwa, where a suicide bomber had killed nine people.", ["03-05..03-06"]),
    ("A constable who was wounded in a bombing in Quetta on Sunday died in hospital on Tuesday.", ["03-03"]),
    ("A guard wounded in a bombing in Quetta succumbed to his injuries on Tuesday.", ["03-05..03-06"]),
    # another day's attack told beside today's
    (
        (
            "Gunmen killed two guards in Turbat on Tuesday. The attack resembled that of Jan. 12, when rebels stormed a"
            " post in Turbat and killed nine officers."
        ),
        ["03-05", "01-12"],
    ),
    ("The fighting began on Monday, when rebels attacked a base near Turbat, killing four soldiers.", ["03-04"]),
    # the day of the telling is that of all it tells
    (
        (
            "Troops killed six militants in Bannu, the army said on Monday. One more militant was killed in Wana, in a"
            " separate operation."
        ),
        ["03-03..03-04", "03-03..03-04"],
    ),
    # 'that' may be left out before what is told of
    (
        "The army said on Tuesday it had shelled rebels in Turbat, killing nine.",
        ["03-04..03-05"],
    ),
    ("On Tuesday the rebels claimed responsibility for Sunday's ambush that killed four in Turbat.", ["03-03"]),
    # what is told of before or besides has a day of its own, or none
    ("Rebels killed two guards in Turbat on Tuesday. A bomb had earlier killed nine in Quetta.", ["03-05", ""]),
    ("Rebels killed two in Turbat on Tuesday. They are also behind a bombing in Quetta.", ["03-05", ""]),
    ("Iran shelled Mand on Tuesday. In reply, Pakistani troops fired mortars at Saravan.", ["03-05", "03-05..03-06"]),
    # what follows the news of the day is news of the day
    ("Rebels killed two guards in Turbat on Tuesday. There is still fighting in Mand.", ["03-05", "03-05..03-06"]),
    (
        "Rebels killed two guards in Turbat on Tuesday. In another incident a grenade was thrown at a house in Mand.",
        ["03-05", "03-05..03-06"],
    ),
    (
        (
            "Rebels killed two guards in Turbat on Tuesday. The town was calm at night.\n\nAn inquiry is held.\n\n"
            "After the incident, Iranian authorities closed the Taftan border crossing."
        ),
        ["03-05", "03-05..03-06"],
    ),
    (
        (
            "Rebels shelled a base at Goma on Tuesday, killing four soldiers. Jets had bombed Sake at dawn. Sunday was"
            " the bloodiest day of the offensive, with at least 67 lives lost on both sides."
        ),
        ["03-05", "", "03-03"],
    ),
    # what was done in a month or year is no part of what lasts since then
    ("It was the worst attack since 2021, when gunmen killed 14 people in Turbat.", ["01-01..12-31"]),
    ("The army has hunted the rebels since last year, when they burned down the town of Palma.", ["01-01..12-31"]),
]


@pytest.mark.parametrize(("text", "days"), DATED, ids=[text[:50] for text, _ in DATED])
def test_the_days_of_acts_told_among_others(text: str, days: list[str]) -> None:
    found = [(str(a.start)[5:], str(a.end)[5:]) for a in accounts(text)]
    assert [first if first == last else f"{first}..{last}" for first, last in found] == days


TYPED = [
    # a raid is told by whether more were killed or taken
    ("Gunmen raided a school in Katsina on Monday, killing two teachers and taking away 50 pupils.", ["abduction"]),
    ("Gunmen attacked a village in Katsina on Monday, killed 12 people and abducted several others.", ["attack"]),
    ("Gunmen attacked a village in Katsina on Monday, and made off with nine girls.", ["abduction"]),
    ("Five guards were seized by gunmen near Saravan on Monday. A sixth guard was shot dead.", ["abduction"]),
    # what came of it is no sort of its own
    (
        (
            "Four foresters were killed in Sumy on Tuesday when their car came under fire near the border with Russia."
            " A search operation for the gunmen was launched."
        ),
        ["attack"],
    ),
    ("Rebels seized nine policemen in Turbat on Monday. They carried out the attack at dawn.", ["abduction"]),
    # who comes upon armed men fights them, and takes them as a state does
    ("Troops on patrol met some 40 rebels at Indanan in the Philippines on Monday.", ["clash"]),
    ("Troops captured three suspected rebels in the village of Bourem in Mali on Monday.", ["operation"]),
    ("Rebels captured three soldiers in Kidal on Monday.", ["abduction"]),
    ("Troops of Operation Zarrin Kai rescued two female kidnap victims in Kaduna on Monday.", ["operation"]),
    ("Soldiers carried out house-to-house searches in Mandalay after clashes on Monday.", ["operation", "clash"]),
    # an attack of which only comes that forces fight those who made it
    (
        (
            "Troops answered a distress call on Monday that bandits were attacking Zarrin village in Zamfara state."
            " Troops engaged the bandits and killed three."
        ),
        ["clash"],
    ),
    ("Bandits raided Zarrin village in Kaduna on Monday and killed two. Troops engaged the bandits.", ["attack"]),
    ("Rebels attacked the hall and the post of Mindat in Myanmar with bombs carried by drone on Monday.", ["strike"]),
    (
        (
            "A camp near Bela was attacked by gunmen, who abducted 18 miners and burned vehicles. The attack was on"
            " Monday night in the Zarrin area. Armed men stormed the camp."
        ),
        ["abduction"],
    ),
    # another state's answer in kind is an act of its own
    ("Pakistan expelled three Indian diplomats on Monday. India followed suit on Tuesday.", ["diplomacy", "diplomacy"]),
    ("Pakistani troops shelled an Indian post in Poonch on Monday and India responded in kind.", ["strike"]),
    (
        (
            "On Tuesday Kenya summoned the Somali ambassador over the violence at the border. Somalia had"
            " summoned the Kenyan charge d'affaires in the same way."
        ),
        ["diplomacy", "diplomacy"],
    ),
    # ground taken by rebels was attacked, by troops it was an operation
    ("Rebels captured an army base near Gao on Monday.", ["attack"]),
    ("Troops retook the town of Kidal from the rebels on Monday.", ["operation"]),
    ("Army troops raided a village near Gao on Monday and arrested 12 suspected militants.", ["operation"] * 2),
    ("Five terrorists were gunned down in an encounter with troops near Gao on Monday.", ["clash"]),
    # whom men without a law take into custody they have abducted
    ("The rebels took four aid workers into custody near Yei on Monday.", ["abduction"]),
    ("Police took two militants into custody near Lahore on Monday.", ["operation"]),
    # what ends a war is made by whoever fought it
    (
        "The sides signed a cessation of hostilities agreement in Nairobi on Monday, to end years of fighting.",
        ["diplomacy"],
    ),
    ("The warring groups signed the Rome Declaration in Khartoum on Monday.", ["diplomacy"]),
    # a patrol of one state is none of two
    ("India and Nepal began coordinated patrols along the border at Raxaul on Monday.", ["liaison"]),
    ("Police launched patrols in the border town of Raxaul on Monday.", []),
]


@pytest.mark.parametrize(("text", "types"), TYPED, ids=[text[:50] for text, _ in TYPED])
def test_what_sort_of_act_it_was(text: str, types: list[str]) -> None:
    assert [a.type for a in accounts(text)] == types


PARTIES = [
    (
        "Envoys of Colombia and of the ELN held peace talks in Caracas on Monday.",
        "Caracas",
        ("Colombia", "ELN"),
        ("ELN", "Colombia"),
    ),
    ("The envoys of Iran and Iraq returned to their posts.", "Iran and Iraq", ("Iran", "Iraq"), ("Iraq", "Iran")),
    ("Iran and Turkey signed a trade agreement on Monday.", "Iran and Turkey", ("Iran", "Turkey"), ("Turkey", "Iran")),
    (
        "Mali, Niger and Burkina Faso recalled their envoys from Algeria on Monday.",
        "Mali",
        ("Mali", "Niger", "Burkina Faso"),
        ("Algeria",),
    ),
    (
        "Pakistan is angry with Iran. The Iranian ambassador was summoned by the Foreign Office on Monday.",
        "Pakistan",
        ("Pakistan",),
        ("Iran",),
    ),
    (
        (
            "The foreign ministry in Tehran on Monday called in the Pakistani chargé d'affaires to protest against the"
            " killing of nine workers."
        ),
        "Tehran",
        ("Iran",),
        ("Pakistan",),
    ),
    ("Islamabad on Monday called in Iran's ambassador over the strikes.", "Islamabad", ("Pakistan",), ("Iran",)),
    # the capital where it was filed or where another sentence has it, but only for the news the report opens with
    (
        ("TEHRAN, Iran\n\nThe foreign ministry of Iran summoned the ambassador of Pakistan on Monday in protest at the"
        " killing of nine guards."),
        "Tehran",
        ("Iran",),
        ("Pakistan",),
    ),
    (
        ("Pakistan's envoy was summoned by Iran on Monday after a strike. The Pakistani envoy in Tehran was summoned at"
        " noon on Monday, officials said."),
        "Tehran",
        ("Iran",),
        ("Pakistan",),
    ),
    (
        ("TEHRAN: Three men were hanged on Monday over the bombing of a mosque.\n\nThe bombing killed nine people in"
        " Zahedan in March.\n\nIran also summoned the ambassador of Pakistan on Monday over the bombing."),
        "Iran",
        ("Iran",),
        ("Pakistan",),
    ),
    (
        "The Chinese ambassador to Seoul was summoned by South Korea's foreign ministry on Monday.",
        "Seoul",
        ("South Korea",),
        ("China",),
    ),
    (
        "After talks between their envoys Armenia and Azerbaijan have agreed to end hostilities on Monday.",
        "Armenia and Azerbaijan",
        ("Armenia", "Azerbaijan"),
        ("Azerbaijan", "Armenia"),
    ),
    (
        "Colombia broke off its peace talks with the ELN on Monday.",
        "Colombia",
        ("Colombia",),
        ("ELN",),
    ),
]


@pytest.mark.parametrize(("text", "place", "actors", "targets"), PARTIES, ids=[row[0][:40] for row in PARTIES])
def test_who_deals_with_whom_and_where(
    text: str, place: str, actors: tuple[str, ...], targets: tuple[str, ...]
) -> None:
    account = next(a for a in accounts(text) if a.type == "diplomacy")
    assert (account.where.name, account.actors, account.targets) == (place, actors, targets)
    assert sum(a.type == "diplomacy" for a in accounts(text)) == 1


def test_who_overran_the_village_is_not_whom_the_deed_was_done_to() -> None:
    text = "Nine farmers were hacked to death on Sunday when Boko Haram fighters overran Qwimbazu village in Nigeria."
    (account,) = accounts(text)
    assert (account.actors, account.targets) == (("Boko Haram",), ("farmers",))


@pytest.mark.parametrize(
    "speaker",
    [
        "police official Waqar Wali Khan told reporters",
        "army spokesman Colonel Idris Sow said in a statement",
        "regional governor Oleh Hnat wrote on Telegram",
        "officials of the Home Department disclosed",
        "a prosecutor in Peshawar said on Tuesday",
    ],
)
def test_who_tells_of_it_by_office_and_name_is_no_target(speaker: str) -> None:
    (account,) = accounts(f"Militants shelled Bajaur in Pakistan on Monday, killing a tribal elder, {speaker}.")
    assert account.targets == ("tribal elders",)


def test_the_two_sides_are_those_the_report_is_about() -> None:
    text = "Azerbaijan shelled a post of Armenia on Monday. On March 1 the two sides had signed a ceasefire."
    account = next(a for a in accounts(text) if a.type == "diplomacy")
    assert set(account.actors) == {"Armenia", "Azerbaijan"}


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("A joint border market of Iran and Pakistan was opened on Monday. It is in Mand, the mayor said.", "Mand", 4),
        ("At least nine died when the army shelled a market in Omdurman. It happened on Sunday.", "Omdurman", 3),
    ],
)
def test_the_sentence_after_gives_place_or_day(text: str, place: str, day: int) -> None:
    (account,) = accounts(text)
    assert (account.where.name, account.start) == (place, date(2024, 3, day))


def test_the_day_of_the_saying_dates_nothing() -> None:
    (account,) = accounts("Three blasts near Kirkuk killed four soldiers, said the monitor of such groups on Monday.")
    assert account.date_inferred


def test_an_unknown_toll_stays_unknown_with_its_words() -> None:
    (account,) = accounts("A suicide bomber blew himself up in Kabul on Monday and dozens were killed, officials said.")
    assert account.killed is None
    assert account.toll_words is not None and "dozens" in account.toll_words


WORDS = st.sampled_from(
    "Gunmen killed attacked three soldiers in Quetta on Monday the army said rebels Kabul strike missile near"
    " village of"
    " Kalag no one was hurt Iran Pakistan ambassador recalled five . . , ; \n\n “ ” — 12 January 2024 and after while"
    " ‘ 's الجيش در تهران 💥 {{ 7*191 }} </script>".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_every_piece_of_evidence_is_a_slice_of_the_text(text: str) -> None:
    for account in accounts(text):
        assert account.evidence[0].field == "incident"
        for piece in account.evidence:
            assert text[piece.span.start : piece.span.end] == piece.text != ""


@settings(max_examples=20, deadline=None)
@given(st.permutations(sorted(REPORTS)))
def test_a_report_coded_alone_or_in_a_crowd_gives_the_same_accounts(order: list[str]) -> None:
    reports = [Report(name, REPORTS[name][0], published=PUBLISHED, language="en") for name in order]
    crowd = {x.report.id: x.accounts for x in extract(reports)}
    assert crowd == {r.id: extract_report(r).accounts for r in reports}


def test_what_is_told_without_a_day_beside_the_news_is_news_and_an_old_attack_is_not() -> None:
    found = accounts(
        "Gunmen killed two officers in Quetta on Monday, police said. A blast hurt four people in Turbat the same day."
        " The police are looking into both.\n\nIn another incident, a mine killed a shepherd near Panjgur, Levies said."
        " In December, a suicide bomber killed nine soldiers in Mastung."
    )
    assert {a.where.name: a.salience for a in found} == {
        "Quetta": "main", "Turbat": "main", "Panjgur": "main", "Mastung": "background",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "salience"),
    [
        (
            "A car bomb killed two officers in Mosul on Tuesday. On Sunday a bomb in Tikrit killed one person.",
            ["main", "background"],
        ),
        (
            "A bomb killed five people in Kirkuk on Friday. On Friday, too, gunmen shot dead a teacher in Hawija.",
            ["main", "main"],
        ),
    ],
)
def test_what_is_no_older_than_the_lead_is_news(text: str, salience: list[str]) -> None:
    assert [a.salience for a in accounts(text)] == salience


def test_a_group_claims_the_attack_and_not_the_search_for_it() -> None:
    found = accounts(
        "Five soldiers were killed when a bomb went off in Buleda on Monday, officials said. Troops later cordoned off"
        " the area and killed three militants in an operation. The Baloch Liberation Front claimed the attack."
    )
    assert [(a.type, a.actors) for a in found] == [
        ("attack", ("Baloch Liberation Front",)), ("operation", ("troops",)),
    ]  # fmt: skip


def test_what_is_told_beside_news_of_some_days_ago_is_no_fresher() -> None:
    found = accounts(
        "A bomb killed two soldiers in Quetta on Sunday, police said. In another incident, gunmen shot dead three men"
        " in Turbat. Separately, rebels kidnapped six workers near Panjgur."
    )
    assert {(a.where.name, a.start, a.date_inferred) for a in found} == {
        ("Quetta", date(2024, 3, 3), False), ("Turbat", date(2024, 3, 3), True), ("Panjgur", date(2024, 3, 3), True),
    }  # fmt: skip


def test_who_shells_another_country_is_not_who_shells_its_own() -> None:
    found = accounts(
        "Israeli airstrikes killed 17 people in Nuseirat in central Gaza on Monday, medics said. Rockets fired from"
        " Gaza landed near Sderot without causing injuries."
    )
    assert {a.where.name: a.actors for a in found} == {"An Nuşayrāt": ("Israel",), "Sderot": ()}


def test_who_carried_out_an_attack_did_not_shell_another_place_days_after() -> None:
    found = accounts(
        "Aircraft bombed a village near Kauda on Sunday, killing five people. On Thursday a suicide bomber had killed"
        " four soldiers in Dhobley. Al-Shabaab claimed the suicide attack of Thursday."
    )
    assert {a.where.name: a.actors for a in found} == {"Kauda": (), "Dhobley": ("Al-Shabaab",)}


def test_a_pair_of_two_sorts_of_people_is_no_figure() -> None:
    (account,) = accounts("Both soldiers and villagers died when a mine went off near Gao in Mali on Monday.")
    assert account.killed is None


def test_a_crossing_explained_behind_its_name_is_there() -> None:
    (account,) = accounts("Pishin-Mand, the newest border crossing of Pakistan and Iran, was opened by both on Monday.")
    assert account.where.name == "Mand"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the highway between the town of Bannu and the provincial capital, Peshawar", "between Bannu and Peshawar"),
        ("the road between Mopti and the garrison town of Gao", "between Mopti and Gao"),
        ("the road from Goma to the town of Sake", "between Goma and Sake"),
        ("the Maiduguri to Damaturu road", "between Maiduguri and Damaturu"),
        ("the Kirkuk-Tikrit highway in Salahuddin province", "between Kirkuk and Tikrīt"),
    ],
)
def test_a_road_has_two_ends(words: str, name: str) -> None:
    (account,) = accounts(f"Gunmen ambushed a convoy on {words} on Monday, killing three soldiers, the army said.")
    assert (account.where.name, account.killed) == (name, (3, 3))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Police on Monday arrested four men linked to an ambush last month in Bannu, in which six soldiers died.",
            [("operation", "2024-03-04", None), ("attack", "2024-02-01", (6, 6))],
        ),
        (
            "Troops on Monday shot dead two rebels accused of the ambush in Kirkuk last month that killed four guards.",
            [("operation", "2024-03-04", (2, 2)), ("attack", "2024-02-01", (4, 4))],
        ),
        (
            "Turkish jets on Monday hit a camp of rebels blamed for a bombing in January in Ankara that killed five.",
            [("strike", "2024-03-04", None), ("attack", "2024-01-01", (5, 5))],
        ),
        (
            "Security forces killed six militants involved in attacks on civilians in Zhob on Monday.",
            [("operation", "2024-03-04", (6, 6))],
        ),
    ],
)
def test_a_deed_held_against_those_caught_is_told_apart_where_it_has_its_day_or_dead(
    text: str, told: list[tuple[str, str, tuple[int, int] | None]]
) -> None:
    assert [(a.type, str(a.start), a.killed) for a in accounts(text)] == told


def test_that_month_is_the_one_told_before() -> None:
    found = accounts(
        "A bomb killed four soldiers in Quetta on 12 February. Earlier that month gunmen killed three miners in Harnai."
    )
    assert [(a.start, a.end) for a in found] == [
        (date(2024, 2, 12), date(2024, 2, 12)), (date(2024, 2, 1), date(2024, 2, 29)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gunmen opened fire from the Sudanese side of the border on Monday and killed two Chadian soldiers.", "TD"),
        ("Militants attacked a Pakistani post from inside Afghanistan on Monday and killed five soldiers.", "PK"),
    ],
)
def test_fire_from_beyond_a_border_is_where_it_hit(text: str, country: str) -> None:
    (account,) = accounts(text)
    assert account.where.country == country


def test_what_is_told_in_short_of_a_province_is_the_closer_telling_after_it() -> None:
    found = accounts(
        "Rwanda's envoy in Kinshasa was summoned on Monday over drone strikes in North Kivu which killed three"
        " civilians. On Sunday drones hit the town of Sake, killing three people, residents said."
    )
    assert [(a.type, a.where.name, a.killed) for a in found] == [
        ("diplomacy", "Kinshasa", None), ("strike", "Sake", (3, 3)),
    ]  # fmt: skip


def test_whoever_is_summoned_over_a_strike_fired_it() -> None:
    found = accounts("India summoned the Pakistani envoy on Monday over a shelling in Poonch that killed two men.")
    assert [(a.type, a.actors) for a in found] == [("diplomacy", ("India",)), ("strike", ("Pakistan",))]
