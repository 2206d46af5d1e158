"""Migration 0051: colleagues who wait along with somebody are named by the form; what was asked for them ends."""

import sqlalchemy as sa
from sqlmodel import select

from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate
from matchmaker.models import RegistrationRequest, RequestState
from tests.builders.enrolment import make_request
from tests.builders.factories import make_event


def test_colleagues_who_wait_are_named_and_no_request_of_theirs_stays(session, database_url):
    event = make_event(session)
    for name, state in (("ada", "pending"), ("bob", "pending"), ("cai", "accepted"), ("eve", "accepted")):
        make_request(session, event, RequestState(state), email=f"{name}@ada.example", first_name=name)
    session.commit()
    engine = get_engine(database_url)
    migrate(engine, "0050")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE registration_request SET sent_by_id = 1 WHERE id IN (2, 3)"))

    migrate(engine)

    session.expire_all()
    rows = session.exec(select(RegistrationRequest).order_by(RegistrationRequest.id)).all()
    assert [(row.first_name, row.colleagues) for row in rows] == [
        ("ada", [{"email": "bob@ada.example", "language": "en"}]),
        ("eve", []),
    ]
