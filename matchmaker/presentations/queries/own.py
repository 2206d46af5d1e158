"""The proposals of one delegation, as its people see them."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    Person,
    Presentation,
    PresentationCall,
    ProgrammeItem,
    ProposalState,
    Registration,
    enrolled,
    row_id,
)
from matchmaker.presentations.queries.call import read_call
from matchmaker.presentations.queries.places import GivenAt, talk_places
from matchmaker.presentations.rules import (
    ProposalStanding,
    can_be_changed,
    most_proposals,
    standing_of,
    takes_proposals,
)

TOLD = frozenset({ProposalStanding.ACCEPTED, ProposalStanding.WAITING, ProposalStanding.DECLINED})


@dataclass(frozen=True, slots=True)
class PossibleSpeaker:
    """Somebody of the delegation who may speak."""

    registration_id: int
    name: str
    job_title: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """A proposal with what its delegation reads of it."""

    row: Presentation
    speaker: str
    """Empty if nobody is named."""
    standing: ProposalStanding
    at: GivenAt | None
    """When and where it is, once the proposer was told or it is published; none before."""
    editable: bool

    @property
    def reason(self) -> str:
        """A word of the organisers about their decision."""
        return self.row.reason if self.standing in TOLD else ""


@dataclass(frozen=True, slots=True)
class OwnProposals:
    """Everything on the page of a delegation's proposals."""

    call: PresentationCall
    is_open: bool
    most: int
    """How many proposals the delegation may have."""
    proposals: tuple[OwnProposal, ...]
    colleagues: tuple[PossibleSpeaker, ...]

    @property
    def used(self) -> int:
        return sum(counts(one.row) for one in self.proposals)

    @property
    def may_propose(self) -> bool:
        return self.is_open and self.used < self.most

    @property
    def token(self) -> str:
        """What the form of a new proposal begins with: a second click finds another one."""
        return content_token([one.row.id for one in self.proposals])


def counts(presentation: Presentation) -> bool:
    """Tell whether a presentation counts among those of its delegation: what an organiser has entered does too."""
    return presentation.state is not ProposalState.WITHDRAWN


def read_own(session: Session, event: Event, delegation: Delegation) -> OwnProposals:
    """Return the proposals of a delegation, in the order in which they were made; what an organiser has entered too."""
    call = read_call(session, event)
    rows = session.exec(
        select(Presentation, ProgrammeItem, Person)
        .outerjoin(ProgrammeItem, col(ProgrammeItem.id) == col(Presentation.item_id))
        .outerjoin(Registration, col(Registration.id) == col(Presentation.speaker_id))
        .outerjoin(Person, col(Person.id) == col(Registration.person_id))
        .where(Presentation.event_id == event.id, Presentation.delegation_id == delegation.id)
        .order_by(col(Presentation.id))
    ).all()
    is_open = takes_proposals(event, call, clock.now())
    places = talk_places(session, row_id(event), [(presentation, item) for presentation, item, _ in rows])
    return OwnProposals(
        call=call,
        is_open=is_open,
        most=most_proposals(call, session.get_one(Category, delegation.category_id)),
        proposals=tuple(
            _own(presentation, places.get(row_id(presentation)), speaker, is_open=is_open)
            for presentation, _, speaker in rows
        ),
        colleagues=read_colleagues_who_may_speak(session, delegation),
    )


def _own(row: Presentation, at: GivenAt | None, speaker: Person | None, *, is_open: bool) -> OwnProposal:
    standing = standing_of(row) if row.proposed_by_id is not None else ProposalStanding.ACCEPTED
    if standing is ProposalStanding.SENT and at is not None and at.published:
        standing = ProposalStanding.ACCEPTED  # their agenda has told them
    return OwnProposal(
        row=row,
        speaker=speaker.name if row.speaker_id is not None and speaker is not None else "",
        standing=standing,
        at=at if standing is ProposalStanding.ACCEPTED else None,
        editable=is_open and row.proposed_by_id is not None and can_be_changed(row),
    )


def read_colleagues_who_may_speak(session: Session, delegation: Delegation) -> tuple[PossibleSpeaker, ...]:
    """Return the people of a delegation who are registered, by name."""
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Registration.delegation_id == delegation.id, enrolled())
    ).all()
    found = (
        PossibleSpeaker(row_id(one), person.name, person.job_title, tuple(person.languages)) for one, person in rows
    )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.registration_id)))


def own_presentation(session: Session, registration: Registration, presentation_id: int) -> Presentation:
    """Return a proposal of the person's delegation; raises `NotFound` for any other id."""
    found = session.get(Presentation, presentation_id)
    if found is None or found.delegation_id != registration.delegation_id or found.proposed_by_id is None:
        raise NotFound
    return found


def proposal_token(presentation: Presentation) -> str:
    """Return the token of a proposal that a form begins with (optimistic locking)."""
    names = ("title", "abstract", "language", "speaker_id", "minutes", "impossible", "time_note", "state", "decision")
    return content_token(*(getattr(presentation, name) for name in names))
