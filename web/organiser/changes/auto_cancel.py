"""Automatic cancelling: whether a meeting that somebody cannot come to is cancelled by itself, and when."""

from enum import StrEnum

from flask import g, render_template
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import IntegerField, RadioField, SelectChoice, SelectField
from wtforms.validators import Optional

from matchmaker.alerts.commands.auto_cancel import delay_token, set_delay
from web import database
from web.auth.guards import organiser_required
from web.forms import NumberRange
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent

HOUR = 60


class When(StrEnum):
    """When it happens; in forms."""

    NEVER = "never"
    AT_ONCE = "at-once"
    AFTER = "after"


class AutoCancelForm(SavedForm):
    """When, and for a delay how long."""

    GROUPS = (("when", "number", "unit"),)

    when = RadioField(
        lazy_gettext("When somebody declines a meeting, cannot come or withdraws"),
        choices=[
            SelectChoice(When.NEVER.value, lazy_gettext("wait for you, however long it takes")),
            SelectChoice(When.AFTER.value, lazy_gettext("wait for you, then cancel by itself")),
            SelectChoice(When.AT_ONCE.value, lazy_gettext("cancel by itself at once")),
        ],
    )
    number = IntegerField(
        lazy_gettext("How long to wait for you"),
        description=lazy_gettext("Only where it waits for you first."),
        validators=[Optional(), NumberRange(1, 999, message=lazy_gettext("A number from 1 to 999."))],
    )
    unit = SelectField(
        lazy_gettext("Unit"),
        choices=[SelectChoice("1", lazy_gettext("minutes")), SelectChoice(str(HOUR), lazy_gettext("hours"))],
    )

    @property
    def minutes(self) -> int | None:
        """The delay; None for never."""
        if self.when.data == When.AFTER:
            return int(self.number.data) * int(self.unit.data)
        return 0 if self.when.data == When.AT_ONCE else None

    def validate(self, extra_validators: object = None) -> bool:  # noqa: ARG002 -- the signature of WTForms
        """A delay needs its number; any other choice needs none."""
        if not super().validate():
            return False
        if self.when.data == When.AFTER and self.number.data is None:
            self.number.errors = [gettext("Say how long to wait.")]
            return False
        return True


@bp.route("/<slug>/alerts/by-itself", methods=["GET", "POST"])
@organiser_required
def auto_cancel(slug: str) -> Page:
    """Show what happens by itself, and set when."""

    def read(sent: Sent) -> AutoCancelForm:
        return AutoCancelForm.of_saved({"shown": delay_token(g.event)} | _present(g.event.cancel_after_minutes), sent)

    edit = Edit(read)
    if edit.save(lambda form: set_delay(database.session(), g.event, form.minutes, g.staff, shown=form.token)):
        return redirect_to("organiser.alerts", gettext("Saved."))
    return render_template("organiser/changes/auto_cancel.html", form=edit.form), edit.status


def delay_in_words(minutes: int) -> str:
    """Return when meetings are cancelled by themselves: at once, or after 2 hours."""
    if minutes == 0:
        return str(gettext("What somebody cannot come to is cancelled by itself, at once."))
    if minutes % HOUR:
        return str(
            ngettext(
                "What somebody cannot come to is cancelled by itself after %(num)d minute, unless you decide.",
                "What somebody cannot come to is cancelled by itself after %(num)d minutes, unless you decide.",
                minutes,
            )
        )
    return str(
        ngettext(
            "What somebody cannot come to is cancelled by itself after %(num)d hour, unless you decide.",
            "What somebody cannot come to is cancelled by itself after %(num)d hours, unless you decide.",
            minutes // HOUR,
        )
    )


def _present(minutes: int | None) -> dict[str, object]:
    """Return what the form shows of a delay."""
    if not minutes:
        return {"when": When.NEVER.value if minutes is None else When.AT_ONCE.value, "number": 2, "unit": str(HOUR)}
    unit = 1 if minutes % HOUR else HOUR
    return {"when": When.AFTER.value, "number": minutes // unit, "unit": str(unit)}
