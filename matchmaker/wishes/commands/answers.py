"""Answers to the interest of others."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.events.rules import answers_open
from matchmaker.models import Answer, Delegation, Event, Registration, Wish, row_id
from matchmaker.wishes.commands.delegation import find_veto, lock_delegation, set_answer, wish_between
from matchmaker.wishes.commands.kept import keep_answer
from matchmaker.wishes.commands.removed import find_removed
from matchmaker.wishes.rules.agreement import CONSENTS


def answer_wish(session: Session, registration: Registration, wish_id: int, answer: Answer) -> Wish:
    """Answer a wish that the delegation received; `NONE` takes the answer back.

    What takes a yes back is heard also where the wish was taken off its list a moment ago, or made again since.
    Raises `NotFound` for a wish that is not to this delegation, or of somebody whom it asked never to meet, `Closed`
    after the deadline, and `InvalidInput` for a "no" to somebody whom the delegation itself wishes to meet.
    """
    asked = session.get(Wish, wish_id) or find_removed(session, wish_id, registration.delegation_id)
    ours = asked is not None and asked.to_id == registration.delegation_id
    delegation = lock_delegation(session, registration, asked.from_id if asked is not None and ours else None)
    if not answers_open(session.get_one(Event, delegation.event_id), clock.now()):
        raise Closed(N_("The time for answers is over, so they stay as they are."))
    wish = session.get(Wish, wish_id, populate_existing=True)
    removed = find_removed(session, wish_id, row_id(delegation)) if wish is None else None
    if removed is not None and answer not in CONSENTS:
        wish = wish_between(session, removed.from_id, removed.to_id) or removed
    if wish is None or wish.to_id != delegation.id:
        raise NotFound(N_("There is no such wish."))
    sender = session.get_one(Delegation, wish.from_id)
    if sender.withdrawn or find_veto(session, delegation, wish.from_id) is not None:
        raise NotFound(N_("There is no such wish."))
    if answer is Answer.NO and wish_between(session, wish.to_id, wish.from_id) is not None:
        raise InvalidInput(N_("You wish to meet them yourself. To say no, first remove your own wish."))
    if wish is removed:
        keep_answer(session, wish, answer, registration)
    else:
        set_answer(session, wish, answer, registration)
    session.flush()
    return wish
