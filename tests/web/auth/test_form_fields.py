"""Ids of another community in the fields of forms: whatever a form takes, no row of the other side changes."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select

import matchmaker.models
import web
from matchmaker.communities.queries import organisations_of, people_of
from tests.builders.factories import make_community
from tests.builders.sides import FORM, Side, address, guarded, make_side

FIELD = re.compile(
    r'(?:request\.form(?:\.getlist|\.get)?[\[(]|chosen_ids\()"(\w+)"|^ {4}(\w+) = (?:\w*Field|Checkboxes)\(',
    re.MULTILINE,
)
OF_EVENTS = [
    table
    for table in vars(matchmaker.models).values()
    if isinstance(table, type) and issubclass(table, SQLModel) and hasattr(table, "event_id")
]


def fields() -> set[str]:
    """The fields that the application reads anywhere, but those that say what the form is for."""
    sources = (path.read_text(encoding="utf-8") for path in Path(web.__file__).parent.rglob("*.py"))
    return {one or other for source in sources for one, other in FIELD.findall(source)} - set(FORM)


def state(session: Session, side: Side) -> list[dict[str, Any]]:
    """Everything of a side: its event with all that belongs to it, its organisations and its people."""
    session.expire_all()
    community_id = side.event.community_id
    rows = [side.event, *session.exec(organisations_of(community_id)), *session.exec(people_of(community_id))]
    for table in OF_EVENTS:
        rows += session.exec(select(table).where(table.event_id == side.event.id).order_by(*inspect(table).primary_key))
    return [row.model_dump() for row in rows]


def test_the_fields_and_tables_are_found():
    assert {"person", "option", "calendar", "chosen", "email", "elsewhere", "order"} <= fields()
    assert len(OF_EVENTS) > 15


@pytest.mark.parametrize("role", ["participant", "organiser"])
def test_ids_of_another_community_in_every_field_change_nothing_there(app, session, as_participant, as_organiser, role):
    ours, theirs = make_side(session), make_side(session, make_community(session))
    log_in, who = (as_participant, ours.registration) if role == "participant" else (as_organiser, ours.staff)
    client, before = log_in(app.test_client(), who), state(session, theirs)
    # whoever has withdrawn finds nothing any more
    rules = sorted((rule for rule, guard, method in guarded(app) if (guard, method) == (role, "POST")), key=_leaves)
    names = fields()

    for foreign in sorted({str(thing) for thing in theirs.things.values()}):
        for rule in rules:
            answer = client.post(address(rule, ours.things), data=dict.fromkeys(names, foreign) | FORM)
            assert answer.status_code < 500, (rule, foreign)

    assert state(session, theirs) == before


def _leaves(rule) -> bool:
    return "withdraw" in rule.endpoint
