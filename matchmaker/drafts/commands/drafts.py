"""Start a draft from a scenario, and discard it."""

from typing import Any

from sqlalchemy import BindParameter, insert, literal
from sqlalchemy import select as select_many
from sqlmodel import Session, col, func, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.drafts.commands.log import locked_draft
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Act,
    Event,
    LimitWaiver,
    NameKind,
    Placement,
    PlacementPerson,
    Release,
    Scenario,
    ScenarioKind,
    Staff,
    UnmetRequest,
    record,
    row_id,
)
from matchmaker.releases.queries.drafts import current_draft
from matchmaker.scheduling.queries.lookup import scenario_of

THERE_IS_ONE = N_("There is a draft already. Go on with it, or discard it first.")


def start_draft(session: Session, event: Event, scenario_id: int, *, staff: Staff) -> Scenario:
    """Fork a scenario as the event's draft, with its meetings, locks, numbers and reasons.

    Raises `NotFound` for a scenario of another event, `InvalidInput` for an impossible one, and `Stale` if there is a
    draft already.
    """
    event = lock_event(session, row_id(event))
    parent = scenario_of(session, event, scenario_id)
    if current_draft(session, event) is not None:
        raise Stale(THERE_IS_ONE)
    if parent.infeasible:
        raise InvalidInput(N_("This schedule is impossible: it contradicts the fixed meetings."))
    draft = Scenario(
        event_id=row_id(event),
        parent_id=scenario_id,
        kind=ScenarioKind.DRAFT,
        name_kind=NameKind.DRAFT,
        name_number=_next_number(session, event),
        status=parent.status,
        seconds=parent.seconds,
        settings=parent.settings,
        numbers=parent.numbers,
        problem=parent.problem,
        unmet_wishes=parent.unmet_wishes,
        as_of=parent.as_of,
        created_by_id=row_id(staff),
    )
    session.add(draft)
    session.flush()
    _copy_meetings(session, parent, draft)
    record(session, staff.name, Act.START_DRAFT, event_id=row_id(event), scenario=scenario_id)
    session.flush()
    return draft


def _next_number(session: Session, event: Event) -> int:
    """Return how many drafts the event has had, and one."""
    drafts = select(func.count()).where(Scenario.event_id == row_id(event), Scenario.kind == ScenarioKind.DRAFT)
    return session.exec(drafts).one() + 1


def _copy_meetings(session: Session, parent: Scenario, draft: Scenario) -> None:
    """Copy placements, people, waivers and reasons within the database: a draft has thousands of rows."""
    new_id = literal(row_id(draft))
    placements = ("meeting_id", "slot_id", "place_id", "locked")
    _copy(session, Placement, placements, parent, new_id)
    made, copied = Placement.__table__, Placement.__table__.alias()  # type: ignore[attr-defined]
    session.execute(
        insert(PlacementPerson).from_select(
            ["placement_id", "registration_id"],
            select_many(copied.c.id, col(PlacementPerson.registration_id))
            .join(made, made.c.id == col(PlacementPerson.placement_id))
            .join(copied, (copied.c.meeting_id == made.c.meeting_id) & (copied.c.scenario_id == draft.id))
            .where(made.c.scenario_id == parent.id)
            .order_by(copied.c.id, col(PlacementPerson.id)),
        )
    )
    _copy(session, UnmetRequest, ("low_id", "high_id", "value", "code", "witness"), parent, new_id)
    waivers = ("event_id", "meeting_id", "registration_id", "slot_id", "rule")
    _copy(session, LimitWaiver, waivers, parent, new_id)


def _copy(
    session: Session,
    model: type[Placement] | type[UnmetRequest] | type[LimitWaiver],
    names: tuple[str, ...],
    parent: Scenario,
    new_id: BindParameter[int],
) -> None:
    columns: list[Any] = [new_id, *(getattr(model, name) for name in names)]
    rows = select_many(*columns).where(col(model.scenario_id) == parent.id).order_by(col(model.id))
    session.execute(insert(model).from_select(["scenario_id", *names], rows))


def discard_draft(session: Session, event: Event, *, shown: str, staff: Staff) -> list[int]:
    """Give the draft up: what is published stands. It stays in the list of scenarios, to be taken up again.

    Returns the ids of the drafts that are given up with it: those that it has replaced, too. Raises `Stale` if the
    draft is not the one `shown` any more.
    """
    draft = locked_draft(session, event, shown)
    now = clock.now()
    earlier = select(Scenario).where(
        Scenario.event_id == event.id,
        Scenario.kind == ScenarioKind.DRAFT,
        col(Scenario.discarded_at).is_(None),
        col(Scenario.id).not_in(select(Release.scenario_id).where(Release.event_id == event.id)),
    )
    # with the drafts that it has replaced: none of them becomes the draft again by itself
    given_up = session.exec(earlier.where(col(Scenario.id) <= row_id(draft))).all()
    for one in given_up:
        one.discarded_at = now
    record(session, staff.name, Act.DISCARD_DRAFT, event_id=row_id(event), scenario=row_id(draft))
    session.flush()
    return [row_id(one) for one in given_up]
