"""Whom companies look for in each city: said by two at once, refused, removed with its city."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from matchmaker.base.db import get_engine
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.base.languages import language_of
from matchmaker.missions.commands.demands import DemandValues, save_demand, save_offer
from matchmaker.missions.commands.legs import remove_leg
from matchmaker.missions.queries.demands import COUNTERPARTS, demand_of, demand_token, own_demands, read_demands
from matchmaker.models import Delegation, Demand, Event, EventKind, Leg, LegMember, Phase, row_id
from tests.builders import factories as make
from tests.builders.history import trail

WORDS = DemandValues(sectors=["health"], profiles=["resellers"], words="Hospitals", languages=["en"], minutes=45)


@pytest.fixture
def mission(session):
    return make_mission(session)


def make_mission(session):
    """Two cities; Lumo goes to both, Nivelyo to the second only, Satama is looked for."""
    event = make.make_event(session, kind=EventKind.MISSION)
    legs = [
        Leg(event_id=row_id(event), name=name, zone=event.zone, starts_on=event.starts_on, ends_on=event.ends_on)
        for name in ("Copenhagen", "Helsinki")
    ]
    session.add_all(legs)
    companies, locals_ = (make.make_category(session, event, code) for code in ("company", COUNTERPARTS))
    found = {
        name: make.make_delegation(session, event, category, make.make_organisation(session, name))
        for name, category in (("Nivelyo", companies), ("Lumo", companies), ("Satama", locals_))
    }
    session.add(LegMember(leg_id=row_id(legs[1]), delegation_id=row_id(found["Nivelyo"])))
    session.flush()
    return event, [row_id(leg) for leg in legs], {name: row_id(one) for name, one in found.items()}


def said(session, event) -> list[tuple[str, str, bool]]:
    return [(line.city, line.company, line.demand is not None) for line in read_demands(session, event)]


def test_each_company_has_a_line_in_each_of_its_cities_and_counterparts_have_none(session, mission):
    event, (copenhagen, helsinki), ids = mission

    saved = save_demand(session, event, helsinki, ids["Lumo"], WORDS, shown=demand_token(None), by="Zoé")

    assert said(session, event) == [
        ("Copenhagen", "Lumo", False),
        ("Helsinki", "Lumo", True),
        ("Helsinki", "Nivelyo", False),
    ]
    assert (saved.sectors, saved.profiles, saved.words, saved.minutes, saved.updated_by) == (
        ["health"],
        ["resellers"],
        "Hospitals",
        45,
        "Zoé",
    )
    assert trail(session) == [("Zoé", "save_demand", "Lumo", "")]
    assert [line.city for line in own_demands(session, event, session.get_one(Delegation, ids["Nivelyo"]))] == [
        "Helsinki"
    ]
    assert own_demands(session, event, session.get_one(Delegation, ids["Satama"])) == ()
    with pytest.raises(NotFound):
        demand_of(session, event, copenhagen, ids["Nivelyo"])


def test_of_two_who_save_at_once_the_second_is_told_and_an_empty_demand_is_none(session, mission):
    event, (_copenhagen, helsinki), ids = mission
    save_demand(session, event, helsinki, ids["Lumo"], WORDS, shown=demand_token(None), by="Zoé")

    with pytest.raises(Stale):
        save_demand(session, event, helsinki, ids["Lumo"], WORDS, shown=demand_token(None), by="Luc")
    token = demand_of(session, event, helsinki, ids["Lumo"]).token
    assert save_demand(session, event, helsinki, ids["Lumo"], DemandValues(), shown=token, by="Luc") is None
    assert session.exec(select(Demand)).all() == []


def test_what_was_saved_since_a_row_was_read_is_not_overwritten(own_postgres_url):
    engine = get_engine(own_postgres_url)
    with Session(engine) as session:
        event, (_copenhagen, helsinki), ids = make_mission(session)
        number = row_id(event)
        save_demand(session, event, helsinki, ids["Lumo"], WORDS, shown=demand_token(None), by="Zoé")
        session.commit()

    with Session(engine) as mine, Session(engine) as theirs:
        event, same = (session.get_one(Event, number) for session in (mine, theirs))
        read = demand_of(mine, event, helsinki, ids["Lumo"])
        words = replace(WORDS, words="Clinics")
        save_demand(theirs, same, helsinki, ids["Lumo"], words, shown=read.token, by="Luc")
        theirs.commit()

        with pytest.raises(Stale):
            save_demand(mine, event, helsinki, ids["Lumo"], WORDS, shown=read.token, by="Zoé")


@pytest.mark.parametrize(
    ("values", "phase", "error"),
    [
        (DemandValues(sectors=["resellers"]), Phase.OPEN, InvalidInput),
        (DemandValues(profiles=["nothing"]), Phase.OPEN, InvalidInput),
        (DemandValues(minutes=5), Phase.OPEN, InvalidInput),
        (DemandValues(languages=["en", "x"]), Phase.OPEN, InvalidInput),
        (DemandValues(offers="Caméras", offers_language="é"), Phase.OPEN, InvalidInput),
        (WORDS, Phase.ARCHIVED, Closed),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(session, mission, values, phase, error):
    event, (copenhagen, _helsinki), ids = mission
    event.phase = phase

    with pytest.raises(error):
        save_demand(session, event, copenhagen, ids["Lumo"], values, shown=demand_token(None), by="Zoé")
    assert session.exec(select(Demand)).all() == []


def test_a_city_takes_the_demands_for_it_along(session, mission):
    event, (copenhagen, helsinki), ids = mission
    for leg in (copenhagen, helsinki):
        save_demand(session, event, leg, ids["Lumo"], WORDS, shown=demand_token(None), by="Zoé")

    remove_leg(session, event, copenhagen, staff=make.make_staff(session, event))

    assert [one.leg_id for one in session.exec(select(Demand)).all()] == [helsinki]


def test_the_attache_writes_what_a_company_offers_and_leaves_the_rest_of_its_demand(session, mission):
    event, (_copenhagen, helsinki), ids = mission
    save_demand(session, event, helsinki, ids["Lumo"], WORDS, shown=demand_token(None), by="Zoé")
    shown = demand_of(session, event, helsinki, ids["Lumo"]).offer_token
    offer = {"words": "Kameroita", "language": "fi", "by": "Pia"}

    saved = save_offer(session, event, helsinki, ids["Lumo"], **offer, shown=shown)

    found = (saved.words, saved.offers, saved.offers_language, saved.updated_by)
    assert found == ("Hospitals", "Kameroita", "fi", "Pia")
    assert trail(session)[-1] == ("Pia", "save_offer", "Lumo", "")
    with pytest.raises(Stale):
        save_offer(session, event, helsinki, ids["Lumo"], **offer, shown=shown)
    with pytest.raises(InvalidInput, match="in which language"):
        save_offer(
            session, event, helsinki, ids["Lumo"], **offer | {"language": ""}, shown=demand_of_token(session, mission)
        )


def test_an_offer_alone_is_no_demand_and_goes_with_its_words(session, mission):
    event, (_copenhagen, helsinki), ids = mission
    empty = demand_of(session, event, helsinki, ids["Lumo"])
    offer = {"language": "fi", "by": "Pia"}

    save_offer(session, event, helsinki, ids["Lumo"], words="Kameroita", **offer, shown=empty.offer_token)
    offered = demand_of(session, event, helsinki, ids["Lumo"])
    gone = save_offer(session, event, helsinki, ids["Lumo"], words="", **offer, shown=offered.offer_token)

    assert (empty.says_whom, offered.says_whom, offered.demand is not None, gone) == (False, False, True, None)
    assert session.exec(select(Demand)).all() == []


def demand_of_token(session, mission) -> str:
    event, (_copenhagen, helsinki), ids = mission
    return demand_of(session, event, helsinki, ids["Lumo"]).offer_token


@pytest.mark.parametrize(
    ("country", "language"), [("DK", "da"), ("fi", "fi"), ("EE", "et"), ("NO", "no"), ("JP", "ja"), ("", "")]
)
def test_a_city_speaks_the_language_of_its_country(country, language):
    assert language_of(country) == language
