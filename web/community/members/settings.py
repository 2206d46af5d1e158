"""Settings of the members: levels of membership, reminders of renewals, and the public directory."""

import html

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import Length, Optional

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.communities.rules import Permission
from matchmaker.members.commands.settings import save_settings
from matchmaker.members.queries.renewals import due_by_itself
from matchmaker.members.rules.settings import REMIND_WITHIN, MemberSettings
from matchmaker.models import Act
from web import database
from web.auth.guards import community_permission
from web.authors import author_of
from web.community.blueprint import bp
from web.forms import WRITTEN, NumberRange
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import Refusal, refusable
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


class MemberSettingsForm(SavedForm):
    """What a community says about its members."""

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
    def of(cls, settings: MemberSettings, sent: Sent) -> "MemberSettingsForm":
        """Return the form with the settings as they are saved, and with what was `sent`."""
        values = {
            "shown": settings.token,
            "tiers": "\n".join(settings.tiers),
            "renewal_days": settings.renewal_days,
            "directory_open": settings.directory_open,
            "directory_indexed": settings.directory_indexed,
            "directory_sites": "\n".join(settings.directory_sites),
        }
        return cls.of_saved(values, sent)

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
    edit = Edit(
        lambda sent: MemberSettingsForm.of(MemberSettings.of(g.community), sent), author=author_of(Act.SAVE_COMMUNITY)
    )
    mails = edit.attempt(_save_or_ask)
    if edit.saved:
        return redirect_to("community.member_settings", gettext("Saved."))
    page = render_template("community/members/settings.html", form=edit.form, frame=_frame(), mails=mails)
    return page, 200 if mails else edit.status


def _save_or_ask(form: MemberSettingsForm) -> tuple[Refusal, int | None]:
    """Save the settings; return how many mails that sends by itself where the reader has not been told yet."""
    mails = _sent_by_itself(form)
    if mails and request.form.get("mails") != str(mails):
        return Refusal(), mails
    with refusable(InvalidInput, Stale) as refusal:
        save_settings(database.session(), g.community, form.settings(), shown=form.token, actor=g.staff.name)
    return refusal, None


def _sent_by_itself(form: MemberSettingsForm) -> int:
    """Return how many mails leave by themselves within a day because another number of days is saved."""
    days = form.renewal_days.data
    if days is None or days == g.community.renewal_days:
        return 0
    due = due_by_itself(database.session(), g.community, clock.today(), days)
    return sum(len(renewal.to_remind) for renewal in due)


def _frame() -> str:
    """Return the HTML with which another site embeds the directory."""
    address = url_for("public.directory", embed=1, _external=True)
    return f'<iframe src="{address}" title="{html.escape(g.community.name)}" width="100%" height="900"></iframe>'
