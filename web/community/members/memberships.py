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
from web.submissions import Edit, Sent, Submission


@bp.route("/members/<int:organisation_id>/memberships/new", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def new_period(community: str, organisation_id: int) -> Page:
    """Add a period of membership."""
    view = found_member(organisation_id)
    new = Submission(_form(view, None, request.form if request.method == "POST" else None), InvalidInput, Stale)
    if new.save(lambda form: _save(form, organisation_id, None)):
        return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
    if new.refused:
        new.form.shown.data = found_member(organisation_id).periods_shown
    return render_template("community/members/period.html", form=new.form, view=view, period=None), new.status


@bp.route("/members/<int:organisation_id>/memberships/<int:period_id>", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def edit_period(community: str, organisation_id: int, period_id: int) -> Page:
    """Change a period of membership, for example when it ends."""

    def read(sent: Sent) -> PeriodForm:
        view = found_member(organisation_id)
        return _form(view, _period(view, period_id), sent)

    edit = Edit(read)
    if edit.save(lambda form: _save(form, organisation_id, period_id)):
        return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
    view = found_member(organisation_id)
    period = _period(view, period_id)
    return render_template("community/members/period.html", form=edit.form, view=view, period=period), edit.status


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


def _form(view: Member, period: TierPeriod | None, sent: Sent) -> PeriodForm:
    last = view.periods[0] if view.periods else None
    values: dict[str, object] = {"starts_on": clock.today(), "tier": last.tier if last else g.community.tiers[0]}
    if period is not None:
        values = {name: getattr(period, name) for name in ("tier", "starts_on", "ends_on")}
    form = PeriodForm.of_saved(values | {"shown": view.periods_shown}, sent)
    kept = [period.tier] if period is not None and period.tier not in g.community.tiers else []
    form.tier.choices = [*g.community.tiers, *kept]
    return form


def _save(form: PeriodForm, organisation_id: int, period_id: int | None) -> None:
    save_period(
        database.session(),
        g.community,
        organisation_id,
        period_id,
        tier=form.tier.data,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        shown=form.token,
        actor=g.staff.name,
    )
