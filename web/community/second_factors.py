"""The second factor of somebody of the staff who has lost phone and recovery codes."""

from flask import flash, g
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed
from matchmaker.communities.rules import Permission
from matchmaker.jobs import enqueue_outbox
from matchmaker.people.commands.second_factors import reset
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable


@bp.post("/staff/<int:staff_id>/second-factor")
@community_permission(Permission.STAFF)
def reset_second_factor(community: str, staff_id: int) -> Response:
    """Remove it; they are told by mail."""
    with refusable(Closed) as refusal:
        staff = reset(database.session(), staff_id, g.community, administrator=g.staff)
    if refusal:
        refusal.show()
    else:
        database.after_commit(enqueue_outbox)
        flash(
            gettext("The second factor of %(name)s is removed, and they are told by mail.", name=staff.name), "success"
        )
    return redirect_to("community.member_of_staff", staff_id=staff_id)
