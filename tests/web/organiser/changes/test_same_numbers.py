"""One thing has one number: alerts, draft, difference and mails agree on what a withdrawal changes, and for whom."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from matchmaker.alerts.commands.drafts import save_only_cancel
from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.drafts.commands.edits import remove
from matchmaker.models import AuditEntry, Message, Person, ReleaseKind, Slot, Staff, pair_of
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.changed import moved_with_block
from tests.builders.drafts import Draft
from tests.builders.pages import text


def test_the_pages_agree_on_a_block_that_has_moved(
    client: FlaskClient, session: Session, as_organiser: Callable[[FlaskClient, Staff], FlaskClient]
) -> None:
    """A–B and C–D keep their slot, which is five minutes later; one of the other two is removed by hand."""
    draft = Draft(session)
    event, base = draft.event, f"/o/{draft.event.slug}"
    publish_scenario(session, event, draft.parent, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    slot = session.get_one(Slot, draft.slot(0))
    slot.starts = slot.starts.replace(minute=slot.starts.minute + 5)
    slot.starts_at += timedelta(minutes=5)
    scenario = draft.scenario
    remove(session, event, draft.meetings["AC"], **draft.by)
    session.commit()
    anne = as_organiser(client, draft.staff)

    grid, difference = (text(anne.get(f"{base}/{page}")) for page in ("draft", f"scenarios/{scenario.id}/publish"))

    assert "3 meetings are not as published." in grid
    assert "3 meetings are not as published." in difference
    assert moved_with_block(session, scenario, draft.parent) == 2


def test_the_pages_agree_on_a_withdrawal(
    client: FlaskClient, session: Session, as_organiser: Callable[[FlaskClient, Staff], FlaskClient]
) -> None:
    """A meets B and C, who have the same name, and withdraws; to cancel the two meetings is the draft."""
    draft = Draft(session)
    event, base = draft.event, f"/o/{draft.event.slug}"
    publish_scenario(session, event, draft.parent, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    for name in "BC":
        person = session.get_one(Person, draft.forum.people[name].person_id)
        person.first_name, person.last_name = "Ann", "Lee"
    withdraw(session, draft.forum.people["A"])
    own = draft.sides["A"].id
    only_cancel = save_only_cancel(session, event, [pair_of(own, draft.sides[name].id) for name in "BC"])
    assert only_cancel is not None
    session.commit()
    anne = as_organiser(client, draft.staff)
    publish = f"{base}/scenarios/{only_cancel.id}/publish"

    alerts, grid, difference = (text(anne.get(page)) for page in (f"{base}/alerts", f"{base}/draft", publish))

    assert "2 meetings are in danger" in alerts
    assert "3 people are told when you publish, those who withdraw too." in alerts
    assert "2 meetings are not as published." in grid
    assert "Publish… (2 meetings)" in grid
    assert "2 meetings are not as published. 3 agendas change." in difference
    assert "Publish release 2 and tell 3 people" in difference
    form = {"kind": "final", "note": "", "expected_release": 1, "expected_version": only_cancel.version}
    assert anne.post(publish, data=form).status_code == 303
    session.expire_all()
    told = session.exec(select(Message).where(col(Message.dedupe_key).like("release:2:%"))).all()
    said = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).all()
    assert len(told) == 3
    assert [one.details["told"] for one in said if one.verb == "publish"] == [3, 4]
