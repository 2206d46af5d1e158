"""What the other side can see is the same before and after a refusal, but for what could be taken back by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from sqlmodel import Session, select

from matchmaker.contacts import contacts_of
from matchmaker.feeds import current_source, write_feed
from matchmaker.feeds.secret_addresses import key_of
from matchmaker.imports import apply
from matchmaker.imports.commands.apply import write
from matchmaker.imports.folder_columns import VETOES
from matchmaker.imports.restrictions import plan_vetoes
from matchmaker.imports.rows import read_rows
from matchmaker.models import Agreement, Answer, Delegation, Message, PairDecision, ReleaseKind, Wish
from matchmaker.notices.commands.notices import tell_wishes
from matchmaker.overview.queries.participant import read_progress, read_signs
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.agenda import read_agenda
from matchmaker.releases.queries.own_unmet import read_own_unmet
from matchmaker.releases.queries.published import last_release
from matchmaker.scheduling.queries.availability import read_availability
from matchmaker.scheduling.rules.reasons import UnmetReason, for_participant
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.queries.directory import Filters, read_company, read_directory
from matchmaker.wishes.queries.interest import read_interest
from matchmaker.wishes.queries.suggestions import read_suggestions
from matchmaker.wishes.queries.wishes import read_wishes
from tests.builders.forum import Forum, Seat, make_forum
from tests.builders.imports import csv

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)
DEADLINES = {"open": (AFTER, AFTER), "wishes closed": (BEFORE, AFTER), "all closed": (BEFORE, BEFORE)}
OURS, THEIRS = "Our Company", "Their Company"


@dataclass
class Two:
    """We wish to meet them; `say` is what they have said to us."""

    forum: Forum
    ours: Delegation
    theirs: Delegation
    wish: Wish

    @property
    def session(self) -> Session:
        return self.forum.session

    def say(self, answer: Answer, *, wish: bool) -> None:
        self.wish.answer = self.wish.shown = answer
        self.wish.answered_at = None if answer is Answer.NONE else BEFORE
        if wish:
            self.forum.wish(self.theirs, self.ours, Answer.NONE, created_at=BEFORE)
        self.session.flush()

    def publish(self, *, placed: bool) -> None:
        seats = [Seat(self.ours, self.theirs, 0)] if placed else []
        publish_scenario(
            self.session,
            self.forum.event,
            self.forum.scenario(*seats),
            kind=ReleaseKind.FINAL,
            staff_id=None,
            expected_release=0,
        )

    def sight(self) -> tuple[object, ...]:
        """All that our side can read: pages, counts, calendar, contacts and the mail of the day."""
        session, own, registration = self.session, self.ours.id, self.forum.people[OURS]
        seen: tuple[object, ...] = (
            read_wishes(session, own, "en"),
            read_interest(session, own, "en"),
            read_directory(session, own, Filters(), "en"),
            read_directory(session, own, Filters(not_wished=True), "en"),
            read_company(session, own, self.theirs.id, "en"),
            read_suggestions(session, own),
            read_availability(session, registration.id, "en"),
            read_signs(session, registration),
            read_progress(session, registration),
            read_agenda(session, registration.id, language="en"),
            write_feed(session, registration),
            current_source(session, key_of(registration)),
            contacts_of(session, registration),
        )
        with session.begin_nested() as savepoint:
            tell_wishes(session, self.forum.event)
            mails = session.exec(select(Message.subject).where(Message.registration_id == registration.id)).all()
            savepoint.rollback()
        session.expire_all()
        return *seen, mails

    def in_turn(self, *steps: Callable[[], object]) -> tuple[object, ...]:
        """What our side reads after the steps, which are then undone."""
        with self.session.begin_nested() as savepoint:
            for step in steps:
                step()
            found = self.sight()
            savepoint.rollback()
        self.session.expire_all()
        return found


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is compared does not depend on the database."""
    return sqlite_url


@pytest.fixture(params=list(Agreement))
def two(request: pytest.FixtureRequest, session: Session):
    """Where the organiser decides, the pair is approved."""
    with time_machine.travel(NOW, tick=False):
        forum = make_forum(session, request.param)
        ours, theirs = (forum.join(name, invited_at=BEFORE - timedelta(days=9)) for name in (OURS, THEIRS))
        session.add(PairDecision(event_id=forum.event.id, low_id=ours.id, high_id=theirs.id, approved=True))
        yield Two(forum, ours, theirs, forum.wish(ours, theirs, Answer.NONE, created_at=BEFORE - timedelta(days=1)))


def veto_on_the_page(two: Two) -> None:
    add_veto(two.session, two.forum.people[THEIRS], two.ours.id)


def veto_in_a_file(two: Two) -> None:
    rows = read_rows(csv("from;against", f"{THEIRS};{OURS}"), VETOES)
    write(two.session, plan_vetoes(two.session, two.forum.event, rows))


def no_in_a_file(two: Two) -> None:
    apply(two.session, two.forum.event, "wishes", csv("from;to;answer", f"{OURS};{THEIRS};no"))


REFUSALS = (veto_on_the_page, veto_in_a_file, no_in_a_file)
SAID = [(answer, wish) for answer in (Answer.NONE, Answer.YES, Answer.IF_ROOM) for wish in (False, True)]
"""Their answer, and whether they wish to meet us as well."""
CASES = [(*said, refuse) for said in SAID for refuse in REFUSALS]


def named(case: tuple) -> str:
    answer, wish, refuse = case
    return f"{answer.value}{' and a wish' * wish}, then {refuse.__name__}"


@pytest.mark.parametrize("deadlines", DEADLINES)
def test_a_refusal_takes_back_what_could_be_taken_back_and_shows_nothing_else(two: Two, deadlines: str) -> None:
    two.forum.event.wishes_close_at, two.forum.event.answers_close_at = DEADLINES[deadlines]
    said = {(answer, wish): two.in_turn(partial(two.say, answer, wish=wish)) for answer, wish in SAID}
    wrong = []
    for answer, wish, refuse in CASES:
        refused = two.in_turn(partial(two.say, answer, wish=wish), partial(refuse, two))

        answer_left = answer if deadlines == "all closed" else Answer.NONE
        wish_left = wish and (deadlines != "open" or refuse is no_in_a_file)
        wrong += [named((answer, wish, refuse))] if refused != said[answer_left, wish_left] else []
    assert wrong == []


@pytest.mark.parametrize("placed", [False, True], ids=["not placed", "placed"])
def test_after_the_deadlines_a_refusal_changes_nothing_of_what_is_published(two: Two, placed: bool) -> None:
    two.forum.event.wishes_close_at, two.forum.event.answers_close_at = DEADLINES["all closed"]
    agreed = two.forum.event.agreement is not Agreement.MUTUAL
    wrong = []
    for answer, wish in SAID:
        if placed and not (agreed or wish or answer is not Answer.NONE):
            continue
        with two.session.begin_nested() as savepoint:
            two.say(answer, wish=wish)
            two.publish(placed=placed)
            before = two.sight()
            for refuse in REFUSALS:
                refused = two.in_turn(partial(refuse, two))

                wrong += [named((answer, wish, refuse))] if refused != before else []
            savepoint.rollback()
        two.session.expire_all()
    assert wrong == []


def test_a_schedule_that_is_made_after_a_refusal_reads_as_one_without_room(two: Two) -> None:
    """The sentence for two who may meet and find no time hides the refusal of what was seen as agreed."""
    two.forum.event.wishes_close_at, two.forum.event.answers_close_at = DEADLINES["all closed"]
    publish_them = partial(two.publish, placed=False)
    no_room = {(said, wish): two.in_turn(partial(two.say, said, wish=wish), publish_them) for said, wish in SAID}
    wrong = []
    for answer, wish, refuse in CASES:
        refused = two.in_turn(partial(two.say, answer, wish=wish), partial(refuse, two), publish_them)

        wrong += [named((answer, wish, refuse))] if refused != no_room[answer, wish] else []
    assert wrong == []


def test_the_words_that_hide_a_refusal_are_those_of_one_that_may_still_be_placed(two: Two) -> None:
    """A reader who compares many lines finds no sentence that only a refusal has."""
    two.forum.event.wishes_close_at, two.forum.event.answers_close_at = DEADLINES["all closed"]
    two.say(Answer.YES, wish=True)
    no_in_a_file(two)

    two.publish(placed=False)

    (line,) = read_own_unmet(two.session, two.forum.people[OURS], last_release(two.session, two.forum.event.id), "en")
    same = for_participant(UnmetReason.BLOCKED, two.forum.event.agreement, "en", agreed=True)
    assert line.sentence == same
