"""The list of members: searched, filtered, 50 a page."""

from flask import g, render_template, request

from matchmaker.base import clock
from matchmaker.communities.rules import Permission
from matchmaker.members.queries.listing import MemberFilters, read_members
from matchmaker.members.rules.membership import MembershipState
from web import database
from web.asked import asked, list_url
from web.auth.guards import community_permission
from web.choice import choice
from web.community.blueprint import bp
from web.community.members.wording import STATES


@bp.get("/members")
@community_permission(Permission.MEMBERS)
def members(community: str) -> str:
    """List the members that match the search and the filters."""
    filters = MemberFilters(
        text=request.args.get("q", "").strip()[:200],
        state=choice(MembershipState, request.args.get("state", "")),
        tier=request.args.get("tier", ""),
        tag=request.args.get("tag", ""),
        town=request.args.get("town", ""),
        country=request.args.get("country", ""),
        page=request.args.get("page", 1, type=int),
    )
    given = asked(
        q=filters.text,
        state=filters.state,
        tier=filters.tier,
        tag=filters.tag,
        town=filters.town,
        country=filters.country,
    )
    return render_template(
        "community/members/listing.html",
        view=read_members(database.session(), g.community, filters, clock.today()),
        filters=filters,
        states=STATES,
        page_url=lambda number: list_url("community.members", given, page=number),
    )
