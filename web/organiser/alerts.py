"""What needs the organisers: declines, withdrawals, delays, bounces, mails of people; and what to do about each."""

from urllib.parse import quote

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from matchmaker.models import AlertKind, AlertState, Says
from matchmaker.planning.facts import row_id
from matchmaker.queries.alert_words import about, what_happened, when_and_where
from matchmaker.queries.alerts import AboutLine, AlertView
from matchmaker.queries.alerts_page import alerts_page
from matchmaker.services import alerts as service
from matchmaker.services.alert_repairs import repairable
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp

KINDS = {
    AlertKind.DECLINED: (lazy_gettext("declined"), "bad"),
    AlertKind.CANCELLED: (lazy_gettext("cannot come"), "bad"),
    AlertKind.WITHDRAWN: (lazy_gettext("withdraws"), "bad"),
    AlertKind.NO_SHOW: (lazy_gettext("no-show"), "bad"),
    AlertKind.MOVE: (lazy_gettext("asks to move"), "wait"),
    AlertKind.COUNTER: (lazy_gettext("proposes a time"), "wait"),
    AlertKind.LATE: (lazy_gettext("late"), "wait"),
    AlertKind.BOUNCED: (lazy_gettext("mail came back"), "wait"),
    AlertKind.MESSAGE: (lazy_gettext("mail"), "info"),
}
"""What a pill says of an alert, and its tone."""
STATES = {
    AlertState.HANDLED: lazy_gettext("handled"),
    AlertState.DISMISSED: lazy_gettext("dismissed"),
    AlertState.TAKEN_BACK: lazy_gettext("taken back"),
}
ANSWERS = {
    Says.DECLINED: (lazy_gettext("declined"), "bad", "x"),
    Says.TENTATIVE: (lazy_gettext("tentative"), "wait", "clock"),
    Says.ACCEPTED: (lazy_gettext("accepted"), "ok", "check"),
}


def _sentence(alert: AlertView) -> str:
    return what_happened(alert, language())


def _when(line: AboutLine) -> str:
    return when_and_where(line, language(), day=g.event.starts_on != g.event.ends_on)


def _about(line: AboutLine) -> str:
    return about(line, language())


def _write_back(alert: AlertView) -> str:
    """Return the address that opens the reader's own mail program with an answer; empty where nobody would read it."""
    mail = alert.mail
    if (
        mail is None
        or mail.automatic
        or not mail.sender
        or alert.row.kind not in {AlertKind.MESSAGE, AlertKind.COUNTER}
    ):
        return ""
    return f"mailto:{quote(mail.sender, safe='@')}?subject={quote(f'Re: {mail.subject}')}"


@bp.get("/<slug>/alerts")
@organiser_required
def alerts(slug: str) -> str:
    """List what is open, newest first, what was settled, and what people answered."""
    return render_template(
        "organiser/alerts.html",
        page=alerts_page(database.session(), row_id(g.event)),
        kinds=KINDS,
        states=STATES,
        answers=ANSWERS,
        sentence=_sentence,
        when=_when,
        about=_about,
        write_back=_write_back,
        repairable=repairable,
    )


@bp.post("/<slug>/alerts/<int:alert_id>/handled")
@organiser_required
def alert_handled(slug: str, alert_id: int) -> Response:
    """Mark an alert as handled."""
    return _settled(alert_id, AlertState.HANDLED)


@bp.post("/<slug>/alerts/<int:alert_id>/dismiss")
@organiser_required
def alert_dismiss(slug: str, alert_id: int) -> Response:
    """Mark an alert as needing nothing."""
    return _settled(alert_id, AlertState.DISMISSED)


@bp.post("/<slug>/alerts/<int:alert_id>/reopen")
@organiser_required
def alert_reopen(slug: str, alert_id: int) -> Response:
    """Undo: the alert is open again."""
    service.reopen(database.session(), g.event, alert_id, g.staff)
    flash(_("It is open again."), "success")
    return redirect(url_for("organiser.alerts", _anchor=f"alert-{alert_id}"), 303)


def _settled(alert_id: int, state: AlertState) -> Response:
    service.settle(database.session(), g.event, alert_id, state, g.staff)
    flash(_("Done. You find it below, and can open it again."), "success")
    return redirect(url_for("organiser.alerts"), 303)
