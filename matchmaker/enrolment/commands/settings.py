"""What the organiser chooses of the open form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.plain_text import clean
from matchmaker.base.tokens import content_token
from matchmaker.enrolment.commands.admission import fill_places
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.enrolment.queries.impact import FormImpact, read_impact
from matchmaker.enrolment.rules.asked import AskedField, FieldUse
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Act,
    Category,
    Event,
    OfferedCategory,
    RegistrationForm,
    RequestDigest,
    Staff,
    record,
    row_id,
)

MOST = 100_000
"""People; more than any event has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSettings:
    """The open form as an organiser sets it; `offered` are the capacities of the categories that it offers, by id."""

    is_open: bool
    closes_at: datetime | None
    capacity: int | None
    by_link_only: bool = False
    needs_approval: bool
    digest: RequestDigest = RequestDigest.DAILY
    has_waiting_list: bool
    fields: Mapping[AskedField, FieldUse]
    introductions: Mapping[str, str]
    offered: Mapping[int, int | None]


def settings_token(form: RegistrationForm, offered: Mapping[int, int | None]) -> str:
    """Return the token of the settings that a page begins with (optimistic locking)."""
    choices = (form.is_open, form.closes_at, form.capacity, form.needs_approval, form.has_waiting_list)
    reach = (form.by_link_only, form.digest)
    return content_token(*choices, *reach, form.fields, form.introductions, sorted(offered.items()))


def offered_capacities(session: Session, event: Event) -> dict[int, int | None]:
    """Return the capacity of each category that the form offers, by its id."""
    rows = session.exec(select(OfferedCategory).where(OfferedCategory.event_id == event.id)).all()
    return {row.category_id: row.capacity for row in rows}


def impact_of(session: Session, event: Event, new: FormSettings) -> FormImpact:
    """Return what saving would mean for those who are there."""
    return read_impact(session, event, read_settings(session, event), _row(event, new), new.offered)


def save_form(session: Session, event: Event, new: FormSettings, *, shown: str, seen: str, staff: Staff) -> int:
    """Save the form, give places that have become free to the waiting list, and return to how many.

    `shown` is the token that the page began with, `seen` that of the impact that was shown. Raises `Stale` if somebody
    has changed the form meanwhile or the impact is another one by now, and `InvalidInput` for what does not fit
    together.
    """
    event = lock_event(session, row_id(event))
    old = read_settings(session, event)
    if shown != settings_token(old, offered_capacities(session, event)):
        raise Stale
    _check(session, event, new)
    impact = impact_of(session, event, new)
    if impact.matters and impact.token != seen:
        raise Stale(N_("Please look at what this means, then save once more."))
    session.merge(_row(event, new))
    session.exec(delete(OfferedCategory).where(col(OfferedCategory.event_id) == event.id))
    session.add_all(
        OfferedCategory(category_id=number, event_id=row_id(event), capacity=capacity)
        for number, capacity in new.offered.items()
    )
    record(session, staff.name, Act.CHANGE_REGISTRATION_FORM, event_id=row_id(event))
    session.flush()
    return fill_places(session, row_id(event))


def _row(event: Event, new: FormSettings) -> RegistrationForm:
    texts = {language: text for language in LANGUAGES if (text := clean(new.introductions.get(language, "")).strip())}
    return RegistrationForm(
        event_id=row_id(event),
        is_open=new.is_open,
        closes_at=new.closes_at,
        capacity=new.capacity,
        by_link_only=new.by_link_only,
        needs_approval=new.needs_approval,
        digest=new.digest,
        has_waiting_list=new.has_waiting_list,
        fields={name.value: asked.value for name, asked in new.fields.items()},
        introductions=texts,
    )


def _check(session: Session, event: Event, new: FormSettings) -> None:
    own = set(session.exec(select(Category.id).where(Category.event_id == event.id)).all())
    if not set(new.offered) <= own:
        raise InvalidInput(N_("Choose among the categories of this event."))
    if new.is_open and not new.offered:
        raise InvalidInput(N_("Choose at least one category in which people may register."))
    if new.closes_at is not None and clock.local(new.closes_at, event.zone).date() > event.ends_on:
        raise InvalidInput(N_("The registration closes after the event is over."))
    if new.is_open and new.closes_at is not None and new.closes_at <= clock.now():
        raise InvalidInput(N_("The moment at which the registration closes has passed."))
