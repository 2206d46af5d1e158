"""Migration 0018: the key of an open bounce names the person, no longer the mail that reported it."""

from sqlalchemy import text

from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate
from matchmaker.models import Alert, AlertKind, AlertState, InboundKind, InboundMail, Message
from tests.builders.published import make_registration


def test_open_bounces_get_the_key_of_their_person_once(session, database_url):
    one, two = make_registration(session), make_registration(session)
    message = Message(event_id=one.event_id, kind="login_link", recipient="a@b.example", subject="x", mime=b"x")
    session.add(message)
    session.flush()
    reports = [
        InboundMail(fingerprint=str(number), size=1, raw=b"x", kind=InboundKind.BOUNCE, outbox_id=message.id)
        for number in range(6)
    ]
    session.add_all(reports)
    session.flush()
    open_, closed = AlertState.OPEN, AlertState.HANDLED
    whose = [(two.id, open_), (one.id, open_), (one.id, open_), (one.id, closed), (None, open_), (None, open_)]
    alerts = [
        Alert(kind=AlertKind.BOUNCED, registration_id=number, state=state, mail_id=report.id)
        for (number, state), report in zip(whose, reports, strict=True)
    ]
    session.add_all([*alerts, Alert(kind=AlertKind.MESSAGE, open_key="message:1"), Alert(kind=AlertKind.BOUNCED)])
    session.commit()
    engine, (first, second), number = get_engine(database_url), (one.id, two.id), message.id

    migrate(engine, "0017")
    before = _keys(engine)
    migrate(engine)

    mails = [f"bounced:{report.id}" for report in reports]
    assert before == [mails[0], mails[1], mails[2], None, mails[4], mails[5], "message:1", None]
    person = [f"bounced:{second}", None, f"bounced:{first}"]
    assert _keys(engine) == [*person, None, None, f"bounced:m{number}", "message:1", None]


def _keys(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT open_key FROM alert ORDER BY id")).scalars().all()
