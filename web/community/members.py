"""Companies of a community and their people, whatever events they take part in."""

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.communities.rules import Permission
from matchmaker.members import queries
from matchmaker.members.commands import save_member
from matchmaker.members.rules import MemberRecord
from matchmaker.models import row_id
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.forms import Form
from web.i18n import country_choices
from web.redirects import redirect_to
from web.refusals import refusable


class MemberForm(Form):
    """What the community knows of a company; the rest of its card is for its people."""

    shown = HiddenField()
    name = StringField(
        lazy_gettext("Name"), validators=[DataRequired(lazy_gettext("Please enter a name.")), Length(max=200)]
    )
    external_id = StringField(lazy_gettext("Member number"), validators=[Length(max=80)])
    vat = StringField(lazy_gettext("VAT number"), validators=[Length(max=40)], render_kw={"spellcheck": "false"})
    country = SelectField(lazy_gettext("Country"))
    website = StringField(
        lazy_gettext("Website"), validators=[Length(max=300)], render_kw={"inputmode": "url", "spellcheck": "false"}
    )


@bp.get("/members")
@community_permission(Permission.MEMBERS)
def members(community: str) -> str:
    """List the companies that match the search."""
    query = request.args.get("q", "").strip()
    rows, number = queries.read_members(database.session(), row_id(g.community), query)
    return render_template("community/members.html", rows=rows, number=number, query=query)


@bp.route("/members/<int:organisation_id>", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def member(community: str, organisation_id: int) -> str | Response | tuple[str, int]:
    """Show a company and its people; POST corrects the company."""
    session = database.session()
    view = queries.read_member(session, row_id(g.community), organisation_id)
    form = MemberForm(obj=view.organisation)
    form.country.choices = country_choices()
    status = 200
    if not form.is_submitted():
        form.shown.data = view.shown
    else:
        status = 422
        if form.validate():
            names = ("name", "external_id", "vat", "country", "website")
            values = MemberRecord(**{name: form[name].data or "" for name in names})
            with refusable(InvalidInput, Stale) as refusal:
                save_member(
                    session, g.community, organisation_id, values, shown=form.shown.data or "", actor=g.staff.name
                )
            if not refusal:
                return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
            if refusal.stale:
                view = queries.read_member(session, row_id(g.community), organisation_id)
                form = MemberForm(formdata=None, obj=view.organisation, shown=view.shown)
                form.country.choices = country_choices()
            refusal.show(form)
            status = refusal.status
    return render_template("community/member.html", view=view, form=form), status
