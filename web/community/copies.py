"""A new event of the community as a copy of an earlier one."""

from datetime import date

from flask import g, render_template
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import BooleanField, DateField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

from matchmaker.base.i18n import format_day
from matchmaker.communities.rules import Permission
from matchmaker.setup.commands.copying import CopyOfEvent, copy_event
from matchmaker.setup.queries.earlier import EarlierEvent, earlier_events
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.forms import REQUIRED, WRITTEN, Form, InCalendar
from web.i18n import language
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission


class CopyForm(Form):
    """Which event, and what differs."""

    earlier = SelectField(lazy_gettext("Earlier event"), coerce=int)
    name = StringField(lazy_gettext("Name of the new event"), validators=[WRITTEN, Length(max=200)])
    starts_on = DateField(
        lazy_gettext("First day"),
        description=lazy_gettext("The other days and the deadlines move along."),
        validators=[REQUIRED, InCalendar()],
    )
    people = BooleanField(
        lazy_gettext("Take its people over as those to invite"),
        description=lazy_gettext("Each keeps organisation, category and booth. Nobody is written to before you do it."),
    )


@bp.route("/events/copy", methods=["GET", "POST"])
@community_permission(Permission.EVENTS)
def copy(community: str) -> Page:
    """Make an event as a copy of one that the reader organises; the next page prepares it."""
    earlier = earlier_events(database.session(), g.community, g.staff)
    form = CopyForm()
    form.earlier.choices = [SelectChoice(one.id, _label(one)) for one in earlier]
    new = Submission(form)
    if new.save(lambda form: copy_event(database.session(), g.community, _copy(form), staff=g.staff)):
        said = gettext("“%(name)s” is made. Nobody sees it before you open it.", name=new.made.name)
        return redirect_to("organiser.preparation", said, slug=new.made.slug)
    return render_template("community/copy_event.html", form=form, earlier=earlier), new.status


def _label(event: EarlierEvent) -> str:
    people = ngettext("%(num)d person", "%(num)d people", event.people)
    return f"{event.name} · {format_day(event.starts_on, language(), year=True)} · {people}"


def _copy(form: CopyForm) -> CopyOfEvent:
    starts_on: date = form.starts_on.data
    return CopyOfEvent(earlier_id=form.earlier.data, name=form.name.data, starts_on=starts_on, people=form.people.data)
