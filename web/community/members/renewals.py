"""Memberships that end soon, and the reminders of their contacts."""

from flask import g, render_template, request
from flask_babel import ngettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.communities.rules import Permission
from matchmaker.jobs import enqueue_outbox
from matchmaker.members.commands.renewals import remind_shown
from matchmaker.members.queries.renewals import read_renewals, renewals_token
from matchmaker.members.rules.membership import ending_within
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable


@bp.get("/members/renewals")
@community_permission(Permission.MEMBERS)
def renewals(community: str) -> str:
    """Show the memberships that end soon, and whom one button would remind."""
    found = read_renewals(database.session(), g.community, clock.today())
    return render_template(
        "community/members/renewals.html",
        renewals=found,
        shown=renewals_token(found),
        waiting=sum(len(one.to_remind) for one in found),
        without=[one for one in found if not one.to_remind and not one.reminded],
        days=ending_within(g.community),
    )


@bp.post("/members/renewals")
@community_permission(Permission.MEMBERS)
def remind_members(community: str) -> Response:
    """Remind the contacts that the page has shown, each once; if there are others by now, show these instead."""
    shown = request.form.get("shown", "")
    with refusable(Stale) as refusal:
        number = remind_shown(database.session(), g.community, clock.today(), shown=shown, actor=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("community.renewals")
    database.after_commit(enqueue_outbox)
    said = ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", number)
    return redirect_to("community.renewals", said)
