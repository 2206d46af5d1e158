"""Links to the registration form for a category or for the members of a partner: who has come by each, new ones."""

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import Length

from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.enrolment.commands.links import close_link, make_link
from matchmaker.enrolment.queries.form import categories_of, read_settings
from matchmaker.enrolment.queries.links import read_links
from matchmaker.enrolment.queries.numbers import count_requests
from matchmaker.models import PARTNERS, row_id
from matchmaker.team.queries.staff import team_of
from web import database
from web.auth.guards import organiser_required
from web.forms import WRITTEN, Form
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


class RegistrationLinkForm(Form):
    """A new link: for whom it is."""

    name = StringField(
        lazy_gettext("Name, for the organisers"),
        description=lazy_gettext("For example “Exhibitors” or “Members of the federation”."),
        validators=[WRITTEN, Length(max=120)],
    )
    category = SelectField(lazy_gettext("Who comes by it takes part as"))
    partner = SelectField(
        lazy_gettext("Brought by"),
        description=lazy_gettext("Organisations that are new at the event become members of this partner."),
    )

    @classmethod
    def of_event(cls) -> "RegistrationLinkForm":
        """Return the form with the categories and the partners of the event."""
        form, session = cls(), database.session()
        groups = [(str(one.id), one.name(language())) for one in categories_of(session, g.event)]
        partners = [one for one in team_of(session, row_id(g.event)) if one.role in PARTNERS]
        form.category.choices = [("", gettext("what they choose on the form")), *groups]
        form.partner.choices = [("", gettext("no partner")), *((str(one.role_id), one.name) for one in partners)]
        return form


@bp.route("/<slug>/registration/links", methods=["GET", "POST"])
@organiser_required
def registration_links(slug: str) -> Page:
    """Show the links to the form, and who has come by each; POST makes another one."""
    form = RegistrationLinkForm.of_event()
    if form.is_submitted() and form.validate():
        with refusable(InvalidInput, TooMany) as refusal:
            link = make_link(
                database.session(),
                g.event,
                name=form.name.data,
                category_id=whole_number(form.category.data or ""),
                partner_id=whole_number(form.partner.data or ""),
                staff=g.staff,
            )
        if not refusal:
            said = gettext("The link is made. Copy it into your mails.")
            return redirect_to("organiser.registration_links", said, anchor=f"link-{link.id}")
        refusal.show(form)
    session = database.session()
    page = render_template(
        "organiser/registration/links.html",
        form=form,
        links=read_links(session, g.event, language()),
        settings=read_settings(session, g.event),
        counts=count_requests(session, g.event),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/<slug>/registration/links/<int:link_id>/close")
@organiser_required
def close_registration_link(slug: str, link_id: int) -> Response:
    """Close a link, or with `again` in the form open it again."""
    again = "again" in request.form
    close_link(database.session(), g.event, link_id, closed=not again, staff=g.staff)
    said = (
        gettext("The link works again.") if again else gettext("The link is closed; nobody registers by it any more.")
    )
    return redirect_to("organiser.registration_links", said, anchor=f"link-{link_id}")
