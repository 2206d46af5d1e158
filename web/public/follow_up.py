"""Three questions months after an event, answered without an account: the secret address of the mail is the key."""

from babel.numbers import get_currency_name
from flask import render_template
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.i18n import locale
from matchmaker.followup.commands.answers import FIELDS, MOST, ThreeAnswers, answer_token, save_answer
from matchmaker.followup.queries.links import open_answer
from matchmaker.followup.rules import amount_of, current_currencies
from matchmaker.models import FollowUpAnswer
from web import database
from web.forms import LongSelect, NumberRange
from web.i18n import language
from web.pages import Page
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent

USUAL = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "JPY", "CNY", "INR", "AED", "BRL", "MAD")
"""Currencies that the list begins with."""
NUMBER = lazy_gettext("Write a whole number: zero is an answer too.")


class NumberField(IntegerField):
    """How many, from 0 on."""

    def __init__(self, label: object, **kwargs: object) -> None:
        super().__init__(
            label,
            [InputRequired(NUMBER), NumberRange(0, MOST, NUMBER)],
            render_kw={"inputmode": "numeric", "min": 0, "max": MOST},
            **kwargs,
        )


class AmountField(StringField):
    """An amount in whole units, however its thousands are written; what is none stays as it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        typed = valuelist[0] if valuelist else ""
        amount = amount_of(typed)
        self.data = typed if amount is None else str(amount)


class AnswerForm(SavedForm):
    """Contacts, offers, contracts and their value."""

    GROUPS = (("contracts", "value", "currency"),)
    contacts = NumberField(lazy_gettext("1. How many contacts made there are still alive?"))
    offers = NumberField(lazy_gettext("2. How many offers have you sent?"))
    contracts = NumberField(lazy_gettext("3. How many contracts have you signed?"))
    value = AmountField(
        lazy_gettext("What are they worth together?"),
        description=lazy_gettext("In whole units, for example 125 000. An estimate is fine."),
        validators=[Length(max=30)],
        render_kw={"inputmode": "numeric", "maxlength": 30},
    )
    currency = SelectField(lazy_gettext("Currency"), widget=LongSelect())
    words = TextAreaField(
        lazy_gettext("Anything else?"), validators=[Length(max=1000)], render_kw={"rows": 2, "maxlength": 1000}
    )
    may_be_named = BooleanField(
        lazy_gettext("The report for funders may show these numbers with the name of my company")
    )

    @classmethod
    def of(cls, answer: FollowUpAnswer, sent: Sent) -> "AnswerForm":
        """Return the form of an answer, empty before the first, and with what was `sent`."""
        values = {name: getattr(answer, name) for name in FIELDS}
        if answer.answered_at is None:
            values |= dict.fromkeys(("contacts", "offers", "contracts"))
        values["value"] = "" if answer.value is None else str(answer.value)
        form = cls.of_saved(values | {"shown": answer_token(answer)}, sent)
        form.currency.choices = [SelectChoice(code, _named(code)) for code in _currencies(answer)]
        return form

    def validate_value(self, field: AmountField) -> None:
        """Refuse what is no amount."""
        if field.data and self.amount is None:
            raise ValidationError(gettext("Write the value as a number, for example 125 000."))

    @property
    def amount(self) -> int | None:
        """The value in whole units, however its thousands are written; None for none."""
        return amount_of(self.value.data or "")

    @property
    def answers(self) -> ThreeAnswers:
        """What was sent."""
        return ThreeAnswers(
            contacts=self.contacts.data,
            offers=self.offers.data,
            contracts=self.contracts.data,
            value=self.amount,
            currency=self.currency.data,
            may_be_named=self.may_be_named.data,
            words=self.words.data or "",
        )


@bp.route("/follow-up/<token>", methods=["GET", "POST"])
def follow_up(token: str) -> Page:
    """Ask the three questions; POST keeps the answers, which can be corrected until the round closes."""
    found = opened(open_answer, token)
    edit = EditOf(
        lambda: opened(open_answer, token, counted=False).answer,
        AnswerForm.of,
        *(InvalidInput, Stale, Closed),
    )
    if edit.save(lambda form: save_answer(database.session(), found, form.answers, shown=form.token)):
        return redirect_to("public.follow_up", gettext("Thank you: your answer is kept."), token=token)
    page = render_template("public/follow_up.html", form=edit.form, opened=found, token=token)
    return page, edit.status


def _currencies(answer: FollowUpAnswer) -> list[str]:
    """Return the codes to choose from: the usual ones, then others of today, and what was chosen when it was one."""
    others = {*current_currencies(clock.now().date()), answer.currency}.difference(USUAL)
    return [*USUAL, *sorted(others)]


def _named(code: str) -> str:
    return f"{code} · {get_currency_name(code, locale=locale(language()))}"
