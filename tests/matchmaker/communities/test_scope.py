"""Statements that load organisations or people say of whom: a community, an event, or one row by its id."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

import matchmaker
from matchmaker.alerts.queries.page import alerts_page
from matchmaker.communities.queries import organisations_of, people_of
from matchmaker.models import Alert, AlertKind, CommunityRole, EventStaff
from tests.builders import factories as make

PACKAGES = [Path(matchmaker.__file__).parent, Path(matchmaker.__file__).parents[1] / "web"]
TABLES = {"Organisation", "Person"}
SCOPES = {"community_id", "event_id", "organisation_id", "delegation_id", "person_id", "id", "in_", "from_id", "to_id"}
"""A condition on one of these limits the rows; `in_` is given ids."""
UNSCOPED = {
    "people/commands/login.py:_registered": "a link asked for at no event: the mailbox proves who they are",
    "people/commands/login.py:_addresses_of_today": "whose former address it is: the same",
    "people/commands/sessions.py:end_sessions_of": "the operator ends sessions by address, in every community",
    "feeds/source.py:_names": "limited further down, to a delegation or to the speakers of an event",
}


def statements(
    node: ast.AST, function: str = "", whole: ast.AST | None = None
) -> Iterator[tuple[str, ast.Call, ast.AST]]:
    """Yield each call of select() with the function and the whole statement around it."""
    if isinstance(node, ast.FunctionDef):
        function = node.name
    elif isinstance(node, ast.stmt):
        whole = node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("select"):
        yield function, node, whole or node
    for child in ast.iter_child_nodes(node):
        yield from statements(child, function, whole)


def loaded(call: ast.Call) -> set[str]:
    return {node.id for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Name)} & TABLES


def scoped(whole: ast.AST) -> bool:
    compared = [node for node in ast.walk(whole) if isinstance(node, ast.Call) and _is_where(node)]
    parts = [part for call in compared for condition in call.args for part in ast.walk(condition)]
    return any(isinstance(part, ast.Attribute) and part.attr in SCOPES for part in parts)


def _is_where(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "where"


def found() -> Iterator[tuple[str, bool]]:
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            if "models" in path.parts or "migrations" in path.parts:
                continue
            for function, call, whole in statements(ast.parse(path.read_text(encoding="utf-8"))):
                if loaded(call):
                    yield f"{path.relative_to(package)}:{function}", scoped(whole)


def test_organisations_and_people_are_loaded_within_a_scope():
    places = list(found())

    assert len(places) > 20
    assert {place for place, limited in places if not limited} == set(UNSCOPED)


def test_a_statement_without_a_scope_is_noticed():
    [(_, call, whole)] = statements(
        ast.parse("rows = session.exec(select(Organisation).where(Organisation.vat == vat))")
    )

    assert (loaded(call), scoped(whole)) == ({"Organisation"}, False)


def test_the_rows_of_a_community_are_its_own(session):
    here, there = (
        make.make_person(session, make.make_organisation(session, community=make.make_community(session))) for _ in "12"
    )

    for person in (here, there):
        organisation = session.get_one(matchmaker.models.Organisation, person.organisation_id)
        assert session.exec(organisations_of(organisation.community_id)).all() == [organisation]
        assert session.exec(people_of(organisation.community_id)).all() == [person]


@pytest.mark.parametrize("role", CommunityRole)
def test_mails_that_belong_to_no_event_are_for_administrators_of_the_first_community(session, role):
    first, second = make.make_community(session), make.make_community(session)
    home, away = make.make_event(session, first), make.make_event(session, second)
    session.add(Alert(kind=AlertKind.MESSAGE, note="of nobody"))
    staff, stranger = make.make_staff(session, home), make.make_staff(session, away)
    make.make_community_role(session, staff, first, role)
    make.make_community_role(session, stranger, second, role)

    def seen(event, who) -> int:
        return len(alerts_page(session, event.id, who).open)

    assert seen(home, staff) == (1 if role is CommunityRole.ADMINISTRATOR else 0)
    assert (seen(away, staff), seen(home, stranger), seen(away, stranger)) == (0, 0, 0)


def test_an_organisation_of_another_community_cannot_be_registered(session):
    event = make.make_event(session, make.make_community(session))
    stranger = make.make_organisation(session, community=make.make_community(session))

    with pytest.raises(IntegrityError):
        make.make_delegation(session, event, make.make_category(session, event), stranger)


def test_a_role_that_ended_never_gives_its_id_and_so_its_calendar_to_the_next(session):
    event = make.make_event(session)
    gone = session.exec(select(EventStaff).where(EventStaff.staff_id == make.make_staff(session, event).id)).one()
    known = gone.id
    session.delete(gone)
    session.flush()

    make.make_staff(session, event)

    assert session.get(EventStaff, known) is None
