"""My schedule: what is published, what changed, whose contact is shown; and the page before."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.models import (
    EntryKind,
    EntryState,
    Organisation,
    Person,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    ReleaseUnmet,
)
from matchmaker.wishes.commands.wishes import add_wish
from tests.builders.factories import make_slots, make_venue
from tests.builders.pages import shown, text
from tests.builders.releases import meeting, presentation, release
from tests.builders.wishes import Forum

FINAL, PROVISIONAL = ReleaseKind.FINAL, ReleaseKind.PROVISIONAL


def share(session: Session, forum: Forum, number: int, *, email: bool, phone: bool) -> None:
    registration = forum.people[number - 1]
    person = session.get_one(Person, registration.person_id)
    person.email, person.phone = f"of{number}@other.example", f"+32 470 00 00 0{number}"
    registration.share_email, registration.share_phone = email, phone
    session.add_all([person, registration])


def test_before_the_first_release_one_sees_how_far_one_is(ada: FlaskClient, session: Session, forum: Forum):
    page = f"/e/{forum.event.slug}/agenda"
    assert "0 of 3 steps are done." in text(ada.get(page))

    organisation = session.get_one(Organisation, forum.ours.organisation_id)
    organisation.seeks_text = "Clients"
    add_wish(session, forum.ada, forum.others[0].id or 0)

    page_text = text(ada.get(page))
    assert "2 of 3 steps are done." in page_text
    assert "Thursday 11 March 2027 The event itself, in Namur." in page_text


def test_an_empty_schedule_without_reasons_speaks_of_the_next_version(ada: FlaskClient, session: Session, forum: Forum):
    release(session, forum.ada, 1, FINAL, [])

    assert "Nothing was planned for you in this version." in text(ada.get(f"/e/{forum.event.slug}/agenda"))


def test_who_registers_after_a_release_reads_no_reasons_that_are_not_there(
    ada: FlaskClient, session: Session, forum: Forum
):
    made = release(session, forum.ada, 1, FINAL, [])
    forum.ours.created_at = made.published_at + timedelta(hours=1)
    session.add(forum.ours)

    page_text = text(ada.get(f"/e/{forum.event.slug}/agenda"))

    assert "You registered after this version was published." in page_text
    assert "Confirmed" not in page_text


def test_the_page_says_when_who_where_and_why(ada: FlaskClient, session: Session, forum: Forum):
    theirs = {"mine": None, "theirs": {"rank": 9, "strength": "open"}, "my_answer": "yes", "their_answer": None}
    lines = [
        meeting(session, forum, 1, time(9, 30)),
        meeting(session, forum, 2, time(10), **theirs),
        presentation(time(11, 20)),
    ]
    release(session, forum.ada, 1, FINAL, lines)

    page_text = text(ada.get(f"/e/{forum.event.slug}/agenda"))

    assert "Thursday 11 March 2 meetings, your presentation at 11:20. Time in Brussels." in page_text
    assert "Confirmed · v1" in page_text
    assert "09:30 25 min Other 1" in page_text
    assert "Table T4 Your wish number 1; they said yes" in page_text
    assert "They wished to meet you; you said yes" in page_text
    assert "10:25 Free, 55 min" in page_text
    assert "“Signing without paper” · Room 2 20 minutes kept quiet before and after" in page_text
    assert "change" not in page_text


def test_a_visit_names_the_address_of_the_office(ada: FlaskClient, session: Session, forum: Forum):
    visit = meeting(session, forum, 1, time(9), place="B114")
    visit["details"]["place"] = {"code": "B114", "kind": "office", "label": "Harbour Street 51, 3rd floor"}
    release(session, forum.ada, 1, FINAL, [visit])

    page = text(ada.get(f"/e/{forum.event.slug}/agenda"))

    assert ("· Harbour Street 51, 3rd floor" in page, "B114" in page) == (True, False)


def test_at_a_mission_ways_addresses_and_clocks_are_named(ada: FlaskClient, session: Session, forum: Forum):
    office = {"name": "Satama", "address": "Quay 24", "city": "Helsinki", "leg": "Helsinki"}
    visit = meeting(session, forum, 1, time(11), place="B1")
    visit["details"]["place"] = {"code": "B1", "kind": "office", "label": "Quay 24"}
    visit["details"] |= {"venue": office | {"latitude": 60.1, "longitude": 24.9}}
    visit["details"]["way"] = {"minutes": 30, "source": "estimated", "origin": "Kaisla", "goal": "Satama"}
    flight = presentation(time(18)) | {"kind": EntryKind.PROGRAMME, "uid": "p-2"}
    flight["details"] |= {"item_kind": "transfer", "titles": {"en": "Flight"}, "room": "Coach", "early": 90}
    flight["details"]["arrival"] = {"place": "Tallinn", "zone": "Europe/Tallinn"}
    ferry = presentation(time(20)) | {"kind": EntryKind.PROGRAMME, "uid": "p-3"}
    ferry["details"] |= {
        "item_kind": "transfer",
        "titles": {"en": "Ferry"},
        "room": "",
        "early": 45,
        "venue": visit["details"]["venue"],
    }
    release(session, forum.ada, 1, FINAL, [meeting(session, forum, 2, time(9)), visit, flight, ferry])

    answer = ada.get(f"/e/{forum.event.slug}/agenda")

    page_text = text(answer)
    for said in (
        "From Helsinki to Tallinn, Thursday 11 March",
        "2 meetings, 1 of them at an office.",
        "then that of Tallinn",
        "09:25 Free, 1 h 05 10:30 On the way, 30 min (estimated) Kaisla → to Satama 11:00",
        "Coach · be there at 16:30 Arrival in Tallinn at 19:25 (Tallinn time)",
        "Satama, Quay 24 (map) · be there at 19:15",
        "Put your watch forward by 1 hour: Tallinn time",
    ):
        assert said in page_text
    assert "https://www.openstreetmap.org/?mlat=60.1&amp;mlon=24.9#map=17/60.1/24.9" in answer.text


def test_as_many_people_are_met_as_the_page_names(ada: FlaskClient, session: Session, forum: Forum):
    release(session, forum.ada, 1, FINAL, [meeting(session, forum, number, time(9 + number)) for number in (1, 2)])
    forum.people[0].withdrawn_at = forum.event.created_at

    page_text = text(ada.get(f"/e/{forum.event.slug}/agenda"))

    assert "2 meetings" in page_text
    assert "You meet 2 people." in page_text


def test_a_change_is_shown_with_the_old_time_struck_until_it_is_noted(ada: FlaskClient, session: Session, forum: Forum):
    release(session, forum.ada, 1, PROVISIONAL, [meeting(session, forum, 1, time(14)), presentation(time(11))])
    page = f"/e/{forum.event.slug}/agenda"
    assert "Provisional · v1" in text(ada.get(page))
    assert forum.ada.seen_release == 1
    unchanged = presentation(time(11)) | {"changed_at": forum.event.created_at}
    release(session, forum.ada, 2, FINAL, [meeting(session, forum, 1, time(15)), unchanged])

    directory = ada.get(f"/e/{forum.event.slug}/directory").text
    changed = ada.get(page)
    after = ada.get(page)

    assert 'class="badge-count">1<' in directory
    assert "1 change since version 1 Other 1 moves from 14:00 to 15:00 , Table T4." in text(changed)
    assert "15:00 before: 14:00 Other 1" in text(changed)
    assert forum.ada.seen_release == 2
    assert text(after) == text(changed)
    assert "badge-count" not in after.text

    ada.post(f"{page}/noted", data={"number": shown(after, "number")})

    assert "since version 1" not in text(ada.get(page))


def test_a_browser_that_only_fetches_ahead_has_not_looked(ada: FlaskClient, session: Session, forum: Forum):
    release(session, forum.ada, 1, FINAL, [meeting(session, forum, 1, time(14))])

    ada.get(f"/e/{forum.event.slug}/agenda", headers={"Sec-Purpose": "prefetch"})

    assert forum.ada.seen_release == 0


@pytest.mark.parametrize(
    ("email", "phone", "seen"),
    [(True, True, {"mail", "phone"}), (True, False, {"mail"}), (False, True, {"phone"}), (False, False, set())],
)
def test_of_a_confirmed_meeting_one_sees_what_they_ticked(
    ada: FlaskClient, session: Session, forum: Forum, email: bool, phone: bool, seen: set[str]
):
    share(session, forum, 1, email=email, phone=phone)
    release(session, forum.ada, 1, FINAL, [meeting(session, forum, 1, time(14))])

    page_text = ada.get(f"/e/{forum.event.slug}/agenda").text

    assert {
        word for word, sign in (("mail", "of1@other.example"), ("phone", "+32 470 00 00 01")) if sign in page_text
    } == seen


def test_a_provisional_or_cancelled_meeting_shows_no_contact(ada: FlaskClient, session: Session, forum: Forum):
    share(session, forum, 1, email=True, phone=True)
    share(session, forum, 2, email=True, phone=True)
    release(session, forum.ada, 1, PROVISIONAL, [meeting(session, forum, 1, time(14))])
    provisional = ada.get(f"/e/{forum.event.slug}/agenda").text
    cancelled = meeting(session, forum, 2, time(15)) | {"state": EntryState.CANCELLED}
    release(session, forum.ada, 2, FINAL, [cancelled])
    final = ada.get(f"/e/{forum.event.slug}/agenda").text

    assert "of1@other.example" not in provisional
    assert "of2@other.example" not in final


def test_a_meeting_of_the_last_final_release_keeps_its_contact_under_a_provisional_one(
    ada: FlaskClient, session: Session, forum: Forum
):
    share(session, forum, 1, email=True, phone=False)
    share(session, forum, 2, email=True, phone=False)
    release(session, forum.ada, 1, FINAL, [meeting(session, forum, 1, time(14))])
    lines = [meeting(session, forum, 1, time(14)), meeting(session, forum, 2, time(15))]
    release(session, forum.ada, 2, PROVISIONAL, lines)

    page_text = ada.get(f"/e/{forum.event.slug}/agenda").text

    assert "of1@other.example" in page_text
    assert "of2@other.example" not in page_text


def test_wishes_not_met_have_a_kind_reason(ada: FlaskClient, session: Session, forum: Forum):
    make_slots(session, make_venue(session, forum.event))
    published = release(session, forum.ada, 1, FINAL, [meeting(session, forum, 1, time(14))])
    for other in forum.others[1:3]:
        add_wish(session, forum.ada, other.id or 0)
    session.add(
        ReleaseUnmet(
            release_id=published.id, from_id=forum.ours.id, to_id=forum.others[1].id, code="not_answered", agreed=False
        )
    )

    page_text = text(ada.get(f"/e/{forum.event.slug}/agenda"))

    assert "1 wish could not be placed Other 2 This meeting has not been agreed so far." in page_text
    assert "1 wish came after this version was made" in page_text
    assert "a new version may hold it. Other 3" in page_text


def test_late_is_two_taps_from_the_agenda_and_the_other_side_sees_it(
    enter: Callable[[Registration], FlaskClient], session: Session, forum: Forum
):
    line = meeting(session, forum, 1, time(14))
    release(session, forum.ada, 1, FINAL, [line])
    own, other = line["details"]["own"], line["details"]["other"]
    mine = session.exec(select(ReleaseEntry)).one()
    values = mine.model_dump(exclude={"id", "registration_id", "details"})
    details = line["details"] | {"own": other, "other": own}
    session.add(ReleaseEntry(**values, registration_id=forum.people[0].id, details=details))
    base = f"/e/{forum.event.slug}/agenda"
    with time_machine.travel(datetime(2027, 3, 11, 12, 50, tzinfo=UTC), tick=False):
        ada, them = enter(forum.ada), enter(forum.people[0])
        assert f'href="{base}/m-1/wrong/late"' in ada.get(base).text
        page = ada.get(f"{base}/m-1/wrong/late")
        assert "5 min 10 min 15 min 20 min 30 min" in text(page)
        assert "is 10 minutes late" not in text(them.get(base))

        ada.post(f"{base}/m-1/wrong/late", data={"minutes": ["10", ""], "shown": shown(page)})

        assert "Ada is 10 minutes late" in text(them.get(base))
        assert "You are 10 minutes late: the organisers know" in text(ada.get(base))
        assert "/wrong/late" not in ada.get(base).text
    jobs.quick_queue.flush()
