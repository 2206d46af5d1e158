"""The draft on paper: all rows of its grid, so many slots a sheet as can be read on A4 or A3 in landscape."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from flask import g, render_template, request
from werkzeug.wrappers import Response

from matchmaker.alerts.queries.alerts import in_danger
from matchmaker.base import clock
from matchmaker.drafts.queries.drafts import draft_view
from matchmaker.drafts.queries.grid import read_draft_grid, row_names
from matchmaker.models import row_id
from matchmaker.releases.queries.cells import GridColumn
from matchmaker.releases.queries.drafts import current_draft
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.draft.page import read_asked
from web.redirects import redirect_to

PAPERS = {"a4": 12, "a3": 20}
"""How many slots stand side by side on a sheet."""


@bp.get("/<slug>/draft/print")
@organiser_required
def draft_print(slug: str) -> str | Response:
    """Show the whole grid, or what a search and a filter leave of it, as sheets to print; of a mission one day."""
    session, asked = database.session(), read_asked()
    found = current_draft(session, g.event)
    if found is None:
        return redirect_to("organiser.draft")
    paper = "a3" if request.args.get("paper") == "a3" else "a4"
    names = row_names(session, g.event, found, asked.by, language())
    rows, part = names.matching(asked.query, asked.category, asked.part), names.parts.chosen(asked.part)
    grid = read_draft_grid(session, g.event, found, names, rows, by=asked.by, language=language(), part=part)
    return render_template(
        "organiser/draft/print.html",
        draft=draft_view(session, g.event),
        asked=asked,
        grid=grid,
        sheets=tuple(sheets(grid.columns, PAPERS[paper])),
        paper=paper,
        papers=PAPERS,
        danger=in_danger(session, row_id(g.event)),
        printed_at=clock.now(),
    )


def sheets(columns: Sequence[GridColumn], most: int) -> Iterator[range]:
    """Yield the columns of each sheet: one day, at most `most` of them, about as many on each sheet of a day."""
    begin = 0
    for _, same in groupby(columns, key=lambda column: column.day):
        count = len(list(same))
        parts = ceil(count / most)
        for part in range(parts):
            yield range(begin + part * count // parts, begin + (part + 1) * count // parts)
        begin += count
