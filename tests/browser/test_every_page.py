"""Every page for every kind of eye and hand: axe, sideways scrolling, size of targets, console."""

import pytest
from sqlmodel import col, select

from matchmaker.base.db import open_session, transaction
from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.imports.commands import uploads
from matchmaker.invitations.queries.links import answer_url
from matchmaker.models import (
    Block,
    CampaignPreset,
    Category,
    Decision,
    EntryKind,
    EntryState,
    Event,
    FloorPlan,
    GivenName,
    ImportBatch,
    InvitationMethod,
    Message,
    MessageState,
    Person,
    Place,
    Placement,
    Presentation,
    ProgrammeItem,
    Registration,
    Release,
    ReleaseEntry,
    Says,
    Scenario,
    ScenarioKind,
    SentInvitation,
    Staff,
    Venue,
    Wish,
    row_id,
)
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.commands.scenarios import make_baseline
from matchmaker.scheduling.jobs.solving import execute_run
from tests.builders.browser import organiser_of, serve
from tests.builders.campaigns import confirm_shown, draft, write_now
from tests.builders.enrolment import open_form_with_everything
from tests.builders.factories import make_plan
from tests.builders.journey import delegate, delegation, newest_mail, path_of, person, publish_schedule, wish
from tests.builders.page_lists import NEWCOMER, NOBODY, ORGANISER, PARTICIPANT, RUN, paths_of
from tests.builders.paths import FIXTURES
from tests.builders.presentations import call_for, sent_proposal
from tests.builders.sights import SIGHTS, look, look_at
from web.auth.identity import ParticipantUser, StaffUser


@pytest.fixture(scope="module")
def live(sqlite_template, tmp_path_factory):
    """The tiny forum with two releases, the second of which changes something, and a run of each kind."""
    with serve("forum-tiny", sqlite_template, tmp_path_factory.mktemp("pages")) as live:
        with transaction(live.database_url) as session:
            forum = session.exec(select(Event)).one()
            forum.mail_invitations = True
            open_form_with_everything(session, forum)
            call_for(session, forum, staff=session.exec(select(Staff)).first())
            speaker = select(Registration).where(Registration.delegation_id == delegation(live, "Vellarix"))
            speaks = session.exec(speaker).first()
            for decision in (Decision.PROPOSED, Decision.ACCEPTED):
                sent_proposal(session, speaks, f"On trial: {decision.value}", decision=decision)
            make_plan(session, session.exec(select(Venue)).first(), "T1", "T2")
        publish_schedule(live, 1)
        with transaction(live.database_url) as session:
            event = session.exec(select(Event)).one()
            busy = session.exec(select(Wish).where(Wish.from_id == delegation(live, "Cabinet Thiry-Sablon"))).first()
            session.delete(busy)
            make_baseline(session, event)
            done = row_id(request_run(session, event, name=GivenName("Une nuit plus tard"), seconds=1, staff_id=None))
        execute_run(done, url=live.database_url)
        publish_schedule(live, 1)
        with transaction(live.database_url) as session:
            last = session.exec(select(Release.scenario_id).order_by(col(Release.number).desc())).first()
            start_draft(session, session.exec(select(Event)).one(), last, staff=session.exec(select(Staff)).first())
        yield live


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_nobody(open_window, live, size, dark, language):
    window = open_window(size, dark=dark, language=language)
    window.go("/login")
    window.page.locator("input[name=email]").fill("noemie.lambert@vellarix.example")
    window.page.locator("main form button[type=submit]").click()
    faults = look(window)
    link = path_of(newest_mail(live, "noemie.lambert@vellarix.example").links[0])

    faults += look_at(window, [*paths_of(NOBODY, slug=live.slug), link, *answer_links(live)])
    window.go("/login")
    window.page.locator("input[name=email]").fill("no address")
    window.page.locator("main form button[type=submit]").click()
    faults += look(window)
    window.go("/login/no-such-link")
    faults += look(window)
    window.go("/no-such-page")
    faults += look(window)
    window.problems.clear()  # the browser reports the answers 422, 410 and 404 itself

    assert not faults, "\n".join(faults)


def answer_links(live) -> list[str]:
    """The pages behind an invitation's links, which need no log-in."""
    with open_session(read_only=True, url=live.database_url) as session:
        invited = select(SentInvitation).order_by(SentInvitation.id)
        stands = session.exec(invited.where(SentInvitation.method == InvitationMethod.REQUEST)).first()
        return [path_of(answer_url(stands, says)) for says in (Says.ACCEPTED, Says.DECLINED)]


def proposal(live, decision: Decision = Decision.PROPOSED) -> int:
    """A presentation that Vellarix has proposed."""
    with open_session(read_only=True, url=live.database_url) as session:
        own = col(Presentation.proposed_by_id).is_not(None)
        return session.exec(select(Presentation.id).where(own, Presentation.decision == decision)).one()


def somebody_who_meets(live) -> ParticipantUser:
    """Whoever has a meeting in the last release: who that is, is for the search to say."""
    with open_session(read_only=True, url=live.database_url) as session:
        met = (
            select(Person)
            .join(Registration, Registration.person_id == Person.id)
            .join(ReleaseEntry, ReleaseEntry.registration_id == Registration.id)
            .where(ReleaseEntry.kind == EntryKind.MEETING, ReleaseEntry.state == EntryState.CONFIRMED)
            .order_by(ReleaseEntry.release_id.desc(), Person.id)
        )
        return ParticipantUser(session.exec(met).first())


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_a_participant(open_window, live, size, dark, language):
    window = open_window(size, dark=dark, language=language)
    window.log_in(delegate(live, "Vellarix"), language)
    base = f"/e/{live.slug}"
    ids = {
        "slug": live.slug,
        "them": delegation(live, "Waasmeer Logistics BV"),
        "wished": delegation(live, "Southwall Seed"),
        "wish": wish(live, "Vellarix", "Southwall Seed").id,
        "presentation": proposal(live),
    }

    faults = look_at(window, paths_of(PARTICIPANT, **ids))
    window.log_in(somebody_who_meets(live), language)
    window.go(f"{base}/agenda")
    for summary in window.page.locator("main details > summary").all():
        summary.click()
    faults += look(window)
    window.page.locator("main a[href*='/contacts/']").first.click()
    faults += look(window)
    window.go(f"{base}/calendar")
    for summary in window.page.locator("main details > summary").all():
        summary.click()
    faults += look(window)
    window.go(f"{base}/card")
    window.page.locator("input[name=job_title]").fill("")
    window.page.locator("main .sticky-action button").click()
    faults += look(window)
    window.go(f"{base}/directory/999999")
    faults += look(window)
    window.problems.clear()  # the browser reports the answers 422 and 404 itself

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_a_newcomer(open_window, live, size, dark, language):
    window = open_window(size, dark=dark, language=language)
    window.log_in(person(live, "p.oezdemir@eifelwerk.example"), language)

    faults = look_at(window, paths_of(NEWCOMER, slug=live.slug))

    assert not faults, "\n".join(faults)
    assert window.page.url.endswith("/welcome")


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_an_organiser(open_window, live, size, dark, language):
    window = open_window(size, dark=dark, language=language)
    window.log_in(StaffUser(organiser_of(live)), language)
    base = f"/o/{live.slug}"
    with open_session(read_only=True, url=live.database_url) as session:
        made = select(Scenario.id).order_by(col(Scenario.id).desc())
        baseline = session.exec(made.where(Scenario.kind == ScenarioKind.BASELINE)).first()
        solved = session.exec(made.where(Scenario.kind == ScenarioKind.SOLVED)).first()
        ids = {
            "batch": session.exec(select(ImportBatch.id)).one(),
            "block": session.exec(select(Block.id)).first(),
            "category": session.exec(select(Category.id)).first(),
            "item": session.exec(select(ProgrammeItem.id)).first(),
            "plan": session.exec(select(FloorPlan.id)).one(),
            "place": session.exec(select(Place.id)).first(),
            "meeting": session.exec(select(Placement.meeting_id).order_by(col(Placement.id).desc())).first(),
            "person": session.exec(select(Registration.id)).first(),
        }
    ids |= {"company": delegation(live, "Vellarix"), "presentation": proposal(live)}
    ids["accepted"] = proposal(live, Decision.ACCEPTED)
    ids |= {"baseline": baseline, "solved": solved, "upload": upload(live), "bounced": bounced(live)}
    ids |= campaigns(live)

    faults = look_at(window, paths_of(ORGANISER, slug=live.slug, **ids))
    with transaction(live.database_url) as session:
        event = session.exec(select(Event)).one()
        waiting = request_run(session, event, name=GivenName("En route"), seconds=30, staff_id=None)
    faults += look_at(window, paths_of(RUN, slug=live.slug, run=waiting.id))
    window.go(f"{base}/runs/{waiting.id}")
    window.page.locator("form[action$='/stop'] button").click()
    faults += look(window)
    window.go(f"{base}/scenarios/999999")
    faults += look(window)
    window.problems.clear()  # the browser reports the answer 404 itself

    assert not faults, "\n".join(faults)


def campaigns(live) -> dict[str, int | None]:
    """A draft in one language, and a campaign that has been written; returns their ids."""
    with transaction(live.database_url) as session:
        event = session.exec(select(Event)).one()
        staff = session.exec(select(Staff).order_by(Staff.id)).first()
        written = draft(session, event, staff, CampaignPreset.PRACTICAL)
        confirm_shown(session, event, written, staff)
        write_now(session, event, written)
        return {"campaign": draft(session, event, staff, CampaignPreset.OWN, fr=("Un", "Deux")).id, "sent": written.id}


def bounced(live):
    """A mail that a server refused; returns its id."""
    with transaction(live.database_url) as session:
        message = session.exec(select(Message).where(Message.kind == "invitation").order_by(col(Message.id))).first()
        message.state, message.error = MessageState.BOUNCED, "550 5.1.1 no such user"
        return message.id


def upload(live):
    """Keep a file with a mistake for its preview."""
    data = (FIXTURES / "forum-tiny" / "wishes.csv").read_text(encoding="utf-8").replace("H01,H02", "H01,H99")
    with transaction(live.database_url) as session:
        event = session.exec(select(Event)).one()
        return uploads.keep_upload(
            session, event, staff_id=organiser_of(live).id, kind="wishes", filename="souhaits.csv", data=data.encode()
        ).id
