"""First mails and their reminders: to those who have not registered yet, with a link that logs in once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Self

from sqlmodel import Session, col, func, select

from matchmaker.base.links import ParticipantPage
from matchmaker.mail.contents import Content
from matchmaker.mail.letters.first import FirstMail
from matchmaker.models import Category, Delegation, Event, Message, Person, Registration, row_id
from matchmaker.people.commands.first_links import first_link


@dataclass(frozen=True)
class FirstMails:
    """What the first mails of one event have in common."""

    session: Session
    event: Event
    organisations: int
    had_one: frozenset[int]
    """Registrations that have had a first mail."""

    @classmethod
    def open(cls, session: Session, event: Event) -> Self:
        told = select(Message.registration_id).where(Message.event_id == event.id, Message.kind == FirstMail.kind)
        to_meet = (
            select(func.count())
            .select_from(Delegation)
            .join(Category, col(Category.id) == col(Delegation.category_id))
            .where(Delegation.event_id == event.id, ~Delegation.withdrawn, col(Category.has_meetings).is_(True))
        )
        return cls(
            session,
            event,
            organisations=max(session.exec(to_meet).one() - 1, 0),
            had_one=frozenset(found for found in session.exec(told) if found is not None),
        )

    def to(self, registration: Registration, deadline: str) -> tuple[Callable[..., Content], str]:
        """Return the mail, which still lacks what all notices share, and the address that its button leads to."""
        person = self.session.get_one(Person, registration.person_id)
        link = first_link(self.session, self.event, person, ParticipantPage.START)
        mail = partial(
            FirstMail,
            first_name=person.first_name or person.name,
            city=self.event.city,
            starts_on=self.event.starts_on,
            link_ends_on=link.ends_on,
            organisations=self.organisations,
            deadline=deadline,
            reminder=row_id(registration) in self.had_one,
        )
        return mail, link.url
