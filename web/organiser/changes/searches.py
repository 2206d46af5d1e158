"""What a change touches, its repairs, and the choice: only then it is noted, together with the draft."""

from flask import g, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.alerts.planning.proposals import advised
from matchmaker.alerts.queries.other_causes import by_cause
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale, TooMany
from matchmaker.change_desk.commands.searches import start_search, stop_search, take_repair
from matchmaker.change_desk.planning.found import WORDED
from matchmaker.change_desk.planning.talks import StayingTalk
from matchmaker.change_desk.queries.searches import SearchView, read_search
from matchmaker.change_desk.queries.subjects import subject_of
from matchmaker.change_desk.rules import ADDS_WISHES, DETAILED, ChangeKind, EventChange, told_at_once
from matchmaker.change_desk.words import why_failed, why_not_more
from matchmaker.jobs import enqueue_repairs
from matchmaker.models import row_id
from matchmaker.releases.words import in_the_way
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.ids import whole_number
from web.leaving import let_mails_leave
from web.organiser.blueprint import bp
from web.organiser.changes.wording import LINES, REPAIRS, TALKS, change_in_words, heard
from web.pages import Page, polled
from web.redirects import redirect_to
from web.refusals import refusable


@bp.get("/<slug>/changes/searches/<int:search_id>")
@organiser_required
def repair_search(slug: str, search_id: int) -> Page:
    """Show what the changes touch, then the repairs; a search that was taken leads to its draft."""
    view = read_search(database.session(), g.event, search_id)
    if view.row.scenario_id is not None:
        return redirect_to("organiser.publish", scenario_id=view.row.scenario_id)
    return render_template("organiser/changes/search.html", **_shown(view))


@bp.get("/<slug>/changes/searches/<int:search_id>/found")
@organiser_required
def repair_search_found(slug: str, search_id: int) -> Response:
    """Show what is found so far: the part of the page that asks for itself while the search lasts."""
    view = read_search(database.session(), g.event, search_id)
    return polled(render_template("organiser/changes/_found.html", **_shown(view)), active=view.row.active)


@bp.post("/<slug>/changes/searches/<int:search_id>/stop")
@organiser_required
def stop_repair_search(slug: str, search_id: int) -> Response:
    """Stop the search; what it has found stays."""
    stop_search(database.session(), g.event, search_id)
    return redirect_to("organiser.repair_search", search_id=search_id)


@bp.post("/<slug>/changes/searches/<int:search_id>/again")
@organiser_required
def search_repairs_again(slug: str, search_id: int) -> Response:
    """Look again, without the change that the form names, from where it names, or with presentations moved along."""
    view = read_search(database.session(), g.event, search_id)
    start = request.form.get("start", "")
    from_draft = view.row.from_draft if start not in {"draft", "release"} else start == "draft"
    without = whole_number(request.form.get("without", ""))
    left = [one for number, one in enumerate(view.changes) if number != without]
    if not left:
        return redirect_to("organiser.something_changed")
    if "along" in request.form and view.found is not None:
        left += [_moved_along(one) for one in view.found.staying]
    return _again(SearchView(view.row, tuple(left), None), from_draft=from_draft)


@bp.post("/<slug>/changes/searches/<int:search_id>/take")
@organiser_required
def take_found_repair(slug: str, search_id: int) -> Response:
    """Note the changes and make the repair the draft; lead to its difference, or look again if it is outdated."""
    session, kind = database.session(), request.form.get("kind", "")
    with refusable(InvalidInput, NotFound, Stale, Closed, TooMany) as refusal:
        scenario = take_repair(session, g.event, search_id, kind, staff=g.staff)
    if not refusal:
        let_mails_leave()
        told = told_at_once(read_search(session, g.event, search_id).changes)
        said = (
            gettext(
                "Noted, and this is the draft now. Look at the difference. A mail goes now only to %(names)s, to say"
                " that it is noted; the others are told when you publish.",
                names=", ".join(told),
            )
            if told
            else gettext("Noted, and this is the draft now. Look at the difference; nobody is told before you publish.")
        )
        return redirect_to("organiser.publish", said, scenario_id=row_id(scenario))
    view = read_search(session, g.event, search_id)
    refusal.show()
    if refusal.stale and view.row.scenario_id is None:
        return _again(view, from_draft=view.row.from_draft)
    return redirect_to("organiser.repair_search", search_id=search_id)


def _moved_along(talk: StayingTalk) -> EventChange:
    """Return that a presentation moves as its block does; raises `NotFound` if it is not on the programme any more."""
    kind = ChangeKind.ITEM_MOVED
    subject = subject_of(database.session(), g.event, kind, talk.item_id, language())
    return EventChange(kind=kind, subject=subject.id, about=subject.about, at=talk.along)


def _again(view: SearchView, *, from_draft: bool) -> Response:
    """Look for the repairs of the same changes, as everything is now."""
    with refusable(InvalidInput, Closed) as refusal:
        search = start_search(database.session(), g.event, view.changes, staff=g.staff, from_draft=from_draft)
    if refusal:
        refusal.show()
        return redirect_to("organiser.something_changed")
    number = row_id(search)
    database.after_commit(lambda: enqueue_repairs(number))
    return redirect_to("organiser.repair_search", search_id=number)


def _shown(view: SearchView) -> dict[str, object]:
    several_days = g.event.several_days
    found = view.found
    repairs = () if found is None else found.proposals[::-1] if _gains(view) else found.proposals
    return {
        "view": view,
        "found": found,
        "sentences": [change_in_words(one, several_days=several_days) for one in view.changes],
        "earlier": [
            (one.in_words(language(), several_days=several_days), one.lost)
            for one in by_cause(() if found is None else found.of_before)
        ],
        "repairs": repairs,
        "advised": advised([one.view for one in repairs]),
        "correct": _correct(view),
        "failure": why_failed(view.row, language()),
        "worded": WORDED,
        "why_so_few": "" if found is None or view.row.active else why_not_more(found, language()),
        "kinds": REPAIRS,
        "lines": LINES,
        "talks": TALKS,
        "heard": heard,
        "in_the_way": lambda item: in_the_way(item, language()),
        "told": told_at_once(view.changes),
        "several_days": several_days,
    }


def _correct(view: SearchView) -> str:
    """Return where the last change is said otherwise, with all that was said of it."""
    last, number = view.changes[-1] if view.changes else None, row_id(view.row)
    if last is None or last.kind not in DETAILED:
        return url_for("organiser.something_changed", said=number)
    return url_for("organiser.change_details", change_kind=last.kind.value, subject_id=last.subject, said=number)


def _gains(view: SearchView) -> bool:
    """Tell whether the changes ask for meetings, so that to cancel only is the least of what is wanted."""
    adds = any(one.kind in ADDS_WISHES for one in view.changes)
    return adds and view.found is not None and not view.found.cannot_stay
