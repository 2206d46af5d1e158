"""Nobody enters a page that is not theirs: every route is visited as each kind of person who has no business there.

A new route must carry a guard or stand in `PUBLIC` with its reason, and every variable in its address must stand in
`foreign` below: otherwise these tests fail.
"""

from dataclasses import dataclass
from datetime import time

import pytest
from flask import Flask
from sqlmodel import delete
from werkzeug.routing import Rule

from matchmaker.models import (
    Alert,
    AlertKind,
    Event,
    ImportUpload,
    Message,
    Phase,
    Registration,
    Release,
    ReleaseKind,
    Scenario,
    ScenarioKind,
    SolveRun,
    Staff,
    StaffRole,
)
from tests.builders.factories import (
    make_absence,
    make_category,
    make_delegation,
    make_event,
    make_place,
    make_registration,
    make_slots,
    make_staff,
    make_venue,
    make_wish,
)
from web.auth.guards import GUARD

PUBLIC = {
    "static": "files of the look",
    "public.home": "shows the ways in, or one's own events",
    "auth.login": "asks for a link",
    "auth.open_link": "the token is the key",
    "auth.use_link": "the token is the key",
    "auth.staff_login": "asks for a password",
    "auth.logout": "empties one's own session",
    "public.choose_language": "changes one's own session",
    "public.health": "says only whether all is well",
    "public.mailbox": "exists in the demo only",
    "public.mail": "exists in the demo only",
    "public.mail_letter": "exists in the demo only",
    "public.styleguide": "samples; absent in production",
    "public.mails": "the token is the key",
    "public.set_mails": "the token is the key",
    "public.invitation": "the token is the key",
    "public.answer_invitation": "the token is the key",
    "calendar.feed": "the token is the key",
}
FORM = {"answer": "yes", "rank": "1", "strength": "must"}
"""What a form must hold for its id to be looked at."""
TAKES_BACK_ONES_OWN = {"participant.remove_wish", "participant.unveto"}
"""Removing what one has not is no error: the answer to a foreign id is that to an id which never existed."""
SHARED_WITHIN_AN_EVENT = {"delegation_id"}
"""Variables whose things every participant of the event may see."""


@dataclass
class Side:
    """One event with a participant, an organiser, and something behind every kind of address."""

    event: Event
    registration: Registration
    staff: Staff
    things: dict[str, object]


def make_side(session) -> Side:
    event = make_event(session)
    category = make_category(session, event)
    delegation, other = (make_delegation(session, event, category) for _ in range(2))
    registration = make_registration(session, delegation)
    make_registration(session, other)
    staff = make_staff(session, event)
    wish = make_wish(session, delegation, other)
    venue = make_venue(session, event)
    slot = make_slots(session, venue)[0]
    absence = make_absence(session, registration, time(9), time(10))
    scenario = Scenario(event_id=event.id, kind=ScenarioKind.SOLVED, name="One", status="optimal")
    run = SolveRun(event_id=event.id, name="One")
    upload = ImportUpload(event_id=event.id, staff_id=staff.id, kind="wishes", filename="w.csv", data=b"from,to\n")
    message = Message(event_id=event.id, kind="login_link", recipient="a@b.example", subject="x", mime=b"x")
    session.add_all([scenario, run, upload, message])
    session.flush()
    release = Release(event_id=event.id, number=1, kind=ReleaseKind.FINAL, scenario_id=scenario.id)
    alert = Alert(event_id=event.id, kind=AlertKind.CANCELLED, registration_id=registration.id, uid="m-1")
    session.add_all([release, alert])
    session.flush()
    return Side(
        event,
        registration,
        staff,
        {
            "slug": event.slug,
            "delegation_id": delegation.id,
            "wish_id": wish.id,
            "slot_id": slot.id,
            "absence_id": absence.id,
            "registration_id": registration.id,
            "place_id": make_place(session, venue).id,
            "scenario_id": scenario.id,
            "run_id": run.id,
            "upload_id": upload.id,
            "message_id": message.id,
            "release_id": release.id,
            "number": release.number,
            "alert_id": alert.id,
            "uid": f"m-{event.id}",
            "what": "cancel",
            "kind": "wishes",
        },
    )


@pytest.fixture
def ours(session) -> Side:
    return make_side(session)


@pytest.fixture
def theirs(session) -> Side:
    return make_side(session)


def guarded(app: Flask) -> list[tuple[Rule, str, str]]:
    """Every guarded rule with its guard and each of its methods."""
    return [
        (rule, getattr(app.view_functions[rule.endpoint], GUARD), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


def address(rule: Rule, things: dict[str, object]) -> str:
    unknown = rule.arguments - things.keys()
    assert not unknown, f"{rule.rule}: say in make_side() what stands for {unknown}"
    return rule.build({name: things[name] for name in rule.arguments}, append_unknown=False)[1]


def visit(client, rule: Rule, method: str, things: dict[str, object]):
    return client.open(address(rule, things), method=method, data=FORM if method == "POST" else None)


def test_every_route_is_guarded_or_public_for_a_reason(app):
    unguarded = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], GUARD, None) not in {"participant", "organiser", "staff"}
    }

    assert unguarded == set(PUBLIC) & set(app.view_functions)


def test_strangers_are_sent_to_the_log_in(app, client, theirs):
    for rule, guard, method in guarded(app):
        response = visit(client, rule, method, theirs.things)
        door = "/login" if guard == "participant" else "/staff/login"

        assert response.status_code == (302 if method == "GET" else 303), rule
        assert response.location.split("?")[0] == door, rule


def test_a_part_of_a_page_asked_for_by_a_stranger_moves_the_whole_page(app, client, theirs):
    for rule, guard, method in guarded(app):
        response = client.open(address(rule, theirs.things), method=method, headers={"HX-Request": "true"})

        assert response.status_code == 204, rule
        assert response.headers["HX-Redirect"].startswith("/login" if guard == "participant" else "/staff/login"), rule


def test_participants_of_another_event_find_nothing(app, client, ours, theirs, as_participant):
    as_participant(client, ours.registration)

    for rule, _guard, method in guarded(app):
        assert visit(client, rule, method, theirs.things).status_code == 404, (rule, method)


def test_organisers_of_another_event_find_nothing(app, client, ours, theirs, as_organiser):
    as_organiser(client, ours.staff)

    for rule, guard, method in guarded(app):
        if guard != "staff":
            assert visit(client, rule, method, theirs.things).status_code == 404, (rule, method)


def test_participants_find_no_page_of_the_organisers_of_their_own_event(app, client, ours, as_participant):
    as_participant(client, ours.registration)

    for rule, guard, method in guarded(app):
        if guard != "participant":
            assert visit(client, rule, method, ours.things).status_code == 404, (rule, method)


def test_organisers_find_no_page_of_the_participants_of_their_own_event(app, client, ours, as_organiser):
    as_organiser(client, ours.staff)

    for rule, guard, method in guarded(app):
        if guard == "participant":
            assert visit(client, rule, method, ours.things).status_code == 404, (rule, method)


def test_helpers_of_an_event_are_not_its_organisers(app, client, session, ours, as_organiser):
    as_organiser(client, make_staff(session, ours.event, StaffRole.HELPER))

    for rule, guard, method in guarded(app):
        if guard == "organiser":
            assert visit(client, rule, method, ours.things).status_code == 404, (rule, method)


def check_ids_of_another_event(client, session, ours: Side, theirs: Side, guard_of_page: str) -> None:
    mixed = theirs.things | {"slug": ours.event.slug, "kind": ours.things["kind"], "number": 99}
    for table in (Release, Scenario):  # only theirs exist
        session.exec(delete(table).where(table.event_id == ours.event.id))

    for rule, guard, method in guarded(client.application):
        if guard != guard_of_page or not rule.arguments - {"slug", "kind"}:
            continue
        answer = visit(client, rule, method, mixed)
        if rule.endpoint in TAKES_BACK_ONES_OWN:
            nothing = visit(client, rule, method, dict.fromkeys(mixed, 999999) | {"slug": ours.event.slug})
            assert (answer.status_code, answer.location) == (nothing.status_code, nothing.location), rule
        else:
            assert answer.status_code == 404, (rule, method)


def test_ids_of_another_event_under_a_participants_own_address_find_nothing(
    client, session, ours, theirs, as_participant
):
    as_participant(client, ours.registration)

    check_ids_of_another_event(client, session, ours, theirs, "participant")


def test_ids_of_another_event_under_an_organisers_own_address_find_nothing(client, session, ours, theirs, as_organiser):
    as_organiser(client, ours.staff)

    check_ids_of_another_event(client, session, ours, theirs, "organiser")


def test_private_things_of_another_delegation_of_the_same_event_are_not_found(
    app, client, session, ours, as_participant
):
    category = make_category(session, ours.event, "guest")
    neighbour = make_registration(session, make_delegation(session, ours.event, category))
    as_participant(client, neighbour)

    for rule, guard, method in guarded(app):
        private = rule.arguments - {"slug", "kind", "number", "slot_id", "what"} - SHARED_WITHIN_AN_EVENT
        if guard == "participant" and private and rule.endpoint not in TAKES_BACK_ONES_OWN:
            assert visit(client, rule, method, ours.things).status_code == 404, (rule, method)


def test_an_event_in_preparation_is_not_there_for_participants(app, client, session, ours, as_participant):
    ours.event.phase = Phase.DRAFT
    session.add(ours.event)
    as_participant(client, ours.registration)

    for rule, guard, method in guarded(app):
        if guard == "participant":
            assert visit(client, rule, method, ours.things).status_code == 404, (rule, method)
