"""The structure of the event as a picture of each day, seen through one table, with its latest changes."""

from flask import g, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.alerts.planning.contradictions import strayed_meetings
from matchmaker.alerts.queries.alerts import open_structure_alert
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import format_day
from matchmaker.events.queries.plans import read_plans
from matchmaker.events.queries.structure import read_structure
from matchmaker.history.words import actor_in_words
from matchmaker.journal.words import change_in_words
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.setup.commands.changes import undo_change
from matchmaker.setup.planning.hits import HitMeeting
from matchmaker.setup.queries.changes import change_of, latest_changes
from matchmaker.setup.queries.day import read_day
from matchmaker.setup.queries.parts import venues_of
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.picture import draw_day
from web.organiser.setup.trying import Trial, attempt, trial_page
from web.organiser.setup.wording import ITEM_KINDS, PLACE_KINDS
from web.pages import Page
from web.redirects import local_path, redirect_back, redirect_to
from web.refusals import refusable

LATEST = 8
"""So many changes are listed."""


@bp.get("/<slug>/structure")
@organiser_required
def structure(slug: str) -> str:
    """Show a day through a table, and everything that can be changed in it."""
    return structure_page(request.args.get("place", type=int), request.args.get("day", ""))


def structure_page(place_id: int | None, day: str, trial: Trial | None = None, part: str = "") -> str:
    """Return the page of a day (ISO) through a place; with a trial, beside what it would do.

    `part` is what a trial would close: the day or the id of a block, empty for anything else.
    """
    session = database.session()
    strayed = strayed_meetings(session, g.event, load_facts(session, g.event))
    view, venues = read_structure(session, g.event, language()), venues_of(session, g.event)
    days = sorted({each.day for each in view.days} | {item.day for item in view.programme}) or [g.event.starts_on]
    chosen = next((each for each in days if each.isoformat() == day), days[0])
    seen = read_day(session, g.event, chosen, place_id, language()) if venues else None
    items = [item for item in view.programme if item.day == chosen]
    here = [item for item in items if seen is not None and item.venue == seen.venue]
    place = seen.place if seen else None
    leg = next((venue.leg_id for venue in venues if seen and venue.id == seen.venue_id), None)
    return render_template(
        "organiser/setup/structure.html",
        structure=view,
        venues=[venue for venue in venues if venue.leg_id == leg],
        days=days,
        day=chosen,
        day_tabs=[
            (each.isoformat(), format_day(each, language()), url_for(".structure", day=each, place=place_id))
            for each in days
        ],
        seen=seen,
        picture=draw_day(seen, here) if seen else None,
        programme=items,
        changes=latest_changes(session, g.event, LATEST, undone=True),
        words=lambda change: change_in_words(change.act, change.what, language()),
        who=lambda actor: actor_in_words(actor, language()),
        item_kinds=ITEM_KINDS,
        place_kinds=PLACE_KINDS,
        contradicted=len(strayed.unfit),
        outdated=len(strayed.shifted),
        draft=current_draft(session, g.event),
        alert=open_structure_alert(session, g.event),
        published=published_scenario(session, g.event),
        plan=read_plans(session, g.event).with_place(place.code) if place and trial is None else None,
        trial=trial,
        part=part,
        here=url_for(".structure", place=place.id if place else None, day=chosen),
        moved=_moved(trial, place.id if place else None),
    )


def _moved(trial: Trial | None, place_id: int | None) -> dict[int, HitMeeting]:
    """Return the meetings of the shown place that a trial moves, by slot."""
    if trial is None:
        return {}
    return {meeting.slot_id: meeting for meeting in trial.impact.meetings if meeting.place_id == place_id}


@bp.get("/<slug>/structure/changes/<int:change_id>/undo")
@organiser_required
def undone_structure_change(slug: str, change_id: int) -> Response:
    """Lead back to the structure from the question that was loaded again, and say it if the change is undone."""
    with refusable(Stale, writes=False) as refusal:
        change_of(database.session(), g.event, change_id)
    if refusal:
        refusal.show()
    return redirect_to("organiser.structure")


@bp.post("/<slug>/structure/changes/<int:change_id>/undo")
@organiser_required
def undo_structure_change(slug: str, change_id: int) -> Page:
    """Undo a change of the structure, while nothing rests on it."""
    session = database.session()
    with refusable(Stale) as refusal:
        change = change_of(session, g.event, change_id)
    if refusal:
        refusal.show()
        return redirect_back("organiser.structure")
    about = change_in_words(change.act, change.what, language())
    refusal, trial = attempt(
        lambda: undo_change(session, g.event, change_id, staff=g.staff),
        title=gettext("Undo: %(change)s", change=about),
        button=gettext("Take this change back"),
        back=local_path("back") or url_for("organiser.structure"),
    )
    if trial is not None:
        return trial_page(trial)
    if refusal:
        refusal.show()
        return redirect_back("organiser.structure")
    return redirect_back("organiser.structure", gettext("Undone: %(change)s", change=about))
