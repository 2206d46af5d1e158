"""Migrations keep what was there: keys (0053, 0055), and required pairs there and back (0056)."""

from datetime import date

import pytest
from sqlalchemy import column, table
from sqlalchemy import select as select_many
from sqlmodel import select

from matchmaker.base.db import get_engine
from matchmaker.members.commands.renewals import remind
from matchmaker.members.queries.renewals import read_renewals
from matchmaker.migrations.run import migrate
from matchmaker.models import Message, Organisation, PairDecision, ParticularRule, RuleKind, row_id
from tests.builders import factories as make
from tests.builders.forum import make_forum
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


@pytest.mark.parametrize("approved", [False, True])
def test_required_pairs_stay_required_there_and_back(session, database_url, approved):
    forum = make_forum(session)
    a, b = sorted(row_id(forum.join(name)) for name in ("Alpha", "Beta"))
    session.add(ParticularRule(event_id=forum.event.id, kind=RuleKind.REQUIRED, delegation_id=b, other_id=a))
    if approved:
        session.add(PairDecision(event_id=forum.event.id, low_id=a, high_id=b, approved=True))
    session.commit()
    engine = get_engine(database_url)
    decisions = table("pair_decision", *map(column, ("low_id", "high_id", "approved", "required")))

    migrate(engine, "0055")
    before = [tuple(row) for row in session.connection().execute(select_many(decisions))]
    session.commit()
    migrate(engine)

    assert before == [(a, b, approved, True)]
    rules = session.exec(select(ParticularRule)).all()
    assert [(rule.kind, rule.delegation_id, rule.other_id) for rule in rules] == [(RuleKind.REQUIRED, a, b)]
    assert [one.approved for one in session.exec(select(PairDecision))] == [True] * approved
