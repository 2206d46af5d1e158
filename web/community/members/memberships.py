"""Memberships of a company by periods: added, changed, renewed, removed."""

from flask import g, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import format_day
from matchmaker.communities.rules import Permission
from matchmaker.members.commands.periods import remove_period, renew, save_period
from matchmaker.members.queries.member import Member
from matchmaker.models import TierPeriod
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.community.members.forms import PeriodForm
from web.community.members.member import found_member
from web.i18n import language
from web.pages import Page
from web.questions import ask
from web.redirects import redirect_to
from web.refusals import refusable


@bp.route("/members/<int:organisation_id>/memberships/new", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def new_period(community: str, organisation_id: int) -> Page:
    """Add a period of membership."""
    view = found_member(organisation_id)
    last = view.periods[0] if view.periods else None
    values = {"starts_on": clock.today(), "tier": last.tier if last else g.community.tiers[0]}
    return _edited(view, None, _form(view, None, **values))


@bp.route("/members/<int:organisation_id>/memberships/<int:period_id>", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def edit_period(community: str, organisation_id: int, period_id: int) -> Page:
    """Change a period of membership, for example when it ends."""
    view = found_member(organisation_id)
    period = _period(view, period_id)
    return _edited(view, period, _form(view, period))


@bp.post("/members/<int:organisation_id>/memberships/<int:period_id>/renew")
@community_permission(Permission.MEMBERS)
def renew_period(community: str, organisation_id: int, period_id: int) -> Response:
    """Add a period of the same level and length right after one."""
    with refusable(InvalidInput, Stale) as refusal:
        renew(
            database.session(),
            g.community,
            organisation_id,
            period_id,
            shown=request.form.get("shown", ""),
            actor=g.staff.name,
        )
    if refusal:
        refusal.show()
    said = "" if refusal else gettext("The membership is renewed.")
    return redirect_to("community.member", said, organisation_id=organisation_id)


@bp.route("/members/<int:organisation_id>/memberships/<int:period_id>/remove", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def remove_membership(community: str, organisation_id: int, period_id: int) -> Page:
    """Ask whether a period that was entered by mistake shall be removed; POST removes it."""
    if request.method == "POST":
        with refusable(Stale) as refusal:
            shown = request.form.get("shown", "")
            remove_period(database.session(), g.community, organisation_id, period_id, shown=shown, actor=g.staff.name)
        if refusal:
            refusal.show()
        said = "" if refusal else gettext("The period is removed.")
        return redirect_to("community.member", said, organisation_id=organisation_id)
    view = found_member(organisation_id)
    period = _period(view, period_id)
    return ask(
        gettext("Remove this period"),
        gettext(
            "Remove the period of %(name)s from %(day)s?",
            name=view.organisation.name,
            day=format_day(period.starts_on, language(), year=True, weekday=False),
        ),
        gettext(
            "Level: %(tier)s. This cannot be undone. To end a membership earlier, move its last day.", tier=period.tier
        ),
        yes=gettext("Remove this period"),
        back=url_for("community.edit_period", organisation_id=organisation_id, period_id=period_id),
        active="members",
        shown=view.periods_shown,
    )


def _period(view: Member, period_id: int) -> TierPeriod:
    period = next((one for one in view.periods if one.id == period_id), None)
    if period is None:
        raise NotFound
    return period


def _form(view: Member, period: TierPeriod | None, **values: object) -> PeriodForm:
    form = PeriodForm(obj=period, **values)
    kept = [period.tier] if period is not None and period.tier not in g.community.tiers else []
    form.tier.choices = [*g.community.tiers, *kept]
    if not form.is_submitted():
        form.shown.data = view.periods_shown
    return form


def _edited(view: Member, period: TierPeriod | None, form: PeriodForm) -> Page:
    """Save the form that was sent, or show it."""
    organisation_id, period_id = view.organisation.id or 0, period.id if period else None
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                save_period(
                    database.session(),
                    g.community,
                    organisation_id,
                    period_id,
                    tier=form.tier.data,
                    starts_on=form.starts_on.data,
                    ends_on=form.ends_on.data,
                    shown=form.shown.data or "",
                    actor=g.staff.name,
                )
            if not refusal:
                return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
            if refusal.stale:
                refusal.show()
                return redirect_to("community.member", organisation_id=organisation_id)
            refusal.show(form)
            status = refusal.status
    return render_template("community/members/period.html", form=form, view=view, period=period), status
