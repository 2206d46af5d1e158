"""Publishing a draft whose cause has been undone: asked first, with what it changes without need."""

from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from matchmaker.alerts.planning.needless import FORCED
from matchmaker.cli.publish import command
from matchmaker.drafts.commands import log
from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.drafts.commands.taking import note_repair
from matchmaker.drafts.queries.drafts import draft_token
from matchmaker.models import Event, Meeting, Placement, PlacementPerson, Release, Scenario, Staff, row_id
from tests.builders.pages import text


def test_a_draft_whose_cause_is_undone_is_published_only_by_a_tick(
    organiser: FlaskClient, session: Session, base: str, forum: Event, staff: Staff
) -> None:
    organiser.post(base + "/publish", data={"kind": "final", "expected_release": 0, "note": ""})
    released = session.get_one(Scenario, int(base.rsplit("/", 1)[1]))
    draft = start_draft(session, forum, row_id(released), staff=staff)
    held = session.exec(select(Placement).where(Placement.scenario_id == draft.id).order_by(col(Placement.id))).all()[0]
    meeting = session.get_one(Meeting, held.meeting_id)
    session.execute(delete(PlacementPerson).where(col(PlacementPerson.placement_id) == held.id))
    session.delete(held)
    session.flush()
    note_repair(session, draft, released, staff=staff)
    draft.settings = draft.settings | {FORCED: [meeting.pair]}
    session.commit()
    publish = f"/o/{forum.slug}/scenarios/{draft.id}/publish"
    data = {"kind": "final", "expected_release": 1, "expected_version": draft.version, "note": ""}

    shown, beside_the_grid = (text(organiser.get(page)) for page in (publish, f"/o/{forum.slug}/draft/verdict"))
    by_command = CliRunner().invoke(command, ["--event", forum.slug, "--scenario", str(draft.id), "--yes"])
    refused = organiser.post(publish, data=data)
    put_back = organiser.post(f"/o/{forum.slug}/draft/put-back", data={"shown": draft_token(draft)})

    said = "What this draft was made for is undone 1 meeting that it cancels could stay as published."
    assert (said in shown, said in beside_the_grid) == (True, True)
    assert "publish it with --anyway" in str(by_command.exception)
    assert (refused.status_code, put_back.status_code) == (422, 303)
    assert "say whether you want it" in text(refused)
    assert session.exec(select(func.count()).select_from(Release)).one() == 1

    session.expire_all()
    log.undo(session, forum, shown=draft_token(draft), staff=staff)
    session.commit()
    assert organiser.post(publish, data=data | {"expected_version": draft.version, "anyway": "y"}).status_code == 303
    assert session.exec(select(func.count()).select_from(Release)).one() == 2
