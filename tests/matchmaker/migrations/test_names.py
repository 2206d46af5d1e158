"""Migration 0099: names that the program had given as text are kept by kind; those of people stay text."""

from sqlmodel import col, select

from matchmaker.base.db import get_engine
from matchmaker.migrations.run import migrate
from matchmaker.models import DraftAct, DraftEdit, GivenName, NameKind, Scenario, SolveRun
from tests.builders.forum import make_forum

BEFORE = ["Brouillon 3", "Ontwerp 12", "Au plus 5 personnes dérangées", "At most 1 person disturbed", "Matin d’abord"]
AFTER = [
    GivenName(kind=NameKind.DRAFT, number=3),
    GivenName(kind=NameKind.DRAFT, number=12),
    GivenName(kind=NameKind.AT_MOST, number=5),
    GivenName(kind=NameKind.AT_MOST, number=1),
    GivenName("Matin d’abord"),
]
IN_WORDS = ["Draft 3", "Draft 12", "At most 5 people disturbed", "At most 1 people disturbed", "Matin d’abord"]


def test_names_of_the_program_are_carried_over_by_kind_and_back_as_words(session, database_url):
    forum = make_forum(session)
    drafts = [forum.scenario(name=name) for name in BEFORE]
    session.add(SolveRun(event_id=forum.event.id, name="Der Preis jeder Regel"))
    about = "Réparation\xa0: annuler seulement"
    session.add(DraftEdit(scenario_id=drafts[0].id, number=1, act=DraftAct.REPAIR, version=1, about=about, actor="A"))
    session.commit()
    engine = get_engine(database_url)
    migrate(engine, "0098")

    migrate(engine)

    session.expire_all()
    assert [one.given_name for one in session.exec(select(Scenario).order_by(col(Scenario.id)))] == AFTER
    assert session.exec(select(SolveRun)).one().given_name == GivenName(kind=NameKind.PRICES)
    edit = session.exec(select(DraftEdit)).one()
    assert (edit.about, edit.about_kind) == ("", NameKind.ONLY_CANCEL)
    session.rollback()

    migrate(engine, "0098")

    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM scenario ORDER BY id").scalars().all()
        told = connection.exec_driver_sql("SELECT about FROM draft_edit").scalars().all()
    assert (names, told) == (IN_WORDS, ["Repair: only cancel"])
    migrate(engine)
