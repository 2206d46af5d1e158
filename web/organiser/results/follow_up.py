"""The questions by mail after 3, 6 and 12 months: their days, who has answered, the mail in four languages."""

from datetime import date

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField
from wtforms.validators import InputRequired

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.followup.commands.rounds import end_answer, save_round
from matchmaker.followup.queries.rounds import FollowUpStand, RoundDays, read_rounds
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.follow_up import FollowUpMail
from web import database
from web.auth.guards import organiser_required
from web.forms import InCalendar
from web.i18n import LANGUAGE_NAMES
from web.organiser.blueprint import bp
from web.organiser.results.report import money
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent


class RoundForm(SavedForm):
    """Whether a round takes place, and from when on."""

    is_on = BooleanField(lazy_gettext("Ask these questions"))
    opens_on = DateField(
        lazy_gettext("The mails leave on"),
        description=lazy_gettext("In the morning. Answers are taken for eight weeks from then on."),
        validators=[InputRequired(lazy_gettext("Choose a day after the end of the event.")), InCalendar()],
    )

    @classmethod
    def of(cls, found: FollowUpStand, sent: Sent) -> "RoundForm":
        """Return the form of a round, and with what was `sent`."""
        days = found.days
        return cls.of_saved({"is_on": days.is_on, "opens_on": days.opens_on, "shown": days.token}, sent)


@bp.get("/<slug>/follow-up")
@organiser_required
def follow_up(slug: str) -> str:
    """Show the three rounds: when they leave, who is asked, how many have answered."""
    return render_template(
        "organiser/results/follow_up.html", rounds=read_rounds(database.session(), g.event), today=_today()
    )


@bp.route("/<slug>/follow-up/<int:months>", methods=["GET", "POST"])
@organiser_required
def follow_up_round(slug: str, months: int) -> Page:
    """Show one round with its people and its mail; POST turns it on or off, or moves it."""
    session = database.session()
    edit = EditOf(lambda: _round(months), RoundForm.of, *(InvalidInput, Stale, Closed))
    if edit.save(
        lambda form: save_round(
            session,
            g.event,
            months,
            opens_on=form.opens_on.data,
            is_on=form.is_on.data,
            shown=form.token,
            by=g.staff.name,
        )
    ):
        return redirect_to("organiser.follow_up_round", gettext("Saved."), months=months)
    found = edit.found
    wanted = request.args.get("language", "")
    shown = wanted if wanted in LANGUAGE_NAMES else g.event.language
    page = render_template(
        "organiser/results/follow_up_round.html",
        form=edit.form,
        round=found,
        today=_today(),
        letters=[_mail(found.days, shown, again=again).letter() for again in (False, True)],
        shown=shown,
        language_names=LANGUAGE_NAMES,
        money=money,
    )
    return page, edit.status


@bp.post("/<slug>/follow-up/answers/<int:answer_id>/end")
@organiser_required
def end_follow_up_answer(slug: str, answer_id: int) -> Response:
    """End the address of one person: it opens nothing any more, and they are not reminded."""
    end_answer(database.session(), g.event, answer_id, by=g.staff.name)
    return redirect_to("organiser.follow_up", gettext("The address opens nothing any more."))


def _round(months: int) -> FollowUpStand:
    found = next((one for one in read_rounds(database.session(), g.event) if one.days.months == months), None)
    if found is None:
        raise NotFound
    return found


def _mail(days: RoundDays, language: str, *, again: bool) -> FollowUpMail:
    """Return the mail as an example: its addresses lead to the page of the event."""
    page = participant_page(g.event.slug, ParticipantPage.START)
    reader = Reader(g.staff.email, language, g.staff.name)
    return FollowUpMail(
        reader=reader,
        host=Host.of(g.event),
        url=page,
        stop_url=page,
        months=days.months,
        closes_on=days.closes_on,
        again=again,
    )


def _today() -> date:
    return clock.local(clock.now(), g.event.zone).date()
