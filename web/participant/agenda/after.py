"""After a meeting: did it take place, how useful was it, what comes next."""

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.followup.commands.outcomes import Onward, save_onward, say_outcome
from matchmaker.followup.queries.own import OwnPast, own_past, own_past_of
from matchmaker.models import MeetingOutcome
from matchmaker.prospects.queries.calls import own_calls
from matchmaker.releases.queries.spots import spot_of
from web import database
from web.auth.guards import agreed_required
from web.choice import choice
from web.forms import InCalendar
from web.ids import whole_number
from web.marks import MARKS, OUTCOMES
from web.pages import Page
from web.participant.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent


class OnwardForm(SavedForm):
    """What came of a meeting, and what comes next."""

    result = TextAreaField(
        lazy_gettext("What came of it?"), validators=[Length(max=500)], render_kw={"rows": 3, "maxlength": 500}
    )
    next_step = StringField(
        lazy_gettext("What comes next?"),
        description=lazy_gettext("For example: send the prices, show the product, make an offer."),
        validators=[Length(max=200)],
    )
    due_on = DateField(lazy_gettext("Until when"), validators=[Optional(), InCalendar()])

    @classmethod
    def of(cls, past: OwnPast, sent: Sent) -> "OnwardForm":
        """Return the form of a meeting, and with what was `sent`."""
        row = past.report
        values = {name: getattr(row, name) if row else None for name in ("result", "next_step", "due_on")}
        return cls.of_saved(values | {"shown": past.token}, sent)

    @property
    def onward(self) -> Onward:
        """What was sent."""
        return Onward(result=self.result.data or "", next_step=self.next_step.data or "", due_on=self.due_on.data)


@bp.get("/after")
@agreed_required
def after(slug: str) -> str:
    """List the meetings that are over, those of which nothing is known first, and who would rather have a call."""
    found = own_past(database.session(), g.registration)
    return render_template(
        "participant/agenda/after.html",
        open=[one for one in found if one.outcome is None],
        told=[one for one in found if one.outcome is not None],
        calls=own_calls(database.session(), g.event, g.delegation),
        held=sum(one.outcome is MeetingOutcome.HELD for one in found),
        marks=MARKS,
        outcomes=OUTCOMES,
        spot_of=spot_of,
    )


@bp.route("/after/<uid>", methods=["GET", "POST"])
@agreed_required
def after_meeting(slug: str, uid: str) -> Page:
    """Ask what became of a meeting; POST keeps it: a mark says that it took place, too."""
    session = database.session()
    past = own_past_of(session, g.registration, uid)
    if request.method == "POST":
        says = request.form.get("says", "")
        mark = whole_number(says)
        outcome = MeetingOutcome.HELD if mark is not None else choice(MeetingOutcome, says)
        with refusable(InvalidInput, Closed) as refusal:
            if outcome is None:
                raise InvalidInput(gettext("Choose one of the answers."))
            past = say_outcome(session, g.event, g.registration, uid, outcome, rating=mark)
        if not refusal:
            return _onward(past)
        refusal.show()
        return redirect_to("participant.after_meeting", uid=uid)
    return render_template(
        "participant/agenda/after_meeting.html", past=past, spot=spot_of(past.entry), marks=MARKS, outcomes=OUTCOMES
    )


@bp.route("/after/<uid>/next", methods=["GET", "POST"])
@agreed_required
def after_next(slug: str, uid: str) -> Page:
    """Ask what came of a meeting and what comes next; POST keeps it for the people of the reader's side."""
    session = database.session()
    edit = EditOf(lambda: own_past_of(session, g.registration, uid), OnwardForm.of, *(InvalidInput, Stale, Closed))
    if edit.save(lambda form: save_onward(session, g.event, g.registration, uid, form.onward, shown=form.token)):
        return redirect_to("participant.after", gettext("Saved."))
    page = render_template("participant/agenda/after_next.html", form=edit.form, past=edit.found)
    return page, edit.status


def _onward(past: OwnPast) -> Response:
    if past.outcome in {MeetingOutcome.HELD, MeetingOutcome.LATER}:
        return redirect_to("participant.after_next", gettext("Thank you."), uid=past.entry.uid)
    return redirect_to("participant.after", gettext("Thank you."))
