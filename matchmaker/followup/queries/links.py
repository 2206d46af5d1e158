"""Secret addresses by which people answer months after an event without logging in; each opens one answer alone."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base import clock, links
from matchmaker.events.queries.secret_links import SecretLink, open_event
from matchmaker.followup.queries.rounds import RoundDays, days_of
from matchmaker.models import (
    Community,
    Event,
    FollowUpAnswer,
    FollowUpRound,
    Organisation,
    Person,
    Registration,
)

LINK = SecretLink("u", "follow_up", FollowUpAnswer)


@dataclass(frozen=True, slots=True)
class OpenedAnswer:
    """What a link opens: one person's answer in one round."""

    event: Event
    community: Community
    days: RoundDays
    answer: FollowUpAnswer
    person: Person
    company: str

    @property
    def language(self) -> str:
        return self.person.language

    @property
    def takes_answers(self) -> bool:
        """Whether it can still be given or corrected."""
        return self.days.is_open(clock.local(clock.now(), self.event.zone).date())


def answer_address(answer: FollowUpAnswer) -> str:
    """Return the secret address of an answer."""
    return links.follow_up_page(answer_link(answer))


def answer_link(answer: FollowUpAnswer) -> str:
    """Return the token of that address."""
    return LINK.token(answer)


def open_answer(session: Session, token: str) -> OpenedAnswer | None:
    """Return what a token opens; None for one that was never made, is ended, or is of an archived event."""
    row = LINK.row(session, token)
    if row is None or row.ended_at is not None:
        return None
    round_ = session.get_one(FollowUpRound, row.round_id)
    if (found := open_event(session, round_.event_id)) is None:
        return None
    event, community = found
    person = session.get_one(Person, session.get_one(Registration, row.registration_id).person_id)
    company = session.get_one(Organisation, person.organisation_id).name
    return OpenedAnswer(event, community, days_of(event, round_.months, round_), row, person, company)
