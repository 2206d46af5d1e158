"""Rows that the undo of an import leaves as they are, because of what has happened since."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from matchmaker.journal.queries import Image, Key, references
from matchmaker.models import Alert, AlertKind, AlertState, Person, Registration

SAYING = frozenset({"audit_entry"})
"""Tables whose rows say what was done with others, and need none of them."""


def settled_withdrawals(
    session: Session, before: Mapping[Key, Image | None], restored: Mapping[Key, tuple[str, ...]]
) -> set[Key]:
    """Return the registrations that the import has withdrawn and whose alert is no longer open."""
    withdrawn = {
        number
        for (name, number), fields in restored.items()
        if "withdrawn_at" in fields and (before[name, number] or {})["withdrawn_at"] is None
    }
    still_open = select(Alert).where(
        Alert.kind == AlertKind.WITHDRAWN,
        col(Alert.registration_id).in_(withdrawn),
    )
    unsettled = {
        alert.registration_id
        for alert in session.exec(still_open)
        if alert.state is AlertState.OPEN or alert.is_needless
    }
    return {("registration", number) for number in withdrawn - unsettled}


def registered_instead(session: Session, removed: Collection[Key], settled: Collection[Key]) -> set[Key]:
    """Return the new registrations of the humans in `settled`: without them these would take part for nobody."""
    humans = (
        select(Person.email_key)
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .where(col(Registration.id).in_([number for _, number in settled]))
    )
    new = (
        select(Registration.id)
        .join(Person, col(Registration.person_id) == col(Person.id))
        .where(col(Person.email_key).in_(humans))
    )
    return {("registration", number or 0) for number in session.exec(new)} & set(removed)


def taken_addresses(
    session: Session,
    before: Mapping[Key, Image | None],
    removed: Collection[Key],
    restored: Mapping[Key, tuple[str, ...]],
) -> set[Key]:
    """Return the people whose old address somebody of their organisation has, who is not removed."""
    old = {
        number: image
        for (name, number), fields in restored.items()
        if name == "person" and "email_key" in fields and (image := before[name, number])
    }
    owners = select(Person).where(
        col(Person.organisation_id).in_({image["organisation_id"] for image in old.values()}),
        col(Person.email_key).in_({image["email_key"] for image in old.values()}),
    )
    owned = {
        (person.organisation_id, person.email_key): person.id
        for person in session.exec(owners)
        if ("person", person.id) not in removed
    }
    return {
        ("person", number)
        for number, image in old.items()
        if owned.get((image["organisation_id"], image["email_key"]), number) != number
    }


def with_needed(
    session: Session, removed: Collection[Key], restored: Mapping[Key, tuple[str, ...]], kept: Collection[Key]
) -> set[Key]:
    """Return the rows that stay: those in `kept`, and the new rows to which a row that stays refers."""
    users: dict[Key, set[Key]] = defaultdict(set)
    for used, user, field in references(session, removed):
        if user[0] in SAYING:
            continue
        if user in kept or field not in restored.get(user, ()):
            users[used].add(user)
    stay = set(kept)
    while more := {
        key for key, by in users.items() if key not in stay and any(user in stay or user not in removed for user in by)
    }:
        stay |= more
    return stay
