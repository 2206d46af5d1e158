"""Migration 0085: words of invitations stand in the language of their event; missions of before ask nobody."""

import sqlalchemy as sa
from sqlmodel import select

from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate
from matchmaker.models import EventKind, FollowUpRound, GuestList
from tests.builders import factories as make
from tests.builders.receptions import make_reception


def test_words_are_kept_and_rounds_of_missions_wait_for_an_organiser(session, database_url):
    reception = make_reception(session)
    mission = make.make_event(session, slug="mission", kind=EventKind.MISSION)
    session.add(FollowUpRound(event_id=mission.id, months=6))
    reception.event.language = "nl"
    session.commit()
    engine = get_engine(database_url)
    migrate(engine, "0084")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE guest_list SET words = 'Donker pak'"))

    migrate(engine)

    session.expire_all()
    assert session.exec(select(GuestList)).one().texts == {"nl": "Donker pak"}
    rounds = session.exec(select(FollowUpRound).order_by(FollowUpRound.months)).all()
    assert [(row.event_id, row.months, row.is_on) for row in rounds] == [
        (mission.id, 3, False),
        (mission.id, 6, True),
        (mission.id, 12, False),
    ]
