"""Two sides of a fence: events with something behind every kind of address, and visits to every route."""

from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from ulid import ULID
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from matchmaker.models import (
    Alert,
    AlertKind,
    AttachePage,
    Campaign,
    CampaignPreset,
    Community,
    Counterpart,
    Decision,
    Event,
    ImportBatch,
    ImportUpload,
    Leg,
    MadePaper,
    MemberContact,
    Merge,
    MergeKind,
    Message,
    PaperFile,
    PaperKind,
    ParticularRule,
    Prospect,
    QuestionKind,
    Registration,
    RegistrationLink,
    RegistrationQuestion,
    Release,
    ReleaseKind,
    RepairSearch,
    RuleKind,
    SavedView,
    Scenario,
    ScenarioKind,
    SolveRun,
    Staff,
    StaffInvitation,
    StaffRole,
    StructureAct,
    StructureChange,
    TierPeriod,
)
from solver.formats import dump_problem
from tests.builders.factories import (
    make_absence,
    make_category,
    make_delegation,
    make_event,
    make_place,
    make_plan,
    make_registration,
    make_slots,
    make_staff,
    make_venue,
    make_wish,
)
from tests.builders.presentations import sent_proposal
from tests.builders.public_routes import PUBLIC
from tests.builders.side_rows import rows_afterwards
from tests.builders.solver.small import problem
from web.auth.guards import GUARD

FORM = {"answer": "yes", "rank": "1", "strength": "must"}
"""What a form must hold for its id to be looked at."""


NONE = {"met": 0, "of": 0}
NUMBERS = {
    **{name: [] for name in ("goals", "categories")},
    **dict.fromkeys(("wishes", "must", "want", "open"), NONE),
    **dict.fromkeys(("meetings", "pairs", "breaks", "tables_used", "tables_open", "persons"), 0),
    **dict.fromkeys(("worst_off", "tables_slot_id"), None),
    "tables_at": "",
}
"""Of a scenario in which nobody meets."""


@dataclass
class Side:
    """One event with a participant, an organiser, and something behind every kind of address."""

    event: Event
    registration: Registration
    staff: Staff
    things: dict[str, object]


def make_side(session: Session, community: Community | None = None) -> Side:
    event = make_event(session, community)
    category = make_category(session, event)
    delegation, other = (make_delegation(session, event, category) for _ in range(2))
    registration = make_registration(session, delegation)
    make_registration(session, other)
    staff = make_staff(session, event)
    wish = make_wish(session, delegation, other)
    leg = Leg(event_id=event.id, name="Huy", zone=event.zone, starts_on=event.starts_on, ends_on=event.ends_on)
    session.add(leg)
    session.flush()
    venue = make_venue(session, event, leg_id=leg.id, hub=True)
    slot = make_slots(session, venue)[0]
    absence = make_absence(session, registration, time(9), time(10))
    scenario = Scenario(
        event_id=event.id,
        kind=ScenarioKind.SOLVED,
        name="One",
        status="optimal",
        numbers=NUMBERS,
        problem=dump_problem(problem()),
    )
    run = SolveRun(event_id=event.id, name="One")
    upload = ImportUpload(event_id=event.id, staff_id=staff.id, kind="wishes", filename="w.csv", data=b"from,to\n")
    invitation = StaffInvitation(
        community_id=event.community_id,
        event_id=event.id,
        event_role=StaffRole.PARTNER_OWN,
        email="new@cluster.example",
        email_key="new@cluster.example",
        language="en",
        secret_hash=f"hash-{event.id}",
        invited_by="Anne",
        expires_at=event.wishes_close_at,
    )
    message = Message(event_id=event.id, kind="login_link", recipient="a@b.example", subject="x", mime=b"x")
    campaign = Campaign(
        event_id=event.id, preset=CampaignPreset.OWN, texts={event.language: {"subject": "One", "body": "Two"}}
    )
    batch = ImportBatch(event_id=event.id, kind="wishes", actor="Anne")
    change = StructureChange(event_id=event.id, act=StructureAct.CHANGE_PLACE, about="T1", actor="Anne")
    question = RegistrationQuestion(event_id=event.id, kind=QuestionKind.TEXT, labels={"en": "Meal?"})
    merge = Merge(
        community_id=event.community_id,
        kind=MergeKind.ORGANISATION,
        kept_id=delegation.organisation_id,
        merged_id=other.organisation_id,
        kept_name="One",
        merged_name="Other",
        actor="Anne",
    )
    link = RegistrationLink(event_id=event.id, key=str(ULID()), name="Guests", category_id=category.id)
    view = SavedView(event_id=event.id, staff_id=staff.id, name="Mine")
    counterpart = Counterpart(event_id=event.id, leg_id=leg.id, organisation_id=other.organisation_id)
    attache = AttachePage(event_id=event.id, leg_id=leg.id, name="Pia")
    paper = MadePaper(
        event_id=event.id, kind=PaperKind.BOOKLET, language="fr", file_release=1, file_at=event.wishes_close_at
    )
    search = RepairSearch(event_id=event.id, created_by_id=staff.id)
    session.add_all(
        [
            counterpart,
            attache,
            paper,
            search,
            view,
            merge,
            scenario,
            run,
            upload,
            batch,
            campaign,
            change,
            invitation,
            message,
            question,
            link,
        ]
    )
    session.flush()
    prospect = Prospect(counterpart_id=counterpart.id, delegation_id=delegation.id)
    session.add_all([prospect, PaperFile(paper_id=paper.id, data=b"%PDF")])
    presentation = sent_proposal(session, registration, decision=Decision.ACCEPTED)
    rule = ParticularRule(event_id=event.id, kind=RuleKind.FORBIDDEN, delegation_id=delegation.id, other_id=other.id)
    session.add(rule)
    after = rows_afterwards(session, venue, registration, other)
    release = Release(event_id=event.id, number=1, kind=ReleaseKind.FINAL, scenario_id=scenario.id)
    alert = Alert(event_id=event.id, kind=AlertKind.CANCELLED, registration_id=registration.id, uid="m-1")
    member = {"organisation_id": delegation.organisation_id}
    period = TierPeriod(**member, tier="Basic", starts_on=event.starts_on, ends_on=event.ends_on)
    contact = MemberContact(**member, name="Zoé", email="zoe@org.example", email_key="zoe@org.example")
    session.add_all([release, alert, period, contact])
    session.flush()
    return Side(
        event,
        registration,
        staff,
        {
            "slug": event.slug,
            "community": session.get_one(Community, event.community_id).slug,
            "delegation_id": delegation.id,
            "category_id": category.id,
            "block_id": slot.block_id,
            "venue_id": venue.id,
            "leg_id": leg.id,
            "paper_id": paper.id,
            "change_id": change.id,
            "wish_id": wish.id,
            "slot_id": slot.id,
            "absence_id": absence.id,
            "registration_id": registration.id,
            "place_id": make_place(session, venue).id,
            "plan_id": make_plan(session, venue).id,
            "scenario_id": scenario.id,
            "run_id": run.id,
            "upload_id": upload.id,
            "batch_id": batch.id,
            "campaign_id": campaign.id,
            "invitation_id": invitation.id,
            "staff_id": staff.id,
            "event_id": event.id,
            "organisation_id": delegation.organisation_id,
            "period_id": period.id,
            "contact_id": contact.id,
            "message_id": message.id,
            "question_id": question.id,
            "presentation_id": presentation.id,
            "link_id": link.id,
            "release_id": release.id,
            "number": release.number,
            "alert_id": alert.id,
            "uid": f"m-{event.id}",
            "what": "cancel",
            "phase": "closed",
            "kind": "wishes",
            "rule_kind": "order",
            "rule_id": rule.id,
            "file_format": "csv",
            "merge_kind": "organisation",
            "one_id": delegation.organisation_id,
            "other_id": other.organisation_id,
            "merge_id": merge.id,
            "view_id": view.id,
            "change_kind": "late",
            "subject_id": registration.id,
            "search_id": search.id,
            "counterpart_id": counterpart.id,
            "prospect_id": prospect.id,
            "attache_id": attache.id,
            **after,
        },
    )


Route: TypeAlias = tuple[Rule, str, str]
"""A rule, its guard and one of its methods."""


def guarded(app: Flask) -> list[Route]:
    """Every guarded rule with its guard and each of its methods."""
    return [
        (rule, getattr(app.view_functions[rule.endpoint], GUARD), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


def one_of_each(routes: list[Route]) -> list[Route]:
    """The last route of each guard, audience and method."""
    return list(
        {(guard, rule.endpoint.split(".")[0], method): (rule, guard, method) for rule, guard, method in routes}.values()
    )


def address(rule: Rule, things: dict[str, object]) -> str:
    unknown = rule.arguments - things.keys()
    assert not unknown, f"{rule.rule}: say in make_side() what stands for {unknown}"
    return rule.build({name: things[name] for name in rule.arguments}, append_unknown=False)[1]


def visit(
    client: FlaskClient, rule: Rule, method: str, things: dict[str, object], *, part: bool = False
) -> TestResponse:
    """Ask for a page, or as a script does for a part of it: then a refusal is written without a frame."""
    headers = {"HX-Request": "true"} if part else None
    return client.open(address(rule, things), method=method, data=FORM if method == "POST" else None, headers=headers)
