"""Random lives of a forum: whatever is published, lost and repeated, everybody's calendar ends up as published.

Each history publishes, changes choices and addresses, and sends through a server that refuses for a while or drops the
line after it has taken a mail. Mail programs apply what arrives, in the order in which it arrives.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from matchmaker.base.db import get_engine
from matchmaker.invitations.commands import invitations
from matchmaker.invitations.rules import calendar_choice
from matchmaker.mail.jobs.sending import send_due
from matchmaker.models import CalendarChoice, Meeting, Message, MessageState, Release, ReleaseEntry, ReleaseKind
from tests.builders import factories
from tests.builders.examples import examples
from tests.builders.forum import Seat, make_forum
from tests.builders.mail_client import Client, invite
from tests.builders.office import Office
from tests.builders.smtp_server import Server, smtp

NAMES = ("Nivelyo", "Meuse Invest", "Lumo")
PAIRS = ((0, 1), (0, 2), (1, 2))
PEOPLE = (*NAMES, "Noé")
"""One delegate each, and a second one of the first organisation."""
TROUBLES = 4
"""Rounds of sending with a fault: fewer than the tries that a message has."""

schedules = st.permutations(range(4)).flatmap(
    lambda slots: st.tuples(
        *(
            st.none() | st.tuples(st.just(slots[number]), st.integers(0, 1), st.booleans())
            for number, _ in enumerate(PAIRS)
        )
    )
)
"""For each pair: no meeting, or slot, table, and whether Noé goes for the first organisation."""
steps = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), schedules, st.sampled_from([ReleaseKind.FINAL] * 4 + [ReleaseKind.PROVISIONAL])),
        st.tuples(st.just("again")),
        st.tuples(st.just("send"), st.sampled_from([None, None, "refuse", "drop"])),
        st.tuples(st.just("choose"), st.sampled_from(PEOPLE), st.sampled_from(list(CalendarChoice))),
        st.tuples(st.just("address"), st.sampled_from(PEOPLE)),
    ),
    min_size=2,
    max_size=9,
)


@dataclass
class History:
    """One life: an office, and what has been published last."""

    office: Office
    delegations: list
    last: tuple = (None, None, None)
    kind: ReleaseKind | None = None
    troubles: int = 0
    final: bool = False
    addresses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def publish(self, schedule: tuple, kind: ReleaseKind) -> None:
        if self.kind is ReleaseKind.FINAL:  # nothing provisional follows it
            kind = ReleaseKind.FINAL
        with self.office.later():
            self.office.release(*self._seats(schedule), kind=kind)
        self.last, self.kind = schedule, kind

    def again(self) -> None:
        """The same once more, which nobody hears of."""
        if self.kind is None:
            return
        before = self._count()
        self.publish(self.last, self.kind)
        assert self._count() == before

    def send(self, fault: str | None) -> None:
        if fault and self.troubles == TROUBLES:
            return
        self.troubles += fault is not None
        self.office.server.fault = fault
        self.office.forum.session.commit()
        with self.office.later():
            send_due(url=self.office.url, config=smtp(self.office.server))
        self.office.server.fault = None

    def choose(self, name: str, choice: CalendarChoice) -> None:
        with self.office.later():
            invitations.choose_calendar(self.office.forum.session, self.office.forum.people[name], choice)
            self.office.forum.session.commit()

    def address(self, name: str) -> None:
        person = self.office.person(name)
        self.addresses[name].append(person.email)
        with self.office.later():
            person.email = person.email.replace("@", "x@", 1)
            invitations.reconcile_one(self.office.forum.session, self.office.forum.people[name])
            self.office.forum.session.commit()

    def finish(self) -> None:
        """The server works again, and time goes by until nothing waits."""
        self.office.server.fault = None
        self.office.forum.session.commit()
        for _ in range(4):
            with self.office.later(hours=3):
                send_due(url=self.office.url, config=smtp(self.office.server))
        self.office.forum.session.expire_all()

    def _seats(self, schedule: tuple) -> list[Seat]:
        noe = self.office.forum.people["Noé"]
        return [
            Seat(self.delegations[low], self.delegations[high], slot, table, (noe,) if by_noe and low == 0 else ())
            for (low, high), placed in zip(PAIRS, schedule, strict=True)
            if placed is not None
            for slot, table, by_noe in [placed]
        ]

    def _count(self) -> int:
        messages = select(Message).where(col(Message.event_id) == self.office.forum.event.id)
        return len(self.office.forum.session.exec(messages).all())


def begin(session: Session, url: str, server: Server) -> History:
    forum = make_forum(session, tables=2)
    forum.event.mail_invitations = True
    delegations = [forum.join(name) for name in NAMES]
    person = factories.make_person(session, forum.facts().organisations[delegations[0].id])
    forum.people["Noé"] = factories.make_registration(session, delegations[0], person)
    for rank, (low, high) in enumerate(PAIRS, start=1):
        forum.wish(delegations[low], delegations[high], rank=rank)
    session.commit()
    return History(Office(forum, url, server), delegations)


def published(history: History, name: str) -> dict[str, tuple]:
    """What a person's calendar should hold: by UID, the instant and the table."""
    session, forum = history.office.forum.session, history.office.forum
    registration = forum.people[name]
    release = session.exec(
        select(Release)
        .where(Release.event_id == forum.event.id, Release.kind == ReleaseKind.FINAL)
        .order_by(col(Release.number).desc())
    ).first()
    if release is None or calendar_choice(forum.event, registration) is CalendarChoice.FEED:
        return {}
    entries = session.exec(
        select(ReleaseEntry).where(
            ReleaseEntry.release_id == release.id,
            ReleaseEntry.registration_id == registration.id,
            ReleaseEntry.state == "confirmed",
        )
    )
    return {f"{entry.uid}@matchmaker.example": (entry.starts_at, entry.details["place"]["code"]) for entry in entries}


def live(session: Session, url: str, server: Server, life: list[tuple]) -> None:
    history = begin(session, url, server)
    first = len(server.got)
    for name, *arguments in life:
        getattr(history, name)(*arguments)
    if history.kind is ReleaseKind.PROVISIONAL:
        history.publish(history.last, ReleaseKind.FINAL)
    history.finish()

    arrived = server.got[first:]
    clients = {}
    for address, mime in arrived:
        clients.setdefault(address, Client(address)).receive(mime)
    for address, mime in reversed(arrived):  # whatever a relay repeats, however late
        clients[address].receive(mime)
    for name in PEOPLE:
        address = history.office.address(name)
        client = clients.get(address, Client(address))
        held = {
            uid: (item.starts, item.place.partition(",")[0].removeprefix("Table "))
            for uid, item in client.items.items()
        }
        assert held == published(history, name), name
    check_order(arrived)
    check_identities(session, arrived)
    states = session.exec(select(Message.state).where(Message.event_id == history.office.forum.event.id)).all()
    assert set(states) <= {MessageState.SENT, MessageState.SUPERSEDED}
    history.again()


def check_order(arrived: list[tuple[str, bytes]]) -> None:
    """Each message has one content; from one to the next SEQUENCE never falls, DTSTAMP grows, a CANCEL raises both."""
    last: dict[tuple[str, str], tuple] = {}
    contents: dict[str, bytes] = {}
    for address, mime in arrived:
        found = invite(mime)
        if found is None:
            continue
        identity = str(found.mail["Message-ID"])
        if identity in contents:
            assert contents[identity] == mime
            continue
        contents[identity] = mime
        key, sequence, stamp = (address, found.item.uid), found.item.sequence, found.item.stamp
        if key in last:
            assert (sequence, stamp) >= (last[key][0] + (found.method == "CANCEL"), last[key][1] + timedelta(seconds=1))
        last[key] = sequence, stamp


def check_identities(session: Session, arrived: list[tuple[str, bytes]]) -> None:
    """Each UID is that of one meeting, hence of one pair."""
    uids = {found.item.uid for _, mime in arrived if (found := invite(mime)) is not None}
    meetings = {f"m-{meeting.uid}@matchmaker.example": meeting for meeting in session.exec(select(Meeting))}
    assert uids <= meetings.keys()
    pairs = [(meetings[uid].low_id, meetings[uid].high_id) for uid in uids]
    assert len(pairs) == len(set(pairs))


@given(life=steps)
@examples(40)
def test_lives_end_as_published(sqlite_url: str, server: Server, life: list[tuple]) -> None:
    with Session(get_engine(sqlite_url), expire_on_commit=False) as session:
        live(session, sqlite_url, server, life)


@pytest.mark.slow
@given(life=steps)
@examples(500)
def test_many_lives_end_as_published(database_url: str, server: Server, life: list[tuple]) -> None:
    with Session(get_engine(database_url), expire_on_commit=False) as session:
        live(session, database_url, server, life)
