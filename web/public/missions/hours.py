"""The hours at which a counterpart could meet, tapped without an account."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import SelectChoice

from matchmaker import jobs
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.i18n import format_short_day, format_time
from matchmaker.models import row_id
from matchmaker.prospects.commands.hours import save_hours
from matchmaker.prospects.queries.hours import ReceivingHours, read_hours
from matchmaker.prospects.queries.links import open_counterpart
from web import database
from web.forms import Checkboxes
from web.i18n import language
from web.pages import Page
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent


class HoursForm(SavedForm):
    """The hours that suit; none at all is every hour."""

    free = Checkboxes(lazy_gettext("When does it suit you?"), validate_choice=False)

    @classmethod
    def of(cls, hours: ReceivingHours | None, sent: Sent) -> "HoursForm":
        """Return the form of `hours`, and with what was `sent`; nothing is ticked while every hour suits."""
        asked = hours.offered if hours else ()
        ticked = [hour.key for hour in asked if hour.free] if hours and hours.limited else []
        form = cls.of_saved({"free": ticked, "shown": hours.token if hours else ""}, sent)
        form.free.choices = [
            SelectChoice(hour.key, f"{format_short_day(hour.day, language())} {format_time(hour.starts, language())}")
            for hour in asked
        ]
        return form


@bp.route("/meet/<token>/hours", methods=["GET", "POST"])
def counterpart_hours(token: str) -> Page:
    """Ask at which hours they could come; POST keeps them."""
    found, session = opened(open_counterpart, token), database.session()
    number, name = row_id(found.counterpart), found.counterpart.contact
    edit = EditOf(
        lambda: read_hours(session, g.event, found.counterpart),
        HoursForm.of,
        *(InvalidInput, Stale, Closed),
    )
    if edit.save(
        lambda form: save_hours(
            session,
            g.event,
            number,
            form.free.data or (),
            shown=form.token,
            by=name or gettext("Counterpart"),
        )
    ):
        database.after_commit(jobs.enqueue_alerts)
        said = gettext("Saved. Thank you.")
        if edit.made:
            said = ngettext(
                "Saved. Your meeting at an hour that does not suit you stands until the organisers have answered.",
                "Saved. Your %(num)d meetings at hours that do not suit you stand until the organisers have answered.",
                edit.made,
            )
        kept = read_hours(session, g.event, found.counterpart)
        if kept is not None and kept.fits == 0:
            said += " " + gettext("No meeting fits into these hours so far: the organisers look for a way.")
        return redirect_to("public.counterpart_page", said, token=token)
    if edit.found is None:
        said = gettext("Agree to meet a company first: then you choose the hours.")
        return redirect_to("public.counterpart_page", said, token=token)
    boxes = {option.data: option for option in edit.form.free}
    page = render_template(
        "public/missions/hours.html", token=token, opened=found, form=edit.form, hours=edit.found, boxes=boxes
    )
    return page, edit.status
