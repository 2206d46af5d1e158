"""Accepted presentations that lose their speaker: those of some people, and those that alerts are about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from matchmaker.alerts.rules import presentation_id_of, talk_uid
from matchmaker.base.reading import read_rows
from matchmaker.models import PROGRAMME_UID, Decision, Presentation, ProgrammeItem, ProposalState, Registration, row_id


@dataclass(frozen=True, slots=True)
class AcceptedTalk:
    """A presentation, with the item of the programme that it is."""

    id: int
    title: str
    item: ProgrammeItem | None
    """When and where it is given; none before it has a time."""
    told: bool
    """Its people know that it is accepted; of one that an organiser has entered, always."""

    @property
    def uid(self) -> str | None:
        """Its uid in agendas; None before it has a time."""
        return None if self.item is None else f"{PROGRAMME_UID}{self.item.uid}"


def talks_of(session: Session, speakers: Collection[int]) -> tuple[AcceptedTalk, ...]:
    """Return the accepted presentations of some registrations, published or not, by time; those without a time last."""
    return tuple(_talks(session, _accepted(), speakers))


def planned_talks(session: Session, registration: Registration, agenda: Collection[str]) -> tuple[AcceptedTalk, ...]:
    """Return the presentations of a person that have a time of which they know, and that their agenda lacks.

    `agenda` holds the uids of its lines.
    """
    talks = talks_of(session, [row_id(registration)])
    return tuple(one for one in talks if one.told and one.uid is not None and one.uid not in agenda)


def talks_by_uid(session: Session, uids: Collection[str]) -> dict[str | None, AcceptedTalk]:
    """Return the presentations that alerts are about, by what the alerts call them."""
    if not uids:
        return {}
    return {talk_uid(one.id): one for one in _talks(session, _named(), [presentation_id_of(uid) for uid in uids])}


@cache
def _accepted() -> Select[Presentation, ProgrammeItem]:
    """Return the statement of the accepted presentations of the speakers `:ids`."""
    return _presentations().where(
        col(Presentation.speaker_id).in_(bindparam("ids", expanding=True)),
        col(Presentation.decision) == Decision.ACCEPTED,
        col(Presentation.state) == ProposalState.SENT,
    )


@cache
def _named() -> Select[Presentation, ProgrammeItem]:
    """Return the statement of the presentations `:ids`."""
    return _presentations().where(col(Presentation.id).in_(bindparam("ids", expanding=True)))


def _presentations() -> Select[Presentation, ProgrammeItem]:
    joined = select(Presentation, ProgrammeItem).outerjoin(
        ProgrammeItem, col(ProgrammeItem.id) == col(Presentation.item_id)
    )
    starts_at = col(ProgrammeItem.starts_at)
    return joined.order_by(starts_at.is_(None), starts_at, col(Presentation.id))


def _talks(
    session: Session, wanted: Select[Presentation, ProgrammeItem], ids: Iterable[int | None]
) -> list[AcceptedTalk]:
    return [
        AcceptedTalk(
            id=row_id(talk),
            title=talk.title,
            item=item if talk.item_id is not None else None,
            told=talk.proposed_by_id is None or talk.told_at is not None,
        )
        for talk, item in read_rows(session, wanted, {"ids": list(ids)})
    ]
