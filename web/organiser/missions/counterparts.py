"""One counterpart of a mission: whom to ask there, each company with its stage and next step, what was done."""

from flask import g, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.history.words import what_was_done
from matchmaker.missions.queries.demands import demands_in
from matchmaker.prospects.commands.counterparts import save_contact
from matchmaker.prospects.commands.stages import line_of, save_step
from matchmaker.prospects.queries.asking import asked_mail
from matchmaker.prospects.queries.counterpart import approached_of, done_about
from matchmaker.prospects.queries.hours import read_hours
from matchmaker.prospects.queries.links import counterpart_address
from matchmaker.prospects.queries.receiving import missing_offices
from matchmaker.prospects.queries.registered import colleague_named
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.next_step import ProspectForm
from web.organiser.blueprint import bp
from web.organiser.missions.pipeline import keeper
from web.pages import Page
from web.pipeline import CounterpartForm, instead_answered, words
from web.redirects import redirect_to
from web.submissions import EditOf


@bp.route("/<slug>/pipeline/<int:counterpart_id>", methods=["GET", "POST"])
@organiser_required
def counterpart(slug: str, counterpart_id: int) -> Page:
    """Show a counterpart; POST corrects whom to ask there."""
    session = database.session()
    edit = EditOf(
        lambda: approached_of(session, g.event, counterpart_id), CounterpartForm.of, InvalidInput, Stale, Closed
    )
    link = counterpart_address(edit.found.counterpart)
    if edit.save(
        lambda form: save_contact(session, g.event, counterpart_id, form.contact, shown=form.token, by=g.staff.name)
    ):
        moved = counterpart_address(edit.found.counterpart) != link
        said = gettext("Saved. Their page has another address: send it to them.") if moved else gettext("Saved.")
        return redirect_to("organiser.counterpart", said, counterpart_id=counterpart_id)
    return render_template(
        "organiser/missions/counterpart.html",
        form=edit.form,
        approached=edit.found,
        keeper=keeper(),
        demands=demands_in(session, edit.found.counterpart.leg_id),
        address=counterpart_address(edit.found.counterpart),
        hours=read_hours(session, g.event, edit.found.counterpart),
        asked=asked_mail(session, counterpart_id),
        colleague=colleague_named(session, g.event, edit.found.counterpart) is not None,
        done=done_about(session, g.event, counterpart_id),
        office=next((one for one in missing_offices(session, g.event) if one.counterpart_id == counterpart_id), None),
        what=lambda entry: what_was_done(entry, language()),
        **words(),
    ), edit.status


@bp.post("/<slug>/pipeline/<int:counterpart_id>/instead")
@organiser_required
def counterpart_instead(slug: str, counterpart_id: int) -> Response:
    """Accept whom a counterpart has named in the place of its contact, or not."""
    return redirect_to(
        "organiser.counterpart", instead_answered(keeper(), counterpart_id), counterpart_id=counterpart_id
    )


@bp.route("/<slug>/pipeline/<int:counterpart_id>/<int:prospect_id>", methods=["GET", "POST"])
@organiser_required
def prospect(slug: str, counterpart_id: int, prospect_id: int) -> Page:
    """Show what comes next for one company; POST keeps it."""
    session = database.session()
    approached = approached_of(session, g.event, counterpart_id)
    edit = EditOf(
        lambda: line_of(approached_of(session, g.event, counterpart_id), prospect_id),
        ProspectForm.of,
        InvalidInput,
        Stale,
        Closed,
    )
    if edit.save(
        lambda form: save_step(
            session, g.event, counterpart_id, prospect_id, form.step, shown=form.token, by=g.staff.name
        )
    ):
        return redirect_to("organiser.counterpart", gettext("Saved."), counterpart_id=counterpart_id)
    return render_template(
        "organiser/missions/prospect.html",
        form=edit.form,
        line=edit.found,
        approached=approached,
        keeper=keeper(),
        **words(),
    ), edit.status
