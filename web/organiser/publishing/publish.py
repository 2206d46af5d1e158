"""Publish a scenario: what would change is shown first; and the list of what has been published."""

from dataclasses import dataclass

from flask import g, render_template
from flask_babel import gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from matchmaker import jobs
from matchmaker.alerts.commands.publication import publish as publish_schedule
from matchmaker.alerts.planning.needless import needless_changes
from matchmaker.alerts.queries.declined import overlooked_declines
from matchmaker.alerts.queries.handled import count_open, handled_elsewhere
from matchmaker.alerts.words import what_happened
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.drafts.queries.drafts import draft_token, edits_by_hand
from matchmaker.drafts.queries.logged import edited_by_hand
from matchmaker.drafts.queries.removed import returning_meetings
from matchmaker.models import ReleaseKind, row_id
from matchmaker.prospects.queries.receiving import count_missing_offices
from matchmaker.receptions.queries.guests import unaware_lists
from matchmaker.releases.queries.difference import read_difference
from matchmaker.releases.queries.drafts import current_draft
from matchmaker.releases.queries.problems import Resolution
from matchmaker.releases.queries.releases import told_before
from matchmaker.scheduling.queries.lookup import scenario_of
from matchmaker.setup.queries.overlaps import read_overlaps
from matchmaker.setup.words import at_once
from web import database
from web.auth.guards import organiser_required
from web.forms import Form
from web.i18n import language
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


@dataclass(frozen=True)
class ResolutionLink:
    """Where a problem is solved."""

    sentence: LazyString
    label: LazyString
    endpoint: str
    anchor: str | None = None


class PublishForm(Form):
    """How to publish (the button that was pressed), and which release the organiser was looking at."""

    kind = StringField(validators=[DataRequired(), AnyOf([kind.value for kind in ReleaseKind])])
    note = StringField(
        lazy_gettext("A note for your colleagues"),
        description=lazy_gettext("Shown in the list of releases only."),
        validators=[Length(max=500, message=lazy_gettext("Use 500 characters at most."))],
    )
    expected_release = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    expected_version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    anyway = BooleanField(lazy_gettext("Publish it all the same"))


RESOLUTIONS = {
    Resolution.SOLVE: ResolutionLink(
        lazy_gettext("Make a new schedule: it takes wishes, times and places into account as they are now."),
        lazy_gettext("Make a new schedule"),
        "organiser.schedule",
        "start",
    ),
    Resolution.DESK: ResolutionLink(
        lazy_gettext(
            "Decide on the page “Needs you” who goes instead, or choose a repair: it disturbs as few as possible."
        ),
        lazy_gettext("Go to “Needs you”"),
        "organiser.alerts",
    ),
}


@bp.route("/<slug>/scenarios/<int:scenario_id>/publish", methods=["GET", "POST"])
@organiser_required
def publish(slug: str, scenario_id: int) -> Page:
    """Show the difference with the last release; POST publishes exactly that."""
    session = database.session()
    scenario = scenario_of(session, g.event, scenario_id)
    form = PublishForm()
    status, newer = 200, ""
    elsewhere = [row_id(one) for one in handled_elsewhere(session, g.event, scenario)]
    draft = current_draft(session, g.event)
    is_draft = scenario == draft
    needless = needless_changes(session, g.event, scenario) if is_draft else None
    if form.is_submitted():
        status = 422
        if form.validate() and needless is not None and not form.anyway.data:
            form.anyway.errors = [gettext("What this draft was made for is undone: say whether you want it.")]
        elif not form.errors:
            with refusable(Stale, InvalidInput) as refusal:
                release = publish_schedule(
                    session,
                    g.event,
                    scenario,
                    kind=ReleaseKind(form.kind.data),
                    staff=g.staff,
                    expected_release=form.expected_release.data,
                    expected_version=form.expected_version.data,
                    note=form.note.data or "",
                )
            if not refusal:
                database.after_commit(jobs.enqueue_outbox)
                said = gettext("Release %(number)d is published.", number=release.number)
                if again := count_open(session, elsewhere):
                    return redirect_to("organiser.alerts", f"{said} {_open_again(again)}")
                return redirect_to("organiser.releases", said)
            edited = form.expected_version.data not in {None, scenario.version}
            status, newer = refusal.status, ("draft" if edited else "release") if refusal.stale else ""
            if not newer:
                refusal.show(form)
    view = read_difference(session, g.event, scenario, language=language())
    changed = {person.registration_id for person in view.people}
    announced = told_before(session, row_id(g.event))
    confirmed = view.people_unchanged if view.release_kind is ReleaseKind.PROVISIONAL else 0
    for field, value in ((form.expected_release, view.release), (form.expected_version, scenario.version)):
        field.data, field.raw_data = value, None
    page = render_template(
        "organiser/publishing/publish.html",
        form=form,
        difference=view,
        scenario=scenario,
        newer=newer,
        is_draft=is_draft,
        elsewhere=len(elsewhere),
        put_aside=None if draft is None or is_draft else edits_by_hand(session, draft),
        needless=needless,
        draft_token=draft_token(scenario),
        by_hand=edited_by_hand(session, scenario),
        overlooked=[what_happened(alert, language()) for alert in overlooked_declines(session, scenario)],
        returning=returning_meetings(session, g.event, scenario),
        without_office=count_missing_offices(session, g.event),
        overlaps=[at_once(one, language()) for one in read_overlaps(session, g.event)],
        unaware=unaware_lists(session, g.event),
        several_days=g.event.several_days,
        resolutions=RESOLUTIONS,
        final=_button(ReleaseKind.FINAL, view.release + 1, len(changed) + confirmed),
        provisional=_button(ReleaseKind.PROVISIONAL, view.release + 1, len(changed - announced)),
        silent=len(changed & announced),
    )
    return page, status


def _open_again(number: int) -> str:
    """Say how many alerts are open again that a draft had handled which is put aside."""
    return str(
        ngettext(
            "%(num)d point that the draft put aside had handled is open again.",
            "%(num)d points that the draft put aside had handled are open again.",
            number,
        )
    )


def _button(kind: ReleaseKind, number: int, people: int) -> str:
    """Say what a button will do, and to how many."""
    if kind is ReleaseKind.FINAL:
        sentence = (
            ngettext(
                "Publish release %(number)d and tell %(num)d person",
                "Publish release %(number)d and tell %(num)d people",
                people,
                number=number,
            )
            if people
            else gettext("Publish release %(number)d; nobody is told", number=number)
        )
    else:
        sentence = (
            ngettext(
                "Publish it as provisional and tell %(num)d person",
                "Publish it as provisional and tell %(num)d people",
                people,
            )
            if people
            else gettext("Publish it as provisional; nobody is told")
        )
    return str(sentence)
