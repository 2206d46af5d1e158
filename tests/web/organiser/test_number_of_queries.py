"""What an organiser's page costs: as many statements at a large event as at a small one."""

from datetime import time

from sqlmodel import col, select

from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.models import (
    CampaignPreset,
    Decision,
    Delegation,
    Meeting,
    RegistrationLink,
    RequestState,
    RuleKind,
    Scenario,
    StaffRole,
)
from matchmaker.team.commands.roles import set_brought
from tests.builders import factories
from tests.builders.campaigns import confirm_shown, draft, write_now
from tests.builders.crowded import make_published_forum
from tests.builders.enrolment import make_request
from tests.builders.presentations import sent_proposal

PAGES = {
    "": 15,
    "alerts": 10,
    "alerts/by-itself": 4,
    "calendars": 8,
    "campaigns": 6,
    "campaigns/new": 7,
    "campaigns/{campaign}": 12,
    "campaigns/{draft}/recipients": 10,
    "campaigns/{draft}/send": 9,
    "changes": 60,
    "changes/withdraws": 60,
    "draft": 53,
    "draft?by=tables": 54,
    "draft/pick?meeting={meeting}": 46,
    "draft/print": 60,
    "history": 10,
    "history.csv": 4,
    "import": 6,
    "messages": 6,
    "messages/habits": 4,
    "papers": 9,
    "papers/texts": 7,
    "people": 14,
    "people?missing=times&sort=-name": 14,
    "people/{person}": 40,
    "people/{person}/withdraw": 12,
    "organisations/{company}": 30,
    "presentations": 7,
    "presentations/call": 6,
    "presentations/decide": 8,
    "presentations/{talk}/time": 35,
    "registration": 14,
    "registration/links": 12,
    "registration/requests": 20,
    "releases": 10,
    "releases/reach": 60,
    "rules": 34,
    "rules/particular": 60,
    "scenarios/{scenario}/publish": 45,
    "scenarios/{scenario}/wishes": 9,
    "structure": 64,
    "team": 7,
}
"""The most statements of each page today."""
OF_A_PARTNER = {"figures": 9, "people": 14, "people/{person}": 30}
"""Those of a partner for own members, whose session is limited."""


def test_no_page_asks_more_questions_at_a_larger_event(session, client, as_organiser, statements):
    counts: dict[str, list[int]] = {page: [] for page in PAGES}
    for others in (6, 30):
        forum = make_published_forum(session, others)
        nivelyo = session.get_one(Delegation, forum.people["Nivelyo"].delegation_id)
        for number in range(others):
            talk = sent_proposal(session, forum.people[f"Other {number}"], decision=Decision.ACCEPTED)
            make_request(session, forum.event, RequestState.PENDING, organisation=f"New {number}")
            side = session.get_one(Delegation, forum.people[f"Other {number}"].delegation_id)
            forum.rule(RuleKind.NOT_BEFORE, side, wall=time.min)
            forum.rule(RuleKind.REQUIRED, side, nivelyo)
            session.add(RegistrationLink(event_id=forum.event.id, key=f"{others}-{number}", name="Members"))
        staff, slug = factories.make_staff(session, forum.event), forum.event.slug
        reader = as_organiser(client, staff)
        written, begun = (draft(session, forum.event, staff, CampaignPreset.PRACTICAL) for _ in range(2))
        confirm_shown(session, forum.event, written, staff)
        write_now(session, forum.event, written)
        scenario = session.exec(select(Scenario.id).where(col(Scenario.event_id) == forum.event.id)).one()
        start_draft(session, forum.event, scenario, staff=staff)
        meeting = session.exec(select(Meeting.id).where(col(Meeting.event_id) == forum.event.id)).first()
        person, company = forum.people["Nivelyo"].id, forum.people["Nivelyo"].delegation_id
        ids = {
            "scenario": scenario,
            "meeting": meeting,
            "campaign": written.id,
            "draft": begun.id,
            "person": person,
            "company": company,
            "talk": talk.id,
        }
        reader.get(f"/o/{slug}/")
        for page in PAGES:
            statements.clear()
            answer = reader.get(f"/o/{slug}/{page.format(**ids)}")
            counts[page].append(len(statements))
            assert answer.status_code == 200, page

    assert {page: pair for page, pair in counts.items() if pair[0] != pair[1] or max(pair) > PAGES[page]} == {}


def test_no_page_of_a_partner_asks_more_questions_for_more_members(session, client, as_organiser, statements):
    counts: dict[str, list[int]] = {page: [] for page in OF_A_PARTNER}
    for others in (6, 30):
        forum = make_published_forum(session, others)
        partner = factories.make_staff(session, forum.event, StaffRole.PARTNER_OWN)
        brought = session.exec(select(Delegation.id).where(col(Delegation.event_id) == forum.event.id)).all()
        set_brought(session, forum.event, partner.id, brought, actor="Anne")
        reader, person = as_organiser(client, partner), forum.people["Nivelyo"].id
        reader.get("/o/")
        for page in OF_A_PARTNER:
            statements.clear()
            answer = reader.get(f"/o/{forum.event.slug}/{page.format(person=person)}")
            counts[page].append(len(statements))
            assert answer.status_code == 200, page

    assert {page: pair for page, pair in counts.items() if pair[0] != pair[1] or max(pair) > OF_A_PARTNER[page]} == {}
