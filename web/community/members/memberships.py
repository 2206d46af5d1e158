"""Memberships of a company by periods: added, renewed, changed, removed."""

from flask import g, render_template, request, url_for
from flask_babel import gettext

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import format_day
from matchmaker.communities.rules import Permission
from matchmaker.members.commands.periods import remove_period, save_period
from matchmaker.members.queries.member import Member, ends_of_memberships
from matchmaker.members.rules.membership import following, usual_end
from matchmaker.models import Act, TierPeriod, row_id
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.community.members.forms import PeriodForm
from web.community.members.member import author_of_member, found_member
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
    view, first = found_member(organisation_id), clock.today()
    last = view.periods[0] if view.periods else None
    ends_on = usual_end(ends_of_memberships(database.session(), g.community, first), first)
    tier = last.tier if last else g.community.tiers[0]
    return _added(view, {"tier": tier, "starts_on": first, "ends_on": ends_on})


@bp.route("/members/<int:organisation_id>/memberships/<int:period_id>", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def edit_period(community: str, organisation_id: int, period_id: int) -> Page:
    """Change a period of membership, for example when it ends."""

    def read(sent: Sent) -> PeriodForm:
        view = found_member(organisation_id)
        period = _period(view, period_id)
        return _form(view, {name: getattr(period, name) for name in ("tier", "starts_on", "ends_on")}, sent)

    edit = Edit(read, author=author_of_member(Act.SAVE_MEMBERSHIP, organisation_id))
    if edit.save(lambda form: _save(form, organisation_id, period_id)):
        return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
    view = found_member(organisation_id)
    period = _period(view, period_id)
    return render_template("community/members/period.html", form=edit.form, view=view, period=period), edit.status


@bp.route("/members/<int:organisation_id>/memberships/<int:period_id>/renew", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def renew_period(community: str, organisation_id: int, period_id: int) -> Page:
    """Propose the year after a period at the same level; POST adds it as it was sent."""
    view = found_member(organisation_id)
    period = _period(view, period_id)
    days = following(period)
    if days is None:
        raise NotFound
    return _added(view, {"tier": period.tier, "starts_on": days[0], "ends_on": days[1]}, renews=period)


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


def _added(view: Member, values: dict[str, object], *, renews: TierPeriod | None = None) -> Page:
    """Propose a period and add it as it was sent; `renews` is the one that it follows."""
    organisation_id = row_id(view.organisation)
    sent = request.form if request.method == "POST" else None
    new = Submission(_form(view, values, sent), InvalidInput, Stale)
    if new.save(lambda form: _save(form, organisation_id, None)):
        said = gettext("The membership is renewed.") if renews else gettext("Saved.")
        return redirect_to("community.member", said, organisation_id=organisation_id)
    if new.refused:
        new.form.shown.data = found_member(organisation_id).periods_shown
    page = render_template("community/members/period.html", form=new.form, view=view, period=None, renews=renews)
    return page, new.status


def _form(view: Member, values: dict[str, object], sent: Sent) -> PeriodForm:
    form = PeriodForm.of_saved(values | {"shown": view.periods_shown}, sent)
    form.tier.choices = list(dict.fromkeys([*g.community.tiers, values["tier"]]))
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
