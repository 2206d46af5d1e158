"""Migration 0011: what the history knew already gets its community and the name of whom it concerns."""

from sqlalchemy import text
from sqlmodel import select

from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate
from matchmaker.models import Act, AuditEntry
from tests.builders import factories as make

INSERT = "INSERT INTO audit_entry (event_id, at, actor, verb, details) VALUES (:event, :at, 'Zoé', :verb, :details)"


def test_older_entries_get_their_community_and_whom_they_concern(session, database_url):
    event = make.make_event(session)
    registration = make.make_registration(
        session, make.make_delegation(session, event, make.make_category(session, event))
    )
    staff = make.make_staff(session, event)
    session.commit()
    engine = get_engine(database_url)
    migrate(engine, "0010")
    details = {
        Act.CORRECT_ADDRESS: (event.id, f'{{"registration": {registration.id}}}'),
        Act.REMOVE_ORGANISER: (event.id, f'{{"staff": {staff.id}}}'),
        Act.SAVE_COMMUNITY: (None, f'{{"community": {event.community_id}}}'),
        Act.CANCEL_DELAY: (event.id, '{"minutes": 5, "registration": 999}'),
    }
    with engine.begin() as connection:
        for verb, (number, known) in details.items():
            values = {"event": number, "at": "2027-03-01 12:00:00+00:00", "verb": verb, "details": known}
            connection.execute(text(INSERT), values)

    migrate(engine)

    rows = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [row.community_id for row in rows] == [event.community_id] * 4
    assert [(row.registration_id, row.staff_id) for row in rows] == [
        (registration.id, None),
        (None, staff.id),
        (None, None),
        (None, None),
    ]
    name = rows[0].subject.casefold()
    assert [(row.names, row.details, row.client) for row in rows] == [
        (f"zoe {name}", {}, ""),
        ("zoe anne staff", {}, ""),
        ("zoe", {}, ""),
        ("zoe", {"minutes": 5}, ""),
    ]
