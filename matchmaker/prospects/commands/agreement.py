"""A counterpart agrees to meet a company, or declines: what the schedule is made of follows.

Who agrees becomes a delegation of the event, in its city, with the contact as its delegate; the wish of the company has
the yes. Nothing else tells the solver of prospects.
"""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.alerts.commands.refusals import follow_refusal
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.missions.queries.demands import COUNTERPARTS
from matchmaker.models import (
    Answer,
    Category,
    Counterpart,
    Delegation,
    Event,
    KeptAnswer,
    LegMember,
    Organisation,
    Prospect,
    Registration,
    Wish,
    row_id,
    sendable,
)
from matchmaker.prospects.commands.contacts import contact_person
from matchmaker.wishes.commands.delegation import find_veto, list_wishes, lock_sides, set_answer, wish_between
from matchmaker.wishes.commands.kept import end_kept
from matchmaker.wishes.queries.exclusions import may_not_wish

GONE = N_("One of the two no longer takes part.")
NO_LONGER = N_("This meeting is no longer wished for.")
"""Said for a veto as well: nobody learns of one."""


def agree(
    session: Session, event: Event, counterpart: Counterpart, prospect: Prospect, *, registers: bool = True
) -> Wish:
    """Let a counterpart agree to meet a company; done twice, it is done once.

    Raises `InvalidInput` where nobody to meet is known, nor may be registered (`registers`), the event has no category
    for counterparts, one side has withdrawn or refuses the other one, or their categories may not meet.
    """
    registration = _registered(session, event, counterpart, registers)
    sides = lock_sides(session, {prospect.delegation_id, registration.delegation_id})
    company, theirs = sides[prospect.delegation_id], sides[registration.delegation_id]
    if company.withdrawn or theirs.withdrawn:
        raise InvalidInput(GONE)
    pair = (row_id(company), row_id(theirs))
    if find_veto(session, company, pair[1]) is not None or find_veto(session, theirs, pair[0]) is not None:
        raise InvalidInput(NO_LONGER)
    if may_not_wish(session, company.category_id, theirs.category_id):
        raise InvalidInput(N_("Their categories may not meet: see the rules of the event."))
    wish = wish_between(session, *pair)
    if wish is None:
        wish = Wish(
            event_id=row_id(event),
            from_id=row_id(company),
            to_id=row_id(theirs),
            rank=len(list_wishes(session, company)) + 1,
            why=prospect.pitch[:200],
        )
        session.add(wish)
        session.flush()
    set_answer(session, wish, Answer.YES, registration)
    session.flush()
    follow_refusal(session, theirs, row_id(company))
    return wish


def take_back_answer(
    session: Session, event: Event, counterpart: Counterpart, prospect: Prospect, *, refused: bool
) -> None:
    """Take back the yes of a counterpart, or say no (`refused`); a published meeting is reported to the organisers."""
    theirs = session.exec(_of_organisation(event, counterpart)).first()
    if theirs is None:
        return
    lock_sides(session, {prospect.delegation_id, row_id(theirs)})
    wish = wish_between(session, prospect.delegation_id, row_id(theirs))
    if wish is None:
        if refused:
            _refuse_beforehand(session, event, prospect.delegation_id, row_id(theirs))
        return
    answer = Answer.NO if refused else Answer.NONE
    if wish.answer is not answer:
        set_answer(session, wish, answer, None)
        session.flush()
        follow_refusal(session, theirs, prospect.delegation_id)


def _refuse_beforehand(session: Session, event: Event, company: int, theirs: int) -> None:
    """Keep a "no" for the wish that the company may make later (decision 41)."""
    end_kept(session, company, theirs)
    kept = KeptAnswer(event_id=row_id(event), from_id=company, to_id=theirs, answer=Answer.NO, answered_at=clock.now())
    session.add(kept)
    session.flush()


def _registered(session: Session, event: Event, counterpart: Counterpart, registers: bool) -> Registration:
    """Return the registration that stands for a counterpart: one that is there, or that of the contact."""
    delegation = session.exec(_of_organisation(event, counterpart)).first()
    if delegation is not None:
        _come_along(session, delegation, counterpart.leg_id)
        sent = select(Registration).where(Registration.delegation_id == delegation.id, sendable())
        registration = session.exec(sent.order_by("id")).first()
        if registration is not None:
            return registration
    name = session.get_one(Organisation, counterpart.organisation_id).name
    if not registers:
        raise InvalidInput(
            N_("Nobody of %(name)s is registered yet: send them their page by mail, where they say yes themselves."),
            name=name,
        )
    if not counterpart.contact or not counterpart.email:
        raise InvalidInput(N_("Write first whom to meet at %(name)s, with an e-mail address."), name=name)
    if delegation is None:
        delegation = _delegation(session, event, counterpart)
    return _delegate(session, event, delegation, counterpart)


def _of_organisation(event: Event, counterpart: Counterpart) -> SelectOfScalar[Delegation]:
    """Return the statement of the delegation of a counterpart."""
    return select(Delegation).where(
        Delegation.event_id == event.id, Delegation.organisation_id == counterpart.organisation_id
    )


def _delegation(session: Session, event: Event, counterpart: Counterpart) -> Delegation:
    category = session.exec(
        select(Category).where(Category.event_id == event.id, Category.code == COUNTERPARTS)
    ).first()
    if category is None:
        raise InvalidInput(N_("This event has no category “%(code)s”. Add it first."), code=COUNTERPARTS)
    try:
        with session.begin_nested():
            delegation = Delegation(
                community_id=event.community_id,
                event_id=row_id(event),
                organisation_id=counterpart.organisation_id,
                category_id=row_id(category),
            )
            session.add(delegation)
    except IntegrityError:  # it has agreed in another city at this moment
        delegation = session.exec(_of_organisation(event, counterpart)).one()
        _come_along(session, delegation, counterpart.leg_id)
        return delegation
    session.add(LegMember(leg_id=counterpart.leg_id, delegation_id=row_id(delegation)))
    return delegation


def _come_along(session: Session, delegation: Delegation, leg_id: int) -> None:
    """Let a delegation that takes part in some cities only take part in this one."""
    rows = session.exec(select(LegMember.leg_id).where(LegMember.delegation_id == delegation.id)).all()
    if rows and leg_id not in rows:
        session.add(LegMember(leg_id=leg_id, delegation_id=row_id(delegation)))


def _delegate(session: Session, event: Event, delegation: Delegation, counterpart: Counterpart) -> Registration:
    person = contact_person(session, counterpart.organisation_id, counterpart.model_dump())
    registration = session.exec(
        select(Registration).where(Registration.event_id == event.id, Registration.person_id == person.id)
    ).first() or Registration(event_id=row_id(event), person_id=row_id(person), delegation_id=row_id(delegation))
    if registration.withdrawn:
        raise InvalidInput(GONE)
    registration.agreed_at = registration.agreed_at or clock.now()
    session.add(registration)
    session.flush()
    return registration
