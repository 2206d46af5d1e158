"""The pipeline: counterparts by city with their companies, where each stands, and who must act."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    Answer,
    Counterpart,
    Delegation,
    Event,
    Leg,
    LegMember,
    Organisation,
    PairKey,
    Prospect,
    Veto,
    Wish,
    pair_of,
    row_id,
)
from matchmaker.prospects.queries.said_held import said_held
from matchmaker.prospects.rules import TURNS, PipelineStage, Published, Turn, stage_of
from matchmaker.releases.queries.published import last_release, standing_meetings

INSTEAD = ("instead_first_name", "instead_last_name", "instead_email")
"""Columns of who comes in the place of a contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectLine:
    """A company for which a counterpart is approached."""

    prospect: Prospect
    company: str
    stage: PipelineStage
    published: Published | None
    """Its meeting in the last release."""
    other_id: int | None
    """The delegation of the counterpart, if it has one."""
    wished: bool
    """Whether the company has a wish for it."""
    vetoed: bool
    """Whether one of the two never wants to meet the other: told to nobody."""
    elsewhere: bool
    """Whether the company does not go to the city (any more): nobody is asked for it until it does."""

    @property
    def wanted(self) -> bool:
        """Whether the company has said that it wants to meet them, and has not taken it back."""
        return self.wished or self.prospect.wanted_at is not None

    @property
    def id(self) -> int:
        return row_id(self.prospect)

    @property
    def rather_calls(self) -> bool:
        """Whether the counterpart has declined, but would rather have a call."""
        return self.stage is PipelineStage.DECLINED and self.prospect.call_asked_at is not None

    @property
    def turn(self) -> Turn:
        if self.elsewhere:
            return Turn.NOBODY
        return Turn.COMPANY if self.rather_calls else TURNS[self.stage]

    @property
    def token(self) -> str:
        """Token of the stage that a reader saw (optimistic locking)."""
        return content_token(self.stage, self.prospect.changed_at.isoformat())

    @property
    def step_token(self) -> str:
        """Token of what the form of the next step begins with (optimistic locking)."""
        names = ("next_step", "due_on", "pitch", "pitch_language", "note")
        return content_token(*(getattr(self.prospect, name) for name in names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Approached:
    """A counterpart, and the companies for which it is approached."""

    counterpart: Counterpart
    name: str
    sectors: tuple[str, ...]
    city: str
    zone: str
    lines: tuple[ProspectLine, ...]

    @property
    def id(self) -> int:
        return row_id(self.counterpart)

    @property
    def instead_token(self) -> str:
        """Token of whom a reader saw named in the place of the contact (optimistic locking)."""
        return content_token(*(getattr(self.counterpart, name) for name in INSTEAD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the board shows: a counterpart with those of its companies that stand at one stage, and wait for one."""

    approached: Approached
    stage: PipelineStage
    lines: tuple[ProspectLine, ...]

    @property
    def turn(self) -> Turn:
        return self.lines[0].turn

    @property
    def rather_calls(self) -> bool:
        """Whether the counterpart has declined these, but would rather have a call."""
        return self.lines[0].rather_calls

    @property
    def elsewhere(self) -> bool:
        """Whether these companies do not go to the city."""
        return self.lines[0].elsewhere

    @property
    def companies(self) -> tuple[str, ...]:
        return tuple(line.company for line in self.lines)

    @property
    def due_on(self) -> date | None:
        """The earliest date of a next step."""
        return min((line.prospect.due_on for line in self.lines if line.prospect.due_on), default=None)

    @property
    def next_step(self) -> str:
        """The next step with the earliest date."""
        steps = sorted((line.prospect.due_on or date.max, line.prospect.next_step) for line in self.lines)
        return next((step for _due, step in steps if step), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineFilters:
    """What a reader wants to see; None and an empty text for everything."""

    leg_id: int | None = None
    delegation_id: int | None = None
    turn: Turn | None = None
    stage: PipelineStage | None = None
    search: str = ""


def read_approached(
    session: Session, event: Event, *, leg_id: int | None = None, counterpart_id: int | None = None
) -> tuple[Approached, ...]:
    """Return the counterparts of `event`, of one city, or one of them, by city and name.

    Twelve queries at most, whatever their number. Companies that have withdrawn are left out.
    """
    statement = (
        select(Counterpart, Organisation, Leg)
        .join(Organisation, col(Organisation.id) == col(Counterpart.organisation_id))
        .join(Leg, col(Leg.id) == col(Counterpart.leg_id))
        .where(Counterpart.event_id == event.id, col(Counterpart.merged_into_id).is_(None))
    )
    if leg_id is not None:
        statement = statement.where(Counterpart.leg_id == leg_id)
    if counterpart_id is not None:
        statement = statement.where(Counterpart.id == counterpart_id)
    rows = session.exec(statement).all()
    lines = _lines(session, event, {row_id(row): row.organisation_id for row, _name, _leg in rows})
    ordered = sorted(rows, key=lambda row: (row[2].starts_on, row[2].name, fold(row[1].name), row[0].id))
    return tuple(
        Approached(
            counterpart=row,
            name=organisation.name,
            sectors=tuple(organisation.sectors),
            city=leg.name,
            zone=leg.zone,
            lines=tuple(lines.get(row_id(row), ())),
        )
        for row, organisation, leg in ordered
    )


def cards_of(found: Iterable[Approached], filters: PipelineFilters) -> tuple[Card, ...]:
    """Return the cards that a reader wants to see, by the date of their next step, then by name."""
    wanted = fold(filters.search)
    cards = []
    for one in found:
        if filters.leg_id not in {None, one.counterpart.leg_id}:
            continue
        lines: dict[tuple[PipelineStage, bool, bool], list[ProspectLine]] = {}
        for line in one.lines:
            named = wanted in fold(f"{one.name} {one.counterpart.contact} {line.company}")
            if named and filters.delegation_id in {None, line.prospect.delegation_id}:
                lines.setdefault((line.stage, line.rather_calls, line.elsewhere), []).append(line)
        cards += [Card(approached=one, stage=stage, lines=tuple(group)) for (stage, *_alike), group in lines.items()]
    shown = (card for card in cards if filters.turn in {None, card.turn} and filters.stage in {None, card.stage})
    return tuple(sorted(shown, key=lambda card: (card.due_on or date.max, fold(card.approached.name))))


def turns_of(cards: Iterable[Card]) -> Mapping[Turn, int]:
    """Return how many cards wait for each."""
    return Counter(card.turn for card in cards)


def _lines(session: Session, event: Event, organisations: Mapping[int, int]) -> dict[int, list[ProspectLine]]:
    """Return the lines of counterparts (ids, with the ids of their organisations)."""
    rows = session.exec(
        select(Prospect, Organisation.name, Counterpart.leg_id)
        .join(Counterpart, col(Counterpart.id) == col(Prospect.counterpart_id))
        .join(Delegation, col(Delegation.id) == col(Prospect.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Prospect.counterpart_id).in_(organisations), ~Delegation.withdrawn)
    ).all()
    delegations = {
        organisation_id: number
        for organisation_id, number in session.exec(
            select(Delegation.organisation_id, Delegation.id).where(
                Delegation.event_id == event.id, col(Delegation.organisation_id).in_(set(organisations.values()))
            )
        ).all()
        if number is not None
    }
    answers, vetoes = _answers(session, event), _vetoes(session, event)
    published, now = _published(session, event), clock.now()
    legs = _legs_of(session, {prospect.delegation_id for prospect, *_rest in rows})
    found: dict[int, list[ProspectLine]] = {}
    for prospect, company, leg_id in sorted(rows, key=lambda row: fold(row[1])):
        theirs = delegations.get(organisations[prospect.counterpart_id])
        meeting = published.get(pair_of(prospect.delegation_id, theirs)) if theirs else None
        answer = answers.get((prospect.delegation_id, theirs)) if theirs else None
        line = ProspectLine(
            prospect=prospect,
            company=company,
            stage=stage_of(prospect.stage, answer, meeting, now),
            published=meeting,
            other_id=theirs,
            wished=answer is not None,
            vetoed=theirs is not None and pair_of(prospect.delegation_id, theirs) in vetoes,
            elsewhere=leg_id not in legs.get(prospect.delegation_id, {leg_id}),
        )
        found.setdefault(prospect.counterpart_id, []).append(line)
    return found


def _legs_of(session: Session, delegation_ids: Collection[int]) -> dict[int, set[int]]:
    """Return the legs of delegations that take part in some only."""
    found: dict[int, set[int]] = {}
    for row in session.exec(select(LegMember).where(col(LegMember.delegation_id).in_(delegation_ids))).all():
        found.setdefault(row.delegation_id, set()).add(row.leg_id)
    return found


def _answers(session: Session, event: Event) -> dict[tuple[int, int], Answer]:
    """Return what was answered to each wish, by who wished and who was asked."""
    rows = session.exec(select(Wish.from_id, Wish.to_id, Wish.answer).where(Wish.event_id == event.id)).all()
    return {(from_id, to_id): Answer(answer) for from_id, to_id, answer in rows}


def _vetoes(session: Session, event: Event) -> set[PairKey]:
    rows = session.exec(select(Veto.from_id, Veto.against_id).where(Veto.event_id == event.id)).all()
    return {pair_of(*row) for row in rows}


def _published(session: Session, event: Event) -> dict[PairKey, Published]:
    release = last_release(session, row_id(event))
    if release is None:
        return {}

    entries = standing_meetings(session, row_id(event))
    said = said_held(session, row_id(event), entries)
    return {
        pair: Published(release.kind, entry.starts_at, entry.ends_at, entry.zone, said[pair])
        for pair, entry in entries.items()
    }
