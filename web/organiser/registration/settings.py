"""What the organiser chooses of the open form."""

from collections.abc import Mapping
from datetime import datetime

from flask import g, render_template
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES
from matchmaker.base.links import registration_page
from matchmaker.enrolment.commands.settings import (
    MOST,
    FormSettings,
    impact_of,
    offered_capacities,
    save_form,
    settings_token,
)
from matchmaker.enrolment.queries.form import all_questions, categories_of, read_settings
from matchmaker.enrolment.queries.impact import FormImpact
from matchmaker.enrolment.queries.numbers import count_requests, read_places
from matchmaker.enrolment.rules.asked import AskedField, FieldUse
from matchmaker.enrolment.rules.places import takes_requests
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import Act, Category, RegistrationForm, RequestDigest
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of
from web.choice import choice
from web.forms import InCalendar, NumberRange
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.blueprint import bp
from web.organiser.registration.wording import DIGESTS, FIELD_NAMES, FIELD_USES, QUESTION_KINDS
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import Refusal, refusable
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent

NO_LIMIT = lazy_gettext("Empty for no limit.")
INTRODUCTION = Length(max=2000, message=lazy_gettext("Use 2,000 characters at most."))


class OpenFormSettings(SavedForm):
    """What is chosen for the whole form; those of fields and categories are added for each event."""

    seen = HiddenField()
    """Token of the impact that the page has shown."""
    is_open = BooleanField(lazy_gettext("People may register by themselves"))
    by_link_only = BooleanField(
        lazy_gettext("Only with a link"),
        description=lazy_gettext("Those to whom you send one of the registration links, and invited colleagues."),
    )
    closes = DateTimeLocalField(lazy_gettext("Until"), validators=[Optional(), InCalendar()])
    capacity = IntegerField(
        lazy_gettext("Most people at the event"),
        description=lazy_gettext("Everybody counts, those who are only invited too. Empty for no limit."),
        validators=[Optional(), NumberRange(0, MOST)],
    )
    needs_approval = BooleanField(
        lazy_gettext("We approve each registration"),
        description=lazy_gettext(
            "Whoever names a company that is known already is for you to approve in any case, unless a colleague has "
            "invited them or their address is at the domain of its website."
        ),
    )
    digest = SelectField(
        lazy_gettext("Tell the organisers by mail of registrations to approve"),
        choices=[SelectChoice(code.value, words) for code, words in DIGESTS.items()],
        description=lazy_gettext("Each registration once."),
    )
    has_waiting_list = BooleanField(
        lazy_gettext("Waiting list once all places are taken"),
        description=lazy_gettext("A free place goes to the first of the list, in the order of confirmation."),
    )


@bp.route("/<slug>/registration", methods=["GET", "POST"])
@organiser_required
def registration(slug: str) -> Page:
    """Show what is chosen of the open form; POST saves it, after its impact was shown if there is any."""
    session = database.session()

    def step(form: OpenFormSettings) -> tuple[Refusal, FormImpact | None]:
        new, seen = _settings(form, g.event.zone), form.seen.data or ""
        impact = impact_of(session, g.event, new)
        if impact.matters and impact.token != seen:
            form.seen.data = impact.token
            return Refusal(), impact
        with refusable(InvalidInput, Stale) as refusal:
            filled.append(save_form(session, g.event, new, shown=form.token, seen=seen, staff=g.staff))
        return refusal, None

    filled: list[int] = []
    edit = Edit(
        lambda sent: _form(categories_of(session, g.event), sent), author=author_of(Act.CHANGE_REGISTRATION_FORM)
    )
    impact = edit.attempt(step)
    if not edit.saved:
        return _page(edit.form, impact, edit.status)
    database.after_commit(enqueue_outbox)
    given = sum(filled)
    said = ngettext(
        "%(num)d person of the waiting list has a place now.",
        "%(num)d people of the waiting list have a place now.",
        given,
    )
    return redirect_to("organiser.registration", f"{gettext('Saved.')} {said}" if given else gettext("Saved."))


def _page(form: OpenFormSettings, impact: FormImpact | None, status: int) -> tuple[str, int]:
    session = database.session()
    categories, settings = categories_of(session, g.event), read_settings(session, g.event)
    page = render_template(
        "organiser/registration/settings.html",
        form=form,
        impact=impact,
        settings=settings,
        is_open=takes_requests(g.event, settings, clock.now()),
        places=read_places(session, g.event, settings),
        counts=count_requests(session, g.event),
        categories=[(category.id, category.name(language())) for category in categories],
        fields=[field.value for field in AskedField],
        languages=LANGUAGES,
        questions=all_questions(session, g.event),
        kinds=QUESTION_KINDS,
        address=registration_page(g.event.slug),
    )
    return page, status


def _form(categories: list[Category], sent: Sent) -> OpenFormSettings:
    """Return the form with what is saved, and with what was `sent`."""
    fields: dict[str, Field] = {
        f"use_{field.value}": SelectField(
            FIELD_NAMES[field], choices=[SelectChoice(use, text) for use, text in FIELD_USES.items()]
        )
        for field in AskedField
    }
    for code in LANGUAGES:
        fields[f"introduction_{code}"] = TextAreaField(
            LANGUAGE_NAMES[code], validators=[INTRODUCTION], render_kw={"rows": 3, "maxlength": 2000, "lang": code}
        )
    for category in categories:
        fields[f"offer_{category.id}"] = BooleanField(category.name(language()))
        fields[f"places_{category.id}"] = IntegerField(
            lazy_gettext("Most people"), description=NO_LIMIT, validators=[Optional(), NumberRange(0, MOST)]
        )
    session = database.session()
    values = _values(read_settings(session, g.event), offered_capacities(session, g.event), g.event.zone)
    if not any(name.startswith("offer_") for name in values):
        values |= {f"offer_{category.id}": True for category in categories}  # a form that was never opened
    return OpenFormSettings.of_saved(values, sent, **fields)


def _values(settings: RegistrationForm, offered: Mapping[int, int | None], zone: str) -> dict[str, object]:
    closes = clock.local(settings.closes_at, zone).replace(tzinfo=None) if settings.closes_at else None
    return {
        "shown": settings_token(settings, offered),
        "is_open": settings.is_open,
        "closes": closes,
        "capacity": settings.capacity,
        "by_link_only": settings.by_link_only,
        "needs_approval": settings.needs_approval,
        "digest": settings.digest.value,
        "has_waiting_list": settings.has_waiting_list,
        **{f"use_{field.value}": settings.fields.get(field.value, "") for field in AskedField},
        **{f"introduction_{code}": settings.introductions.get(code, "") for code in LANGUAGES},
        **{f"offer_{number}": True for number in offered},
        **{f"places_{number}": capacity for number, capacity in offered.items()},
    }


def _settings(form: OpenFormSettings, zone: str) -> FormSettings:
    closes: datetime | None = form.closes.data
    numbers = [int(name.removeprefix("offer_")) for name in form.data if name.startswith("offer_")]
    uses = {field: choice(FieldUse, form[f"use_{field.value}"].data or "") for field in AskedField}
    return FormSettings(
        is_open=form.is_open.data,
        closes_at=clock.instant(closes.date(), closes.time(), zone) if closes else None,
        capacity=form.capacity.data,
        by_link_only=form.by_link_only.data,
        needs_approval=form.needs_approval.data,
        digest=RequestDigest(form.digest.data),
        has_waiting_list=form.has_waiting_list.data,
        fields={field: use for field, use in uses.items() if use is not None},
        introductions={code: form[f"introduction_{code}"].data or "" for code in LANGUAGES},
        offered={number: form[f"places_{number}"].data for number in numbers if form[f"offer_{number}"].data},
    )
