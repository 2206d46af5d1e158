"""The form of where and when a counterpart would like to be met, and who comes in the place of its contact."""

from flask_babel import lazy_gettext
from wtforms import EmailField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import Length

from matchmaker.models import Counterpart, MeetsAt
from matchmaker.prospects.commands.counterparts import Reception
from matchmaker.prospects.queries.counterpart import PLACE, counterpart_token
from matchmaker.prospects.queries.pipeline import INSTEAD
from web.saved_forms import SavedForm
from web.submissions import Sent

CALL = "call"
"""The answer to where they shall come that is no place."""


class ReceptionForm(SavedForm):
    """Where and when a counterpart would like to be met."""

    meets_at = RadioField(
        lazy_gettext("Where shall they come?"),
        choices=[
            SelectChoice(MeetsAt.OFFICE.value, lazy_gettext("To my office")),
            SelectChoice(MeetsAt.HOTEL.value, lazy_gettext("I come to their hotel")),
            SelectChoice(MeetsAt.EITHER.value, lazy_gettext("Either, you choose")),
            SelectChoice(CALL, lazy_gettext("Rather by video or telephone, outside the mission")),
        ],
        validate_choice=False,
    )
    address = StringField(lazy_gettext("Address of the office"), validators=[Length(max=300)])
    door = TextAreaField(
        lazy_gettext("At the door"),
        description=lazy_gettext("Floor, whom to ask for, where to park."),
        validators=[Length(max=300)],
        render_kw={"rows": 2, "maxlength": 300},
    )
    times = TextAreaField(
        lazy_gettext("When it suits you"),
        description=lazy_gettext("Other times, in your own words."),
        validators=[Length(max=500)],
        render_kw={"rows": 2, "maxlength": 500},
    )

    instead_first_name = StringField(lazy_gettext("First name"), validators=[Length(max=100)])
    instead_last_name = StringField(lazy_gettext("Last name"), validators=[Length(max=100)])
    instead_email = EmailField(lazy_gettext("E-mail"), validators=[Length(max=254)])

    @classmethod
    def of(cls, row: Counterpart, sent: Sent, hotel: str = "") -> "ReceptionForm":
        """Return the form of a counterpart, and with what was `sent`; `hotel` says which one it is, and where."""
        form = cls.of_saved({name: getattr(row, name) for name in PLACE} | {"shown": counterpart_token(row)}, sent)
        if hotel:
            form.meets_at.choices = [
                SelectChoice(one.value, f"{one.label} ({hotel})" if one.value == MeetsAt.HOTEL.value else one.label)
                for one in form.meets_at.choices
            ]
        return form

    @property
    def rather_calls(self) -> bool:
        """Whether a call was chosen, which is asked about on a page of its own."""
        return bool(self.meets_at.data == CALL)

    @property
    def reception(self) -> Reception:
        """What was sent; a place that is none is not said."""
        known = {one.value: one for one in MeetsAt}
        said = self.meets_at.object_data if self.rather_calls else self.meets_at.data
        return Reception(
            meets_at=known.get(said or "", MeetsAt.UNKNOWN),
            address=self.address.data or "",
            door=self.door.data or "",
            times=self.times.data or "",
            **{name: self[name].data or "" for name in INSTEAD},
        )
