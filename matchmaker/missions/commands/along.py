"""Who comes along to meetings: who interprets, between which languages, and who joins a pair of a mission."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.languages import language_code
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.missions.queries.along import read_pair_along
from matchmaker.models import (
    Companion,
    Delegation,
    Event,
    PairDecision,
    PairKey,
    Person,
    Registration,
    Role,
    Staff,
    StructureAct,
    is_enrolled,
    row_id,
)
from matchmaker.people.queries.access import registration_of
from matchmaker.scheduling.rules.interpreting import AND, BETWEEN, interpreted_pairs, language_pair
from matchmaker.setup.commands.changes import noted

NO_PAIR = N_("Write each pair of languages like fi-fr, and several of them with commas.")
NO_INTERPRETER = N_("This person is no interpreter.")


def languages_token(registration: Registration) -> str:
    """Return the token of an interpreter's languages (optimistic locking)."""
    return content_token(registration.interprets)


def read_language_pairs(text: str) -> str:
    """Return pairs of languages as they are kept; raises `InvalidInput` for what is none."""
    found = []
    for part in filter(None, (part.strip() for part in text.replace(";", ",").split(AND))):
        codes = [language_code(one.strip()) for one in part.replace("–", BETWEEN).split(BETWEEN)]
        known = [code for code in codes if code is not None]
        if len(codes) != 2 or len(set(known)) != 2:
            raise InvalidInput(NO_PAIR)
        found.append(BETWEEN.join(language_pair(known[0], known[1])))
    return AND.join(dict.fromkeys(found))


def set_interpreted(
    session: Session, event: Event, registration_id: int, pairs: str, *, shown: str, staff: Staff
) -> Registration:
    """Set between which languages an interpreter works; none for any two that they speak.

    Raises `NotFound` for somebody of another event, `InvalidInput` for who is no interpreter, and `Stale` if somebody
    has changed it since.
    """
    event = lock_event(session, row_id(event))
    registration = registration_of(session, event, registration_id)
    if registration.role is not Role.INTERPRETER:
        raise InvalidInput(NO_INTERPRETER)
    session.refresh(registration)
    if shown != languages_token(registration):
        raise Stale
    name = session.get_one(Person, registration.person_id).name
    with noted(session, event, StructureAct.CHANGE_ALONG, name, staff=staff):
        registration.interprets = pairs
        session.flush()
    return registration


def name_interpreter(session: Session, event: Event, registration_id: int, pairs: str, *, staff: Staff) -> Registration:
    """Let somebody who takes part interpret from now on, between some pairs of languages or any two that they speak.

    They go to no meeting of their organisation any more. Raises `NotFound` for somebody of another event, and
    `InvalidInput` for who interprets already, does not take part any more, or speaks no two languages.
    """
    event = lock_event(session, row_id(event))
    registration = registration_of(session, event, registration_id)
    person = session.get_one(Person, registration.person_id)
    if registration.role is Role.INTERPRETER:
        raise InvalidInput(N_("%(name)s interprets already."), name=person.name)
    if not is_enrolled(registration, session.get_one(Delegation, registration.delegation_id)):
        raise InvalidInput(N_("%(name)s does not take part any more."), name=person.name)
    if not interpreted_pairs(pairs, person.languages):
        raise InvalidInput(N_("Say between which languages %(name)s interprets."), name=person.name)
    with noted(session, event, StructureAct.CHANGE_ALONG, person.name, staff=staff):
        registration.role, registration.interprets = Role.INTERPRETER, pairs
        session.flush()
    return registration


def stop_interpreting(session: Session, event: Event, registration_id: int, *, staff: Staff) -> None:
    """Let an interpreter take part as a delegate of their organisation from now on.

    Raises `NotFound` for somebody of another event, and `InvalidInput` for who is no interpreter.
    """
    event = lock_event(session, row_id(event))
    registration = registration_of(session, event, registration_id)
    if registration.role is not Role.INTERPRETER:
        raise InvalidInput(NO_INTERPRETER)
    name = session.get_one(Person, registration.person_id).name
    with noted(session, event, StructureAct.CHANGE_ALONG, name, staff=staff):
        registration.role, registration.interprets = Role.DELEGATE, ""
        session.flush()


def decide_along(
    session: Session,
    event: Event,
    pair: PairKey,
    *,
    interpreter: bool | None,
    joining: Collection[int],
    shown: str,
    staff: Staff,
) -> None:
    """Decide whether an interpreter comes to the meeting of a pair (None: its languages decide), and who joins it.

    Raises `NotFound` for two who may not meet, `Stale` if somebody has decided otherwise since `shown`, and
    `InvalidInput` for people who cannot join them.
    """
    event = lock_event(session, row_id(event))
    now = read_pair_along(session, event, pair, "en")
    if now is None:
        raise NotFound
    if shown != now.token:
        raise Stale
    low, high = pair
    own = select(Registration).where(Registration.event_id == event.id, col(Registration.id).in_(joining))
    people = [one for one in session.exec(own) if one.role is not Role.DELEGATE and one.delegation_id not in pair]
    if len(people) != len(set(joining)):
        raise InvalidInput(N_("Choose people who come along, and belong to neither of the two."))
    rows = session.exec(select(Companion).where(Companion.low_id == low, Companion.high_id == high)).all()
    decision = session.exec(
        select(PairDecision).where(PairDecision.low_id == low, PairDecision.high_id == high)
    ).first() or PairDecision(event_id=row_id(event), low_id=low, high_id=high)
    with noted(session, event, StructureAct.CHANGE_ALONG, " – ".join(now.names), staff=staff):
        if decision.id is not None or interpreter is not None:
            decision.interpreter = interpreter
            session.add(decision)
        for row in rows:
            if row.registration_id not in joining:
                session.delete(row)
        there = {row.registration_id for row in rows}
        session.add_all(
            Companion(event_id=row_id(event), low_id=low, high_id=high, registration_id=person)
            for person in sorted(set(joining) - there)
        )
        session.flush()
