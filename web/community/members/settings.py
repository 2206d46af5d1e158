"""Levels of membership, reminders of renewals, and the public directory; and what one member shows there."""

from flask import g, render_template, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, IntegerField, TextAreaField
from wtforms.validators import Length, Optional

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.communities.rules import Permission
from matchmaker.members.commands.public import save_public_card
from matchmaker.members.commands.settings import save_settings
from matchmaker.members.rules.consent import consent_token
from matchmaker.members.rules.settings import REMIND_WITHIN, MemberSettings
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.community.members.forms import PublicForm
from web.community.members.member import found_member
from web.forms import WRITTEN, Form, NumberRange
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


class MemberSettingsForm(Form):
    """What a community says about its members."""

    shown = HiddenField()
    tiers = TextAreaField(
        lazy_gettext("Levels of membership"),
        description=lazy_gettext("One on each line, as you call them."),
        validators=[WRITTEN, Length(max=600)],
        render_kw={"rows": 4},
    )
    renewal_days = IntegerField(
        lazy_gettext("Remind the contacts by mail so many days before the end"),
        description=lazy_gettext(
            "Empty: never by itself. Each contact gets one reminder for a period. You write yourself to those whose "
            "period ends sooner."
        ),
        validators=[Optional(), NumberRange(1, REMIND_WITHIN)],
    )
    directory_open = BooleanField(
        lazy_gettext("The public directory is open"),
        description=lazy_gettext("It shows the members that have agreed, and of each what was ticked. Never people."),
    )
    directory_indexed = BooleanField(lazy_gettext("Search engines may list its pages"))
    directory_sites = TextAreaField(
        lazy_gettext("Sites that may embed it"),
        description=lazy_gettext("One on each line, like https://www.cluster.example. Empty for none."),
        validators=[Length(max=2500)],
        render_kw={"rows": 2, "spellcheck": "false"},
    )

    @classmethod
    def saved(cls) -> "MemberSettingsForm":
        """Return the form with the settings as they are saved."""
        settings = MemberSettings.of(g.community)
        return cls(
            formdata=None,
            shown=settings.token,
            tiers="\n".join(settings.tiers),
            renewal_days=settings.renewal_days,
            directory_open=settings.directory_open,
            directory_indexed=settings.directory_indexed,
            directory_sites="\n".join(settings.directory_sites),
        )

    def settings(self) -> MemberSettings:
        """Return what was sent."""
        return MemberSettings(
            tiers=tuple((self.tiers.data or "").splitlines()),
            renewal_days=self.renewal_days.data,
            directory_open=self.directory_open.data,
            directory_indexed=self.directory_indexed.data,
            directory_sites=tuple((self.directory_sites.data or "").split()),
        )


@bp.route("/members/settings", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def member_settings(community: str) -> Page:
    """Show levels, reminders and the public directory; POST saves them."""
    form = MemberSettingsForm.saved()
    status = 200
    sent = MemberSettingsForm()
    if sent.is_submitted():
        form, status = sent, 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                save_settings(
                    database.session(), g.community, form.settings(), shown=form.shown.data or "", actor=g.staff.name
                )
            if not refusal:
                return redirect_to("community.member_settings", gettext("Saved."))
            if refusal.stale:
                form = MemberSettingsForm.saved()
            refusal.show(form)
            status = refusal.status
    return render_template("community/members/settings.html", form=form, frame=_frame()), status


def _frame() -> str:
    """Return the HTML with which another site embeds the directory."""
    address = url_for("public.directory", embed=1, _external=True)
    return f'<iframe src="{address}" title="{g.community.name}" width="100%" height="900"></iframe>'


@bp.route("/members/<int:organisation_id>/public", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def member_public(community: str, organisation_id: int) -> Page:
    """Tick what the public directory shows of a member that has agreed to it."""
    view = found_member(organisation_id)
    one, form = view.organisation, PublicForm()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(InvalidInput, Stale) as refusal:
                save_public_card(
                    database.session(),
                    g.community,
                    organisation_id,
                    is_public=form.is_public.data,
                    fields=form.fields.data or [],
                    shown=form.shown.data or "",
                    actor=g.staff.name,
                )
            if not refusal:
                return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
            refusal.show(form)
            status = refusal.status
    if not form.is_submitted() or status == Stale.status:
        values = {"fields": one.public_fields} if one.is_public or one.public_fields else {}
        errors, form = list(form.form_errors), PublicForm(formdata=None, is_public=one.is_public, **values)
        form.shown.data, form.form_errors = consent_token(one), errors
    return render_template("community/members/public.html", form=form, view=view), status
