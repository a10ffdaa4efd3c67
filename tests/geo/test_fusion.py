"""Which accounts become one incident, and what the incident then says."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import spill
from geo.fusion import explain, fuse
from geo.incident import Account, Evidence, Incident, Link, Where
from geo.previous import previous_from_geojson, previous_of
from seeds.report import Report, Span

QUETTA = Where("Quetta", "PK", "Balochistan", "town", 1, 30.18, 67.0, 15.0, place_id="t:quetta")
MACH = Where("Mach", "PK", "Balochistan", "town", 1, 29.86, 67.33, 5.0, place_id="t:mach")
KECH = Where("Kech", "PK", "Balochistan", "district", 3, 26.0, 63.0, 60.0, place_id="d:kech")
PANJGUR = Where("Panjgur", "PK", "Balochistan", "town", 1, 26.97, 64.09, 10.0, place_id="t:panjgur")
BALOCHISTAN = Where("Balochistan", "PK", "Balochistan", "province", 4, 28.0, 66.0, 300.0, place_id="p:balochistan")
PAKISTAN = Where("Pakistan", "PK", None, "country", 6, 30.0, 70.0, 900.0, place_id="c:pk")
IRAN = Where("Iran", "IR", None, "country", 6, 32.0, 54.0, 900.0, place_id="c:ir")


@pytest.fixture(autouse=True, scope="module", params=["in memory", "on disk"])
def where_records_are(request: pytest.FixtureRequest) -> Iterator[None]:
    """All that follows must hold for few accounts, which memory holds, as for many, which it does not."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "on disk":
            patch.setattr(spill, "HELD", 0)
        yield


def day(text: str) -> date:
    return date.fromisoformat(text)


def report(
    name: str, published: str | None = "2024-03-02", text: str | None = None, publisher: str | None = None
) -> Report:
    words = text if text is not None else f"What {name} has to say is in words that nobody else uses, number {name}."
    return Report(
        name,
        words,
        publisher=publisher or f"The {name}",
        published=day(published) if published else None,
        language="en",
    )


def account(
    name: str, kind: str = "attack", start: str | None = "2024-03-01", where: Where = QUETTA, **more: object
) -> Account:
    end = more.pop("end", None)
    clause = str(more.pop("clause", "gunmen opened fire on a police van near the fruit market"))
    first = day(start) if start else None
    last = day(str(end)) if end else first
    days = (last - first).days + 1 if first and last else 99
    fields: dict[str, object] = {
        "id": f"{name}#1",
        "report": name,
        "type": kind,
        "title": clause,
        "start": first,
        "end": last,
        "date_precision": 1 if days == 1 else 2 if days <= 6 else 4 if days <= 31 else 5,
        "where": where,
        "targets": ("police",),
        "evidence": (Evidence("incident", Span(0, len(clause)), clause),),
    }
    return Account(**{**fields, **more})  # type: ignore[arg-type]


def ids(incidents: tuple[Incident, ...]) -> list[set[str]]:
    return [{a.report for a in i.accounts} for i in incidents]


def sides(incident: Incident, field: str) -> list[set[str]]:
    return [set(s.reports) for d in incident.disagreements if d.field == field for s in d.sides]


def test_two_papers_on_one_attack_make_one_incident_with_two_sources() -> None:
    other = account("b", killed=(4, 4), clause="four officers died when their van was shot at")
    (incident,) = fuse([account("a", killed=(4, 4)), other], [report("a"), report("b")])
    assert [s.report for s in incident.sources] == ["a", "b"]
    assert incident.killed == (4, 4)
    assert incident.disagreements == ()
    assert any("the same day" in reason for reason in incident.reasons)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (account("b", start="2024-03-09"), "another day"),
        (account("b", where=IRAN), "another country"),
        (account("b", where=MACH), "another town"),
        (account("b", "liaison"), "another kind of thing"),
        (
            account("b", killed=(40, 40), clause="a lorry full of explosives blew up", targets=("traders",)),
            "another toll, other victims",
        ),
    ],
)
def test_what_differs_in_one_hard_respect_is_another_event(other: Account, why: str) -> None:
    incidents = fuse([account("a", killed=(2, 2)), other], [report("a"), report("b")])
    assert len(incidents) == 2, why


def test_strikes_of_two_states_on_one_another_are_two_events_though_as_many_died() -> None:
    first = account("a", "strike", "2024-03-01", IRAN, actors=("Pakistan",), targets=("militants",), killed=(9, 9))
    other = account("b", "strike", "2024-03-01", PAKISTAN, actors=("Iran",), targets=("militants",), killed=(9, 9))
    assert len(fuse([first, other], [report("a"), report("b")])) == 2


def test_a_vague_account_joins_the_only_event_that_explains_it() -> None:
    precise = account("a", "strike", "2024-03-01", PANJGUR, actors=("Iran",), targets=("Jaish al-Adl",))
    vague = account(
        "b",
        "strike",
        None,
        PAKISTAN,
        actors=("Iran",),
        targets=("Jaish ul-Adl",),
        clause="Iran's strikes inside Pakistan",
    )
    (incident,) = fuse([precise, vague], [report("a"), report("b", "2024-03-10")])
    assert incident.where.name == "Panjgur"


def test_a_vague_account_that_two_events_explain_joins_neither() -> None:
    accounts = [
        account("a", "strike", "2024-03-01", PANJGUR, actors=("Iran",), targets=("Jaish al-Adl",)),
        account("b", "strike", "2024-03-05", QUETTA, actors=("Iran",), targets=("Jaish al-Adl",)),
        account("c", "strike", None, PAKISTAN, actors=("Iran",), targets=("Jaish al-Adl",), clause="Iran's strikes"),
    ]
    assert ids(fuse(accounts, [report("a"), report("b"), report("c", "2024-03-10")])) == [{"a"}, {"b"}, {"c"}]


def test_what_is_told_before_it_happened_is_another_event() -> None:
    vague = account("b", start=None, where=BALOCHISTAN, killed=(4, 4))
    assert len(fuse([account("a", killed=(4, 4)), vague], [report("a"), report("b", "2024-02-01")])) == 2


def test_two_accounts_of_one_report_are_two_events_unless_they_say_the_same() -> None:
    one = account("a", killed=(4, 4))
    at_another_place = account("a", id="a#2", where=MACH, killed=(4, 4))
    again = account(
        "a", id="a#3", killed=(4, 4), clause="the police van near the fruit market, on which gunmen opened fire"
    )
    assert len(fuse([one, at_another_place], [report("a")])) == 2
    assert len(fuse([one, again], [report("a")])) == 1


def test_the_incident_is_named_after_its_earliest_account_and_keeps_the_name() -> None:
    reports = [report("late", "2024-03-05"), report("early", "2024-03-02"), report("later", "2024-03-09")]
    accounts = [account("late"), account("early"), account("later")]
    (two,) = fuse(accounts[:2], reports[:2])
    (three,) = fuse(accounts, reports)
    assert two.id == three.id == "early#1"


def test_a_report_read_twice_adds_nothing() -> None:
    text = "Gunmen opened fire on a police van. Four died, the hospital said, and the road was closed for hours."
    once = fuse([account("a")], [report("a", text=text, publisher="Dawn")])
    same_id = fuse([account("a"), account("a")], [report("a", text=text, publisher="Dawn")] * 2)
    other_id = fuse(
        [account("a"), account("copy")],
        [report("a", text=text, publisher="Dawn"), report("copy", text=text, publisher="Dawn")],
    )
    assert once == same_id == other_id


WIRE = (
    "Armed men on motorcycles opened fire on a police van near the fruit market of the provincial capital on Friday,"
    " killing four officers and wounding two passers-by, a senior official told the agency. The attackers fled towards"
    " the hills before reinforcements came, and the road was closed until the evening while the bomb squad searched the"
    " drains. No group has said that it was behind the shooting. The chief minister ordered an inquiry and promised the"
    " families of the dead a month's pay. Shops in the quarter stayed shut on Saturday as mourners bore the coffins to"
    " the stadium, where prayers were said under a cold rain and the names of the dead were read out one after another."
)


def test_a_wire_story_in_two_papers_is_one_source_that_two_carried() -> None:
    reports = [
        report("a", "2024-03-02", WIRE, "Dawn"),
        report("b", "2024-03-03", "By our staff. " + WIRE, "The News"),
        report("c", "2024-03-04", None, "Jang"),
    ]
    (incident,) = fuse([account("a"), account("b"), account("c")], reports)
    assert [(s.report, s.carried_by) for s in incident.sources] == [("a", ("b",)), ("c", ())]
    assert len(incident.accounts) == 3


def test_revised_tolls_are_ordered_by_publication() -> None:
    accounts = [account("a", killed=(4, None)), account("b", killed=(7, 7)), account("c", killed=(6, 6))]
    reports = [report("a", "2024-03-02"), report("b", "2024-03-03"), report("c", "2024-03-05")]
    (incident,) = fuse(accounts, reports)
    assert incident.killed == (4, 7)
    assert incident.killed_best == 6
    assert sides(incident, "killed") == [{"a"}, {"b"}, {"c"}]


def test_at_least_eleven_and_eleven_do_not_disagree() -> None:
    (incident,) = fuse([account("a", killed=(11, None)), account("b", killed=(11, 11))], [report("a"), report("b")])
    assert incident.killed == (11, 11)
    assert incident.disagreements == ()


def test_unknown_tolls_stay_unknown() -> None:
    (incident,) = fuse([account("a"), account("b")], [report("a"), report("b")])
    assert incident.killed is None
    assert incident.killed_best is None


def test_different_districts_give_the_province_with_the_reason() -> None:
    more = {
        "killed": (14, 14),
        "clause": "a bomb tore through the wedding hall during the meal",
        "targets": ("wedding",),
    }
    accounts = [
        account("a", where=KECH, **more),
        account("b", where=PANJGUR, **more),
        account("c", where=BALOCHISTAN, **more),
    ]
    (incident,) = fuse(accounts, [report("a"), report("b"), report("c")])
    assert (incident.where.name, incident.where.where_precision) == ("Balochistan", 4)
    assert any("different places are named (Kech, Panjgur)" in reason for reason in incident.reasons)
    assert sides(incident, "place") == [{"a"}, {"b"}, {"c"}]


def test_a_place_and_a_day_that_another_report_gives_are_marked_as_supplied() -> None:
    accounts = [
        account("a", start=None, where=PAKISTAN, killed=(14, 14), actors=("Jaish al-Adl",)),
        account("b", killed=(14, 14), actors=("Jaishul Adl",)),
    ]
    (incident,) = fuse(accounts, [report("a", "2024-03-02"), report("b", "2024-03-03")])
    assert incident.id == "a#1"
    assert (incident.start, incident.where.name) == (day("2024-03-01"), "Quetta")
    assert {"place", "date"} <= set(incident.supplied)


def test_days_that_sources_share_are_the_day_and_differing_ones_are_shown() -> None:
    accounts = [
        account("a", killed=(5, 5)),
        account("b", start="2024-02-28", end="2024-03-01", killed=(5, 5)),
        account("c", killed=(5, 5)),
    ]
    (incident,) = fuse(accounts, [report("a"), report("b"), report("c")])
    assert (incident.start, incident.end, incident.date_precision) == (day("2024-03-01"), day("2024-03-01"), 1)
    assert sides(incident, "date") == [{"a", "c"}, {"b"}]


def test_an_inferred_day_disagrees_with_nobody() -> None:
    accounts = [
        account("a", killed=(5, 5)),
        account("b", start="2024-03-01", end="2024-03-02", date_inferred=True, killed=(5, 5)),
    ]
    (incident,) = fuse(accounts, [report("a"), report("b")])
    assert incident.start == incident.end == day("2024-03-01")
    assert not incident.date_inferred
    assert sides(incident, "date") == []


def test_the_day_of_fresh_news_is_better_than_a_month() -> None:
    fresh = account("a", start="2024-03-01", end="2024-03-02", date_inferred=True, killed=(5, 5))
    month = account("b", start="2024-03-01", end="2024-03-31", killed=(5, 5), salience="background")
    (incident,) = fuse([fresh, month], [report("a"), report("b", "2024-08-02")])
    assert (incident.start, incident.end, incident.date_inferred) == (day("2024-03-01"), day("2024-03-02"), True)


def test_blame_is_shown_with_its_words() -> None:
    told = {"killed": (7, 7)}
    one = account("a", actors=("Islamic State",), **told)
    two = account("b", actors=("Baloch Liberation Army",), **told)
    (incident,) = fuse([one, two], [report("a"), report("b")])
    (blame,) = [d for d in incident.disagreements if d.field == "actors"]
    assert [(s.value, s.reports) for s in blame.sides] == [
        ("Islamic State", ("a",)),
        ("Baloch Liberation Army", ("b",)),
    ]
    assert blame.sides[0].quotes == ("gunmen opened fire on a police van near the fruit market",)


def test_a_denial_is_kept_beside_what_others_report() -> None:
    accounts = [account("a", killed=(7, 7)), account("b", killed=(7, 7), status="denied", status_by="the army")]
    (incident,) = fuse(accounts, [report("a"), report("b")])
    assert incident.status == "reported"
    assert sides(incident, "status") == [{"a"}, {"b"}]


def test_only_claims_make_a_claim() -> None:
    claimed = [account("a", status="claimed"), account("b", status="claimed")]
    reports = [report("a"), report("b"), report("c")]
    assert fuse(claimed, reports)[0].status == "claimed"
    assert fuse([*claimed, account("c")], reports)[0].status == "reported"


def test_an_envoy_expelled_and_one_kept_from_returning_are_told_apart() -> None:
    expelled = "Ruritania recalled its ambassador from Iran and expelled the other side's envoy."
    barred = (
        "Ruritania recalled its ambassador and would not let his counterpart come back; he may not return to his post."
    )
    accounts = [
        account(n, "diplomacy", None, IRAN, actors=("Pakistan",), targets=("Iran",), clause=clause)
        for n, clause in (("a", expelled), ("b", barred))
    ]
    (incident,) = fuse(accounts, [report("a", text=expelled), report("b", text=barred)])
    (what,) = [d for d in incident.disagreements if d.field == "what"]
    assert [(s.value, s.reports) for s in what.sides] == [
        ("the envoy was expelled", ("a",)),
        ("the envoy was kept from coming back", ("b",)),
    ]
    assert what.sides[0].quotes == (expelled,)


def test_a_stated_link_becomes_a_relation_between_the_incidents() -> None:
    words = "in answer to the raid"
    reply = account(
        "a", "strike", "2024-03-03", IRAN, id="a#2", actors=("Pakistan",),
        links=(Link("response", Span(3, 3 + len(words)), words, other="a#1"),),
    )  # fmt: skip
    incidents = fuse([account("a"), reply], [report("a")])
    (relation,) = incidents[1].relations
    assert (relation.kind, relation.other, relation.report, relation.quote) == ("response", "a#1", "a", words)


def test_days_after_find_the_one_incident_of_that_day() -> None:
    after = account(
        "a", "strike", "2024-03-03", IRAN, id="a#2", links=(Link("after", Span(0, 1), "two days later", days=2),)
    )
    incidents = fuse([account("a"), after], [report("a")])
    assert [r.other for r in incidents[1].relations] == ["a#1"]


def told(name: str, kind: str, clause: str, cue: str, where: Where, actors: tuple[str, ...], **more: object) -> Account:
    at = clause.index(cue)
    link = Link("response", Span(at, at + len(cue)), cue)
    return account("a", kind, where=where, id=name, clause=clause, actors=actors, links=(link,), **more)


def test_an_answer_is_related_to_what_the_other_side_did_before() -> None:
    first = account("a", "strike", "2024-03-01", PANJGUR, actors=("Iran",), targets=("Jaish al-Adl",))
    back = told(
        "a#2",
        "strike",
        "In retaliation, Pakistan fired back.",
        "In retaliation",
        IRAN,
        ("Pakistan",),
        start="2024-03-03",
    )
    protest = told(
        "a#3",
        "diplomacy",
        "Following Pakistan's strikes, Iran called in the envoy.",
        "Following",
        IRAN,
        ("Iran",),
        start=None,
    )
    incidents = fuse([first, back, protest], [report("a", "2024-03-05")])
    assert {i.id: [(r.kind, r.other) for r in i.relations] for i in incidents} == {
        "a#1": [],
        "a#2": [("response", "a#1")],
        "a#3": [("response", "a#2")],
    }


def test_what_tension_followed_is_no_answer_itself() -> None:
    words = "Tension rose following Iran's strikes in Pakistan."
    strike = told("a#1", "strike", words, "following", PAKISTAN, ("Iran",), start="2024-03-03")
    earlier = account("a", "strike", "2024-03-01", IRAN, id="a#2", actors=("Pakistan",))
    assert all(not i.relations for i in fuse([strike, earlier], [report("a", "2024-03-05")]))


def test_ids_of_an_earlier_run_are_kept_through_a_merge() -> None:
    reports = [report("a", "2024-03-02"), report("b", "2024-03-04"), report("c", "2024-03-01")]
    first = fuse([account("b")], reports)
    merged = fuse([account("a"), account("b"), account("c")], reports, previous=previous_of(first))
    assert [i.id for i in merged] == ["b#1"]
    collection = {"features": [{"id": "b#1", "properties": {"accounts": [{"report": "b", "id": "b#1"}]}}]}
    assert fuse([account("a"), account("b")], reports, previous=previous_from_geojson(collection))[0].id == "b#1"


def test_no_two_incidents_share_an_id_when_an_old_one_came_apart() -> None:
    accounts = [account("a"), account("b", where=MACH)]
    reports = [report("a"), report("b")]
    previous = previous_from_geojson(
        {"features": [{"id": "b#1", "properties": {"accounts": [{"report": "a", "id": "a#1"}]}}]}
    )
    assert sorted(i.id for i in fuse(accounts, reports, previous=previous)) == ["b#1", "b#1~2"]


def test_an_account_that_goes_by_another_id_now_is_known_by_what_it_tells() -> None:
    first = fuse([account("a", id="a:old")], [report("a")])
    assert [i.id for i in fuse([account("a", id="a:new")], [report("a")], previous=previous_of(first))] == ["a:old"]


def test_an_earlier_file_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="FeatureCollection"):
        previous_from_geojson({"type": "Point"})


def test_explain_tells_what_joined_and_why_the_nearest_did_not() -> None:
    accounts = [
        account("a", killed=(4, 4)),
        account("b", killed=(4, 4)),
        account("c", start="2024-03-03", killed=(1, 1)),
    ]
    incidents = fuse(accounts, [report("a"), report("b"), report("c")])
    told = "\n".join(explain("a#1", incidents))
    assert "joins 2 accounts" in told
    assert "the same place +3.0" in told
    assert "c#1" in told
    assert "two days apart -2.0" in told
    with pytest.raises(KeyError):
        explain("nobody", incidents)


def test_an_account_of_a_report_that_is_not_given_still_counts() -> None:
    (incident,) = fuse([account("a")], [])
    assert [(s.report, s.publisher) for s in incident.sources] == [("a", None)]


def test_nothing_gives_nothing() -> None:
    assert fuse([], []) == ()


def test_the_garbage_collector_is_left_as_it_was() -> None:
    def broken() -> Iterator[Account]:
        yield account("a")
        raise OSError("the file ended")

    with pytest.raises(OSError, match="the file ended"):
        fuse(broken(), [])
    assert gc.isenabled()


PLACES = (QUETTA, MACH, KECH, PANJGUR, BALOCHISTAN, PAKISTAN, IRAN)
_accounts = st.builds(
    lambda kind, start, span, where, actors, killed: account(
        "x",
        kind,
        start,
        where,
        end=None if start is None else f"2024-03-{int(start[-2:]) + span:02d}",
        actors=actors,
        killed=killed,
    ),
    st.sampled_from(("attack", "strike", "clash", "operation", "diplomacy")),
    st.sampled_from((None, "2024-03-01", "2024-03-02", "2024-03-03", "2024-03-08")),
    st.integers(0, 3),
    st.sampled_from(PLACES),
    st.sampled_from(((), ("Iran",), ("Pakistan",), ("Jaish al-Adl",))),
    st.sampled_from((None, (2, 2), (9, 9), (9, None))),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_accounts, max_size=9),
    st.lists(st.integers(0, 3), min_size=9, max_size=9),
    st.randoms(use_true_random=False),
)
def test_order_and_repetition_change_nothing_and_no_account_is_lost(made, owners, random) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    accounts = [replace(a, id=f"r{o}#{n}", report=f"r{o}") for n, (a, o) in enumerate(zip(made, owners, strict=False))]
    reports = [report(f"r{o}", f"2024-03-{10 + o}") for o in range(4)]
    first = fuse(accounts, reports)
    again, papers = [*accounts, *accounts[:3]], [*reports, reports[0]]
    random.shuffle(again)
    random.shuffle(papers)
    assert fuse(again, papers) == first
    assert sorted(a.id for i in first for a in i.accounts) == sorted(a.id for a in accounts)
    assert len({i.id for i in first}) == len(first)
    assert fuse(accounts, reports, previous=previous_of(first)) == first
