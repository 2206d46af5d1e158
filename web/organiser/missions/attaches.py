"""Pages without an account for the attachés of cities: made, shown with their addresses, ended."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice, SelectField, StringField, TelField
from wtforms.validators import Length

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.missions.queries.legs import legs_of
from matchmaker.models import row_id
from matchmaker.prospects.commands.attaches import add_attache, end_attache
from matchmaker.prospects.commands.counterparts import renew_link
from matchmaker.prospects.queries.attaches import read_attaches
from web import database
from web.auth.guards import organiser_required
from web.forms import WRITTEN, Form
from web.organiser.blueprint import bp
from web.pages import Page
from web.pipeline import LANGUAGES
from web.redirects import redirect_to
from web.submissions import Submission


class AttacheForm(Form):
    """Who keeps a city."""

    leg_id = SelectField(lazy_gettext("City"), coerce=int)
    name = StringField(lazy_gettext("Name"), validators=[WRITTEN, Length(max=120)])
    function = StringField(
        lazy_gettext("Function"),
        description=lazy_gettext("Counterparts read it, with the telephone."),
        validators=[Length(max=120)],
    )
    phone = TelField(lazy_gettext("Telephone"), validators=[Length(max=40)])
    language = SelectField(lazy_gettext("Language of their page"), choices=LANGUAGES, default="fr")


@bp.route("/<slug>/pipeline/attaches", methods=["GET", "POST"])
@organiser_required
def attaches(slug: str) -> Page:
    """Show who keeps which city, with the address of each page; POST makes one more."""
    session = database.session()
    form = AttacheForm()
    form.leg_id.choices = [SelectChoice(row_id(leg), leg.name) for leg in legs_of(session, g.event)]
    new = Submission(form, InvalidInput, Closed)
    if new.save(
        lambda form: add_attache(
            session,
            g.event,
            form.leg_id.data,
            form.name.data,
            function=form.function.data or "",
            phone=form.phone.data or "",
            language=form.language.data,
            by=g.staff.name,
        )
    ):
        return redirect_to("organiser.attaches", gettext("The page is made. Send its address to the attaché."))
    return render_template(
        "organiser/missions/attaches.html", form=new.form, lines=read_attaches(session, g.event)
    ), new.status


@bp.post("/<slug>/pipeline/attaches/<int:attache_id>/end")
@organiser_required
def end_attache_page(slug: str, attache_id: int) -> Response:
    """End the page of an attaché: its address opens nothing any more."""
    page = end_attache(database.session(), g.event, attache_id, by=g.staff.name)
    return redirect_to("organiser.attaches", gettext("The page of %(name)s is ended.", name=page.name))


@bp.post("/<slug>/pipeline/<int:counterpart_id>/link")
@organiser_required
def renew_counterpart_link(slug: str, counterpart_id: int) -> Response:
    """Give the page of a counterpart another address: the former one opens nothing any more."""
    renew_link(database.session(), g.event, counterpart_id, by=g.staff.name)
    said = gettext("The page has another address: the former one opens nothing any more.")
    return redirect_to("organiser.counterpart", said, counterpart_id=counterpart_id)
