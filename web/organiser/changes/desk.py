"""Something has changed: what, who or which, and what more there is to say of it. Nothing is noted here."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectField, SelectMultipleField, TimeField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.base.i18n import format_day, format_time
from matchmaker.change_desk.commands.searches import start_search
from matchmaker.change_desk.queries.searches import read_search
from matchmaker.change_desk.queries.subjects import ChangeSubject, others, subject_of, subjects
from matchmaker.change_desk.rules import (
    ADDS_WISHES,
    AT_A_TIME,
    DETAILED,
    MOST_OTHERS,
    NAMES_OTHERS,
    OF_A_DAY,
    OF_PLACES,
    ChangeKind,
    EventChange,
)
from matchmaker.jobs import enqueue_repairs
from matchmaker.models import Strength, row_id
from matchmaker.releases.queries.drafts import starting_point
from matchmaker.setup.queries.parts import block_of, blocks_of
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.forms import REQUIRED, Form, NumberRange
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.changes.wording import GROUPS, QUESTIONS, WORDS, change_in_words
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

LISTED = 60
"""Names on a page; a search finds the others."""


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
    def of(cls, kind: ChangeKind, choices: list[ChangeSubject]) -> "DetailsForm":
        """Return the form of a kind, with whom it may name."""
        form = cls()
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

    def fits(self, kind: ChangeKind, subject_id: int) -> bool:
        """Refuse a block that ends outside itself, or moves by nothing."""
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


@bp.get("/<slug>/changes")
@organiser_required
def something_changed(slug: str) -> str:
    """Ask what has changed."""
    return render_template(
        "organiser/changes/kinds.html",
        groups=GROUPS,
        words=WORDS,
        earlier=[change_in_words(one, several_days=g.event.several_days) for one in _earlier()],
        possible=starting_point(database.session(), g.event) is not None,
        **_also(),
    )


@bp.route("/<slug>/changes/<change_kind>", methods=["GET", "POST"])
@organiser_required
def changed_subject(slug: str, change_kind: str) -> Page:
    """Ask who or what it is about; POST looks for repairs, or leads on to what more is to be said."""
    kind, session = _kind(change_kind), database.session()
    if request.method == "POST":
        number = whole_number(request.form.get("subject", ""))
        if number is None:
            raise NotFound
        subject = subject_of(session, g.event, kind, number, language())
        if kind in DETAILED:
            raise NotFound
        return _start(EventChange(kind=kind, subject=subject.id, about=subject.about))
    text = request.args.get("q", "")[:200]
    found = subjects(session, g.event, kind, language(), text=text)
    return render_template(
        "organiser/changes/subjects.html",
        kind=kind,
        title=QUESTIONS[kind],
        label=WORDS[kind].label,
        found=found[:LISTED],
        number=len(found),
        detailed=kind in DETAILED,
        text=text,
        **_also(),
    )


@bp.route("/<slug>/changes/<change_kind>/<int:subject_id>", methods=["GET", "POST"])
@organiser_required
def change_details(slug: str, change_kind: str, subject_id: int) -> Page:
    """Ask what more there is to say; POST looks for repairs."""
    kind, session = _kind(change_kind), database.session()
    subject = subject_of(session, g.event, kind, subject_id, language())
    if kind not in DETAILED:
        return redirect_to("organiser.changed_subject", change_kind=kind.value, **_also())
    choices = others(session, g.event, kind, subject_id) if kind in NAMES_OTHERS else []
    form, status = DetailsForm.of(kind, choices), 200
    if form.is_submitted():
        if form.validate() and form.fits(kind, subject_id):
            return _start(form.change(kind, subject, choices))
        status = 422
    page = render_template(
        "organiser/changes/details.html",
        kind=kind,
        form=form,
        subject=subject,
        label=WORDS[kind].label,
        nobody=kind in NAMES_OTHERS and not choices,
        **_also(),
    )
    return page, status


def _start(change: EventChange) -> Response:
    """Queue the search for this change, and those that it is added to, and lead to its page."""
    with refusable(InvalidInput, Closed) as refusal:
        search = start_search(database.session(), g.event, [*_earlier(), change], staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.something_changed", **_also())
    number = row_id(search)
    database.after_commit(lambda: enqueue_repairs(number))
    return redirect_to("organiser.repair_search", search_id=number)


def _earlier() -> tuple[EventChange, ...]:
    """Return the changes to which one more is added: those of the search that the address names."""
    number = whole_number(request.args.get("also", ""))
    return () if number is None else read_search(database.session(), g.event, number).changes


def _also() -> dict[str, Any]:
    """Return the part of an address that names these changes."""
    number = whole_number(request.args.get("also", ""))
    return {} if number is None else {"also": number}


def _kind(text: str) -> ChangeKind:
    kind = choice(ChangeKind, text)
    if kind is None:
        raise NotFound(gettext("There is no such change."))
    return kind
