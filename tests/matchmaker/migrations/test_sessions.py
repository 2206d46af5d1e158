"""Migration 0020: participants stay logged in; what had ended stays ended; the way back ends all log-ins."""

from sqlalchemy import text
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine
from matchmaker.migrations.run import differences, migrate
from matchmaker.models import AuditEntry, LoginLink
from matchmaker.people.queries.accounts import find_login
from matchmaker.people.rules.sessions import key_hash
from tests.builders import factories as make

BEFORE = "0019"


def test_participants_stay_logged_in_and_what_had_ended_stays_ended(session, database_url):
    person, unused = (make.make_person(session, make.make_organisation(session)) for _ in range(2))
    now = clock.now()
    for who, used_at in ((person, now), (unused, None)):
        link = LoginLink(email_key=who.email_key, secret_hash=who.email_key, expires_at=now, used_at=used_at)
        session.add(link)
    session.commit()
    engine = get_engine(database_url)
    migrate(engine, BEFORE)
    at = "2026-11-01 12:00:00+00:00"
    with engine.begin() as connection:
        epochs = connection.execute(text("SELECT session_epoch FROM person")).scalars().all()
        assert epochs == [900_000_000] * 2
        connection.execute(text("UPDATE person SET session_epoch = 3"))
        ended = text("INSERT INTO ended_login (key_hash, ended_at) VALUES (:key, :at)")
        connection.execute(ended, {"key": key_hash("ended"), "at": at})
        entry = text(
            "INSERT INTO audit_entry (at, actor, verb, subject, names, client, details) "
            "VALUES (:at, 'Zoé', 'logout_everywhere', '', 'zoe', '', '{}')"
        )
        connection.execute(entry, {"at": at})

    migrate(engine)

    assert differences(engine) == []
    with Session(engine) as after:
        identity = f"participant:{person.id}:3"
        cookies = ((identity,), (identity, "another"), (identity, "ended"), (f"participant:{person.id}:2",))
        held = [find_login(after, keys, get_config()) is not None for keys in cookies]
        assert held == [True, True, False, False]
        assert find_login(after, (f"participant:{unused.id}:3",), get_config()) is None
        assert after.exec(select(AuditEntry.verb)).one() == "end_other_log_ins"
