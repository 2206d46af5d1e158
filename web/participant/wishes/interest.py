"""Received wishes, to be answered with yes, if there is room, or no."""

from flask import g, render_template, request
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.models import Answer
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.queries.interest import read_interest
from web import database
from web.auth.guards import agreed_required
from web.choice import choice
from web.i18n import language
from web.participant.blueprint import bp
from web.redirects import redirect_back

SAID = {
    Answer.YES: lazy_gettext("You said yes. If a time is found for both of you, the meeting takes place."),
    Answer.IF_ROOM: lazy_gettext("You said: if there is room. They come after everyone whom you wish for."),
    Answer.NO: lazy_gettext("You said no. They are not told; to them it reads like silence."),
    Answer.NONE: lazy_gettext("Your answer is taken back."),
}


@bp.get("/interest")
@agreed_required
def interest(slug: str) -> str:
    """Show the wishes received, unanswered ones first."""
    view = read_interest(database.session(), g.delegation.id, language())
    return render_template("participant/wishes/interest.html", view=view)


@bp.post("/interest/<int:wish_id>")
@agreed_required
def answer(slug: str, wish_id: int) -> Response:
    """Answer a wish, change the answer, or take it back."""
    said = choice(Answer, request.form.get("answer", ""))
    if said is None:
        raise InvalidInput(N_("Choose yes, if there is room, or no."))
    answer_wish(database.session(), g.registration, wish_id, said)
    return redirect_back("participant.interest", str(SAID[said]))
