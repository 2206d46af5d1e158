"""When a person can meet: the slots painted on the page, kept as spans of absence."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.rules import answers_open
from matchmaker.models import Absence, Event, Registration, Slot, row_id
from matchmaker.scheduling.rules.tokens import absences_token


def save_availability(
    session: Session, registration: Registration, *, shown: Collection[int], free: Collection[int], token: str
) -> None:
    """Keep the person free in the slots `free` and absent in the other ones of `shown`.

    Slots that were not shown (taken by the programme, before the arrival) keep what was said about them. An absence
    that stays whole keeps its note; one of which a part is freed leaves its note on the rest. `token` is the
    `absences_token` of what the page showed. Raises `Stale` if something else stands there by now, `Closed` after
    the deadline for answers `InvalidInput` for slots that were not shown or are not of this event, and `NotFound` for
    people who have withdrawn.
    """
    event = session.get_one(Event, registration.event_id)
    if registration.withdrawn:
        raise NotFound(N_("You no longer take part in this event."))
    if not answers_open(event, clock.now()):
        raise Closed(N_("The time for changing this is over. Please tell the organisers."))
    session.exec(select(Registration.id).where(Registration.id == registration.id).with_for_update()).one()
    slots = list(session.exec(select(Slot).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))).all())
    if not set(free) <= set(shown) <= {slot.id for slot in slots}:
        raise InvalidInput(N_("The day has changed meanwhile. Please look at it again."))
    absences = list(session.exec(select(Absence).where(Absence.registration_id == registration.id)).all())
    wanted = {
        slot.id: slot.id not in free if slot.id in shown else any(_covers(absence, slot) for absence in absences)
        for slot in slots
    }
    as_wanted = all(wanted[slot.id] == any(_covers(absence, slot) for absence in absences) for slot in slots)
    if not as_wanted and token != absences_token(absences):
        raise Stale(N_("Your times were changed in another window meanwhile. Nothing was saved: look again."))
    kept = [absence for absence in absences if all(wanted[slot.id] for slot in slots if _covers(absence, slot))]
    for absence in absences:
        if absence not in kept:
            session.delete(absence)
    missing = [slot for slot in slots if wanted[slot.id] and not any(_covers(absence, slot) for absence in kept)]
    notes = {slot.id: next((each.note for each in absences if _covers(each, slot)), "") for slot in missing}
    for run in _runs(slots, missing, notes):
        session.add(
            Absence(
                registration_id=row_id(registration),
                day=run[0].day,
                starts=run[0].starts,
                ends=run[-1].ends,
                note=notes[run[0].id],
            )
        )
    registration.availability_at = clock.now()
    session.flush()


def _covers(absence: Absence, slot: Slot) -> bool:
    return absence.day == slot.day and absence.starts < slot.ends and slot.starts < absence.ends


def _runs(slots: list[Slot], missing: list[Slot], notes: dict[int | None, str]) -> list[list[Slot]]:
    """Group the missing slots that follow one another within a block and carry the same note."""
    place = {slot.id: number for number, slot in enumerate(slots)}
    runs: list[list[Slot]] = []
    for slot in missing:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.block_id == slot.block_id
            and place[slot.id] == place[last.id] + 1
            and notes[slot.id] == notes[last.id]
        ):
            runs[-1].append(slot)
        else:
            runs.append([slot])
    return runs
