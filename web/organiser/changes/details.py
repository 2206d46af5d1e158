"""What more there is to say of a change: the fields that its kind needs."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from flask import g
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectField, SelectMultipleField, TimeField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.base.i18n import format_day, format_time
from matchmaker.change_desk.queries.subjects import ChangeSubject
from matchmaker.change_desk.rules import (
    ADDS_WISHES,
    AT_A_TIME,
    MOST_OTHERS,
    NAMES_OTHERS,
    OF_A_DAY,
    OF_PLACES,
    ChangeKind,
    EventChange,
)
from matchmaker.models import Strength
from matchmaker.setup.queries.parts import block_of, blocks_of
from web import database
from web.forms import REQUIRED, Form, NumberRange
from web.i18n import language


class DetailsForm(Form):
    """What else is said of a change; fields that a kind does not need are taken out."""

    day = SelectField(lazy_gettext("Day"))
    at = TimeField(lazy_gettext("Time"), validators=[REQUIRED])
    part = RadioField(lazy_gettext("How long?"), default="")
    since = TimeField(
        lazy_gettext("From what time on?"),
        description=lazy_gettext("For other times than these: fill in one or both."),
        validators=[Optional()],
    )
    until = TimeField(lazy_gettext("Until what time?"), validators=[Optional()])
    minutes = IntegerField(
        lazy_gettext("By how many minutes"),
        description=lazy_gettext("30 is half an hour later, -30 is half an hour earlier."),
        validators=[REQUIRED, NumberRange(-720, 720)],
    )
    colleague = RadioField(
        lazy_gettext("Who comes instead?"), coerce=int, validators=[InputRequired(lazy_gettext("Choose who comes."))]
    )
    others = SelectMultipleField(
        lazy_gettext("Which organisations?"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[Length(1, MOST_OTHERS, message=lazy_gettext("Choose at least one, and at most twelve."))],
    )
    strength = RadioField(
        lazy_gettext("How much"),
        choices=[
            SelectChoice(Strength.MUST.value, lazy_gettext("Must")),
            SelectChoice(Strength.WANT.value, lazy_gettext("Wanted")),
            SelectChoice(Strength.OPEN.value, lazy_gettext("If possible")),
        ],
        default=Strength.WANT.value,
    )
    agreed = BooleanField(lazy_gettext("They have asked these organisations, or we have, and they agree"))

    def validate_until(self, field: TimeField) -> None:
        """Refuse an end that is not after the beginning."""
        if field.data is not None and self.since.data is not None and field.data <= self.since.data:
            raise ValidationError(gettext("It ends before it begins."))

    @classmethod
    def of(cls, kind: ChangeKind, choices: list[ChangeSubject], said: EventChange | None) -> "DetailsForm":
        """Return the form of a kind, with whom it may name, and what was said before."""
        form = cls(data=None if said is None else _said(said))
        wanted = {"csrf_token"}
        if kind in AT_A_TIME:
            wanted |= {"at"}
        if kind in OF_PLACES:
            wanted |= {"part", "since", "until"}
            form.part.choices = list(_parts())
        if kind in OF_A_DAY and g.event.several_days:
            wanted |= {"day"}
            days = (date.fromordinal(n) for n in range(g.event.starts_on.toordinal(), g.event.ends_on.toordinal() + 1))
            form.day.choices = [SelectChoice(day.isoformat(), format_day(day, language())) for day in days]
        if kind is ChangeKind.BLOCK_MOVED:
            wanted |= {"minutes"}
        if kind in NAMES_OTHERS:
            named = form.colleague if kind is ChangeKind.REPLACED else form.others
            named.choices = [SelectChoice(one.id, one.name) for one in choices]
            wanted |= {named.name}
        if kind in ADDS_WISHES:
            wanted |= {"strength", "agreed"}
        for name in [field.name for field in form if field.name not in wanted]:
            del form[name]
        return form

    def fits(self, kind: ChangeKind, subject_id: int, left: int | None) -> bool:
        """Refuse a block that ends outside itself, or moves by nothing, and more wishes than are `left`."""
        if left is not None and len(self.others.data) > left:
            self.others.errors = [wishes_left_in_words(left)]
            return False
        if kind is ChangeKind.BLOCK_MOVED and not self.minutes.data:
            self.minutes.errors = [gettext("Say by how many minutes: 0 changes nothing.")]
            return False
        if kind is ChangeKind.BLOCK_ENDS:
            block = block_of(database.session(), g.event, subject_id)
            if not block.starts < self.at.data < block.ends:
                starts, ends = (format_time(wall, language()) for wall in (block.starts, block.ends))
                self.at.errors = [gettext("Say a time between %(starts)s and %(ends)s.", starts=starts, ends=ends)]
                return False
        return True

    def change(self, kind: ChangeKind, subject: ChangeSubject, choices: list[ChangeSubject]) -> EventChange:
        """Return what was said."""
        said = {field.name: field.data for field in self}
        named = [said["colleague"]] if "colleague" in said else said.get("others", [])
        names = {one.id: one.name for one in choices}
        day = date.fromisoformat(said["day"]) if "day" in said else g.event.starts_on
        since, until = said.get("since"), said.get("until")
        if said.get("part") and since is until is None:
            since, until = map(time.fromisoformat, said["part"].split("-"))
        return EventChange(
            kind=kind,
            subject=subject.id,
            about=subject.about,
            others=tuple(named),
            with_whom=tuple(names[number] for number in named),
            day=day if kind in OF_A_DAY else None,
            at=said.get("at") or since,
            until=until,
            minutes=said.get("minutes") or 0,
            strength=Strength(said.get("strength", Strength.WANT)),
            agreed=bool(said.get("agreed")),
        )


def _said(change: EventChange) -> dict[str, Any]:
    """Return what was said of a change as the fields hold it."""
    colleague = change.others[0] if change.kind is ChangeKind.REPLACED and change.others else None
    return {
        "day": None if change.day is None else change.day.isoformat(),
        "at": change.at,
        "since": change.at,
        "until": change.until,
        "minutes": change.minutes or None,
        "colleague": colleague,
        "others": list(change.others),
        "strength": change.strength.value,
        "agreed": change.agreed,
    }


def wishes_left_in_words(left: int) -> str:
    """Say how many more wishes the category allows."""
    if not left:
        return str(gettext("They have as many wishes as their category may make. Remove one first."))
    return str(ngettext("Their category allows %(num)d more wish.", "Their category allows %(num)d more wishes.", left))


def _parts() -> Iterator[SelectChoice]:
    """Yield how long a place may be lost: the whole day, or each block of an event of one day."""
    if g.event.several_days:
        yield SelectChoice("", gettext("From the beginning of that day on"))
    else:
        yield SelectChoice("", gettext("The whole day"))
        for block in blocks_of(database.session(), g.event):
            times = format_time(block.starts, language()), format_time(block.ends, language())
            yield SelectChoice(
                f"{block.starts:%H:%M}-{block.ends:%H:%M}", f"{block.name(language())}, {'–'.join(times)}"
            )
