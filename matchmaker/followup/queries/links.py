"""Secret addresses by which people answer months after an event without logging in; each opens one answer alone."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base import clock, links
from matchmaker.base.secret_addresses import SecretKey, read_secret_token, secret_token
from matchmaker.followup.queries.rounds import RoundDays, days_of
from matchmaker.models import (
    LARGEST_ID,
    Community,
    Event,
    FollowUpAnswer,
    FollowUpRound,
    Organisation,
    Person,
    Phase,
    Registration,
    row_id,
)

SCOPE = "follow_up"
_LETTERS = {"u": SCOPE}


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
    def takes_answers(self) -> bool:
        """Whether it can still be given or corrected."""
        return self.days.is_open(clock.local(clock.now(), self.event.zone).date())


def answer_address(answer: FollowUpAnswer) -> str:
    """Return the secret address of an answer."""
    return links.follow_up_page(answer_link(answer))


def answer_link(answer: FollowUpAnswer) -> str:
    """Return the token of that address."""
    return secret_token("u", SecretKey(SCOPE, row_id(answer), answer.link_epoch))


def open_answer(session: Session, token: str) -> OpenedAnswer | None:
    """Return what a token opens; None for one that was never made, is ended, or is of an archived event."""
    key = read_secret_token(token, _LETTERS)
    row = session.get(FollowUpAnswer, key.id) if key and key.id <= LARGEST_ID else None
    if key is None or row is None or row.link_epoch != key.epoch or row.ended_at is not None:
        return None
    round_ = session.get_one(FollowUpRound, row.round_id)
    event = session.get_one(Event, round_.event_id)
    if event.phase is Phase.ARCHIVED:
        return None
    person = session.get_one(Person, session.get_one(Registration, row.registration_id).person_id)
    company = session.get_one(Organisation, person.organisation_id).name
    community = session.get_one(Community, event.community_id)
    return OpenedAnswer(event, community, days_of(event, round_.months, round_), row, person, company)
