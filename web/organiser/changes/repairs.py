"""Repairs for an alert: computed in a second request while the page is shown, then one button for each."""

from collections.abc import Sequence

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from matchmaker.alerts.commands import alerts
from matchmaker.alerts.commands.repairs import adopt_repair
from matchmaker.alerts.planning.proposals import ProposalView, Repairs, advised, worthwhile
from matchmaker.alerts.planning.repairs import NOTHING_YET
from matchmaker.alerts.queries.causes import open_cause_of
from matchmaker.alerts.queries.other_causes import other_causes
from matchmaker.alerts.queries.repairs import RepairOption, find_proposals, repair_options
from matchmaker.alerts.queries.slots import proposed_time, without_slot
from matchmaker.alerts.words import what_was_caused, why_not_three
from matchmaker.base.i18n import translate
from matchmaker.models import AlertState
from matchmaker.releases.queries.drafts import starting_point
from matchmaker.scheduling.planning.availability import BusyKind
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.changes.wording import HAPPENINGS, REPAIRS
from web.pages import Page
from web.redirects import redirect_to

OPTIONS = {
    RepairOption.GONE: lazy_gettext("Without them"),
    RepairOption.COLLEAGUE: lazy_gettext("A colleague goes"),
    RepairOption.PROPOSED: lazy_gettext("At the proposed time"),
    RepairOption.OTHER_TIME: lazy_gettext("At another time"),
    RepairOption.LATER: lazy_gettext("From then on"),
    RepairOption.HOURS: lazy_gettext("At their hours"),
    RepairOption.AWAY: lazy_gettext("Without them then"),
    RepairOption.STRUCTURE: lazy_gettext("As the structure is now"),
}
BUSY = {
    BusyKind.PROGRAMME: lazy_gettext("at an item of the programme"),
    BusyKind.QUIET: lazy_gettext("in the pause around an item of the programme"),
    BusyKind.NOT_YET: lazy_gettext("not there yet"),
    BusyKind.GONE: lazy_gettext("gone by then"),
    BusyKind.ABSENT: lazy_gettext("not available"),
    BusyKind.RULE: lazy_gettext("without meetings by a rule of yours"),
    BusyKind.ELSEWHERE: lazy_gettext("not in this city"),
    BusyKind.ON_THE_WAY: lazy_gettext("on the way to or from an item of the programme"),
}


@bp.get("/<slug>/alerts/<int:alert_id>/repairs")
@organiser_required
def repairs(slug: str, alert_id: int) -> Page:
    """Show the repairs; with `wait=1` the page comes at once and fetches them by itself.

    For a settled alert, and before there is any schedule, it redirects to the list of alerts.
    """
    session = database.session()
    alert = alerts.alert_of(session, g.event, alert_id, g.staff)
    if alert.state is not AlertState.OPEN:
        return redirect_to("organiser.alerts", anchor=f"alert-{alert_id}")
    if starting_point(session, g.event) is None:
        flash(translate(language(), NOTHING_YET), "info")
        return redirect_to("organiser.alerts", anchor=f"alert-{alert_id}")
    cause = open_cause_of(session, g.event, alert, g.staff)
    possible = repair_options(session, g.event, alert)
    option = choice(RepairOption, request.args.get("option", "")) or next(iter(possible), None)
    found = None if request.args.get("wait") else find_proposals(session, g.event, alert, option)
    offered = None if found is None else _offered(found, option)
    others = () if found is None else other_causes(session, g.event, cause, found.cannot_stay)
    return render_template(
        "organiser/changes/repairs.html",
        alert=cause.main,
        sentence=what_was_caused(cause, language()),
        repairs=offered,
        advised=advised(offered or ()),
        why_so_few=None if found is None else why_not_three(found, language(), len(offered or ())),
        options={one: OPTIONS[one] for one in possible},
        option=option,
        no_slot=without_slot(session, g.event, alert),
        then=proposed_time(session, g.event, alert) if option is RepairOption.PROPOSED else None,
        busy=BUSY,
        kinds=REPAIRS,
        happenings=HAPPENINGS,
        several_days=g.event.several_days,
        others=[(one.in_words(language(), several_days=g.event.several_days), one.lost) for one in others],
        other_pairs={lost.pair for one in others for lost in one.lost},
    )


def _offered(found: Repairs, option: RepairOption | None) -> Sequence[ProposalView]:
    """Return what is offered; where a meeting is to be at another time, only to cancel it is another thing."""
    if option in {RepairOption.GONE, RepairOption.STRUCTURE}:
        return worthwhile(found.proposals)
    return found.different


@bp.post("/<slug>/alerts/<int:alert_id>/repairs")
@organiser_required
def repair_adopt(slug: str, alert_id: int) -> Response:
    """Make the repair chosen the draft, and lead to its difference; nothing is published."""
    kind = request.form.get("kind", "")
    option = choice(RepairOption, request.form.get("option", ""))
    scenario = adopt_repair(database.session(), g.event, alert_id, kind, g.staff, option=option)
    said = _("This is the draft now. Look at the difference; nobody is told before you publish.")
    return redirect_to("organiser.publish", said, scenario_id=scenario.id)
