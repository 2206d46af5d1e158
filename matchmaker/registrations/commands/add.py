"""Adding one person on screen, or moving one to another organisation: an import of one line, with the same questions.

So nothing is merged or doubled without an answer, and it is undone as an import is.
"""

import csv
import io

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import name_key
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.imports.amendments import Amendments
from matchmaker.imports.commands.apply import write
from matchmaker.imports.commands.journal import keep_journal
from matchmaker.imports.importer import make_plan
from matchmaker.imports.people import MOVED
from matchmaker.imports.preview import Kind, PreviewLine
from matchmaker.imports.remembered import Reading
from matchmaker.journal.commands import journaled
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import (
    Act,
    Category,
    Delegation,
    Event,
    ImportBatch,
    Organisation,
    Registration,
    Staff,
    collected,
    join,
    record,
    required,
    row_id,
)
from matchmaker.registrations.commands.told import tell_of_terms
from matchmaker.registrations.queries.delegation import delegation_of
from matchmaker.registrations.queries.person import Registered, registered
from matchmaker.registrations.rules import NewPerson

LINE = 2
"""The line of the person: the one above has the names of the columns."""
PACE = ("arrives_day", "arrives", "leaves_day", "leaves", "max_per_day", "max_in_a_row", "lunch_free")


class LineRefused(InvalidInput):
    """A person cannot be added as they are: `line` says why, at which fields, or asks who they are."""

    def __init__(self, line: PreviewLine) -> None:
        first = line.messages[0]
        super().__init__(first.message, **first.params)
        self.line = line


def add_person(
    session: Session,
    event: Event,
    person: NewPerson,
    *,
    answer: str = "",
    basis: Basis | None = None,
    staff: Staff,
) -> Registration:
    """Add a person to the event, and their organisation if the community does not know it.

    `answer` is one of those of the question that `LineRefused` has asked; `basis` says how somebody has asked for it.
    Where the terms were accepted for them (`NewPerson.agreed`), they are told by mail. Raises `LineRefused` (an
    `InvalidInput`) for values that cannot be used and for such a question, `InvalidInput` for somebody who is
    registered already, `Closed` once the event is archived, and `Stale` if somebody else has written the same rows.
    """
    require_not_archived(event)
    lock_event(session, row_id(event))
    data = _file(person, person.category or _category(session, event, person.organisation))
    _rows, plan = make_plan(
        session,
        event,
        Kind.PARTICIPANTS,
        data,
        amendments=Amendments(answers={LINE: answer}),
        reading=Reading(),
    )
    if plan.errors:
        raise LineRefused(plan.errors[0])
    (draft,) = plan.layers[-1]
    if draft.present is not None and not (plan.handed_over or plan.corrected):
        raise InvalidInput(N_("This person is registered already."))
    try:
        with journaled(session) as journal:
            write(session, plan, actor=staff.name)
    except IntegrityError as error:
        raise Stale(N_("Somebody else has just added the same person. Look at the list again.")) from error
    registration: Registration = required(draft.present)
    batch = ImportBatch(event_id=row_id(event), kind=Kind.PARTICIPANTS, actor=staff.name[:120], new=1)
    number = keep_journal(session, batch, journal.written(session))
    added = row_id(registration)
    record(session, staff.name, Act.ADD_PERSON, event_id=row_id(event), registration=added, batch=number, basis=basis)
    if person.agreed and basis is not None:
        tell_of_terms(session, event, registration, basis, staff)
    session.flush()
    return registration


def move_person(
    session: Session, event: Event, registration_id: int, delegation_id: int, *, staff: Staff
) -> Registration:
    """Let a person take part for another organisation of the event: withdrawn for the one, registered for the other.

    Their meetings stand until a change is published. Returns the new registration. Raises `NotFound` for ids of another
    event, `Stale` for somebody who has withdrawn, `InvalidInput` for the organisation that they take part for, and what
    `add_person` raises.
    """
    who = registered(session, event, registration_id)
    delegation = delegation_of(session, event, delegation_id)
    if who.withdrawn:
        raise Stale(N_("This person has withdrawn meanwhile."))
    if delegation.id == who.delegation.id:
        raise InvalidInput(N_("This person takes part for this organisation already."))
    with collected(session) as parts:
        moved = add_person(session, event, _as_new(session, who, delegation), answer=MOVED, staff=staff)
    for name in PACE:
        setattr(moved, name, getattr(who.registration, name))
    session.flush()
    whole = record(
        session,
        staff.name,
        Act.MOVE_PERSON,
        event_id=row_id(event),
        registration=moved.id,
        origin=who.organisation.name,
        organisation=session.get_one(Organisation, delegation.organisation_id).name,
        batch=next(one.details["batch"] for one in parts if one.verb == Act.ADD_PERSON),
    )
    join(session, whole, parts)
    return moved


def _as_new(session: Session, who: Registered, delegation: Delegation) -> NewPerson:
    organisation = session.get_one(Organisation, delegation.organisation_id)
    return NewPerson(
        organisation=organisation.name,
        organisation_id=organisation.external_id or "",
        vat=organisation.vat or "",
        category=session.get_one(Category, delegation.category_id).code,
        first_name=who.person.first_name,
        last_name=who.person.last_name,
        email=who.person.email,
        job_title=who.person.job_title,
        phone=who.person.phone,
        language=who.person.language,
        languages=tuple(who.person.languages),
        role=who.registration.role,
        agreed=who.registration.agreed_at is not None,
    )


def _category(session: Session, event: Event, organisation: str) -> str:
    """Return the category of an organisation that takes part already; empty for any other."""
    rows = session.exec(
        select(Organisation.name_key, Category.code)
        .join(Delegation, col(Delegation.organisation_id) == col(Organisation.id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Delegation.event_id == event.id)
    ).all()
    return dict(rows).get(name_key(organisation), "")


def _file(person: NewPerson, category: str) -> bytes:
    """Return the line as a file of the import."""
    cells = {
        "organisation_id": person.organisation_id,
        "organisation": person.organisation,
        "vat": person.vat,
        "category": category,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone": person.phone,
        "job_title": person.job_title,
        "language": person.language,
        "languages": "|".join(person.languages),
        "role": person.role,
        "agreed": "yes" if person.agreed else "",
    }
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(cells)
    writer.writerow(_printable(cell) for cell in cells.values())
    return text.getvalue().encode()


def _printable(text: str) -> str:
    """Return a text of one line without control characters, which no table holds."""
    return "".join(sign for sign in one_line(text) if sign.isprintable())
