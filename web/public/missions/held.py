"""Whether the meetings of one city took place: the attaché says so without an account."""

from datetime import date
from itertools import groupby

from flask import abort, g, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.followup.commands.outcomes import say_day_held, say_held
from matchmaker.followup.queries.meetings import past_meetings_in
from matchmaker.models import MeetingOutcome, Teller
from matchmaker.prospects.queries.links import open_attache
from web import database
from web.choice import choice
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_to
from web.refusals import refusable


@bp.get("/attache/<token>/held")
def attache_held(token: str) -> str:
    """Ask of each meeting of the city that is over whether it took place."""
    found = opened(open_attache, token)
    meetings = past_meetings_in(database.session(), g.event, found.leg.name)
    words = {one.id: one.said_by(Teller.ATTACHE) for one in meetings}
    unsaid = {number for number, word in words.items() if word is None}
    days = {day: tuple(found) for day, found in groupby(meetings, key=lambda one: one.day)}
    return render_template(
        "public/missions/attache_held.html",
        opened=found,
        token=token,
        meetings=meetings,
        days=days,
        words=words,
        unsaid=unsaid,
    )


@bp.post("/attache/<token>/held")
def attache_say_day_held(token: str) -> Response:
    """Note that the meetings of a day took place, but for those of which the attaché has said something."""
    found = opened(open_attache, token)
    try:
        day = date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        abort(404)
    with refusable(Closed) as refusal:
        number = say_day_held(database.session(), g.event, day, by=found.page.name, city=found.leg.name)
    if refusal:
        refusal.show()
        return redirect_to("public.attache_held", token=token)
    said = ngettext("%(num)d meeting noted.", "%(num)d meetings noted.", number)
    return redirect_to("public.attache_held", said, anchor=f"day-{day}", token=token)


@bp.post("/attache/<token>/held/<int:meeting_id>")
def attache_say_held(token: str, meeting_id: int) -> Response:
    """Note whether a meeting of the city took place."""
    found = opened(open_attache, token)
    outcome = choice(MeetingOutcome, request.form.get("says", ""))
    with refusable(InvalidInput, Closed) as refusal:
        say_held(
            database.session(),
            g.event,
            meeting_id,
            outcome,
            teller=Teller.ATTACHE,
            by=found.page.name,
            city=found.leg.name,
        )
    if refusal:
        refusal.show()
    return redirect_to(
        "public.attache_held", "" if refusal else gettext("Noted."), anchor=f"m{meeting_id}", token=token
    )
