"""Somebody cannot come: on the phone, at the organisers' desk, and for every kind of eye and hand."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, col, select

from matchmaker.alerts.commands import reports, withdrawal
from matchmaker.alerts.commands.alert_mails import PAUSE
from matchmaker.alerts.commands.alerts import Cause, raise_alert
from matchmaker.alerts.jobs.alert_mails import tell_organisers
from matchmaker.base.db import open_session, transaction
from matchmaker.inbox.commands.store import Incoming, store_mail
from matchmaker.inbox.jobs.act import act_on_waiting
from matchmaker.models import Alert, AlertKind, EntryKind, Event, Message, Registration, ReleaseEntry, Slot
from matchmaker.releases.queries.published import standing_appointments
from tests.builders.browser import DESK, PHONE, organiser_of, serve
from tests.builders.inbound_mails import mail
from tests.builders.journey import delegate, person, publish_schedule
from tests.builders.sights import SIGHTS, look, look_at
from web.auth.identity import StaffUser

ADDRESS, OTHER = "noemie.lambert@vellarix.example", "aurelie@thiry-sablon.example"


@pytest.fixture(scope="module")
def live(sqlite_template, tmp_path_factory):
    """The tiny forum, published; one has withdrawn, one is late, and mails have come in."""
    with serve("forum-tiny", sqlite_template, tmp_path_factory.mktemp("wrong")) as live:
        publish_schedule(live, 1)
        with transaction(live.database_url) as session:
            event = session.exec(select(Event)).one()
            gone, late = session.exec(
                select(Registration).join(ReleaseEntry).where(ReleaseEntry.kind == EntryKind.MEETING).distinct()
            ).all()[-2:]
            withdrawal.withdraw(session, gone, note="Notre avion est annulé.")
            first = standing_appointments(session, late)[0]
            soon = (datetime.combine(first.day, first.starts) + timedelta(minutes=20)).time()
            reports.report_late_for_day(session, late, first.day, soon)
            long = "Mot " * 300 + "x" * 200
            store_mail(
                session, Incoming(mail(long, sender=OTHER, subject="Ma collègue à ma place ?", message_id="<1@x>"), 9)
            )
            away = mail("Absente", sender=OTHER, head=("Auto-Submitted: auto-replied",), message_id="<2@x>")
            store_mail(session, Incoming(away, 9))
            assert event.id is not None
            propose(session, event)
        assert act_on_waiting(url=live.database_url) == 2
        yield live


def propose(session: Session, event: Event) -> None:
    """Somebody proposes another time for the first meeting, as a mail would."""
    line = session.exec(
        select(ReleaseEntry).where(ReleaseEntry.kind == EntryKind.MEETING).order_by(ReleaseEntry.starts_at)
    ).first()
    last = session.exec(select(Slot).order_by(col(Slot.starts_at).desc())).first()
    cause = Cause(
        kind=AlertKind.COUNTER,
        event_id=event.id,
        registration_id=line.registration_id,
        uid=line.uid,
        meeting_id=line.meeting_id,
        moment=last.starts_at,
        note="2099-03-11 13:30",
        sure=False,
    )
    raise_alert(session, cause)


def said(page: Page, sentence: str) -> Locator:
    """The message above the page; what screen readers are told repeats it."""
    return page.locator("#messages").get_by_text(sentence)


def first_meeting(live) -> str:
    """The uid of the first meeting of the one who goes for Vellarix."""
    user = delegate(live, "Vellarix")
    with open_session(read_only=True, url=live.database_url) as session:
        registration = session.exec(select(Registration).where(Registration.person_id == user.person.id)).one()
        statement = select(ReleaseEntry.uid).where(
            ReleaseEntry.registration_id == registration.id, ReleaseEntry.kind == EntryKind.MEETING
        )
        return session.exec(statement.order_by(ReleaseEntry.starts_at)).first()


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_the_one_who_cannot_come(open_window, live, size, dark, language):
    window = open_window(size, dark=dark, language=language)
    window.log_in(delegate(live, "Vellarix"), language)
    base = f"/e/{live.slug}"
    meeting = f"{base}/agenda/{first_meeting(live)}/wrong"

    faults = look_at(window, [f"{base}/agenda/wrong", meeting, f"{base}/withdraw"])
    faults += look_at(window, [f"{meeting}/{what}" for what in ("cancel", "late", "move", "no-show")])
    window.go(f"{meeting}/no-show")
    window.page.locator("main form button[type=submit]").click()
    faults += look(window)
    window.problems.clear()  # the browser reports the answer 422 itself

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("size", "dark", "language"), SIGHTS)
def test_pages_of_the_one_who_has_withdrawn_and_of_the_organisers(open_window, live, size, dark, language):
    window = open_window(size, dark=dark, language=language)
    with open_session(read_only=True, url=live.database_url) as session:
        gone = session.exec(select(Registration).where(Registration.withdrawn_at.is_not(None))).one()
        address = session.get_one(type(person(live, ADDRESS).person), gone.person_id).email
    window.log_in(person(live, address), language)
    faults = look_at(window, [f"/e/{live.slug}/agenda"])
    assert window.page.url.endswith("/withdrawn")

    window.log_in(StaffUser(organiser_of(live)), language)
    window.go(f"/o/{live.slug}/alerts")
    window.page.eval_on_selector_all("main details", "found => found.forEach(one => { one.open = true })")
    faults += look(window)
    with open_session(read_only=True, url=live.database_url) as session:
        kinds = (AlertKind.WITHDRAWN, AlertKind.LATE, AlertKind.COUNTER)
        found = session.exec(select(Alert.id).where(col(Alert.kind).in_(kinds))).all()
    assert len(found) == len(kinds)
    faults += look_at(window, [f"/o/{live.slug}/alerts/{alert}/repairs" for alert in found])

    assert not faults, "\n".join(faults)


def test_from_a_phone_to_the_organisers_desk(open_window, live):
    phone = open_window(PHONE, language="en")
    phone.log_in(person(live, ADDRESS), "en")
    page = phone.go(f"/e/{live.slug}/agenda")
    page.locator(".meeting-more summary").first.click()
    page.get_by_role("link", name="Something is wrong", exact=True).click()
    page.get_by_role("link", name="I cannot come").click()
    page.get_by_label("A word for the organisers").fill("My train does not run")
    page.get_by_role("button", name="I cannot come").click()
    expect(said(page, "The organisers know that you cannot come.")).to_be_visible()

    desk = open_window(DESK, language="en")
    desk.log_in(StaffUser(organiser_of(live)), "en")
    alerts = desk.go(f"/o/{live.slug}/alerts")
    card = alerts.locator("article", has_text="My train does not run")
    expect(card.get_by_text("in danger")).to_be_visible()
    card.get_by_role("link", name="Look for the ways out").click()
    alerts.get_by_role("heading", name="Only cancel").wait_for()
    desk.go(f"/o/{live.slug}/alerts")
    card.get_by_role("button", name="Needs nothing").click()
    expect(alerts.locator("article", has_text="My train does not run")).to_have_count(0)
    alerts.get_by_text("is settled").click()
    alerts.get_by_role("button", name="Undo").first.click()

    expect(alerts.locator("article", has_text="My train does not run")).to_have_count(1)
    alerts.locator("article", has_text="My train does not run").get_by_role(
        "link", name="Look for the ways out"
    ).click()
    alerts.get_by_role("button", name="Take it and look at the difference: Only cancel").click()
    alerts.wait_for_url("**/publish")  # the repair is computed anew
    expect(said(alerts, "This is the draft now.")).to_be_visible()
    assert alerts.url.endswith("/publish")
    page.reload()
    expect(page.get_by_text("handled, not yet published")).to_be_visible()


def told(live) -> list[str]:
    """How the subjects of the mails to the organiser, who reads French, begin; the oldest first."""
    tell_organisers(live.database_url)
    with transaction(live.database_url) as session:
        for alert in session.exec(select(Alert).where(Alert.told_at.is_not(None))):
            alert.told_at -= PAUSE  # what was told is old enough for the next mail
        mails = session.exec(select(Message).where(Message.kind == "alerts").order_by(Message.id))
        return [mail.subject.partition(":")[0].strip() for mail in mails]


def test_whoever_takes_it_back_finds_everything_as_before(open_window, live):
    before = len(told(live))
    phone = open_window(PHONE, language="en")
    phone.log_in(delegate(live, "Southwall Seed"), "en")
    page = phone.go(f"/e/{live.slug}/agenda")
    untouched = page.locator("main").inner_text()
    page.locator(".meeting-more summary").first.click()
    page.get_by_role("link", name="Something is wrong", exact=True).click()
    page.get_by_role("link", name="I cannot come").click()
    page.get_by_role("button", name="I cannot come").click()
    expect(phone.go(f"/e/{live.slug}/agenda").get_by_text("You cannot come: the organisers know")).to_be_visible()
    assert told(live)[before:] == ["Demande votre attention"]
    desk = open_window(DESK, language="en")
    desk.log_in(StaffUser(organiser_of(live)), "en")
    alerts = desk.go(f"/o/{live.slug}/alerts")
    card = alerts.locator("article", has_text="Southwall Seed) cannot come")
    expect(card.get_by_text("in danger")).to_be_visible()

    phone.go(f"/e/{live.slug}/agenda/wrong").get_by_role("button", name="Take back").click()

    expect(said(page, "Taken back: the organisers see that it is no longer so.")).to_be_visible()
    expect(page.get_by_text("What you have said")).to_have_count(0)
    assert phone.go(f"/e/{live.slug}/agenda").locator("main").inner_text() == untouched
    alerts.reload()
    expect(card).to_have_count(0)
    alerts.get_by_text(re.compile("is settled|are settled")).click()
    expect(alerts.locator("li", has_text="Southwall Seed) cannot come").get_by_text("taken back")).to_be_visible()
    assert told(live)[before + 1 :] == ["Ne demande plus votre attention"]


def test_whoever_comes_back_after_withdrawing_finds_everything_as_before(open_window, live):
    phone = open_window(PHONE, language="en")
    phone.log_in(delegate(live, "Southwall Seed"), "en")
    page = phone.go(f"/e/{live.slug}/agenda")
    untouched = page.locator("main").inner_text()
    phone.go(f"/e/{live.slug}/withdraw").get_by_role("button", name="Withdraw").click()
    desk = open_window(DESK, language="en")
    desk.log_in(StaffUser(organiser_of(live)), "en")
    alerts = desk.go(f"/o/{live.slug}/alerts")
    card = alerts.locator("article", has_text="Southwall Seed) withdraws")
    expect(card).to_be_visible()

    page.get_by_role("button", name=re.compile("back|after all", re.IGNORECASE)).first.click()

    expect(said(page, "Welcome back: your meetings stand as before.")).to_be_visible()
    assert phone.go(f"/e/{live.slug}/agenda").locator("main").inner_text() == untouched
    alerts.reload()
    expect(card).to_have_count(0)


def test_the_countdown_is_stopped_by_one_click(open_window, live):
    desk = open_window(DESK, language="en")
    desk.log_in(StaffUser(organiser_of(live)), "en")
    page = desk.go(f"/o/{live.slug}/alerts/by-itself")
    page.get_by_label("wait for you, then cancel by itself").check()
    page.get_by_label("How long to wait for you").fill("3")
    page.get_by_label("Unit").select_option(label="hours")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("cancelled by itself after 3 hours, unless you decide")).to_be_visible()
    phone = open_window(PHONE, language="en")
    phone.log_in(delegate(live, "Southwall Seed"), "en")
    phone.go(f"/e/{live.slug}/agenda/wrong").locator("a.wrong-choice").first.click()
    phone.page.get_by_role("link", name="I cannot come").click()
    phone.page.get_by_role("button", name="I cannot come").click()
    expect(said(phone.page, "The organisers know that you cannot come.")).to_be_visible()
    page.reload()
    card = page.locator("article", has_text="Southwall Seed) cannot come")
    expect(card.get_by_text("It is cancelled by itself on")).to_be_visible()

    card.get_by_role("button", name="Do not cancel by itself").click()

    expect(said(page, "It is not cancelled by itself: it waits for you.")).to_be_visible()
    expect(card.get_by_text("It is cancelled by itself on")).to_have_count(0)
