"""Sender of a community: do its mails arrive? Records to ask for, what DNS shows, a test and its result."""

from collections.abc import Mapping

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import Length

from matchmaker import jobs
from matchmaker.base import clock
from matchmaker.communities.rules import Permission
from matchmaker.deliverability.commands import send_sender_test
from matchmaker.deliverability.queries import check_records, read_returned_test, read_sender, records_to_ask_for
from matchmaker.deliverability.rules import SELECTOR, RecordKind, RecordState, authentication_results, is_domain
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.config import mails_wait
from web.forms import Form
from web.pages import Page
from web.redirects import redirect_to

PURPOSES = {
    RecordKind.MX: lazy_gettext("Where answers and returned mails arrive"),
    RecordKind.SPF: lazy_gettext("Which servers may send for the domain"),
    RecordKind.DKIM: lazy_gettext("The key with which the server signs"),
    RecordKind.DMARC: lazy_gettext("What others do with mails that fail both checks"),
}
STATES = {
    RecordState.RIGHT: (lazy_gettext("visible"), "ok"),
    RecordState.WRONG: (lazy_gettext("visible, but it does not do its work"), "bad"),
    RecordState.MISSING: (lazy_gettext("not visible yet"), "wait"),
    RecordState.UNKNOWN: (lazy_gettext("could not be looked up from here"), "away"),
}
CONSEQUENCES = {
    RecordKind.MX: lazy_gettext("Answers and returned mails may get lost."),
    RecordKind.SPF: lazy_gettext("Your invitations may land in spam."),
    RecordKind.DKIM: lazy_gettext("Your invitations may land in spam. If the key has another name, look for it below."),
    RecordKind.DMARC: lazy_gettext("Large mail providers may refuse your invitations."),
}
"""What follows from a record that is missing or wrong."""
RESULTS = {
    "pass": (lazy_gettext("passed"), "ok"),
    "none": (lazy_gettext("not there"), "wait"),
    "": (lazy_gettext("not mentioned"), "wait"),
}
"""Name and tone of what a receiving server said; all other words are failures."""


class HeadersForm(Form):
    """The headers of a test as they arrived."""

    headers = TextAreaField(
        lazy_gettext("Headers of the test as it arrived"),
        description=lazy_gettext(
            "In the mail program: “show original”, “view source” or “internet headers”. Nothing of it is kept."
        ),
        validators=[Length(max=50_000)],
        render_kw={"rows": 5, "spellcheck": "false"},
    )


@bp.route("/sender", methods=["GET", "POST"])
@community_permission(Permission.EVENTS)
def sender(community: str) -> Page:
    """Show the sender and the records of its domain, looked up with `?look=1`; POST reads pasted headers."""
    form = HeadersForm()
    selector = request.args.get("selector", "").strip()
    selector = selector if SELECTOR.fullmatch(selector) else ""
    view = read_sender(g.community)
    wanted = records_to_ask_for(view, selector)
    results, status = None, 200
    if form.is_submitted():
        found = authentication_results(form.headers.data or "") if form.validate() else None
        if found is None and not form.errors:
            form.headers.errors = [gettext("There is no line “Authentication-Results” in it. Copy all headers.")]
        results, status = (_in_words(found), 200) if found is not None else (None, 422)
    returned = read_returned_test(database.session(), g.community)
    page = render_template(
        "community/sender.html",
        form=form,
        view=view,
        wanted=wanted,
        judged=check_records(view, selector) if "look" in request.args and is_domain(view.domain) else None,
        selector=selector,
        is_domain=is_domain(view.domain),
        purposes=PURPOSES,
        states=STATES,
        consequences=CONSEQUENCES,
        results=results,
        returned=returned,
        returned_results=_in_words(returned.results) if returned and returned.results is not None else None,
        zone=clock.DEFAULT_ZONE,
        no_mail_server=mails_wait(),
    )
    return page, status


@bp.post("/sender/test")
@community_permission(Permission.EVENTS)
def sender_test(community: str) -> Response:
    """Send a test to oneself, and to the mailbox that the installation reads."""
    send_sender_test(database.session(), g.community, g.staff)
    database.after_commit(jobs.enqueue_outbox)
    return redirect_to("community.sender", gettext("A test goes to %(email)s.", email=g.staff.email), anchor="test")


def _in_words(results: Mapping[RecordKind, str]) -> list[tuple[str, str, str]]:
    """Return name, words and tone of each check."""
    failed = lazy_gettext("failed"), "bad"
    lines = []
    for kind in (RecordKind.SPF, RecordKind.DKIM, RecordKind.DMARC):
        words, tone = RESULTS.get(results.get(kind, ""), failed)
        lines.append((kind.value.upper(), str(words), tone))
    return lines
