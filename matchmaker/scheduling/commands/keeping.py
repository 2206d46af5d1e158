"""What organisers make of saved scenarios: a name, a note, and which ones the list leaves out. Nothing is deleted."""

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, Event, Release, Scenario, ScenarioKind, Staff, record, row_id
from matchmaker.scheduling.planning.current import of_draft
from matchmaker.scheduling.queries.lookup import scenario_of
from matchmaker.scheduling.queries.scenarios import description_token
from matchmaker.scheduling.words import name_in


def describe_scenario(
    session: Session, event: Event, scenario_id: int, *, name: str | None, note: str, shown: str, staff: Staff
) -> Scenario:
    """Give a scenario a name and a note; None, and first come, first served, keep the name that there is.

    `shown` is the `description_token` that the form began with. Raises `NotFound` for a scenario of another event,
    `Stale` if somebody has changed either meanwhile, and `InvalidInput` without a name.
    """
    lock_event(session, row_id(event))
    scenario = scenario_of(session, event, scenario_id)
    if shown != description_token(scenario):
        raise Stale
    before = about = name_in(event.language, scenario.given_name)
    if name is not None and scenario.kind is not ScenarioKind.BASELINE:
        name = one_line(name)
        if not name:
            raise InvalidInput(N_("Give it a name, so that you recognise it in the list."))
        scenario.name, scenario.name_kind, scenario.name_number = name, None, 0
        about = name if name == before else f"{before} → {name}"
    scenario.note, scenario.described_at = several_lines(note), clock.now()
    record(session, staff.name, Act.DESCRIBE_SCENARIO, event_id=row_id(event), about=about)
    session.flush()
    return scenario


def put_away(session: Session, event: Event, scenario_id: int, *, staff: Staff) -> Scenario:
    """Leave a scenario out of the list (idempotent); it stays, and can be brought back.

    Raises `NotFound` for a scenario of another event, and `InvalidInput` for the draft and for what was published.
    """
    lock_event(session, row_id(event))
    scenario = scenario_of(session, event, scenario_id)
    if session.exec(select(Release.id).where(Release.scenario_id == scenario_id)).first() is not None:
        raise InvalidInput(N_("What was published stays in the list."))
    draft = session.exec(of_draft(row_id(event))).first()
    if draft is not None and draft.id == scenario_id:
        raise InvalidInput(N_("The draft is being edited: it stays in the list until it is published or discarded."))
    if scenario.put_away_at is None:
        scenario.put_away_at = clock.now()
        record(
            session,
            staff.name,
            Act.PUT_SCENARIO_AWAY,
            event_id=row_id(event),
            about=name_in(event.language, scenario.given_name),
        )
        session.flush()
    return scenario


def bring_back(session: Session, event: Event, scenario_id: int, *, staff: Staff) -> Scenario:
    """Put a scenario into the list again (idempotent); raises `NotFound` for a scenario of another event."""
    lock_event(session, row_id(event))
    scenario = scenario_of(session, event, scenario_id)
    if scenario.put_away_at is not None:
        scenario.put_away_at = None
        record(
            session,
            staff.name,
            Act.BRING_SCENARIO_BACK,
            event_id=row_id(event),
            about=name_in(event.language, scenario.given_name),
        )
        session.flush()
    return scenario
