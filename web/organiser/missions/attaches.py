"""Pages without an account for the attachés of cities: made, shown with their addresses, ended."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import EmailField, SelectChoice, SelectField, StringField, TelField
from wtforms.validators import Length

from matchmaker import jobs
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.missions.queries.legs import leg_of, legs_of
from matchmaker.models import AttachePage, row_id
from matchmaker.prospects.commands.attaches import AttacheContact, add_attache, end_attache, save_attache
from matchmaker.prospects.commands.counterparts import renew_link
from matchmaker.prospects.queries.attaches import attache_token, open_page_of, read_attaches
from web import database
from web.auth.guards import organiser_required
from web.forms import WRITTEN, Form
from web.organiser.blueprint import bp
from web.pages import Page
from web.pipeline import LANGUAGES
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent, Submission


class AttacheFields:
    """Who keeps a city."""

    name = StringField(lazy_gettext("Name"), validators=[WRITTEN, Length(max=120)])
    function = StringField(
        lazy_gettext("Function"),
        description=lazy_gettext("Counterparts read it, with the telephone."),
        validators=[Length(max=120)],
    )
    phone = TelField(lazy_gettext("Telephone"), validators=[Length(max=40)])
    email = EmailField(
        lazy_gettext("E-mail"),
        description=lazy_gettext(
            "A mail tells them when a counterpart of the city declines late, would rather have a call or says other "
            "times; all of ten minutes together. Counterparts do not read it."
        ),
        validators=[Length(max=254)],
    )
    language = SelectField(lazy_gettext("Language of their page"), choices=LANGUAGES, default="fr")

    @property
    def contact(self) -> AttacheContact:
        """What was sent."""
        return AttacheContact(
            name=self.name.data or "",
            function=self.function.data or "",
            phone=self.phone.data or "",
            email=self.email.data or "",
            language=self.language.data,
        )


class AttacheForm(AttacheFields, Form):
    """Who keeps a city, and which."""

    leg_id = SelectField(lazy_gettext("City"), coerce=int)


class SavedAttacheForm(AttacheFields, SavedForm):
    """Who keeps a city, corrected."""

    @classmethod
    def of(cls, page: AttachePage, sent: Sent) -> "SavedAttacheForm":
        """Return the form of a page, and with what was `sent`."""
        values = {name: getattr(page, name) for name in ("name", "function", "phone", "email", "language")}
        return cls.of_saved(values | {"shown": attache_token(page)}, sent)


@bp.route("/<slug>/pipeline/attaches", methods=["GET", "POST"])
@organiser_required
def attaches(slug: str) -> Page:
    """Show who keeps which city, with the address of each page; POST makes one more."""
    session = database.session()
    form = AttacheForm()
    form.leg_id.choices = [SelectChoice(row_id(leg), leg.name) for leg in legs_of(session, g.event)]
    new = Submission(form, InvalidInput, Closed)
    if new.save(lambda form: add_attache(session, g.event, form.leg_id.data, form.contact, by=g.staff.name)):
        return redirect_to(
            "organiser.attaches", _mailed(new.made) or gettext("The page is made. Send its address to the attaché.")
        )
    return render_template(
        "organiser/missions/attaches.html", form=new.form, lines=read_attaches(session, g.event)
    ), new.status


@bp.route("/<slug>/pipeline/attaches/<int:attache_id>", methods=["GET", "POST"])
@organiser_required
def attache_contact(slug: str, attache_id: int) -> Page:
    """Show who keeps a city; POST corrects it."""
    session = database.session()
    edit = EditOf(
        lambda: open_page_of(session, g.event, attache_id), SavedAttacheForm.of, *(InvalidInput, Stale, Closed)
    )
    before, city = edit.found.email, leg_of(session, g.event, edit.found.leg_id).name
    if edit.save(
        lambda form: save_attache(session, g.event, attache_id, form.contact, shown=form.token, by=g.staff.name)
    ):
        saved = open_page_of(session, g.event, attache_id)
        said = _mailed(saved) if saved.email != before else ""
        return redirect_to("organiser.attaches", said or gettext("Saved."))
    return render_template("organiser/missions/attache.html", form=edit.form, page=edit.found, city=city), edit.status


def _mailed(page: AttachePage) -> str:
    """Return that the address of a page is on its way to the attaché, if it is."""
    if not page.email:
        return ""
    database.after_commit(jobs.enqueue_outbox)
    return str(gettext("The address of the page is mailed to %(email)s.", email=page.email))


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
