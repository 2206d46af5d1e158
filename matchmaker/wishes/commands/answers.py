"""Answers to the interest of others."""

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.events.rules import answers_open
from matchmaker.models import Answer, Delegation, Event, Registration, Wish
from matchmaker.wishes.commands.delegation import find_veto, lock_delegation


def answer_wish(session: Session, registration: Registration, wish_id: int, answer: Answer) -> Wish:
    """Answer a wish that the delegation received; `NONE` takes the answer back.

    Raises `NotFound` for a wish that is not to this delegation or that the reader cannot know of (a veto of either
    side), `Closed` after the deadline, and `InvalidInput` for a "no" to somebody whom the delegation itself wishes
    to meet.
    """
    delegation = lock_delegation(session, registration)
    if not answers_open(session.get_one(Event, delegation.event_id), clock.now()):
        raise Closed(N_("The time for answers is over, so they stay as they are."))
    wish = session.get(Wish, wish_id, populate_existing=True)
    if wish is None or wish.to_id != delegation.id:
        raise NotFound(N_("There is no such wish."))
    sender = session.get_one(Delegation, wish.from_id)
    if (
        sender.withdrawn
        or find_veto(session, delegation, wish.from_id) is not None
        or find_veto(session, sender, wish.to_id) is not None
    ):
        raise NotFound(N_("There is no such wish."))
    if answer is Answer.NO and _wished_back(session, wish):
        raise InvalidInput(N_("You wish to meet them yourself. To say no, first remove your own wish."))
    wish.answer = answer
    wish.answered_at = None if answer is Answer.NONE else clock.now()
    wish.answered_by_id = None if answer is Answer.NONE else registration.id
    session.flush()
    return wish


def _wished_back(session: Session, wish: Wish) -> bool:
    back = session.exec(select(Wish.id).where(Wish.from_id == wish.to_id, Wish.to_id == wish.from_id)).first()
    return back is not None
