"""Migrations 0053 and 0055: keys of what was there before are those that are computed today."""

from datetime import date

from sqlmodel import select

from matchmaker.base.db import get_engine
from matchmaker.members.commands.renewals import remind
from matchmaker.members.queries.renewals import read_renewals
from matchmaker.migrations.run import migrate
from matchmaker.models import Message, Organisation
from tests.builders import factories as make
from tests.builders.members import TODAY, make_member


def test_who_was_reminded_stays_so_and_names_are_found_without_what_nobody_sees(session, database_url):
    community = make.home(session)
    contacts = ("ada@x.example",)
    make_member(session, "Alpha", tier="Basic", ends_on=date(2027, 3, 31), contacts=contacts)
    make.make_organisation(session, "Hid\u00adden", name_key="hid den")
    remind(session, community, read_renewals(session, community, TODAY), actor="Mia")
    now = session.exec(select(Message.dedupe_key)).one()
    session.commit()
    engine = get_engine(database_url)

    migrate(engine, "0052")
    before = session.exec(select(Message.dedupe_key)).one()
    session.commit()
    migrate(engine)

    assert before == now.rpartition(":")[0]
    assert session.exec(select(Message.dedupe_key)).one() == now
    assert session.exec(select(Organisation.name_key).order_by(Organisation.name_key)).all() == ["alpha", "hidden"]
