"""The pages of the rules for particular people."""

import csv
from datetime import time

import pytest
from sqlmodel import select

from matchmaker.models import Category, Delegation, Event, ParticularRule, Place, RuleKind
from matchmaker.setup.queries.new_rule import NEEDED
from tests.builders import factories as make
from tests.builders.new_events import FORM
from tests.builders.pages import shown, text
from web.organiser.setup.particular import FIELDS, MEANINGS, TITLES

BASE = "/o/forum-sante-2098/rules/particular"
HOSTILE = "<b>Zoé</b> =1+1"


@pytest.fixture
def organiser(client, session, as_organiser):
    """The organiser of a forum with three organisations, one of whose names is hostile."""
    community = make.make_community(session, slug="grappe")
    anne = make.make_staff(session, name="Anne", language="en")
    make.make_community_role(session, anne, community)
    as_organiser(client, anne).post("/c/grappe/events/new", data=FORM | {"tables": "2"})
    event = session.exec(select(Event)).one()
    category = session.exec(select(Category).where(Category.code == "basic")).one()
    for name in ("Alizé", "Boréal", HOSTILE):
        side = make.make_delegation(session, event, category, make.make_organisation(session, name, community))
        make.make_registration(session, side)
    return client


def sides(session) -> list[int]:
    return [side for side in session.exec(select(Delegation.id).order_by(Delegation.id)).all() if side is not None]


def test_each_kind_has_its_form_and_each_rule_its_sentence(organiser, session):
    one, other, third = sides(session)
    place = session.exec(select(Place.id).order_by(Place.id)).first()
    forms = {
        RuleKind.REQUIRED: {"one": one, "other": other},
        RuleKind.FORBIDDEN: {"one": one, "other": third},
        RuleKind.NOT_BEFORE: {"who": f"{one}-", "at": "09:30"},
        RuleKind.NOT_AFTER: {"who": f"{one}-", "at": "16:00"},
        RuleKind.TABLE: {"one": one, "with_whom": 0, "place": place},
        RuleKind.LANGUAGE: {"one": one, "with_whom": other},
        RuleKind.LANGUAGE_PREFERRED: {"one": third, "with_whom": 0},
        RuleKind.ORDER: {"one": one, "first": other, "then": third},
        RuleKind.TOGETHER: {"one": one, "with_whom": 0},
        RuleKind.INTERPRETER: {"one": third, "with_whom": other},
    }
    make.make_registration(session, session.get_one(Delegation, one))

    assert forms.keys() == TITLES.keys() == MEANINGS.keys() == FIELDS.keys() == NEEDED.keys() == set(RuleKind)
    for kind, form in forms.items():
        address = f"{BASE}/new/{kind}"
        asked = organiser.post(address, data=form | {"note": "=cmd"})
        if asked.status_code == 200:
            asked = organiser.post(address, data=form | {"note": "=cmd", "seen": shown(asked, "seen")})
        assert asked.status_code == 303, (kind, text(asked))

    page = organiser.get(BASE)
    assert "10 rules hold for every schedule" in text(page)
    assert "They have not agreed to meet so far" in text(page)
    assert HOSTILE not in page.text
    assert f"Alizé meets Boréal before {HOSTILE}." in text(page)
    assert "Alizé sends two people to each meeting." in text(organiser.get(BASE.removesuffix("/particular")))


def test_what_cannot_be_is_refused_beside_the_form(organiser, session):
    one = sides(session)[0]
    refused = {
        "new/forbidden": {"one": one, "other": one},
        "new/required": {"one": one, "other": 0},
        "new/order": {"one": one, "first": 10**309, "then": 0},
        "new/not_before": {"who": "9999999999-", "at": "09:00"},
        "new/not_after": {"who": f"{one}-", "at": "noon"},
    }

    answers = [organiser.post(f"{BASE}/{path}", data=form).status_code for path, form in refused.items()]

    assert answers == [422] * len(refused)
    assert (organiser.get(f"{BASE}/new/whatever").status_code, session.exec(select(ParticularRule)).all()) == (404, [])


def test_a_rule_is_removed_after_a_question_and_comes_back(organiser, session):
    one, other, _ = sides(session)
    organiser.post(f"{BASE}/new/forbidden", data={"one": one, "other": other})
    rule = session.exec(select(ParticularRule.id)).one()

    asked = organiser.post(f"{BASE}/{rule}/remove")
    removed = organiser.post(f"{BASE}/{rule}/remove", data={"seen": shown(asked, "seen")}, follow_redirects=True)
    again = organiser.post(f"{BASE}/{rule}/remove")
    undo = removed.text.partition('action="/o/forum-sante-2098/structure/changes/')[2].partition("/")[0]
    undone = organiser.post(f"/o/forum-sante-2098/structure/changes/{undo}/undo", data={"back": BASE})

    assert "Alizé and Boréal do not meet." in text(asked)
    assert "No rule for particular people" in text(removed)
    assert (again.status_code, undone.status_code, undone.location) == (404, 303, BASE)
    assert "Alizé and Boréal do not meet." in text(organiser.get(BASE))


def test_rules_are_downloaded_one_a_line_and_no_name_is_a_formula(organiser, session):
    one, _, hostile = sides(session)
    for side in (one, hostile):
        session.add(
            ParticularRule(event_id=1, kind=RuleKind.NOT_BEFORE, delegation_id=side, wall=time(10), note="=1+1")
        )
    session.commit()

    answer = organiser.get(f"{BASE}.csv")

    head, *rows = csv.reader(answer.data.decode("utf-8-sig").splitlines(), delimiter=";")
    assert head == ["Kind", "Rule", "Note", "Added by", "Added", "Cost in wishes"]
    assert [row[0] for row in rows] == ["No meeting before a time"] * 2
    assert ["Alizé" in row[1] for row in rows] == [False, True]
    assert {row[2] for row in rows} == {"'=1+1"}
    assert organiser.get(f"{BASE}.pdf").status_code == 404
