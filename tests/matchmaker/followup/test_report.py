"""Figures for the agency, and what of them a funder reads."""

from matchmaker.base.tables import to_csv
from matchmaker.followup.commands.outcomes import say_outcome
from matchmaker.followup.queries.report import read_report
from matchmaker.followup.queries.tables import report_table
from matchmaker.models import Delegation, MeetingOutcome, Organisation
from tests.builders.afterwards import past_mission

NAMES = ("Alpha", "Beta", "Gamma", "Delta")


def told(session):
    mission = past_mission(session, *NAMES, sectors=["health"])
    for place, name in enumerate(NAMES):
        values = {"contacts": 5, "offers": 2, "contracts": place, "value": 1000 * place or None, "currency": "EUR"}
        mission.answered(3, name, **values)
        say_outcome(
            session, mission.event, mission.companies[name], mission.uid(name), MeetingOutcome.HELD, rating=place + 2
        )
    return mission


def test_the_agency_reads_every_company_and_the_sums_of_their_last_answers(session):
    mission = told(session)
    mission.answered(6, "Delta", contacts=5, offers=3, contracts=4, value=8000, currency="EUR")

    report = read_report(session, mission.event, for_funder=False)

    assert (report.planned, report.over, report.held, report.rating) == (4, 4, 4, None)
    assert (report.total.companies, report.total.contracts, report.total.values) == (4, 7, {"EUR": 11_000})
    assert [(line.key, line.meetings, line.held) for line in report.cities] == [("Helsinki", 4, 4)]
    assert [(line.key, line.answered.contracts) for line in report.rounds] == [("3", 6), ("6", 4), ("12", 0)]
    assert [one.name for one in report.companies] == ["Alpha", "Beta", "Delta", "Gamma"]


def test_two_people_of_one_company_count_once(session):
    mission = told(session)
    alpha = mission.companies["Alpha"]
    colleague = mission.companies["Beta"]
    colleague.delegation_id = alpha.delegation_id
    session.flush()

    assert read_report(session, mission.event, for_funder=False).total.companies == 3


def test_a_funder_reads_sums_of_three_and_names_of_those_who_agreed(session):
    mission = told(session)
    mission.answered(6, "Delta", contacts=1, offers=1, contracts=9, value=7, currency="EUR", may_be_named=True)

    report = read_report(session, mission.event, for_funder=True)

    assert [one.name for one in report.companies] == ["Delta"]
    assert (report.total.hidden, report.total.contracts) == (False, 12)
    # of the three others two alone name a value in this currency
    assert report.total.values == {"EUR": None}
    assert "Gamma" not in to_csv(report_table(report, "en")).decode()


def test_a_funder_does_not_learn_a_single_answer_by_taking_off_those_that_are_named(session):
    mission = past_mission(session, *NAMES)
    for name in NAMES:
        mission.answered(3, name, contracts=1, value=10, may_be_named=name != "Alpha")

    report = read_report(session, mission.event, for_funder=True)

    assert (report.total.hidden, report.rounds[0].answered.hidden) == (True, True)
    assert len(report.companies) == 3


def mark(session, mission, name):
    say_outcome(session, mission.event, mission.companies[name], mission.uid(name), MeetingOutcome.HELD, rating=1)


def read(session, mission):
    both = [read_report(session, mission.event, for_funder=who) for who in (False, True)]
    return [(one.rating, one.rated, one.cities[0].few_marks, one.cities[0].marks_withheld) for one in both]


def test_marks_are_read_from_five_on_and_by_a_funder_of_three_companies(session):
    mission = past_mission(session, *NAMES, "Epsilon")
    for name in ("Alpha", "Gamma", "Delta", "Epsilon"):
        mark(session, mission, name)
    few = read(session, mission)
    mark(session, mission, "Beta")
    enough = read(session, mission)
    for name in NAMES:
        mission.companies[name].delegation_id = mission.companies["Beta"].delegation_id
    session.flush()

    assert (few, enough) == ([(None, 0, True, False)] * 2, [(1.0, 5, False, False)] * 2)
    assert read(session, mission) == [(1.0, 5, False, False), (None, 0, False, True)]


def test_a_funder_does_not_learn_of_a_company_that_is_alone_in_its_two_sectors(session):
    mission = past_mission(session, *NAMES, "Epsilon", "Zeta")
    for place, name in enumerate(mission.companies):
        organisation = session.get_one(Delegation, mission.companies[name].delegation_id).organisation_id
        sectors = ["ai", "energy"] if name == "Zeta" else ["health"]
        session.get_one(Organisation, organisation).sectors = sectors
        mission.answered(3, name, contracts=place)
    session.flush()

    report = read_report(session, mission.event, for_funder=True)

    assert (report.total.contracts, report.rounds[0].answered.contracts) == (15, 15)
    assert {line.key: line.answered.hidden for line in report.sectors} == {"health": True, "ai": True, "energy": True}


def test_a_funder_does_not_read_the_meetings_of_a_company_that_is_alone_in_its_sector(session):
    mission = past_mission(session, *NAMES, "Epsilon", "Zeta")
    for name in mission.companies:
        organisation = session.get_one(Delegation, mission.companies[name].delegation_id).organisation_id
        session.get_one(Organisation, organisation).sectors = ["ai"] if name == "Zeta" else ["health"]
    session.flush()

    both = [read_report(session, mission.event, for_funder=who).sectors for who in (False, True)]

    assert [[(line.key, line.meetings, line.few) for line in lines] for lines in both] == [
        [("health", 5, False), ("ai", 1, False)],
        [("health", 0, True), ("ai", 0, True)],
    ]


def test_a_funder_does_not_learn_of_a_company_that_alone_answers_in_a_later_round(session):
    mission = past_mission(session, *NAMES)
    for name in NAMES:
        mission.answered(6 if name == "Delta" else 3, name, contracts=1, value=10)

    report = read_report(session, mission.event, for_funder=True)

    assert (report.total.contracts, report.total.values) == (4, {"EUR": 40})
    assert [line.answered.hidden for line in report.rounds] == [True, True, False]


def test_a_company_that_is_named_no_more_is_not_read_alone_in_an_earlier_round(session):
    mission = past_mission(session, *NAMES)
    mission.answered(3, "Alpha", contracts=7, may_be_named=True)
    for name in NAMES:
        mission.answered(6, name, contracts=1)

    report = read_report(session, mission.event, for_funder=True)

    assert (report.companies, [line.answered.hidden for line in report.rounds]) == ((), [True, False, False])


def test_a_table_runs_no_formula_and_has_a_line_for_each_company(session):
    mission = past_mission(session, "=cmd()", "Beta")
    mission.answered(3, "Beta", contracts=2, value=30, currency="SEK", words="+1 more")

    text = to_csv(report_table(read_report(session, mission.event, for_funder=False), "en")).decode("utf-8-sig")

    assert "'=cmd()" in text
    assert "'+1 more" in text
    assert "30;SEK" in text
    assert len(text.splitlines()) == 3
