"""The wishes of one delegation as organisers read them: made and received, with answers, meetings and reasons.

Answers are those that were given, a "no" included, which the participants were told. Vetoes are not read here: they
are private.
"""

from dataclasses import dataclass

from sqlalchemy import case, or_
from sqlmodel import Session, col, select

from matchmaker.base.i18n import translate
from matchmaker.models import (
    Answer,
    Delegation,
    Event,
    Organisation,
    Person,
    Registration,
    Strength,
    Wish,
    row_id,
)
from matchmaker.releases.queries.partners import meetings_by_partner
from matchmaker.releases.queries.published import last_release
from matchmaker.releases.queries.spots import Spot, spot_of
from matchmaker.scheduling.queries.scenarios import unmet_wishes_of
from matchmaker.scheduling.rules.reasons import REASONS, UnmetReason


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSide:
    """The other delegation of a wish."""

    delegation_id: int
    name: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Why the last release does not meet a wish."""

    title: str
    """In few words."""
    sentence: str
    fix: str
    """What would help; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishMade:
    """A wish of the delegation."""

    other: OtherSide
    rank: int
    strength: Strength
    person: str
    """Who is asked for by name; empty for anybody."""
    answer: Answer
    wished_back: bool
    meeting: Spot | None
    why: Why | None
    """Of a wish that the last release does not meet; none before there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishReceived:
    """A wish of another delegation for this one, and what was answered."""

    other: OtherSide
    answer: Answer
    wished_back: bool
    meeting: Spot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationWishes:
    """All wishes of a delegation: its own by rank, those it received by age."""

    made: tuple[WishMade, ...]
    received: tuple[WishReceived, ...]
    meetings: int
    """With how many delegations it meets, as published."""

    @property
    def placed(self) -> int:
        return sum(wish.meeting is not None for wish in self.made)

    def answered(self, *answers: Answer) -> int:
        """Return to how many received wishes one of these was answered; a wish back counts as a yes."""
        return sum(self._says(wish) in answers for wish in self.received)

    @staticmethod
    def _says(wish: WishReceived) -> Answer:
        return Answer.YES if wish.wished_back and wish.answer is Answer.NONE else wish.answer


def read_delegation_wishes(session: Session, event: Event, delegation_id: int, language: str) -> DelegationWishes:
    """Return the wishes that a delegation has made and received."""
    target, sender = col(Wish.to_id), col(Wish.from_id)
    rows = session.exec(
        select(Wish, Delegation, Organisation.name)
        .join(Delegation, col(Delegation.id) == case((sender == delegation_id, target), else_=sender))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(or_(col(Wish.from_id) == delegation_id, col(Wish.to_id) == delegation_id))
        .order_by(col(Wish.rank), col(Wish.created_at), col(Wish.id))
    ).all()
    made = {wish.to_id: wish for wish, _, _ in rows if wish.from_id == delegation_id}
    received = {wish.from_id: wish for wish, _, _ in rows if wish.to_id == delegation_id}
    others = {
        row_id(other): OtherSide(delegation_id=row_id(other), name=name, withdrawn=other.withdrawn)
        for _, other, name in rows
    }
    met = meetings_by_partner(session, row_id(event), delegation_id)
    spots = {other: spot_of(entries[0]) for other, entries in met.items()}
    why = _reasons(session, event, delegation_id, language, open_ones=made.keys() - spots.keys())
    names = _names(session, {wish.person_id for wish in made.values() if wish.person_id is not None})
    return DelegationWishes(
        made=tuple(
            WishMade(
                other=others[other],
                rank=wish.rank,
                strength=wish.strength,
                person=names.get(wish.person_id or 0, ""),
                answer=wish.answer,
                wished_back=other in received,
                meeting=spots.get(other),
                why=why.get(other),
            )
            for other, wish in made.items()
        ),
        received=tuple(
            WishReceived(other=others[other], answer=wish.answer, wished_back=other in made, meeting=spots.get(other))
            for other, wish in sorted(received.items(), key=lambda item: (item[1].created_at, item[1].id))
        ),
        meetings=len(met),
    )


def _reasons(
    session: Session, event: Event, delegation_id: int, language: str, *, open_ones: set[int]
) -> dict[int, Why]:
    """Return why the last release does not meet wishes, by their other side; those that came after it say so."""
    release = last_release(session, row_id(event))
    if release is None or not open_ones:
        return {}
    found = unmet_wishes_of(session, event, release.scenario_id, delegation_id, language)
    row = REASONS[UnmetReason.LATER]
    later = Why(*(translate(language, text) for text in (row.title, row.organiser, row.fix)))
    known = {other: Why(unmet.title, unmet.sentence, unmet.fix) for other, unmet in found.items()}
    return {other: known.get(other, later) for other in open_ones}


def _names(session: Session, registrations: set[int]) -> dict[int, str]:
    if not registrations:
        return {}
    rows = session.exec(
        select(Registration.id, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.id).in_(registrations))
    )
    return {registration_id: person.name for registration_id, person in rows if registration_id is not None}
