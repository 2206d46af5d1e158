"""Received wishes, to be answered with yes, if there is room, or no."""

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import Answer
from matchmaker.releases.queries.partners import partners_ahead
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.queries.interest import read_interest
from web import database
from web.auth.guards import agreed_required
from web.choice import choice
from web.i18n import language
from web.participant.agenda.away import along_only
from web.participant.blueprint import bp
from web.participant.changes.refused import STANDS, followed, published_meetings
from web.participant.state import comes_along
from web.redirects import redirect_back

SAID = {
    Answer.YES: lazy_gettext("You said yes. The published schedule says whether the meeting takes place, and when."),
    Answer.IF_ROOM: lazy_gettext("You said: if there is room. They come after everyone whom you wish for."),
    Answer.NO: lazy_gettext("You said no. They are not told; to them it reads like silence."),
    Answer.NONE: lazy_gettext("Your answer is taken back."),
}


@bp.get("/interest")
@agreed_required
def interest(slug: str) -> str:
    """Show the wishes received, unanswered ones first."""
    if comes_along():
        return along_only(gettext("Interest in me"))
    view = read_interest(database.session(), g.delegation.id, language())
    meetings = partners_ahead(database.session(), g.event.id, g.delegation.id)
    return render_template("participant/wishes/interest.html", view=view, meetings=meetings)


@bp.get("/interest/<int:wish_id>/no")
@agreed_required
def ask_no(slug: str, wish_id: int) -> str:
    """Say what a "no" means where a meeting is published, before it is given."""
    view = read_interest(database.session(), g.delegation.id, language())
    line = next((line for line in (*view.waiting, *view.settled) if line.wish_id == wish_id), None)
    if line is None:
        raise NotFound(N_("There is no such wish."))
    return render_template("participant/wishes/no.html", line=line, meetings=published_meetings(line.delegation_id))


@bp.post("/interest/<int:wish_id>")
@agreed_required
def answer(slug: str, wish_id: int) -> Response:
    """Answer a wish, change the answer, or take it back."""
    said = choice(Answer, request.form.get("answer", ""))
    if said is None:
        raise InvalidInput(N_("Choose yes, if there is room, or no."))
    wish = answer_wish(database.session(), g.registration, wish_id, said)
    told = followed(wish.from_id) or str(SAID[said])
    if said is Answer.NONE and published_meetings(wish.from_id):
        told = f"{told} {STANDS}"
    return redirect_back("participant.interest", told)
