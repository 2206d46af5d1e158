"""How the last release has reached its readers; one button tells those again who have not looked at it."""

from datetime import timedelta

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext, ngettext

from matchmaker.base.errors import Closed, Stale
from matchmaker.base.names import fold
from matchmaker.models import CalendarChoice
from matchmaker.publishing.commands.telling_again import preview_again, tell_again
from matchmaker.publishing.queries.reach import FAILED, LATELY, Reach, Reached, Whom, read_reach
from web import database
from web.auth.guards import organiser_required
from web.i18n import LANGUAGE_NAMES
from web.leaving import let_mails_leave
from web.organiser.blueprint import bp
from web.organiser.mails.wording import MESSAGE_STATES, MESSAGE_TONES
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

CALENDARS = {
    CalendarChoice.MAIL: lazy_gettext("invitations by e-mail"),
    CalendarChoice.FEED: lazy_gettext("subscribed calendar"),
}
GROUPS = {
    Whom.CHANGE: lazy_gettext("Have not seen what it changes for them"),
    Whom.EARLIER: lazy_gettext("Have never looked, or not since an earlier change"),
    "failed": lazy_gettext("Their e-mail did not arrive"),
    "behind": lazy_gettext("Their calendar has not fetched it"),
}
MOST_SHOWN = 200
"""People on the page; a search finds the others."""


@bp.get("/<slug>/releases/reach")
@organiser_required
def release_reach(slug: str) -> str:
    """List the readers of the last release: who has seen it, and what became of their mail."""
    reach = read_reach(database.session(), g.event)
    text, only = request.args.get("q", "")[:200], request.args.get("only", "")
    groups = {} if reach is None else _groups(reach)
    whom = next((one for one in Whom if one == only), Whom.UNSEEN)
    wanted = () if reach is None else groups.get(only, reach.by_need)
    words = fold(text).split()
    found = [one for one in wanted if all(word in fold(f"{one.name} {one.organisation}") for word in words)]
    return render_template(
        "organiser/publishing/reach.html",
        reach=reach,
        rows=found[:MOST_SHOWN],
        found=len(found),
        text=text,
        only=only if only in groups else "",
        groups=tuple((name, GROUPS[name], len(some)) for name, some in groups.items()),
        states=MESSAGE_STATES,
        tones=MESSAGE_TONES,
        failed=FAILED,
        whom=whom,
        lately=LATELY // timedelta(hours=1),
        calendars=CALENDARS,
        language_names=LANGUAGE_NAMES,
    )


def _groups(reach: Reach) -> dict[str, tuple[Reached, ...]]:
    unseen = {whom.value: reach.among(whom) for whom in (Whom.CHANGE, Whom.EARLIER)}
    return unseen | {"failed": reach.failed, "behind": reach.behind}


@bp.post("/<slug>/releases/reach")
@organiser_required
def tell_readers_again(slug: str) -> Page:
    """Ask first, with who would be told and what they would read; sent from there, tell them."""
    session, shown = database.session(), request.form.get("shown", "")
    whom = next((one for one in Whom if one == request.form.get("whom")), Whom.UNSEEN)
    lately = "lately" in request.form
    reach = read_reach(session, g.event)
    known = reach is not None and reach.token(whom, lately=lately) == shown
    people = reach.to_tell(whom, lately=lately) if reach is not None and known else ()
    if "sure" not in request.form and reach is not None and people:
        mails = preview_again(session, g.event, reach.release, people)
        return render_template(
            "organiser/publishing/tell_again.html", people=people, mails=mails, shown=shown, whom=whom, lately=lately
        )
    with refusable(Stale, Closed) as refusal:
        told = tell_again(session, g.event, shown=shown, staff=g.staff, whom=whom, lately=lately)
    if refusal:
        refusal.show()
        return redirect_to("organiser.release_reach")
    let_mails_leave()
    said = ngettext("%(num)d person is told again.", "%(num)d people are told again.", told)
    return redirect_to("organiser.release_reach", said if told else gettext("Nobody had to be told."))
