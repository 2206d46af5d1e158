"""A new search for the trade-off replaces the points of earlier ones, but those that somebody uses."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.models import (
    GivenName,
    Placement,
    PlacementPerson,
    Release,
    ReleaseKind,
    RunState,
    Scenario,
    SolveMode,
    SolveRun,
    row_id,
)
from matchmaker.scheduling.commands.points import remove_unused_points
from matchmaker.scheduling.commands.runs import request_run
from tests.builders.factories import make_staff
from tests.builders.forum import Forum, Seat, make_forum

NAMES = (
    "unused",
    "found again",
    "in a draft",
    "published",
    "start of a run",
    "noted",
    "of another event",
    "of another search",
)


def make_search(forum: Forum, points: list[int], mode: SolveMode = SolveMode.TRADE_OFF) -> SolveRun:
    lines = [{"scenario": point} for point in points]
    run = SolveRun(event_id=forum.event.id, name="", mode=mode, state=RunState.DONE, trade_off=lines)
    forum.session.add(run)
    forum.session.flush()
    return run


def test_points_that_somebody_uses_stay(session: Session) -> None:
    forum, elsewhere = make_forum(session), make_forum(session)
    one, other = forum.join("Alizé"), forum.join("Boréal")
    points = {name: forum.scenario(Seat(one, other, 1), name=name) for name in NAMES}
    ids = {name: row_id(point) for name, point in points.items()}
    make_search(forum, [ids[name] for name in NAMES[:-2]])
    make_search(elsewhere, [ids["of another event"]])
    make_search(forum, [ids["of another search"]], SolveMode.CLOSE)
    run = make_search(forum, [])
    start_draft(session, forum.event, ids["in a draft"], staff=make_staff(session))
    published = {"number": 1, "kind": ReleaseKind.FINAL, "scenario_id": ids["published"]}
    session.add(Release(event_id=row_id(forum.event), **published))
    points["noted"].described_at = clock.now()
    start = points["start of a run"]
    request_run(
        session, forum.event, name=GivenName(""), seconds=5, staff_id=None, mode=SolveMode.CLOSE, reference=start
    )

    remove_unused_points(session, run, [])
    before = set(session.exec(select(Scenario.name).where(col(Scenario.name).in_(NAMES))))
    remove_unused_points(session, run, [{"scenario": ids["found again"]}])

    left = set(session.exec(select(Scenario.name).where(col(Scenario.name).in_(NAMES))))
    assert (before, left) == (set(NAMES), set(NAMES[1:]))
    placed = len(NAMES[1:]) + 1  # and in the draft
    counted = [session.exec(select(func.count()).select_from(table)).one() for table in (Placement, PlacementPerson)]
    assert counted == [placed, 2 * placed]
