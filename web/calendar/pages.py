"""The participant's calendar page: one way by which entries come, subscribe, or download once."""

from flask import Response, g, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from matchmaker import feeds, jobs
from matchmaker.feeds.commands import renew
from matchmaker.invitations.commands import invitations
from matchmaker.invitations.rules import calendar_choice
from matchmaker.models import Act, CalendarChoice
from web import database
from web.auth.guards import agreed_required, participant_required
from web.calendar.blueprint import CALENDAR, bp
from web.calendar.clients import clients_for, subscription
from web.choice import choice
from web.database import session
from web.downloads import attachment
from web.pages import Page
from web.redirects import redirect_to
from web.security import not_kept


@bp.get("/e/<slug>/agenda.ics")
@participant_required
@not_kept
def download(slug: str) -> Response:
    """Give the reader's own agenda as a file."""
    return attachment(feeds.write_download(session(), g.registration), "agenda.ics", CALENDAR, people=None)


@bp.get("/e/<slug>/agenda/<uid>.ics")
@participant_required
@not_kept
def one_meeting(slug: str, uid: str) -> Response:
    """Give one entry of the reader's own agenda as a file."""
    return attachment(feeds.meeting_file(session(), g.registration, uid), "meeting.ics", CALENDAR, people=None)


@bp.get("/e/<slug>/colleagues.ics")
@agreed_required
@not_kept
def download_colleagues(slug: str) -> Response:
    """Give the schedule of the reader's delegation as a file."""
    data = feeds.write_download(session(), g.delegation)
    return attachment(data, "colleagues.ics", CALENDAR, people=Act.DOWNLOAD_COLLEAGUES)


@bp.get("/e/<slug>/calendar")
@participant_required
@not_kept
def subscribe(slug: str) -> str:
    """Show how to have the agenda in a calendar program."""
    name = f"{g.event.name} – {g.organisation.name}"
    return render_template(
        "calendar/subscribe.html",
        subscription=subscription(feeds.feed_address(g.registration), g.event.name),
        # a person who has withdrawn sees what was cancelled for them, and no more of their colleagues
        colleagues=None if g.registration.withdrawn else subscription(feeds.feed_address(g.delegation), name),
        clients=clients_for(request.user_agent.string),
        chosen=calendar_choice(g.event, g.registration),
        published=feeds.published_kind(session(), g.event.id),
    )


@bp.post("/e/<slug>/calendar/choice")
@participant_required
def choose_calendar(slug: str) -> BaseResponse:
    """Set the one way by which entries come into the reader's calendar."""
    chosen = choice(CalendarChoice, request.form.get("calendar", ""))
    said = ""
    if chosen is not None:
        mails = invitations.choose_calendar(session(), g.registration, chosen)
        database.after_commit(jobs.enqueue_outbox)
        if chosen is CalendarChoice.MAIL:
            text = _("From now on each meeting comes as an invitation by mail. Remove the subscription if you had one.")
        else:
            text = _("From now on nothing is put into your calendar by mail: subscribe below.")
        told = ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", mails) if mails else ""
        said = f"{text} {told}".strip()
    return redirect_to("calendar.subscribe", said)


@bp.route("/e/<slug>/calendar/new-address", methods=["GET", "POST"])
@participant_required
def new_address(slug: str) -> Page:
    """Say what a new address of the feed means, and ask; POST replaces it: the old one stops at once."""
    if request.method == "GET":
        return render_template("calendar/new_address.html", colleagues=False)
    renew(session(), g.event, g.registration, actor=g.person.name)
    said = _("Your calendar has a new address. The old one no longer works: subscribe again on each device.")
    return redirect_to("calendar.subscribe", said)


@bp.route("/e/<slug>/calendar/colleagues/new-address", methods=["GET", "POST"])
@agreed_required
def new_colleagues_address(slug: str) -> Page:
    """Say what a new address of the delegation's feed means, and ask; POST replaces it."""
    if request.method == "GET":
        return render_template("calendar/new_address.html", colleagues=True)
    renew(session(), g.event, g.delegation, actor=g.person.name)
    said = _("The calendar of your colleagues has a new address. Tell them: the old one no longer works.")
    return redirect_to("calendar.subscribe", said)
