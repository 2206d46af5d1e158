"""What the undo of an import cannot take back, row by row: the rest is undone all the same."""

from datetime import timedelta

import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.imports import Amendments, apply
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    DraftAct,
    DraftEdit,
    Organisation,
    Person,
    Registration,
    Scenario,
    ScenarioKind,
)
from matchmaker.people.rules.company import search_text
from tests.builders import factories
from tests.builders.imports import csv
from tests.builders.undo import ADA, PEOPLE, ZOE, undo


def test_a_withdrawal_that_was_dealt_with_stays_and_so_does_the_new_registration(session, known) -> None:
    moved = csv(PEOPLE, ADA.replace("A1;Quillworks", "A2;Nivelyo"), ZOE)
    apply(session, known, "participants", moved, amendments=Amendments(answers={2: "moved"}))
    alert = session.exec(select(Alert).where(Alert.kind == AlertKind.WITHDRAWN)).one()
    alert.state, alert.settled_by_id = AlertState.HANDLED, factories.make_staff(session).id
    session.flush()

    plan = undo(session, known)

    rows = session.exec(select(Registration).join(Person).where(Person.first_name == "Ada").order_by(Registration.id))
    assert [row.withdrawn for row in rows] == [True, False]
    assert len(plan.settled) == 1
    assert session.exec(select(Person).where(Person.first_name == "Zoé")).all() == []


def test_an_address_that_a_colleague_has_by_now_is_not_given_back(session, known) -> None:
    changed = csv(PEOPLE, ADA.replace("quillworks.example", "quill.example"), ZOE)
    apply(session, known, "participants", changed, amendments=Amendments(answers={2: "correct"}))
    ada = session.exec(select(Person).where(Person.first_name == "Ada")).one()
    session.add(
        Person(
            organisation_id=ada.organisation_id,
            first_name="Al",
            last_name="Bo",
            email="ada@quillworks.example",
            email_key="ada@quillworks.example",
        )
    )
    session.flush()

    plan = undo(session, known)

    assert (ada.email, plan.taken) == ("ada@quill.example", {("person", ada.id)})
    assert session.exec(select(Person.first_name).order_by(Person.first_name)).all() == ["Ada", "Al", "Noé"]


def test_another_field_that_was_changed_since_stays_and_the_imported_one_goes_back(session, known) -> None:
    head = PEOPLE + ";website;description"
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        apply(session, known, "participants", csv(head, ADA + ";https://new.example;"))
    ada = session.exec(select(Person).where(Person.first_name == "Ada")).one()
    company = session.get_one(Organisation, ada.organisation_id)
    company.description = "Feathers"
    company.search_text, company.updated_at = search_text(company), clock.now() + timedelta(minutes=2)
    session.flush()

    plan = undo(session, known)

    assert (plan.kept, company.website, company.description) == (frozenset(), "", "Feathers")
    assert company.search_text == search_text(company)


def test_people_whom_undo_in_the_draft_leads_back_to_stay(session, known) -> None:
    apply(session, known, "participants", csv(PEOPLE, ADA, ZOE))
    zoe = session.exec(select(Registration).join(Person).where(Person.first_name == "Zoé")).one()
    draft = Scenario(event_id=known.id, kind=ScenarioKind.DRAFT, name="Draft", status="feasible")
    session.add(draft)
    session.flush()
    spot = {"slot": 1, "place": 1, "people": [0, zoe.id], "locked": False, "waived": []}
    changes = [{"meeting": 1, "before": spot, "after": None}]
    session.add(
        DraftEdit(scenario_id=draft.id, number=1, act=DraftAct.REMOVE, version=2, about="", changes=changes, actor="")
    )
    session.flush()

    plan = undo(session, known)

    assert ("registration", zoe.id) in plan.kept
    assert zoe in session.exec(select(Registration)).all()
