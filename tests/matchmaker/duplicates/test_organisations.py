"""Organisations that are merged: their people are told, and an undo ends the feeds that both have seen."""

from sqlmodel import Session, col, select

from matchmaker.duplicates.commands.merging import merge
from matchmaker.duplicates.commands.undo import undo_merge
from matchmaker.duplicates.queries.comparison import compare
from matchmaker.duplicates.queries.letters import letters_before
from matchmaker.duplicates.words import effects_in_words
from matchmaker.models import Delegation, Merge, MergeKind, Message, Organisation, Person, Phase, Registration
from tests.builders import factories as make

ORGANISATION = MergeKind.ORGANISATION


def merged(session: Session, one: Organisation, other: Organisation) -> Merge:
    community, ids = make.home(session), (one.id, other.id)
    shown = compare(session, community, ORGANISATION, ids).token
    return merge(session, community, ORGANISATION, ids, chosen={}, shown=shown, moves_addresses=True, actor="Anne")


def told(session: Session) -> list[tuple[str, str]]:
    session.flush()
    return sorted(session.exec(select(Message.kind, Message.recipient)).all())


def epochs(session: Session, table: type[Delegation] | type[Registration]) -> dict[int, int]:
    return dict(session.exec(select(table.id, table.feed_epoch).order_by(col(table.id))).all())


def test_people_of_both_are_told_and_an_undo_ends_what_both_have_seen(session):
    one, other = (make.make_organisation(session, name) for name in ("Victim", "Victim SA"))
    shared, alone = make.make_event(session), make.make_event(session)
    delegations, registrations = [], []
    for event, company, address in (
        (shared, one, "vera@victim.example"),
        (shared, other, "mal@evil.example"),
        (alone, other, "max@evil.example"),
    ):
        category = make.make_category(session, event, f"c{company.id}")
        delegations.append(make.make_delegation(session, event, category, company))
        person = make.make_person(session, company, email=address)
        registrations.append(make.make_registration(session, delegations[-1], person))
    people = ["mal@evil.example", "max@evil.example", "vera@victim.example"]
    before, own = epochs(session, Delegation), epochs(session, Registration)

    done = merged(session, one, other)

    assert told(session) == [("merged_organisations", address) for address in people]
    assert epochs(session, Registration) == own
    moved = next(row["id"] for row in done.changes if row["table"] == "registration")

    undo_merge(session, make.home(session), done.id, actor="Anne")

    assert told(session)[3:] == [("parted_organisations", address) for address in people]
    raised = {row.id: before[row.id] + 1 for row in delegations[:2]}
    assert epochs(session, Delegation) == before | raised
    assert epochs(session, Registration) == own | {moved: own[moved] + 1}


def test_who_has_withdrawn_is_not_told(session):
    one, other = (make.make_organisation(session) for _ in range(2))
    event = make.make_event(session)
    delegation = make.make_delegation(session, event, make.make_category(session, event), one)
    registration = make.make_registration(session, delegation, make.make_person(session, one))
    registration.withdrawn_at = registration.agreed_at
    session.flush()

    merged(session, one, other)

    assert told(session) == []


def test_an_event_in_preparation_is_named_to_nobody(session):
    one, other = (make.make_organisation(session) for _ in range(2))
    opened, draft = make.make_event(session), make.make_event(session, name="Next year", phase=Phase.DRAFT)
    known, invited = make.make_person(session, one, email="ada@x.example"), make.make_person(session, other)
    for event, company, person in ((opened, one, known), (draft, one, known), (draft, other, invited)):
        category = make.make_category(session, event, f"c{company.id}")
        make.make_registration(session, make.make_delegation(session, event, category, company), person)

    found = compare(session, make.home(session), ORGANISATION, (one.id, other.id))
    (letter,) = letters_before(session, found, None)
    merged(session, one, other)

    (message,) = session.exec(select(Message)).all()
    subject = letter.subject.replace("\u00a0", " ")
    assert (message.recipient, message.event_id, message.subject) == ("ada@x.example", opened.id, subject)
    assert [reader.split(" · ")[1] for reader in letter.readers] == ["ada@x.example"]


def test_the_comparison_says_that_addresses_are_of_other_domains(session):
    one, other = (make.make_organisation(session, name) for name in ("Victim", "Victim SA"))
    make.make_person(session, one, email="vera@victim.example")
    stranger = make.make_person(session, other, email="mal@evil.example")
    warning = "Addresses are of other domains: victim.example and evil.example."

    def said() -> list[bool]:
        found = compare(session, make.home(session), ORGANISATION, (one.id, other.id))
        return [line.startswith(warning) for line in effects_in_words(found, (), "en")]

    assert said()[0]
    person = session.get_one(Person, stranger.id)
    person.email = person.email_key = "mal@victim.example"
    session.flush()
    assert not any(said())
