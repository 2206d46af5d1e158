"""After a meeting: a counterpart says what became of it, how useful it was, and one line, without an account."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Length

from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.followup.commands.outcomes import Afterwards, say_afterwards
from matchmaker.followup.queries.own import OwnPast, own_past_of
from matchmaker.models import MeetingOutcome, row_id
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.links import open_counterpart
from matchmaker.prospects.queries.own_page import own_meeting_of
from matchmaker.releases.queries.spots import spot_of
from web import database
from web.choice import choice
from web.ids import whole_number
from web.marks import MARKS
from web.pages import Page
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent

COMPANY, ORGANISERS = "company", "organisers"


class AfterwardsForm(SavedForm):
    """What became of a meeting, how useful it was, one line and who reads it."""

    says = RadioField(
        lazy_gettext("How was it?"),
        choices=[
            *(SelectChoice(str(mark), words) for mark, words in MARKS.items()),
            SelectChoice(MeetingOutcome.HELD.value, lazy_gettext("It took place, without a mark")),
            SelectChoice(MeetingOutcome.ABSENT.value, lazy_gettext("They did not come")),
            SelectChoice(MeetingOutcome.MISSED.value, lazy_gettext("I could not")),
            SelectChoice(MeetingOutcome.LATER.value, lazy_gettext("We do it later")),
        ],
        validate_choice=False,
    )
    line = StringField(lazy_gettext("One line"), validators=[Length(max=300)])
    reader = RadioField(
        lazy_gettext("Who reads this line?"),
        choices=[
            SelectChoice(ORGANISERS, lazy_gettext("Only the organisers")),
            SelectChoice(COMPANY, lazy_gettext("The company, and the organisers")),
        ],
        validate_choice=False,
    )

    @classmethod
    def of(cls, past: OwnPast, sent: Sent) -> "AfterwardsForm":
        """Return the form of a meeting, and with what was `sent`."""
        says = str(past.rating) if past.rating else past.outcome.value if past.outcome else ""
        to_company = past.report is not None and past.report.to_other
        values = {"says": says, "line": past.line, "reader": COMPANY if to_company else ORGANISERS}
        return cls.of_saved(values | {"shown": past.token}, sent)

    @property
    def afterwards(self) -> Afterwards:
        """What was sent; raises `InvalidInput` without an answer."""
        mark = whole_number(self.says.data or "")
        outcome = MeetingOutcome.HELD if mark is not None else choice(MeetingOutcome, self.says.data or "")
        if outcome is None:
            raise InvalidInput(N_("Choose one of the answers."))
        to_company = self.reader.data == COMPANY
        return Afterwards(outcome=outcome, rating=mark, line=self.line.data or "", to_other=to_company)


@bp.route("/meet/<token>/meetings/<uid>/after", methods=["GET", "POST"])
def counterpart_after(token: str, uid: str) -> Page:
    """Ask what became of a meeting that is over; POST keeps it."""
    found, session = opened(open_counterpart, token), database.session()
    approached = approached_of(session, g.event, row_id(found.counterpart))
    who = own_meeting_of(session, g.event, approached, uid).registration
    edit = EditOf(lambda: own_past_of(session, who, uid), AfterwardsForm.of, *(InvalidInput, NotFound, Stale, Closed))
    if edit.save(lambda form: say_afterwards(session, g.event, who, uid, form.afterwards, shown=form.token)):
        return redirect_to("public.counterpart_page", gettext("Thank you."), token=token)
    page = render_template(
        "public/missions/after.html",
        token=token,
        opened=found,
        form=edit.form,
        past=edit.found,
        spot=spot_of(edit.found.entry),
    )
    return page, edit.status
