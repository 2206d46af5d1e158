"""Who wants whom: the wishes as a matrix, by category and by organisation, with what a scenario meets."""

from flask import g, render_template, request

from matchmaker.scheduling.queries.lookup import scenario_of
from matchmaker.scheduling.queries.who_wants_whom import who_wants_whom
from web import database
from web.asked import asked, list_url
from web.auth.guards import organiser_required
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.scheduling.wording import STRENGTHS


@bp.get("/<slug>/scenarios/<int:scenario_id>/wishes")
@organiser_required
def scenario_wishes(slug: str, scenario_id: int) -> str:
    """Show who wishes to meet whom, and which of these wishes the scenario meets; a search narrows both sides."""
    session = database.session()
    scenario = scenario_of(session, g.event, scenario_id)
    text = request.args.get("q", "").strip()
    rows, columns = (whole_number(request.args.get(name, "")) or 1 for name in ("rows", "columns"))
    found = who_wants_whom(
        session, g.event, scenario, text=text, row_page=rows, column_page=columns, language=language()
    )
    given = asked(scenario_id=scenario_id, q=text, rows=rows, columns=columns)
    return render_template(
        "organiser/scheduling/wishes.html",
        scenario=scenario,
        found=found,
        text=text,
        row_page=min(rows, found.row_pages),
        column_page=min(columns, found.column_pages),
        address=lambda **changed: list_url("organiser.scenario_wishes", given, **changed),
        strengths=STRENGTHS,
    )
