"""The committee: marks that each gives alone, decisions that can be changed until they are told, mails sent once."""

from datetime import time

import pytest
from sqlmodel import col, select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.models import Decision, Message, ReviewMark
from matchmaker.presentations.commands.deciding import decide, tell_decisions
from matchmaker.presentations.commands.marking import mark_proposal
from matchmaker.presentations.commands.proposing import withdraw_proposal
from matchmaker.presentations.queries.committee import marked_of, next_to_mark, read_marked
from matchmaker.presentations.queries.decisions import decision_mails, decision_token, untold
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.presentations import sent_proposal
from tests.builders.wishes import build_forum


@pytest.fixture
def forum(session):
    return build_forum(session, number=2)


@pytest.fixture
def staff(session, forum):
    return make.make_staff(session, forum.event, name="Anne")


@pytest.fixture
def talk(session, forum):
    return sent_proposal(session, forum.ada)


def mark(session, forum, talk, staff, number, note="") -> None:
    shown = marked_of(session, forum.event, talk.id, staff.id).token
    mark_proposal(session, forum.event, talk.id, number, note, shown=shown, staff=staff)


def test_marks_of_others_are_seen_after_ones_own(session, forum, talk, staff):
    bruno = make.make_staff(session, forum.event, name="Bruno")
    mark(session, forum, talk, bruno, 2, "Too general")

    before = marked_of(session, forum.event, talk.id, staff.id)
    mark(session, forum, talk, staff, 5)
    after = marked_of(session, forum.event, talk.id, staff.id)

    assert (before.own, before.others) == (None, ())
    assert [(one.by, one.row.mark, one.row.note) for one in after.others] == [("Bruno", 2, "Too general")]
    assert (after.mean, after.spread, after.marks) == (3.5, 1.5, (5, 2))


def test_a_mark_is_changed_and_never_doubled(session, forum, talk, staff):
    mark(session, forum, talk, staff, 1)
    mark(session, forum, talk, staff, 4, "After the second reading")

    assert [(one.mark, one.note) for one in session.exec(select(ReviewMark))] == [(4, "After the second reading")]
    with pytest.raises(Stale):
        mark_proposal(session, forum.event, talk.id, 3, "", shown="of another page", staff=staff)
    with pytest.raises(InvalidInput):
        mark(session, forum, talk, staff, 6)


def test_only_what_was_sent_and_stands_is_marked(session, forum, talk, staff):
    elsewhere = make.make_event(session)
    withdraw_proposal(session, forum.ada, talk.id)

    with pytest.raises(InvalidInput):
        mark(session, forum, talk, staff, 3)
    with pytest.raises(NotFound):
        marked_of(session, elsewhere, talk.id, staff.id)


def test_the_next_one_is_the_next_without_a_mark(session, forum, talk, staff):
    other, third = (sent_proposal(session, person, title) for person, title in zip(forum.people, "AZ", strict=True))
    mark(session, forum, third, staff, 3)

    found = read_marked(session, forum.event, staff.id)  # A, Signing without paper, Z

    assert next_to_mark(found, other.id) == talk.id
    assert next_to_mark(found, talk.id) == other.id
    mark(session, forum, other, staff, 3)
    mark(session, forum, talk, staff, 3)
    assert next_to_mark(read_marked(session, forum.event, staff.id), talk.id) is None


def subjects(session) -> list[tuple[str, str]]:
    return [(one.recipient, one.subject) for one in session.exec(select(Message).order_by(col(Message.id)))]


def tell(session, forum, staff) -> int:
    return tell_decisions(session, forum.event, shown=decision_token(untold(session, forum.event)), staff=staff)


def test_a_decision_is_changed_until_it_is_told_and_told_once(session, forum, talk, staff):
    decide(session, forum.event, [talk.id], Decision.DECLINED, reason="No place.", staff=staff)
    decide(session, forum.event, [talk.id], Decision.PROPOSED, staff=staff)
    assert list(untold(session, forum.event)) == []
    decide(session, forum.event, [talk.id], Decision.ACCEPTED, staff=staff)
    shown = decision_token(untold(session, forum.event))

    assert tell_decisions(session, forum.event, shown=shown, staff=staff) == 1
    with pytest.raises(Stale):
        tell_decisions(session, forum.event, shown=shown, staff=staff)

    [(_, subject)] = subjects(session)
    assert subject.startswith("Votre présentation est acceptée")
    assert (talk.decision, talk.reason) == (Decision.ACCEPTED, "")
    for later in (Decision.DECLINED, Decision.PROPOSED):
        with pytest.raises(Stale):
            decide(session, forum.event, [talk.id], later, staff=staff)
    assert [act for _, act, *_ in trail(session)] == ["decide_presentations"] * 3 + ["tell_decisions"]


def test_who_decides_from_an_older_page_overrules_nobody(session, forum, talk, staff):
    seen = {talk.id: Decision.PROPOSED}
    for _ in range(2):  # a double click decides once
        decide(session, forum.event, [talk.id], Decision.ACCEPTED, seen=seen, staff=staff)

    with pytest.raises(Stale, match="Somebody has decided about"):
        decide(session, forum.event, [talk.id], Decision.DECLINED, seen=seen, staff=staff)

    assert talk.decision is Decision.ACCEPTED


def test_who_is_told_after_a_time_was_chosen_reads_it(session, forum, talk, staff):
    decide(session, forum.event, [talk.id], Decision.ACCEPTED, staff=staff)
    venue = make.make_venue(session, forum.event)
    talk.item_id = make.make_programme_item(session, venue, starts=time(10), ends=time(10, 20), room="Salle 1").id

    [(_, mail)] = decision_mails(session, forum.event, talk)

    said = f"« {talk.title} » est acceptée : jeudi 11 mars, de 10 h 00 à 10 h 20, Salle 1."
    [paragraph] = mail.text().paragraphs
    assert paragraph.replace("\u00a0", " ") == (
        f"{said} Votre agenda l’indiquera dès la prochaine publication ; "
        "un rendez-vous que vous auriez à cette heure-là sera alors déplacé."
    )


def test_who_was_told_of_the_waiting_list_is_told_again_when_a_place_is_free(session, forum, staff):
    talk = sent_proposal(session, forum.ada, speaker=forum.bob)
    decide(session, forum.event, [talk.id], Decision.WAITING, staff=staff)
    tell(session, forum, staff)
    with pytest.raises(Stale):
        decide(session, forum.event, [talk.id], Decision.PROPOSED, staff=staff)

    decide(session, forum.event, [talk.id], Decision.ACCEPTED, staff=staff)
    tell(session, forum, staff)

    assert [subject.split(" : ")[0].split("\u00a0")[0] for _, subject in subjects(session)] == [
        *["Votre présentation est en liste d’attente"] * 2,
        *["Votre présentation est acceptée"] * 2,
    ]


def test_what_is_chosen_is_of_the_event_and_stands(session, forum, talk, staff):
    with pytest.raises(InvalidInput):
        decide(session, forum.event, [], Decision.ACCEPTED, staff=staff)
    with pytest.raises(Stale):
        decide(session, make.make_event(session), [talk.id], Decision.ACCEPTED, staff=staff)
    withdraw_proposal(session, forum.ada, talk.id)
    with pytest.raises(Stale):
        decide(session, forum.event, [talk.id], Decision.ACCEPTED, staff=staff)
