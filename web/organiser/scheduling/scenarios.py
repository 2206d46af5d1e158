"""One scenario: its numbers, what they are worth, and every wish that it does not meet, with the reason."""

from collections import Counter
from dataclasses import replace

from flask import g, render_template, request
from flask_babel import gettext

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.drafts.planning.counting import count_edited
from matchmaker.drafts.queries.drafts import is_current_draft
from matchmaker.models import ScenarioKind
from matchmaker.prospects.queries.receiving import count_missing_offices
from matchmaker.releases.queries.changed import moved_with_block
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.scheduling.queries.lookup import run_behind, scenario_of
from matchmaker.scheduling.queries.names import people_named
from matchmaker.scheduling.queries.numbers import Cost, costs, served_less
from matchmaker.scheduling.queries.runs import run_view
from matchmaker.scheduling.queries.scenarios import (
    ScenarioLine,
    ScenarioPage,
    UnmetWish,
    published_first,
    scenario_list,
    scenario_page,
)
from matchmaker.scheduling.queries.side_by_side import pictures_of
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.scheduling.live import picture
from web.organiser.scheduling.load_chart import draw_loads
from web.organiser.scheduling.wording import STRENGTHS
from web.scenario_names import given_name


@bp.get("/<slug>/scenarios/<int:scenario_id>")
@organiser_required
def scenario(slug: str, scenario_id: int) -> str:
    """Show a scenario's numbers, how it came about, its unmet wishes, and the comparison."""
    session = database.session()
    page = scenario_page(session, g.event, scenario_id, language=language())
    if page is None:
        raise NotFound(N_("This event has no such scenario."))
    counted = count_edited(session, g.event, page.line)
    if counted is not None:
        page = replace(page, line=counted.line(page.line), as_of=page.listed_as_of)
    run_id = run_behind(session, g.event, scenario_id)
    run = run_view(session, g.event, run_id) if run_id is not None else None
    query, reason = request.args.get("q", "").strip(), request.args.get("reason", "")
    counts = Counter((wish.code, wish.title) for wish in page.unmet)
    lines = scenario_list(session, g.event)
    near, before = page.line.numbers.near, _reference(page, lines)
    seen = pictures_of(session, g.event, scenario_of(session, g.event, scenario_id), language=language())
    return render_template(
        "organiser/scheduling/scenario.html",
        page=page,
        stale=page.line.uncounted and counted is None,
        go_on=is_current_draft(session, g.event, scenario_id),
        line=page.line,
        numbers=page.line.numbers,
        baseline=page.baseline,
        costs=_costs(page),
        behind=served_less(page.line.numbers, page.baseline.numbers) if page.baseline else (),
        reference=_reference_name(before),
        before=before,
        with_block=_with_block(page),
        disturbed=people_named(session, g.event, near.disturbed or ()) if near else (),
        lines=published_first(lines, here=scenario_id),
        run=run,
        without_office=count_missing_offices(session, g.event),
        seen=seen,
        loads=draw_loads(seen.loads),
        picture=picture(run, language()) if run else {},
        unmet=[wish for wish in page.unmet if _matches(wish, query, reason)],
        reasons=[(code, title, count) for (code, title), count in counts.most_common()],
        query=query,
        reason=reason,
        strengths=STRENGTHS,
    )


def _reference(page: ScenarioPage, lines: tuple[ScenarioLine, ...]) -> ScenarioLine | None:
    """Return the schedule that a run started from."""
    near = page.line.numbers.near
    return next((line for line in lines if near is not None and line.id == near.scenario), None)


def _reference_name(line: ScenarioLine | None) -> str:
    """Return what it is called: its release, if it has one."""
    if line is None:
        return str(gettext("an earlier schedule"))
    if line.releases:
        return str(gettext("release %(number)d", number=line.releases[-1]))
    return str(gettext("scenario “%(name)s”", name=given_name(line.name)))


def _with_block(page: ScenarioPage) -> int:
    """Return how many meetings are at another time than published although they keep their slots."""
    session = database.session()
    published = published_scenario(session, g.event)
    if published is None or (page.line.numbers.near is None and published.id != page.line.id):
        return 0
    return moved_with_block(session, scenario_of(session, g.event, page.line.id), published)


def _costs(page: ScenarioPage) -> frozenset[Cost]:
    """Return where first come, first served gives more."""
    line, baseline = page.line, page.baseline
    if baseline is None or line.kind is ScenarioKind.BASELINE:
        return frozenset()
    return costs(line.numbers, baseline.numbers)


def _matches(wish: UnmetWish, query: str, reason: str) -> bool:
    return (not reason or wish.code == reason) and fold(query) in fold(f"{wish.from_name} {wish.to_name}")
