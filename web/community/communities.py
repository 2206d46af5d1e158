"""A further community on the same server, made by an administrator of the installation."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from matchmaker.communities.commands import make_community
from matchmaker.communities.rules import Permission
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import CommunityRole
from matchmaker.team.commands.invitations import invite
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.forms import AddressField, Form
from web.i18n import language
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission


class CommunityForm(Form):
    """A new community and its first administrator."""

    name = StringField(
        lazy_gettext("Name"), validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=120)]
    )
    slug = StringField(
        lazy_gettext("Short name in addresses"),
        description=lazy_gettext("Small letters, digits and hyphens. It cannot be changed."),
        validators=[DataRequired(lazy_gettext("Please enter a short name.")), Length(max=60)],
        render_kw={"spellcheck": "false", "autocomplete": "off", "autocapitalize": "none"},
    )
    email = AddressField(
        lazy_gettext("E-mail address of its first administrator"), lazy_gettext("Please enter an e-mail address.")
    )


@bp.route("/communities/new", methods=["GET", "POST"])
@community_permission(Permission.COMMUNITIES)
def new_community(community: str) -> Page:
    """Make a community and invite its first administrator; who made it has no role in it."""
    session, new = database.session(), Submission(CommunityForm())

    def make(form: CommunityForm) -> None:
        made = make_community(session, form.slug.data, name=form.name.data, actor=g.staff.name)
        administrator = CommunityRole.ADMINISTRATOR
        invite(session, made, form.email.data, administrator, language=language(), actor=g.staff.name)

    if new.save(make):
        database.after_commit(enqueue_outbox)
        said = gettext("“%(name)s” is made. Its administrator gets a mail with a link.", name=new.form.name.data)
        return redirect_to("community.new_community", said)
    return render_template("community/new_community.html", form=new.form), new.status
