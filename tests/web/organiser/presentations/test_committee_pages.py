"""The pages of the committee, and of the organisers who decide."""

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Decision, Message, Presentation, Registration, StaffRole
from tests.builders import factories as make
from tests.builders.pages import shown, text
from tests.builders.presentations import sent_proposal


@pytest.fixture
def talks(session, event, crowd) -> list[Presentation]:
    first, second = crowd
    of = {one.delegation_id: one for one in session.exec(select(Registration))}
    return [
        sent_proposal(session, of[first.id], "Signing <i>fast</i>", impossible=["late"]),
        sent_proposal(session, of[second.id], "Wood", language="de"),
    ]


def test_a_member_of_the_committee_marks_one_after_the_other_and_sees_nothing_else(
    session, event, talks, client, as_organiser
):
    member = as_organiser(client, make.make_staff(session, event, StaffRole.COMMITTEE, language="en"))
    pages, (first, second) = f"/o/{event.slug}/presentations", talks
    before = member.get(f"{pages}/{first.id}").text
    shown = before.partition('name="shown" type="hidden" value="')[2].partition('"')[0]

    answer = member.post(f"{pages}/{first.id}", data={"shown": shown, "mark": "4", "note": "=1+1", "do": "next"})

    assert ("You see them after your own mark" in before, "impossible: after 16:00" in before) == (True, True)
    assert answer.location == f"{pages}/{second.id}"
    listed = member.get(pages).text
    assert ("Signing &lt;i&gt;fast" in listed, "Mark (1 left)" in listed, "after yours" in listed) == (True, True, True)
    assert "Wood" not in member.get(f"{pages}?language=en").text
    assert "Signing" not in member.get(f"{pages}?to_mark=1").text
    for page in ("", "people", "presentations/decide", "presentations/call"):
        assert member.get(f"/o/{event.slug}/{page}").status_code == 404, page
    assert pages in member.get("/o/", follow_redirects=True).text


def test_a_proposal_whose_speaker_has_withdrawn_says_so_before_it_is_decided(session, event, talks, organiser):
    pages, talk = f"/o/{event.slug}/presentations", talks[1]
    session.get_one(Registration, talk.speaker_id).withdrawn_at = clock.now()
    session.flush()

    seen = [text(organiser.get(page)) for page in (pages, f"{pages}/{talk.id}", f"{pages}/decide")]

    assert [page.count("to decide no speaker") for page in seen] == [1, 1, 1]


@pytest.mark.parametrize("mark", ["", "0", "6", "9" * 310, "x"])
def test_a_mark_is_a_number_from_1_to_5(event, talks, organiser, mark):
    page = f"/o/{event.slug}/presentations/{talks[0].id}"

    assert organiser.post(page, data={"mark": mark, "shown": shown(organiser.get(page))}).status_code == 422
    assert organiser.post(page, data={"mark": "3", "shown": "of before"}).status_code == 409


def test_decided_in_bulk_then_told_after_a_look_at_the_mails(session, event, talks, organiser):
    pages, ids = f"/o/{event.slug}/presentations", [str(one.id) for one in talks]

    organiser.post(f"{pages}/decide", data={"chosen": ids, "do": "accepted"})
    organiser.post(f"{pages}/decide", data={"chosen": ids[1:], "do": "declined", "word": "Next <year>"})
    mails = organiser.get(f"{pages}/tell").text
    shown = mails.partition('name="shown" value="')[2].partition('"')[0]
    sent = organiser.post(f"{pages}/tell", data={"shown": shown})
    again = organiser.post(f"{pages}/tell", data={"shown": shown})

    assert ("Next &lt;year&gt;" in mails, "Send 2 mails" in mails or "Send 1 mail" in mails) == (True, True)
    assert (sent.location, again.location) == (f"{pages}/decide", f"{pages}/tell")
    assert [one.decision for one in talks] == [Decision.ACCEPTED, Decision.DECLINED]
    kinds = [one.kind for one in session.exec(select(Message))]
    assert set(kinds) == {"presentation_decided"}
    assert "told" in organiser.get(f"{pages}/decide").text


def test_nothing_chosen_and_hostile_numbers_are_said(event, talks, organiser):
    page = f"/o/{event.slug}/presentations/decide"

    for data in ({"do": "accepted"}, {"do": "accepted", "chosen": ["9" * 310, "-1", "x"]}):
        answer = organiser.post(page, data=data, follow_redirects=True)
        assert (answer.status_code, "Choose a presentation first." in answer.text) == (200, True)
    assert organiser.post(page, data={}).status_code == 400
