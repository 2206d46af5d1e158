"""After the meeting, on the page of a counterpart: was it held, how useful, one line and who reads it."""

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.followup.queries.meetings import past_meetings
from matchmaker.followup.queries.report import read_report
from matchmaker.models import (
    Counterpart,
    Delegation,
    MeetingOutcome,
    MeetingRating,
    MeetingReport,
    Prospect,
    ProspectStage,
    ReleaseKind,
    row_id,
)
from matchmaker.prospects.queries.links import counterpart_link
from matchmaker.releases.rules.held import MeetingState
from tests.builders import factories as make
from tests.builders.afterwards import PastMission, past_mission
from tests.builders.pages import fields, text

LINE = "They deliver in June."
ASKED = {"fr": "Comment était-ce", "en": "How was it?", "nl": "Hoe was het?", "de": "Wie war es?"}


@pytest.fixture
def past(session) -> PastMission:
    found = past_mission(session)
    session.commit()
    return found


def approach(past: PastMission, organisation_id: int, *companies: str) -> Counterpart:
    session = past.session
    row = Counterpart(event_id=row_id(past.event), leg_id=row_id(past.leg), organisation_id=organisation_id)
    session.add(row)
    session.flush()
    for name in companies:
        number = past.companies[name].delegation_id
        session.add(Prospect(counterpart_id=row_id(row), delegation_id=number))
    session.commit()
    return row


@pytest.fixture
def satama(session, past) -> Counterpart:
    organisation = session.get_one(Delegation, past.satama.delegation_id).organisation_id
    return approach(past, organisation, "Nivelyo", "Lumo")


@pytest.fixture
def page(satama) -> str:
    return f"/meet/{counterpart_link(satama)}"


@pytest.fixture
def path(past, page) -> str:
    return f"{page}/meetings/{past.uid('Lumo')}/after"


def say(client, path: str, **values: str):
    return client.post(path, data=fields(client.get(path)) | values)


@pytest.mark.parametrize("language", ASKED)
def test_each_meeting_that_is_over_asks_how_it_was(client, session, past, satama, page, path, language):
    satama.language = language
    session.commit()

    shown, asked = client.get(page), client.get(path)

    assert shown.text.count("/after") == 2
    assert ASKED[language] in text(asked)
    assert " checked" not in asked.text.replace('value="organisers"', "").partition('id="reader"')[0]


def test_a_mark_and_a_line_to_the_company_are_read_by_it_and_the_figures_count_them(
    client, session, past, page, path, enter
):
    said = say(client, path, says="4", line=LINE, reader="company")

    report = session.exec(select(MeetingReport)).one()
    assert (said.status_code, said.location) == (303, page)
    assert (report.outcome, report.to_other, report.result) == (MeetingOutcome.HELD, LINE, "")
    assert session.exec(select(MeetingRating.rating)).all() == [4]
    figures = read_report(session, past.event, for_funder=False)
    assert (figures.held, figures.rating, figures.few_marks) == (1, None, True)
    assert f"They write to you: {LINE}" in text(
        enter(past.companies["Lumo"]).get(f"/e/{past.event.slug}/after/{past.uid('Lumo')}")
    )


def test_a_line_for_the_organisers_alone_is_shown_to_nobody_else(
    client, session, past, page, path, enter, as_organiser
):
    say(client, path, says="absent", line=LINE, reader="organisers")

    theirs = enter(past.companies["Lumo"])
    seen = [theirs.get(f"/e/{past.event.slug}/{one}").text for one in ("after", f"after/{past.uid('Lumo')}")]
    as_organiser(client, make.make_staff(session, past.event, language="en"))
    ours = client.get(f"/o/{past.event.slug}/results/meetings").text
    files = client.get(f"/o/{past.event.slug}/results").text

    assert [LINE in one for one in (*seen, ours, files)] == [False, False, True, False]
    assert {one.state for one in past_meetings(session, past.event)} == {MeetingState.NOT_HELD, MeetingState.UNKNOWN}


def test_the_line_finds_another_reader_and_is_no_longer_read_by_the_first(client, session, path):
    say(client, path, says="held", line=LINE, reader="company")
    say(client, path, reader="organisers")
    alone = [(one.to_other, one.result) for one in session.exec(select(MeetingReport)).all()]
    session.expire_all()
    say(client, path, reader="company")
    session.expire_all()

    assert alone == [("", LINE)]
    assert [(one.to_other, one.result) for one in session.exec(select(MeetingReport)).all()] == [(LINE, "")]


def test_what_was_said_in_another_window_meanwhile_is_not_overwritten(client, session, path):
    begun = fields(client.get(path))
    say(client, path, says="5", line="First.", reader="company")

    late = client.post(path, data=begun | {"says": "1", "line": "Second.", "reader": "company"})

    assert (late.status_code, "First." in late.text, "Second." in late.text) == (409, True, True)
    assert session.exec(select(MeetingReport.to_other)).all() == ["First."]


@pytest.mark.parametrize("says", ["", "6", "not_held"])
def test_what_is_no_answer_is_refused_and_the_line_is_kept(client, session, path, says):
    answer = say(client, path, says=says, line=LINE)

    assert (answer.status_code, "Choose one of the answers." in answer.text, LINE in answer.text) == (422, True, True)
    assert session.exec(select(MeetingReport)).all() == []


def test_only_the_link_of_its_own_counterpart_opens_it_and_only_once_it_is_over(client, session, past, page, path):
    other = approach(past, row_id(make.make_organisation(session, "Elsewhere")), "Lumo")
    theirs = path.replace(page, f"/meet/{counterpart_link(other)}")
    opened = client.get(path).status_code
    past.release.kind = ReleaseKind.PROVISIONAL
    session.commit()

    assert (opened, client.get(theirs).status_code, client.post(theirs, data={"says": "5"}).status_code) == (
        200,
        404,
        404,
    )
    assert (client.get(path).status_code, "/after" in client.get(page).text) == (404, False)


def test_once_the_delegation_has_left_only_a_call_is_offered(client, session, past, satama, page):
    company = session.exec(select(Prospect)).first()
    category = make.make_category(session, past.event, "other")
    other = make.make_delegation(session, past.event, category, make.make_organisation(session, "Orneau"))
    asked = {"wanted_at": clock.now(), "asked_at": clock.now(), "stage": ProspectStage.CONTACTED}
    session.add(Prospect(counterpart_id=company.counterpart_id, delegation_id=row_id(other), **asked))
    session.commit()

    shown = text(client.get(page))

    offered = ("Rather a call", "Agree to meet", "Not this time", "Where and when", "Add to my calendar")
    assert [one in shown for one in offered] == [True, False, False, False, False]
