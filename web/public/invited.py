"""A guest answers an invitation without an account: the secret address of the mail is the key."""

from flask import Response, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length

from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.models import Guest, GuestSays
from matchmaker.receptions.calendar import invitation_file
from matchmaker.receptions.commands.answers import GuestAnswer, guest_token, save_guest_answer
from matchmaker.receptions.queries.links import open_invitation
from web import database
from web.choice import choice
from web.downloads import attachment
from web.pages import Page
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent


class GuestForm(SavedForm):
    """Yes or no, with whom, and what is not eaten."""

    GROUPS = (("says", "brings", "brings_whom"),)
    says = RadioField(
        lazy_gettext("Do you come?"),
        choices=[
            SelectChoice(GuestSays.YES.value, lazy_gettext("Yes, I come")),
            SelectChoice(GuestSays.NO.value, lazy_gettext("No, I cannot")),
        ],
        validators=[InputRequired(lazy_gettext("Say yes or no."))],
        validate_choice=False,
    )
    brings = BooleanField(lazy_gettext("I bring one person"))
    brings_whom = StringField(lazy_gettext("Their name"), validators=[Length(max=120)])
    diet = StringField(
        lazy_gettext("What you do not eat"),
        description=lazy_gettext("Vegetarian, halal, allergies: the organisers pass it on to the kitchen."),
        validators=[Length(max=200)],
    )

    @classmethod
    def of(cls, guest: Guest, sent: Sent) -> "GuestForm":
        """Return the form of a guest, and with what was `sent`."""
        values = {name: getattr(guest, name) for name in ("brings", "brings_whom", "diet")}
        says = guest.says.value if guest.says else None
        return cls.of_saved(values | {"says": says, "shown": guest_token(guest)}, sent)

    @property
    def answer(self) -> GuestAnswer:
        """What was sent."""
        says = choice(GuestSays, self.says.data or "")
        if says is None:
            raise InvalidInput(gettext("Say yes or no."))
        return GuestAnswer(
            says=says,
            brings=self.brings.data,
            brings_whom=self.brings_whom.data or "",
            diet=self.diet.data or "",
        )


@bp.route("/invited/<token>", methods=["GET", "POST"])
def invited(token: str) -> Page:
    """Ask whether a guest comes; POST keeps the answer, which can be changed until the last day."""
    session, found = database.session(), opened(open_invitation, token)
    edit = EditOf(
        lambda: opened(open_invitation, token, counted=False).guest, GuestForm.of, *(InvalidInput, Stale, Closed)
    )
    if edit.save(lambda form: save_guest_answer(session, found, form.answer, shown=form.token)):
        return redirect_to("public.invited", gettext("Thank you: your answer is kept."), token=token)
    return render_template("public/invited.html", form=edit.form, opened=found, token=token), edit.status


@bp.get("/invited/<token>/invitation.ics")
def invited_file(token: str) -> Response:
    """Give the invitation of somebody from outside who comes as a calendar file."""
    found = opened(open_invitation, token)
    if found.guest.says is not GuestSays.YES or found.guest.registration_id is not None:
        raise NotFound
    return attachment(invitation_file(found), "invitation.ics", "text/calendar", people=None)
