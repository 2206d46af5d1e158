"""What came of an event on the organisers' pages: report, meetings settled, rounds moved, mails in four languages."""

import pytest
from sqlmodel import select

from matchmaker.models import AuditEntry, FollowUpRound, MeetingReport, StaffRole
from tests.builders import factories as make
from tests.builders.afterwards import past_mission
from tests.builders.pages import fields, text
from tests.builders.web import log_in_as
from web.auth.identity import StaffUser


@pytest.fixture
def mission(session):
    mission = past_mission(session, "Alpha", "Beta", "Gamma", sectors=["health"], ago=300)
    for place, name in enumerate(("Alpha", "Beta", "Gamma"), start=1):
        mission.answered(3, name, contracts=place, value=place * 1000, may_be_named=name == "Alpha", words="Our words")
    session.commit()
    return mission


@pytest.fixture
def anne(client, session, mission, as_organiser):
    as_organiser(client, make.make_staff(session, mission.event, language="en", name="Anne"))
    session.commit()
    return client


@pytest.fixture
def path(mission) -> str:
    return f"/o/{mission.event.slug}"


@pytest.mark.parametrize(
    ("role", "status"),
    [(StaffRole.PARTNER_ALL, 200), (StaffRole.PARTNER_FIGURES, 200), (StaffRole.PARTNER_OWN, 404)],
)
def test_a_partner_reads_what_a_funder_reads_but_one_that_sees_its_own_members_alone(
    app, session, mission, path, role, status
):
    staff = make.make_staff(session, mission.event, role, language="en")
    session.commit()
    browser = log_in_as(app.test_client(), StaffUser(staff))

    answer, figures = browser.get(f"{path}/figures/results"), browser.get(f"{path}/figures").text

    assert (answer.status_code, f"{path}/figures/results" in figures) == (status, status == 200)
    assert browser.get(f"{path}/results").status_code == 404
    if status == 200:
        assert ("Alpha" in answer.text, "Beta" in answer.text, "Our words" in answer.text) == (True, False, False)


def test_the_agency_reads_companies_and_a_funder_those_who_agreed(anne, path):
    agency, funder = anne.get(f"{path}/results"), anne.get(f"{path}/results?for=funder")

    assert all(name in text(agency) for name in ("Alpha", "Beta", "Gamma", "6,000 EUR", "Our words", "Helsinki"))
    assert ("Beta" in text(funder), "Our words" in text(funder), "too few companies" in text(funder)) == (
        False,
        False,
        True,
    )
    assert agency.text.count('<svg class="chart') == 3


def test_what_is_not_known_is_no_answer_in_the_picture(anne, session, path):
    page = anne.get(f"{path}/results")

    unknown = page.text.count('class="bar-unknown"')
    known = len(session.exec(select(MeetingReport)).all())

    assert (unknown > 0, known) == (True, 0)
    assert "took place did not take place not known" in text(page)


def test_downloads_are_in_the_history_and_the_funder_s_has_no_other_names(anne, session, path):
    tables = [anne.get(f"{path}/results.csv{one}") for one in ("", "?for=funder")]
    book, other = anne.get(f"{path}/results.xlsx"), anne.get(f"{path}/results.pdf")

    assert ["Beta" in one.text for one in tables] == [True, False]
    assert (book.data[:2], other.status_code) == (b"PK", 404)
    assert len(session.exec(select(AuditEntry).where(AuditEntry.verb == "download_results")).all()) == 3


def test_an_organiser_settles_what_is_not_known(anne, session, mission, path):
    before = text(anne.get(f"{path}/results/meetings?state=unknown"))
    number = mission.meetings["Beta"].id

    said = [anne.post(f"{path}/results/meetings/{number}", data={"says": one}) for one in ("held", "held", "later")]

    assert "3 meetings" in before
    assert [one.status_code for one in said] == [303] * 3
    assert session.exec(select(MeetingReport.changed_by)).all() == ["Anne"]
    assert "2 meetings" in text(anne.get(f"{path}/results/meetings?state=unknown"))
    assert "Beta – Satama" in text(anne.get(f"{path}/results/meetings?state=held&q=bet"))


def test_a_round_is_moved_and_stopped_and_an_older_form_asks(anne, session, mission, path):
    page = f"{path}/follow-up/12"
    old = fields(anne.get(page))

    moved = anne.post(page, data=old | {"opens_on": "2099-05-04"})
    stopped = anne.post(page, data={k: v for k, v in fields(anne.get(page)).items() if k != "is_on"})
    stale = anne.post(page, data=old | {"opens_on": "2099-06-01"})
    too_early = anne.post(page, data=fields(anne.get(page)) | {"opens_on": str(mission.event.ends_on)})

    row = session.exec(select(FollowUpRound).where(FollowUpRound.months == 12)).one()
    assert [one.status_code for one in (moved, stopped, stale, too_early)] == [303, 303, 409, 422]
    assert (str(row.opens_on), row.is_on) == ("2099-05-04", False)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Trois questions"),
        ("en", "Three questions"),
        ("nl", "Drie vragen"),
        ("de", "Drei Fragen"),
    ],
)
def test_the_mail_is_read_before_in_four_languages(anne, path, language, said):
    assert said in text(anne.get(f"{path}/follow-up/6?language={language}"))


def test_the_address_of_one_person_is_ended(anne, session, path):
    page = anne.get(f"{path}/follow-up/3")
    assert "Our words" in text(page)

    ended = anne.post(f"{path}/follow-up/answers/1/end")

    assert ended.status_code == 303
    assert anne.get(f"{path}/follow-up/3").text.count('aria-label="End the address of') == 2
