"""Memberships that end soon, and the reminders of their contacts."""

from flask import g, render_template, request
from flask_babel import ngettext
from werkzeug.wrappers import Response

from matchmaker.communities.rules import Permission
from matchmaker.jobs import enqueue_outbox
from matchmaker.members.commands.renewals import remind
from matchmaker.members.queries.renewals import read_renewals
from matchmaker.members.rules.membership import SOON
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.community.members.wording import today
from web.redirects import redirect_to


@bp.get("/members/renewals")
@community_permission(Permission.MEMBERS)
def renewals(community: str) -> str:
    """Show the memberships that end soon, and whom one button would remind."""
    found = read_renewals(database.session(), g.community, today())
    return render_template(
        "community/members/renewals.html",
        renewals=found,
        waiting=sum(len(one.to_remind) for one in found),
        without=[one for one in found if not one.to_remind and not one.reminded],
        days=g.community.renewal_days or SOON,
    )


@bp.post("/members/renewals")
@community_permission(Permission.MEMBERS)
def remind_members(community: str) -> Response:
    """Remind the contacts that the page has shown, each once."""
    shown = frozenset(request.form.getlist("period", type=int))
    number = remind(database.session(), g.community, today(), only=shown, actor=g.staff.name)
    database.after_commit(enqueue_outbox)
    said = ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", number)
    return redirect_to("community.renewals", said)
