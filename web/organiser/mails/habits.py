"""Settings of mails: what people of an event get by themselves."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, IntegerField
from wtforms.validators import Optional

from matchmaker.events.commands import habits_token, set_habits
from web import database
from web.auth.guards import organiser_required
from web.forms import NumberRange
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


class HabitsForm(SavedForm):
    """What people of the event get by themselves."""

    mail_invitations = BooleanField(
        lazy_gettext("Invite by mail to each meeting"),
        description=lazy_gettext(
            "For those who have not chosen otherwise; from the next release on. Whoever subscribes to the calendar "
            "gets no invitations."
        ),
    )
    reminder_hours = IntegerField(
        lazy_gettext("Hours before the first appointment of a day at which people are reminded"),
        description=lazy_gettext("Empty for no reminder."),
        validators=[Optional(), NumberRange(1, 72, message=lazy_gettext("A number from 1 to 72."))],
    )


@bp.route("/<slug>/messages/habits", methods=["GET", "POST"])
@organiser_required
def habits(slug: str) -> Page:
    """Set what people get by themselves."""

    def read(sent: Sent) -> HabitsForm:
        habits = {"mail_invitations": g.event.mail_invitations, "reminder_hours": g.event.reminder_hours}
        return HabitsForm.of_saved({"shown": habits_token(g.event)} | habits, sent)

    def save(form: HabitsForm) -> None:
        set_habits(
            database.session(),
            g.event,
            mail_invitations=form.mail_invitations.data,
            reminder_hours=form.reminder_hours.data,
            shown=form.token,
            staff=g.staff,
        )

    edit = Edit(read)
    if edit.save(save):
        return redirect_to("organiser.messages", gettext("Saved."))
    return render_template("organiser/mails/habits.html", form=edit.form), edit.status
