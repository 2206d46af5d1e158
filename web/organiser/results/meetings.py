"""Whether each meeting took place, and who says so; organisers settle what is not known."""

from collections import Counter

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.followup.commands.outcomes import say_held
from matchmaker.followup.queries.meetings import past_meetings
from matchmaker.models import MeetingOutcome, Teller
from matchmaker.releases.rules.held import MeetingState
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.organiser.blueprint import bp
from web.redirects import redirect_back
from web.refusals import refusable

STATES = {
    MeetingState.UNKNOWN: (lazy_gettext("Not known"), "wait", "clock"),
    MeetingState.CONTESTED: (lazy_gettext("They say different things"), "wait", "alert"),
    MeetingState.HELD: (lazy_gettext("Took place"), "ok", "check"),
    MeetingState.NOT_HELD: (lazy_gettext("Did not take place"), "away", "x"),
}
SAID = {
    MeetingOutcome.HELD: lazy_gettext("took place"),
    MeetingOutcome.ABSENT: lazy_gettext("the others did not come"),
    MeetingOutcome.MISSED: lazy_gettext("could not come"),
    MeetingOutcome.LATER: lazy_gettext("put off"),
    MeetingOutcome.NOT_HELD: lazy_gettext("did not take place"),
}
MOST = 200
"""Lines of a page."""


@bp.get("/<slug>/results/meetings")
@organiser_required
def past_meetings_page(slug: str) -> str:
    """List the meetings that are over, by `?state=` and `?q=`."""
    found = past_meetings(database.session(), g.event)
    state, query = choice(MeetingState, request.args.get("state", "")), request.args.get("q", "").strip()
    shown = [
        one
        for one in found
        if (state is None or one.state is state)
        and query.casefold() in " ".join((*one.sides.values(), one.city)).casefold()
    ]
    return render_template(
        "organiser/results/meetings.html",
        meetings=shown[:MOST],
        matching=len(shown),
        total=len(found),
        counts=Counter(one.state for one in found),
        states=STATES,
        said=SAID,
        state=state,
        query=query,
    )


@bp.post("/<slug>/results/meetings/<int:meeting_id>")
@organiser_required
def say_meeting_held(slug: str, meeting_id: int) -> Response:
    """Note whether a meeting took place: the word of organisers counts before all others."""
    outcome = choice(MeetingOutcome, request.form.get("says", ""))
    with refusable(InvalidInput, Closed) as refusal:
        say_held(database.session(), g.event, meeting_id, outcome, teller=Teller.ORGANISER, by=g.staff.name)
    if refusal:
        refusal.show()
    return redirect_back("organiser.past_meetings_page", "" if refusal else gettext("Noted."))
