"""The pipeline of a mission: counterparts as a board or a table, one moved by a click, one added by hand."""

from flask import g, render_template, request
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.prospects.commands.counterparts import add_counterpart
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp
from web.pages import Page
from web.pipeline import Keeper, NewCounterpartForm, added_in_words, board, move_chosen
from web.redirects import redirect_back, redirect_to
from web.submissions import Submission

PAGES = {
    "board": "organiser.pipeline",
    "new": "organiser.new_counterpart",
    "counterpart": "organiser.counterpart",
    "prospect": "organiser.prospect",
    "move": "organiser.move_prospects",
    "instead": "organiser.counterpart_instead",
    "held": "organiser.past_meetings_page",
    "renew": "organiser.renew_counterpart_link",
}


def keeper() -> Keeper:
    """Return the organiser, who keeps the pipeline of every city."""
    return Keeper(g.event, g.staff.name, PAGES)


@bp.get("/<slug>/pipeline")
@organiser_required
def pipeline(slug: str) -> str:
    """Show the counterparts by stage, or with `?view=table` by date."""
    return render_template("organiser/missions/pipeline.html", **board(keeper()))


@bp.post("/<slug>/pipeline/<int:counterpart_id>/move")
@organiser_required
def move_prospects(slug: str, counterpart_id: int) -> Response:
    """Move prospects of one counterpart to a stage."""
    return redirect_back("organiser.pipeline", move_chosen(keeper(), counterpart_id))


@bp.route("/<slug>/pipeline/new", methods=["GET", "POST"])
@organiser_required
def new_counterpart(slug: str) -> Page:
    """Add a counterpart in the city `?city=` for some companies."""
    form = NewCounterpartForm.at(keeper(), request.args.get("city", type=int))
    new = Submission(form, InvalidInput, Closed)
    if new.save(lambda form: add_counterpart(database.session(), g.event, form.new, by=g.staff.name)):
        said = added_in_words(new.made, form.new.contact)
        return redirect_to("organiser.counterpart", said, counterpart_id=new.made.id)
    return render_template("organiser/missions/new_counterpart.html", form=new.form, keeper=keeper()), new.status
