"""Forms that begin with saved values, which somebody else may change while they are filled in."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar, Self

from babel.lists import format_list
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, SelectField, SelectMultipleField

from matchmaker.base.i18n import format_day, format_time, locale
from matchmaker.base.merging import Image, Written
from web.forms import Form
from web.i18n import language


class ShownField(HiddenField):
    """Token of the saved values that a form showed, and an image of each field, by which changes of two are merged."""

    images: Mapping[str, Image]

    def _value(self) -> str:
        token = self.data or ""
        return f"{token} {json.dumps(self.images, separators=(',', ':'))}" if self.images else token

    def process_data(self, value: str | None) -> None:
        """Begin with a token."""
        self.data, self.images = value or "", {}

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the form showed."""
        self.data, _, images = (valuelist or [""])[0].partition(" ")
        self.images = _images(images)

    @property
    def stale(self) -> bool:
        """Whether what is saved is no longer what the form showed."""
        return bool(self.data != (self.object_data or ""))


def _images(text: str) -> dict[str, Image]:
    """Return what a form carries, or nothing for what no form carries."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: image
        for name, image in found.items()
        if isinstance(image, str) or (isinstance(image, list) and all(isinstance(one, str) for one in image))
    }


class SavedForm(Form):
    """Base of forms of saved values: `shown` is the token by which a command finds them stale.

    Fields that hang together, such as latitude and longitude, stand in one of `GROUPS`.
    """

    GROUPS: ClassVar[tuple[tuple[str, ...], ...]] = ()
    shown = ShownField()

    @classmethod
    def of_saved(cls, values: Mapping[str, object], sent: MultiDict[str, str] | None, **fields: Field) -> Self:
        """Return the form with `values`, the token `shown` among them, and with what was `sent` over them.

        `fields` are added to it, for example one for each category of an event.
        """
        kind: type[Any] = type(cls.__name__, (cls,), fields) if fields else cls
        form: Self = kind(formdata=sent, data=dict(values))
        if sent is None:
            form.shown.images = {name: one.image for name, one in form.written.items()}
        return form

    @property
    def token(self) -> str:
        """The token that the form began with."""
        return self.shown.data or ""

    @property
    def said(self) -> dict[str, Field]:
        """The fields that people fill in."""
        return {field.short_name: field for field in self if not isinstance(field, HiddenField)}

    @property
    def written(self) -> dict[str, Written]:
        """What each field says, in the same words however it was typed."""
        return {name: _written(field) for name, field in self.said.items()}


def _written(field: Field) -> Written:
    if isinstance(field, SelectMultipleField):
        return Written(tuple(sorted({str(value) for value in field.data or ()})), several=True)
    if field.process_errors and field.raw_data:
        return Written(tuple(field.raw_data))
    return Written(("" if field.data is None else str(field.data),))


def as_sent(field: Field) -> list[str]:
    """Return the value of a field as a browser sends it."""
    if isinstance(field, SelectMultipleField):
        return [str(value) for value in field.data or ()]
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, SelectField):
        return [] if field.data is None else [str(field.data)]
    return [field._value()]


def in_words(field: Field) -> str:
    """Return the value of a field as people read it."""
    value: Any = field.data
    if isinstance(field, SelectField):
        chosen = [str(choice.label) for choice in field.iter_choices() if choice.selected]
        return format_list(chosen, locale=locale(language())) if chosen else _empty()
    if isinstance(field, BooleanField):
        return str(gettext("ticked") if value else gettext("not ticked"))
    if isinstance(value, datetime):
        return f"{format_day(value.date(), language())}, {format_time(value, language())}"
    if isinstance(value, date):
        return format_day(value, language(), year=True)
    if isinstance(value, time):
        return format_time(value, language())
    return _empty() if value in {None, ""} else str(value)


def _empty() -> str:
    return str(gettext("empty"))
