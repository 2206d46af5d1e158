"""Wishes of a delegation: add, change, order, remove; each command first locks the delegation's row."""

from collections.abc import Sequence

from sqlmodel import Session, select

from matchmaker.base.errors import InvalidInput, NotFound, Stale, TooMany
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.models import (
    Answer,
    Category,
    Delegation,
    Organisation,
    Registration,
    Strength,
    Wish,
    effective_limits,
    row_id,
)
from matchmaker.wishes.commands.approaches import take_up_approaches
from matchmaker.wishes.commands.delegation import (
    find_veto,
    list_wishes,
    lock_delegation,
    other_delegation,
    renumber,
    require_seen,
    require_wishes_open,
    set_answer,
    wish_between,
)
from matchmaker.wishes.commands.kept import end_kept, refuse_again, take_off
from matchmaker.wishes.commands.removed import keep_removed, put_back, removed_for, take_removed
from matchmaker.wishes.queries.exclusions import may_not_wish
from matchmaker.wishes.rules.tokens import order_token, wish_token

WHY_LENGTH = 200


def add_wish(
    session: Session,
    registration: Registration,
    to_id: int,
    *,
    strength: Strength = Strength.WANT,
    person_id: int | None = None,
    or_colleague: bool = True,
    why: str = "",
    late: bool = False,
    number: int | None = None,
) -> Wish:
    """Put a wish at the end of the delegation's list; one that is there already is returned as it is.

    One that was removed keeps the `number` that pages of the other side know it by.

    A "no" that the delegation gave to the other side's wish is taken back: the own wish is the newer word. One that
    it got itself to an earlier wish for them stands. Raises
    `Closed` after the deadline (unless an organiser writes it `late` for somebody), `TooMany` at the wish limit,
    `NotFound` for a delegation that cannot be met, and `InvalidInput` against an own veto or for a person who is not
    theirs.
    """
    delegation = lock_delegation(session, registration, to_id)
    if not late:
        require_wishes_open(session, delegation)
    wishes = list_wishes(session, delegation)
    existing = next((wish for wish in wishes if wish.to_id == to_id), None)
    if existing is not None:
        return existing
    if not late:
        require_seen(session, delegation, to_id)
    other = _meetable(session, delegation, to_id)
    if find_veto(session, delegation, to_id) is not None:
        raise InvalidInput(N_("You asked never to meet them. Take that back first, then wish."))
    limit = wish_limit(session, delegation)
    if limit is not None and len(wishes) >= limit:
        raise TooMany(
            N_("You have %(limit)d wishes, which is all that your category may make. Remove one to add another."),
            limit=limit,
        )
    wish = Wish(
        id=number,
        event_id=delegation.event_id,
        from_id=row_id(delegation),
        to_id=to_id,
        person_id=_named(session, other, person_id),
        or_colleague=or_colleague or person_id is None,
        strength=strength,
        rank=len(wishes) + 1,
        why=_one_line(why),
        created_by_id=registration.id,
    )
    session.add(wish)
    refuse_again(session, wish)
    take_up_approaches(session, row_id(delegation), to_id)
    theirs = wish_between(session, to_id, row_id(delegation))
    if theirs is not None and theirs.answer is Answer.NO:
        set_answer(session, theirs, Answer.NONE, registration)
    if theirs is None:
        end_kept(session, to_id, row_id(delegation))
    renumber([*wishes, wish])
    session.flush()
    return wish


def edit_wish(
    session: Session,
    registration: Registration,
    wish_id: int,
    *,
    shown: str,
    strength: Strength,
    person_id: int | None,
    or_colleague: bool,
    why: str,
) -> Wish:
    """Change how strong a wish is, whom it names and its line of why.

    `shown` is the `wish_token` of the wish as the reader saw it. Raises `Stale` if a colleague changed it meanwhile,
    `NotFound` for another delegation's wish, `InvalidInput` for a person who cannot be met or a line that is too long.
    """
    delegation = lock_delegation(session, registration)
    require_wishes_open(session, delegation)
    wish = _own_wish(session, delegation, wish_id)
    if shown != wish_token(wish):
        raise Stale(N_("A colleague has changed this wish meanwhile. Here is how it stands now."))
    other = session.get_one(Delegation, wish.to_id)
    wish.strength = strength
    wish.person_id = _named(session, other, person_id)
    wish.or_colleague = or_colleague or person_id is None
    wish.why = _one_line(why)
    session.flush()
    return wish


def move_wish(session: Session, registration: Registration, wish_id: int, rank: int) -> None:
    """Put a wish at `rank` (at least 1, at most the number of wishes); idempotent. Raises `NotFound` for another's."""
    delegation = lock_delegation(session, registration)
    require_wishes_open(session, delegation)
    wish = _own_wish(session, delegation, wish_id)
    others = [each for each in list_wishes(session, delegation) if each.id != wish_id]
    others.insert(max(rank, 1) - 1, wish)
    renumber(others)
    session.flush()


def order_wishes(session: Session, registration: Registration, wish_ids: Sequence[int], *, shown: str) -> None:
    """Put the whole list in the order of `wish_ids`.

    `shown` is the `order_token` of the list that the reader dragged. Raises `Stale` if the list is another one now.
    """
    delegation = lock_delegation(session, registration)
    require_wishes_open(session, delegation)
    wishes = {wish.id: wish for wish in list_wishes(session, delegation)}
    same = len(wish_ids) == len(wishes) and set(wish_ids) == set(wishes)
    if not same or shown != order_token([wish_id for wish_id in wishes if wish_id is not None]):
        raise Stale(N_("A colleague has changed the list meanwhile. Here is how it stands now."))
    renumber([wishes[wish_id] for wish_id in wish_ids])
    session.flush()


def remove_wish(session: Session, registration: Registration, wish_id: int, *, late: bool = False) -> int | None:
    """Take a wish off the list and return for whom it was; one that is gone already is no error, nor a double click.

    Nor is one of somebody else, which stays: an error would tell that it exists, where a veto keeps it out of sight.
    An organiser may do it `late`, after the deadline.
    """
    own = select(Wish.to_id).where(Wish.id == wish_id, Wish.from_id == registration.delegation_id)
    delegation = lock_delegation(session, registration, session.exec(own).first())
    if not late:
        require_wishes_open(session, delegation)
    wishes = list_wishes(session, delegation)
    gone = next((wish for wish in wishes if wish.id == wish_id), None)
    if gone is None:
        return None
    take_off(session, gone)
    keep_removed(delegation, gone)
    renumber([wish for wish in wishes if wish is not gone])
    session.flush()
    return gone.to_id


def restore_wish(session: Session, registration: Registration, wish_id: int) -> Wish:
    """Put the wish that was removed last back where it was, with its age and the answer that still stands; once.

    Raises `NotFound` if another wish was removed since, or too long ago, or if it is back already; `NotFound`,
    `InvalidInput` and `TooMany` as `add_wish` does.
    """
    delegation = lock_delegation(session, registration, removed_for(session, registration))
    kept = take_removed(delegation, wish_id)
    made_again = wish_between(session, row_id(delegation), kept.to_id)
    if made_again is not None:
        return made_again
    wish = add_wish(
        session,
        registration,
        kept.to_id,
        strength=kept.strength,
        person_id=kept.person_id,
        or_colleague=kept.or_colleague,
        why=kept.why,
        number=wish_id,
    )
    put_back(session, kept, wish)
    move_wish(session, registration, row_id(wish), kept.rank)
    return wish


def wish_limit(session: Session, delegation: Delegation) -> int | None:
    """Return how many wishes a delegation may make: its own number, else that of its category; None for any number."""
    return effective_limits(delegation, session.get_one(Category, delegation.category_id)).wish_limit


def _meetable(session: Session, delegation: Delegation, other_id: int) -> Delegation:
    other = other_delegation(session, delegation, other_id)
    categories = [session.get_one(Category, side.category_id) for side in (delegation, other)]
    if not all(category.has_meetings for category in categories):
        raise InvalidInput(N_("Your two categories have no meetings at this event."))
    if may_not_wish(session, delegation.category_id, other.category_id):
        raise InvalidInput(N_("By the rules of this event, your category does not ask theirs for meetings."))
    if other.withdrawn:
        name = session.get_one(Organisation, other.organisation_id).name
        raise InvalidInput(N_("%(name)s no longer takes part."), name=name)
    return other


def _own_wish(session: Session, delegation: Delegation, wish_id: int) -> Wish:
    wish = session.get(Wish, wish_id, populate_existing=True)
    if wish is None or wish.from_id != delegation.id:
        raise NotFound(N_("There is no such wish."))
    return wish


def _named(session: Session, other: Delegation, person_id: int | None) -> int | None:
    if person_id is None:
        return None
    person = session.get(Registration, person_id)
    if person is None or person.delegation_id != other.id or person.withdrawn or not person.meets:
        raise InvalidInput(N_("This person cannot be met. Choose another one, or anyone of the team."))
    return person_id


def _one_line(text: str) -> str:
    line = one_line(text)
    if len(line) > WHY_LENGTH:
        raise InvalidInput(N_("The line of why is too long: at most %(limit)d characters."), limit=WHY_LENGTH)
    return line
