"""Who wants whom: the wishes as a matrix, by category and by organisation, with what a scenario meets."""

from flask import g, render_template, request
from flask_babel import lazy_gettext

from matchmaker.scheduling.queries.lookup import scenario_of
from matchmaker.scheduling.queries.who_wants_whom import Leaving, who_wants_whom
from web import database
from web.asked import asked, list_url
from web.auth.guards import organiser_required
from web.choice import choice
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.scheduling.wording import STRENGTHS

LEAVING = {
    Leaving.EVERYBODY: lazy_gettext("Everybody"),
    Leaving.NOT_GONE: lazy_gettext("Without those who have withdrawn"),
    Leaving.GONE: lazy_gettext("Only with those who have withdrawn"),
}


@bp.get("/<slug>/scenarios/<int:scenario_id>/wishes")
@organiser_required
def scenario_wishes(slug: str, scenario_id: int) -> str:
    """Show who wishes to meet whom, and which of these wishes the scenario meets; a search narrows both sides."""
    session = database.session()
    scenario = scenario_of(session, g.event, scenario_id)
    text = request.args.get("q", "").strip()
    rows, columns = (whole_number(request.args.get(name, "")) or 1 for name in ("rows", "columns"))
    leaving = choice(Leaving, request.args.get("gone", "")) or Leaving.EVERYBODY
    found = who_wants_whom(
        session,
        g.event,
        scenario,
        text=text,
        leaving=leaving,
        row_page=rows,
        column_page=columns,
        language=language(),
    )
    given = asked(scenario_id=scenario_id, q=text, gone=leaving.value, rows=rows, columns=columns)
    return render_template(
        "organiser/scheduling/wishes.html",
        scenario=scenario,
        found=found,
        text=text,
        leaving=leaving,
        choices=LEAVING,
        row_page=min(rows, found.row_pages),
        column_page=min(columns, found.column_pages),
        address=lambda **changed: list_url("organiser.scenario_wishes", given, **changed),
        strengths=STRENGTHS,
    )
