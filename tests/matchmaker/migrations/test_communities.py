"""Migration 0007: an installation without communities becomes one; log-ins, feed addresses and calendar ids live on."""

from sqlalchemy import text
from sqlmodel import Session, select

from matchmaker import feeds
from matchmaker.base.db import get_engine
from matchmaker.feeds.secret_addresses import Key, Scope
from matchmaker.migrations.run import differences, migrate
from matchmaker.models import (
    Community,
    CommunityRole,
    CommunityStaff,
    Event,
    Meeting,
    Organisation,
    Person,
    Registration,
    StaffRole,
)
from matchmaker.people.queries.access import event_open_to, read_participation
from tests.builders import factories as make
from tests.builders.sessions import whose
from tests.builders.upgrade import installed_0_2_0

FEEDS = (Key(Scope.PERSON, 13, 5), Key(Scope.DELEGATION, 11, 2), Key(Scope.EVENT, 21, 4))


def test_an_installation_becomes_one_community_lives_on_and_can_go_back(database_url):
    engine = installed_0_2_0(get_engine(database_url))

    migrate(engine)

    assert differences(engine) == []
    with Session(engine) as session:
        _is_named_after_the_contact_of_its_first_event(session)
        _keeps_log_ins_feed_addresses_and_calendar_ids(session)
        make.make_organisation(session, "Alpha", make.make_community(session), external_id="A1", id=50)
        make.make_staff(session, session.get_one(Event, 4), StaffRole.PARTNER_OWN, id=50)
        session.commit()

    migrate(engine, "0006")

    with engine.connect() as connection:
        ids = connection.execute(text("SELECT external_id FROM organisation ORDER BY id")).scalars().all()
        assert ids == ["A1", None, None]
        administrators = connection.execute(text("SELECT id FROM staff WHERE administrator = true")).scalars().all()
        assert administrators == [1]
        assert connection.execute(text("SELECT count(*) FROM event_staff")).scalar_one() == 3
    migrate(engine)
    assert differences(engine) == []


def _is_named_after_the_contact_of_its_first_event(session):
    community = session.exec(select(Community)).one()
    assert (community.name, community.slug) == ("Grappe TIC Éphémère", "grappe-tic-ephemere")
    assert community.languages == ["fr", "en", "nl", "de"]
    owned = [*session.exec(select(Event)), *session.exec(select(Organisation))]
    assert [row.community_id for row in owned] == [community.id] * 3
    roles = session.exec(select(CommunityStaff.staff_id, CommunityStaff.role).order_by(CommunityStaff.staff_id))
    assert roles.all() == [(1, CommunityRole.ADMINISTRATOR), (2, CommunityRole.ORGANISER)]


def _keeps_log_ins_feed_addresses_and_calendar_ids(session):
    assert whose(session, "participant:9:3") == session.get_one(Person, 9)
    assert read_participation(session, "forum", 9) is not None
    assert event_open_to(session, "forum", 1) is not None
    assert all(feeds.current_source(session, key) for key in FEEDS)
    assert session.exec(select(Meeting.uid, Meeting.sequence)).one() == ("01J00000000000000000000000", 2)
    assert session.get_one(Registration, 13).person_id == 9


def test_an_empty_installation_has_no_community_yet(database_url):
    with Session(get_engine(database_url)) as session:
        assert session.exec(select(Community)).all() == []
