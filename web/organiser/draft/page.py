"""The draft as a grid: rows in view, the meeting that is picked, what is left to place, what the judge says."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import g, jsonify, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.alerts.planning.needless import needless_changes
from matchmaker.alerts.queries.alerts import in_danger
from matchmaker.base.errors import NotFound
from matchmaker.drafts.commands.presence import note_presence
from matchmaker.drafts.queries.drafts import EditLine, changed_since, colleagues_there, draft_of, draft_token, view_of
from matchmaker.drafts.queries.grid import DraftGrid, RowNames, read_draft_grid, row_names
from matchmaker.drafts.queries.pick import Picked, pick_meeting, pick_pair
from matchmaker.drafts.queries.steps import log_in_words
from matchmaker.drafts.queries.swaps import Swap, pick_swap
from matchmaker.drafts.queries.unmet import unmet_of
from matchmaker.drafts.queries.verdict import missing_pairs, verdict_of
from matchmaker.models import PairKey, Scenario, row_id
from matchmaker.releases.queries.cells import By, RowName
from matchmaker.releases.queries.changed import changed_meetings
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.scheduling.queries.scenarios import published_first, scenario_list
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.ids import whole_number, whole_numbers
from web.organiser.blueprint import bp
from web.organiser.draft.wording import SAID, ZOOMS
from web.organiser.draft.zoom import read_zoom
from web.organiser.scheduling.wording import STRENGTHS
from web.redirects import redirect_to
from web.refusals import refusable

CHUNK = 40
"""Rows that are sent at once: scripts ask for more while somebody scrolls, links lead to them without."""
WHOLE = 120
"""A grid of so many rows is sent whole."""


@dataclass(frozen=True)
class GridAddress:
    """What the address says: rows, search, filter, and what is picked."""

    by: By
    query: str
    category: int | None
    begin: int
    meeting: int | None
    pair: PairKey | None
    swap: int | None
    part: str = ""
    """At a mission: which day in which city (`GridPart.key`); empty for the first."""

    @property
    def parameters(self) -> dict[str, Any]:
        """Return what links of the page keep."""
        return {
            "by": self.by,
            "q": self.query or None,
            "category": self.category,
            "from": self.begin or None,
            "part": self.part or None,
        }


def read_asked() -> GridAddress:
    """Return what the address asks for; what is no number is none."""
    values = request.values
    low, _, high = values.get("pair", "").partition("-")
    sides = (whole_number(low), whole_number(high))
    return GridAddress(
        by="tables" if values.get("by") == "tables" else "people",
        query=values.get("q", "").strip()[:100],
        category=whole_number(values.get("category", "")),
        begin=whole_number(values.get("from", "")) or 0,
        meeting=whole_number(values.get("meeting", "")),
        pair=None if sides[0] is None or sides[1] is None else (sides[0], sides[1]),
        swap=whole_number(values.get("swap", "")),
        part=values.get("part", "")[:40],
    )


@bp.get("/<slug>/draft")
@organiser_required
def draft(slug: str) -> str:
    """Show the draft as a grid; without one, from which schedule it can be started."""
    session, asked = database.session(), read_asked()
    found = current_draft(session, g.event)
    since = whole_number(request.args.get("since", ""))
    if found is None:
        if since is not None:  # the reader comes from a draft that is gone
            with refusable(NotFound, writes=False) as refusal:
                draft_of(session, g.event)
            refusal.show()
        published = published_scenario(session, g.event)
        newest = reversed(scenario_list(session, g.event))
        scenarios = published_first(line for line in newest if line.status != "infeasible")
        return render_template(
            "organiser/draft/none.html", scenarios=scenarios, published=None if published is None else published.id
        )
    view, published = view_of(session, found), published_scenario(session, g.event)
    names = row_names(session, g.event, found, asked.by, language())
    matching = names.matching(asked.query, asked.category, asked.part)
    begin = min(asked.begin, max(len(matching) - 1, 0)) // CHUNK * CHUNK
    rows = matching if len(matching) <= WHOLE else matching[begin : begin + CHUNK]
    return render_template(
        "organiser/draft/draft.html",
        draft=view,
        changed=None if published is None else changed_meetings(session, found, published),
        asked=asked,
        begin=0 if rows == matching else begin,
        chunk=CHUNK,
        matching=len(matching),
        **_cells(found, asked, names, rows),
        categories=_categories(names),
        **_panel(found, asked, [row.id for row in rows]),
        before=_address(asked, begin - CHUNK) if rows != matching and begin else None,
        after=_address(asked, begin + CHUNK) if begin + CHUNK < len(matching) and rows != matching else None,
        unmet=unmet_of(session, g.event, found, language()),
        fresh=frozenset() if since is None else changed_since(session, found, since),
        news=() if since is None else _newer(view.edits, since),
        colleagues=colleagues_there(session, g.event, g.staff.id),
        edits=SAID,
        steps=log_in_words(session, found, language()),
        zoom=read_zoom(),
        zooms=ZOOMS,
        strengths=STRENGTHS,
    )


@bp.get("/<slug>/draft/rows")
@organiser_required
def draft_rows(slug: str) -> str | Response:
    """Return some rows of the grid, for a script that scrolls."""
    session, asked = database.session(), read_asked()
    found = current_draft(session, g.event)
    if found is None:
        return redirect_to("organiser.draft")
    names = row_names(session, g.event, found, asked.by, language())
    matching = names.matching(asked.query, asked.category, asked.part)
    rows = matching[asked.begin : asked.begin + CHUNK]
    return render_template(
        "organiser/draft/_rows.html", asked=asked, fresh=frozenset(), **_cells(found, asked, names, rows)
    )


@bp.get("/<slug>/draft/pick")
@organiser_required
def draft_pick(slug: str) -> str | Response:
    """Return the panel of a meeting that is picked, with what each cell in view means for it."""
    session, asked = database.session(), read_asked()
    found = current_draft(session, g.event)
    if found is None:
        return redirect_to("organiser.draft")
    ids = whole_numbers(request.args.get("rows", "").split(",")[:1000]) or []
    return render_template(
        "organiser/draft/_picked.html", draft=view_of(session, found), asked=asked, **_panel(found, asked, ids)
    )


@bp.get("/<slug>/draft/verdict")
@organiser_required
def draft_verdict(slug: str) -> str | Response:
    """Return what the judge says, and what is changed without need; it takes longer than the page, which loads it."""
    session = database.session()
    found = current_draft(session, g.event)
    if found is None:
        return redirect_to("organiser.draft")
    return render_template(
        "organiser/draft/verdict.html",
        wrong=verdict_of(session, g.event, found, language()),
        missing=missing_pairs(session, g.event, found),
        needless=needless_changes(session, g.event, found),
        draft_token=draft_token(found),
        asked=read_asked(),
    )


@bp.post("/<slug>/draft/here")
@organiser_required
def draft_here(slug: str) -> Response:
    """Say that the page is open; the answer says which version there is by now, and who else is here."""
    session, asked = database.session(), read_asked()
    note_presence(session, g.event, g.staff, asked.meeting)
    found = current_draft(session, g.event)
    colleagues = render_template(
        "organiser/draft/_colleagues.html", colleagues=colleagues_there(session, g.event, g.staff.id)
    )
    return jsonify(token="" if found is None else draft_token(found), colleagues=colleagues.strip())


def _cells(found: Scenario, asked: GridAddress, names: RowNames, rows: tuple[RowName, ...]) -> dict[str, Any]:
    """Return what the template of the rows needs."""
    session = database.session()
    part = names.parts.chosen(asked.part)
    grid: DraftGrid = read_draft_grid(session, g.event, found, names, rows, by=asked.by, language=language(), part=part)
    return {
        "grid": grid,
        "parts": names.parts.all,
        "part": part,
        "danger": in_danger(session, row_id(g.event)),
        "several_days": g.event.several_days and part is None,
    }


def _newer(edits: Iterable[EditLine], since: int) -> list[EditLine]:
    """Return the edits that were done, taken back or done again after a version, the last first."""
    return sorted((edit for edit in edits if edit.version > since), key=lambda edit: -edit.version)


def _categories(names: RowNames) -> list[tuple[int, str]]:
    """Return the categories of the rows, to filter by."""
    return sorted({(row.category_id, row.category) for row in names.rows if row.category_id is not None})


def _address(asked: GridAddress, begin: int) -> str:
    return url_for("organiser.draft", **(asked.parameters | {"from": max(begin, 0) or None}))


def _panel(found: Scenario, asked: GridAddress, rows: list[int]) -> dict[str, Any]:
    """Return what the panel shows: what is picked, or a swap; a sentence for what is not there any more."""
    session, picked, swap = database.session(), None, None
    about: dict[str, Any] = {"rows": rows, "by": asked.by, "language": language()}
    with refusable(NotFound, writes=False) as gone:  # removed meanwhile: the panel says so
        if asked.swap is not None:
            swap = pick_swap(session, g.event, found, asked.swap, asked.meeting, language=language())
        elif asked.meeting is not None:
            picked = pick_meeting(session, g.event, found, asked.meeting, **about)
        elif asked.pair is not None:
            picked = pick_pair(session, g.event, found, asked.pair, **about)
    cells = _as_json(picked) if picked is not None else _partners_as_json(swap) if swap is not None else ""
    return {"picked": picked, "swap": swap, "gone": gone.sentence, "cells": cells}


def _as_json(picked: Picked) -> str:
    """Return the cells for the script: by row and column, the tone, the sentence and the slot."""
    return json.dumps({f"{cell.row}-{cell.column}": [cell.tone, cell.sentence, cell.slot_id] for cell in picked.cells})


def _partners_as_json(swap: Swap) -> str:
    """Return for the script, by meeting, the tone and the sentence of a swap with it."""
    can = gettext("Each takes the time and the place of the other one.")
    return json.dumps(
        {one.meeting_id: [one.tone, _said_of(one.title, " ".join(one.reasons) or can)] for one in swap.others}
    )


def _said_of(title: str, text: str) -> str:
    return str(gettext("%(what)s: %(text)s", what=title, text=text))
