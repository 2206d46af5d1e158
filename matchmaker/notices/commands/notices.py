"""Reminders and news about wishes: who gets which, when, and never twice. A job asks for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Self

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.i18n import format_deadline, translate, zone_city
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.calendars.entry import Entry
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Content, Host, Reader
from matchmaker.mail.letters.notices import DayReminderMail, WishesMail
from matchmaker.mail.queries.unsubscribe import stop_url
from matchmaker.models import (
    Answer,
    Delegation,
    Event,
    Message,
    Organisation,
    Person,
    Phase,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    Veto,
    Wish,
    enrolled,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in
from matchmaker.wishes.rules.agreement import CONSENTS

BETWEEN_NEWS = timedelta(hours=20)
"""News about wishes come at most this often: once a day, at about the same time."""
WAKING = time(7), time(20)
"""News about wishes come at these hours of the event's zone."""


def queue_due(session: Session) -> int:
    """Queue the mails that are due now in all events, and return how many."""
    events = session.exec(select(Event).where(col(Event.phase) != Phase.ARCHIVED).order_by(col(Event.id))).all()
    return sum(remind_of_days(session, event) + tell_wishes(session, event) for event in events)


def remind_of_days(session: Session, event: Event) -> int:
    """Queue a reminder for each person whose day begins within the hours that the event sets; once per day."""
    release = last_release(session, row_id(event))
    if event.reminder_hours is None or release is None or release.kind is not ReleaseKind.FINAL:
        return 0
    now, post = clock.now(), _Post.open(session, event)
    agenda = participant_page(event.slug, ParticipantPage.AGENDA)
    lines = session.exec(
        select(ReleaseEntry).where(stands_in(release)).order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.uid))
    )
    days: dict[tuple[int, str], list[ReleaseEntry]] = {}
    for line in lines:
        days.setdefault((line.registration_id, line.day.isoformat()), []).append(line)
    count = 0
    for (registration_id, day), own in days.items():
        due = own[0].starts_at - timedelta(hours=event.reminder_hours)
        if registration_id in post.readers and due <= now < own[0].starts_at:
            mail = partial(DayReminderMail, entries=tuple(Entry.of(line) for line in own))
            count += post.send(registration_id, mail, url=agenda, key=f"day:{registration_id}:{day}")
    return count


def tell_wishes(session: Session, event: Event) -> int:
    """Queue the news about wishes, one mail a day at most to each person; nothing at night or after the answers."""
    now = clock.now()
    closed = event.answers_close_at is not None and event.answers_close_at < now
    wall = clock.local(now, event.zone).time()
    if event.phase is not Phase.OPEN or closed or not WAKING[0] <= wall < WAKING[1]:
        return 0
    received, agreed = _news(session, event)
    count, post = 0, _Post.open(session, event)
    for registration_id, (registration, reader) in post.readers.items():
        told, own = registration.wishes_told_at, registration.delegation_id
        if registration.agreed_at is None or (told is not None and now - told < BETWEEN_NEWS):
            continue
        since = told or registration.invited_at
        new = tuple(name for name, at in received.get(own, ()) if at > since)
        answered = tuple(name for name, at in agreed.get(own, ()) if at > since)
        if new or answered:
            registration.wishes_told_at = now
            session.add(registration)
            deadline = _deadline(event, event.answers_close_at, reader)
            mail = partial(WishesMail, received=new, agreed=answered, deadline=deadline)
            url = participant_page(event.slug, ParticipantPage.INTEREST if new else ParticipantPage.WISHES)
            count += post.send(registration_id, mail, url=url, key=f"wishes:{registration_id}:{now:%Y-%m-%dT%H}")
    return count


def _deadline(event: Event, moment: datetime | None, reader: Reader) -> str:
    """Return a deadline to come by the event's clocks, which are not everybody's; empty for none."""
    if moment is None or moment <= clock.now():
        return ""
    return translate(
        reader.language,
        "%(deadline)s (local time, %(city)s)",
        deadline=format_deadline(moment, event.zone, reader.language),
        city=zone_city(event.zone, reader.language),
    )


@dataclass(frozen=True)
class _Post:
    """Puts the notices of one event into the outbox, each once."""

    session: Session
    event: Event
    readers: dict[int, tuple[Registration, Reader]]

    @classmethod
    def open(cls, session: Session, event: Event) -> Self:
        return cls(session, event, dict(_readers(session, event)))

    def send(self, registration_id: int, mail: Callable[..., Content], *, url: str, key: str) -> bool:
        """Queue the mail, whose button leads to `url`, and tell whether it is the first with this key."""
        if self.session.exec(select(Message.id).where(Message.dedupe_key == key)).first() is not None:
            return False
        _, reader = self.readers[registration_id]
        stop = stop_url(registration_id)
        outbox.queue(
            self.session,
            mail(
                reader=reader,
                host=Host.of(self.event),
                url=url,
                stop_url=stop,
            ),
            dedupe_key=key,
            event_id=row_id(self.event),
            registration_id=registration_id,
            unsubscribe_url=stop,
        )
        return True


def _readers(session: Session, event: Event) -> Iterator[tuple[int, tuple[Registration, Reader]]]:
    """Yield those who may be reminded: neither withdrawn nor tired of it."""
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            Registration.event_id == event.id,
            enrolled(),
            col(Registration.unsubscribed_at).is_(None),
        )
        .order_by(col(Registration.id))
    )
    for registration, person in rows:
        yield row_id(registration), (registration, Reader.of(person))


def _news(session: Session, event: Event) -> tuple[dict[int, list[tuple[str, datetime]]], ...]:
    """Return, by delegation, who waits for its answer and who agreed to its wishes, each with the instant.

    Only a consent is news, and one's own vetoes keep news away, never those of the other side (decision 21).
    """
    names = {
        row_id(delegation): organisation.name
        for delegation, organisation in session.exec(
            select(Delegation, Organisation)
            .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
            .where(Delegation.event_id == event.id, ~Delegation.withdrawn)
        )
    }
    vetoes = {(veto.from_id, veto.against_id) for veto in session.exec(select(Veto).where(Veto.event_id == event.id))}
    received: dict[int, list[tuple[str, datetime]]] = {}
    agreed: dict[int, list[tuple[str, datetime]]] = {}
    wishes = session.exec(select(Wish).where(Wish.event_id == event.id).order_by(col(Wish.id))).all()
    made = {(wish.from_id, wish.to_id): wish.created_at for wish in wishes}
    for wish in wishes:
        one, other = wish.from_id, wish.to_id
        if one not in names or other not in names:
            continue
        wished_back = made.get((other, one))  # an own wish is an answer too
        if wished_back is None and wish.answer is Answer.NONE and (other, one) not in vetoes:
            received.setdefault(other, []).append((names[one], wish.created_at))
        if (one, other) in vetoes:
            continue
        if wished_back is not None:
            agreed.setdefault(one, []).append((names[other], max(wish.created_at, wished_back)))
        elif wish.shown in CONSENTS and wish.answered_at is not None:
            agreed.setdefault(one, []).append((names[other], wish.answered_at))
    return received, agreed
