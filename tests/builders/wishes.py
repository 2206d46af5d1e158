"""A small forum: our delegation with two delegates, and others to wish for."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.models import Delegation, Event, Registration, Wish
from matchmaker.wishes.commands.delegation import list_wishes
from matchmaker.wishes.commands.wishes import add_wish
from tests.builders.factories import make_category, make_delegation, make_event, make_organisation, make_registration


@dataclass
class Forum:
    event: Event
    ours: Delegation
    ada: Registration
    bob: Registration
    others: list[Delegation]
    """With one delegate each."""
    people: list[Registration]
    """The delegates of `others`."""


def build_forum(session: Session, *, number: int = 5, wish_limit: int | None = 4, **event_values) -> Forum:
    event = make_event(session, **event_values)
    category = make_category(session, event, "premium", wish_limit=wish_limit, guarantee=2)
    names = ["Nivelyo", *(f"Other {number}" for number in range(1, number + 1))]
    ours, *others = [make_delegation(session, event, category, make_organisation(session, name)) for name in names]
    return Forum(
        event=event,
        ours=ours,
        ada=make_registration(session, ours),
        bob=make_registration(session, ours),
        others=others,
        people=[make_registration(session, other) for other in others],
    )


def order(session: Session, delegation: Delegation) -> list[int]:
    """Return the delegations wished for, and check that their ranks are 1..n."""
    wishes = list_wishes(session, delegation)
    assert [wish.rank for wish in wishes] == list(range(1, len(wishes) + 1))
    return [wish.to_id for wish in wishes]


def ids(forum: Forum, *numbers: int) -> list[int | None]:
    return [forum.others[number - 1].id for number in numbers]


def add(session: Session, forum: Forum, *numbers: int) -> list[Wish]:
    return [add_wish(session, forum.ada, to_id) for to_id in ids(forum, *numbers)]
