"""The attaché of a city hears by mail what its counterparts say: together, and not what was taken back."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.mail.letters.attaches import AttacheNews
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    AttachePage,
    Delegation,
    Meeting,
    MeetsAt,
    Message,
    ProspectStage,
    Registration,
    row_id,
)
from matchmaker.prospects.commands.attache_mails import PAUSE, tell_attaches
from matchmaker.prospects.commands.attache_news import note_news
from matchmaker.prospects.commands.attaches import AttacheContact, add_attache, end_attache, save_attache
from matchmaker.prospects.commands.calls import CallWish, rather_call, take_call_back
from matchmaker.prospects.commands.counterparts import Reception, save_reception
from matchmaker.prospects.commands.own_answers import answer_companies
from matchmaker.prospects.jobs import tell_all_attaches
from matchmaker.prospects.queries.attaches import attache_token
from matchmaker.prospects.queries.counterpart import counterpart_token
from tests.builders.prospects import SmallMission, small_mission

PIA = AttacheContact(name="Pia Laurent", email="pia@attaches.example", language="en")


@pytest.fixture
def mission(session) -> SmallMission:
    mission = small_mission(session)
    for company in ("Nivelyo", "Lumo"):
        mission.approach(company, ProspectStage.CONTACTED, wanted_at=clock.now(), asked_at=clock.now())
    return mission


@pytest.fixture
def page(session, mission) -> AttachePage:
    return add_attache(session, mission.event, row_id(mission.leg), PIA, by="Anne")


def told(session) -> list[str]:
    """What the mails about counterparts say, each as text."""
    session.flush()
    news = select(Message).where(Message.kind == "attache_news").order_by(Message.id)
    return [" ".join(_plain(message).split()) for message in session.exec(news).all()]


def _plain(message: Message) -> str:
    return message_from_bytes(message.mime, policy=policy.default).get_body(("plain",)).get_content()


def said_by(mission: SmallMission, company: str) -> list[int]:
    return [row_id(mission.prospects[company])]


def calls(mission: SmallMission, company: str) -> None:
    number = row_id(mission.counterpart)
    rather_call(mission.session, mission.event, number, said_by(mission, company), CallWish(phone="+358 9 1"))


def answers(mission: SmallMission, company: str, *, agrees: bool) -> None:
    number = row_id(mission.counterpart)
    answer_companies(mission.session, mission.event, number, said_by(mission, company), agrees=agrees)


def offers(mission: SmallMission, times: str) -> None:
    save_reception(
        mission.session,
        mission.event,
        row_id(mission.counterpart),
        Reception(meets_at=MeetsAt.OFFICE, times=times),
        shown=counterpart_token(mission.counterpart),
        by="Aino Virtanen",
    )


def test_a_double_click_makes_one_page(session, mission, page):
    with pytest.raises(InvalidInput, match="has a page for"):
        add_attache(session, mission.event, row_id(mission.leg), PIA, by="Anne")


def test_all_that_was_said_is_told_in_one_mail_in_the_language_of_the_page(session, mission, page):
    answers(mission, "Lumo", agrees=True)
    calls(mission, "Nivelyo")
    answers(mission, "Lumo", agrees=False)
    offers(mission, "Rather on Thursday")

    queued = tell_attaches(session, mission.event, clock.now())

    (mail,) = told(session)
    wanted = (
        "Satama would rather have a call with Nivelyo, outside the mission.",
        "Satama had agreed to meet Lumo, and now declines.",
        "Satama says when it suits them, or who comes instead:",
        "Rather on Thursday",
    )
    assert (queued, [one for one in wanted if one not in mail]) == (1, [])
    assert tell_attaches(session, mission.event, clock.now() + 2 * PAUSE) == 0


def test_a_refusal_of_who_had_not_agreed_is_no_news(session, mission, page):
    answers(mission, "Lumo", agrees=False)

    assert tell_attaches(session, mission.event, clock.now()) == 0


def test_what_is_taken_back_before_the_mail_is_not_told(session, mission, page):
    calls(mission, "Nivelyo")
    take_call_back(session, mission.event, row_id(mission.counterpart), row_id(mission.prospects["Nivelyo"]))

    assert (tell_attaches(session, mission.event, clock.now()), told(session)) == (0, [])


def test_the_next_mail_waits_until_the_pause_is_over(session, mission, page):
    offers(mission, "Rather on Thursday")
    now = clock.now()
    first = tell_attaches(session, mission.event, now)
    offers(mission, "Rather on Friday")

    early = tell_attaches(session, mission.event, now + PAUSE - timedelta(seconds=1))
    later = tell_attaches(session, mission.event, now + PAUSE)

    assert (first, early, later) == (1, 0, 1)
    assert ["Thursday" in told(session)[0], "Friday" in told(session)[1]] == [True, True]


def test_a_page_that_is_made_and_each_new_address_of_mail_get_the_address_of_the_page(session, mission, page):
    for email in ("pia@attaches.example", "pia.laurent@attaches.example", ""):
        contact = AttacheContact(name="Pia Laurent", email=email, language="en")
        save_attache(session, mission.event, row_id(page), contact, shown=attache_token(page), by="Anne")

    sent = session.exec(select(Message.recipient).where(Message.kind == "attache_page").order_by(Message.id)).all()
    assert sent == ["pia@attaches.example", "pia.laurent@attaches.example"]


def test_an_address_that_comes_back_gets_the_page_again_and_news_wait_for_the_corrected_one(session, mission, page):
    calls(mission, "Nivelyo")
    for email in ("pia.laurent@attaches.example", "pia@attaches.example"):
        contact = AttacheContact(name="Pia Laurent", email=email, language="en")
        save_attache(session, mission.event, row_id(page), contact, shown=attache_token(page), by="Anne")

    sent = session.exec(select(Message.recipient).where(Message.kind == "attache_page").order_by(Message.id)).all()
    assert sent == ["pia@attaches.example", "pia.laurent@attaches.example", "pia@attaches.example"]
    assert tell_attaches(session, mission.event, clock.now()) == 1


def test_the_name_of_another_open_page_is_refused_when_one_is_corrected_too(session, mission, page):
    other = add_attache(session, mission.event, row_id(mission.leg), AttacheContact(name="Joris"), by="Anne")

    with pytest.raises(InvalidInput, match="has a page for"):
        save_attache(session, mission.event, row_id(other), PIA, shown=attache_token(other), by="Anne")


def test_who_declines_after_a_call_that_was_taken_back_is_told(session, mission, page):
    answers(mission, "Lumo", agrees=True)
    calls(mission, "Lumo")
    take_call_back(session, mission.event, row_id(mission.counterpart), row_id(mission.prospects["Lumo"]))
    answers(mission, "Lumo", agrees=True)
    answers(mission, "Lumo", agrees=False)

    tell_attaches(session, mission.event, clock.now())

    assert ["now declines" in mail for mail in told(session)] == [True]


@pytest.mark.parametrize("kind", [AlertKind.CANCELLED, AlertKind.HOURS, AlertKind.PLACE])
@pytest.mark.parametrize(("state", "mails"), [(AlertState.HANDLED, 1), (AlertState.TAKEN_BACK, 0)])
def test_what_was_reported_and_taken_back_is_no_news(session, mission, page, kind, state, mails):
    answers(mission, "Lumo", agrees=True)
    session.flush()
    receiver = session.exec(
        select(Registration)
        .join(Delegation, Delegation.id == Registration.delegation_id)
        .where(Delegation.organisation_id == mission.counterpart.organisation_id)
    ).one()
    low, high = sorted((receiver.delegation_id, mission.delegation("Lumo").id))
    meeting = Meeting(event_id=mission.event.id, low_id=low, high_id=high)
    session.add(meeting)
    session.flush()
    about = {"registration_id": receiver.id, "meeting_id": meeting.id, "uid": meeting.uid}
    session.add(Alert(event_id=mission.event.id, kind=kind, state=state, **about))
    news = {
        AlertKind.CANCELLED: AttacheNews.CANNOT,
        AlertKind.HOURS: AttacheNews.HOURS,
        AlertKind.PLACE: AttacheNews.PLACE,
    }
    prospect = row_id(mission.prospects["Lumo"]) if kind is AlertKind.CANCELLED else None
    page.untold = []
    note_news(session, mission.counterpart, news[kind], prospect)

    assert tell_attaches(session, mission.event, clock.now()) == mails


@pytest.mark.parametrize("how", ["ended", "without address"])
def test_who_keeps_no_city_or_has_no_address_is_told_nothing(session, mission, page, how):
    if how == "ended":
        end_attache(session, mission.event, row_id(page), by="Anne")
    else:
        without = AttacheContact(name="Pia Laurent")
        save_attache(session, mission.event, row_id(page), without, shown=attache_token(page), by="Anne")
    calls(mission, "Nivelyo")

    assert (tell_attaches(session, mission.event, clock.now()), page.untold) == (0, [])


def test_the_worker_tells_each_event_in_a_transaction_of_its_own(session, database_url, mission, page):
    calls(mission, "Nivelyo")
    session.commit()

    assert [tell_all_attaches(database_url) for _twice in range(2)] == [1, 0]
