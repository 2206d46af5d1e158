"""Note changes as they were said: by the commands of the pages of people and structure, one for each kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.structure import agree_again, contradict
from matchmaker.alerts.planning.contradictions import contradicted
from matchmaker.alerts.planning.disruption import Disruption
from matchmaker.base.errors import InvalidInput, Stale, TooMany
from matchmaker.base.i18n import N_
from matchmaker.change_desk.queries.subjects import places_of
from matchmaker.change_desk.rules import OF_STRUCTURE, ChangeKind, EventChange
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import (
    Answer,
    Delegation,
    Event,
    Meeting,
    Organisation,
    Registration,
    Staff,
    Wish,
    enrolled,
    pair_of,
    row_id,
)
from matchmaker.people.queries.access import registration_of
from matchmaker.presentations.commands.speakers import cancel_presentation
from matchmaker.presentations.queries.speakers import speaker_token
from matchmaker.registrations.commands.acting import note_act
from matchmaker.registrations.commands.telephone import set_stay
from matchmaker.registrations.commands.withdrawals import replace_person, withdraw_delegation, withdraw_person
from matchmaker.registrations.queries.person import registered
from matchmaker.setup.commands.blocks import move_block
from matchmaker.setup.commands.closures import close_block, close_places
from matchmaker.setup.commands.programme import change_item, remove_item
from matchmaker.setup.queries.changes import latest_changes, open_changes
from matchmaker.setup.queries.programme import item_of, item_values, presentation_of
from matchmaker.wishes.commands.delegation import lock_all_sides, set_answer, wish_between
from matchmaker.wishes.commands.wishes import add_wish, remove_wish

Note = Callable[[Session, Event, EventChange, Staff], object]
BASIS = Basis.TELEPHONE
"""How people reach the desk."""
CANNOT_MEET = N_("%(one)s and %(other)s cannot meet: a rule of the event or an answer of one of them is against it.")
NO_MORE_WISHES = N_("%(name)s has as many wishes as its category may make.")


def note_changes(session: Session, event: Event, changes: Sequence[EventChange], *, staff: Staff) -> Disruption:
    """Note all changes, and return what of them no row says: meetings of wishes that are withdrawn.

    What they raise for the organisers is open afterwards. Raises what the commands of each kind raise: `NotFound`,
    `InvalidInput`, `Stale`, `Closed` and `TooMany`.
    """
    lock_all_sides(session, row_id(event))
    earlier = open_changes(session, event)
    happened = note_rows(session, event, changes, staff=staff)
    noted = [one for one in latest_changes(session, event, len(changes)) if row_id(one) not in earlier]
    if noted and contradicted(session, event):
        contradict(session, event, ", ".join(one.about for one in reversed(noted)))
    elif any(change.kind in OF_STRUCTURE for change in changes):
        agree_again(session, event)
    return happened


def note_rows(session: Session, event: Event, changes: Sequence[EventChange], *, staff: Staff) -> Disruption:
    """The same where it is to be taken back: nobody looks for what the changes contradict, which takes long."""
    lock_all_sides(session, row_id(event))
    for change in changes:
        _NOTE[change.kind](session, event, change, staff)
    session.flush()
    pairs = [(one.subject, other) for one in changes if one.kind is ChangeKind.WISH_GONE for other in one.others]
    return Disruption(cancelled=[uid for pair in pairs if (uid := _uid(session, *pair_of(*pair)))])


def _uid(session: Session, low: int, high: int) -> str | None:
    return session.exec(select(Meeting.uid).where(Meeting.low_id == low, Meeting.high_id == high)).first()


def _withdraws(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    withdraw_person(session, event, change.subject, note="", basis=BASIS, staff=staff)


def _organisation(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    withdraw_delegation(session, event, change.subject, note="", basis=BASIS, staff=staff)


def _stay(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    who = registered(session, event, change.subject).registration
    arrives = None if who.arrives_day is None or who.arrives is None else (who.arrives_day, who.arrives)
    leaves = None if who.leaves_day is None or who.leaves is None else (who.leaves_day, who.leaves)
    moment = (change.day or event.starts_on, change.at or time.min)
    if change.kind is ChangeKind.LATE:
        arrives = moment
    else:
        leaves = moment
    set_stay(session, event, change.subject, arrives=arrives, leaves=leaves, basis=BASIS, staff=staff)


def _replaced(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    (colleague,) = change.others
    came = registration_of(session, event, colleague)
    replace_person(session, event, change.subject, came, note="", basis=BASIS, staff=staff)


def _wishes(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    who = _first(session, event, change.subject)
    for other in change.others:
        wish = _added(session, who, other, change)
        if change.agreed and wish.answer not in {Answer.YES, Answer.IF_ROOM}:
            set_answer(session, wish, Answer.YES, None)
            _tell(session, event, _first(session, event, other), staff)
    _tell(session, event, who, staff)


def _added(session: Session, who: Registration, other: int, change: EventChange) -> Wish:
    """Add a wish; what speaks against it is said to an organiser, who learns nothing of a veto."""
    try:
        return add_wish(session, who, other, strength=change.strength, late=True)
    except InvalidInput as error:
        raise InvalidInput(CANNOT_MEET, one=change.about, other=_name(session, other)) from error
    except TooMany as error:
        raise TooMany(NO_MORE_WISHES, name=change.about) from error


def _name(session: Session, delegation_id: int) -> str:
    return session.get_one(Organisation, session.get_one(Delegation, delegation_id).organisation_id).name


def _wish_gone(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    who = _first(session, event, change.subject)
    for other in change.others:
        if (wish := wish_between(session, change.subject, other)) is not None:
            remove_wish(session, who, row_id(wish), late=True)
    _tell(session, event, who, staff)


def _tell(session: Session, event: Event, who: Registration, staff: Staff) -> None:
    note_act(session, event, row_id(who), what="wishes", basis=BASIS, staff=staff)


def _first(session: Session, event: Event, delegation_id: int) -> Registration:
    """Return the first person who takes part for a delegation: who speaks for it."""
    wanted = select(Registration).where(
        Registration.event_id == event.id, Registration.delegation_id == delegation_id, enrolled()
    )
    found = session.exec(wanted.order_by(col(Registration.agreed_at).is_(None), col(Registration.id))).first()
    if found is None:
        raise Stale(N_("Nobody of this organisation takes part any more."))
    return found


def _close(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    places = places_of(session, event, change.kind, change.subject)
    day = change.day or event.starts_on
    since, until = (day, change.at or time.min), None if change.until is None else (day, change.until)
    close_places(session, event, places, since=since, until=until, about=change.about, staff=staff)


def _block(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    if change.kind is ChangeKind.BLOCK_MOVED:
        move_block(session, event, change.subject, change.minutes, staff=staff)
    else:
        close_block(session, event, change.subject, since=change.at, staff=staff)


def _item_moved(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    values = item_values(session, item_of(session, event, change.subject))
    begins = datetime.combine(values.day, change.at or values.starts)
    ends = begins + (datetime.combine(values.day, values.ends) - datetime.combine(values.day, values.starts))
    if ends.date() != begins.date() or ends - begins <= timedelta():
        raise InvalidInput(N_("It would not begin and end on its day."))
    new = replace(values, starts=begins.time(), ends=ends.time())
    change_item(session, event, change.subject, new, shown=values.token, staff=staff)


def _item_cancelled(session: Session, event: Event, change: EventChange, staff: Staff) -> None:
    talk = presentation_of(session, item_of(session, event, change.subject))
    if talk is None:
        remove_item(session, event, change.subject, staff=staff)
    else:
        cancel_presentation(session, event, row_id(talk), shown=speaker_token(talk), staff=staff)


_NOTE: Mapping[ChangeKind, Note] = {
    ChangeKind.WITHDRAWS: _withdraws,
    ChangeKind.ORGANISATION: _organisation,
    ChangeKind.LATE: _stay,
    ChangeKind.LEAVES: _stay,
    ChangeKind.REPLACED: _replaced,
    ChangeKind.NEWCOMER: _wishes,
    ChangeKind.WISH: _wishes,
    ChangeKind.WISH_GONE: _wish_gone,
    ChangeKind.TABLE: _close,
    ChangeKind.ROOM: _close,
    ChangeKind.VENUE: _close,
    ChangeKind.BLOCK_MOVED: _block,
    ChangeKind.BLOCK_ENDS: _block,
    ChangeKind.BLOCK_CANCELLED: _block,
    ChangeKind.ITEM_MOVED: _item_moved,
    ChangeKind.ITEM_CANCELLED: _item_cancelled,
}
