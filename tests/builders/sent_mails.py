"""Mails of a published forum, as its organisers find them."""

from sqlmodel import select

from matchmaker.models import Delegation, Message, Person, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders.forum import Forum, Seat


def release(forum: Forum, *, slot: int = 0, number: int = 0) -> None:
    delegations = [session_delegation(forum, name) for name in ("Alpha", "Beta")]
    publish_scenario(
        forum.session,
        forum.event,
        forum.scenario(Seat(*delegations, slot=slot)),
        kind=ReleaseKind.FINAL,
        staff_id=None,
        expected_release=number,
    )


def session_delegation(forum: Forum, name: str) -> Delegation:
    return forum.session.get_one(Delegation, forum.people[name].delegation_id)


def person(forum: Forum, name: str) -> Person:
    return forum.session.get_one(Person, forum.people[name].person_id)


def sent(forum: Forum, name: str, kind: str) -> list[Message]:
    statement = select(Message).where(Message.registration_id == forum.people[name].id, Message.kind == kind)
    return list(forum.session.exec(statement.order_by(Message.id)))


def address(forum: Forum, path: str = "") -> str:
    return f"/o/{forum.event.slug}/messages{path}"
