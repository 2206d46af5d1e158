"""Corrections of one person: name, function, languages, role; and the address, with what follows from another one."""

from flask import g, render_template
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, SelectField, StringField, TelField
from wtforms.validators import Length

from matchmaker.communities.rules import Permission
from matchmaker.models import Act, Role
from matchmaker.people.queries.access import count_other_events
from matchmaker.people.rules.contact_details import phone_number
from matchmaker.registrations.commands.edit import save_person_record
from matchmaker.registrations.queries.person import Registered, registered
from matchmaker.registrations.rules import PersonRecord
from web import database
from web.auth.guards import event_permission, organiser_required
from web.authors import author_of
from web.forms import WRITTEN, Checkboxes
from web.i18n import LANGUAGE_NAMES, language_name, spoken_languages
from web.organiser.blueprint import bp
from web.organiser.mails.messages import AddressForm, corrected
from web.organiser.people.wording import ROLES
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import accepted_by, normalised_by
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent

NAMED = ("first_name", "last_name", "job_title", "phone", "language")


class CorrectionForm(SavedForm):
    """What organisers correct of a person."""

    first_name = StringField(lazy_gettext("First name"), validators=[Length(max=100)])
    last_name = StringField(lazy_gettext("Last name"), validators=[WRITTEN, Length(max=100)])
    job_title = StringField(lazy_gettext("Job title"), validators=[Length(max=120)])
    phone = TelField(
        lazy_gettext("Telephone"),
        validators=[Length(max=40), accepted_by(phone_number)],
        filters=[normalised_by(phone_number)],
    )
    role = SelectField(lazy_gettext("Role"), choices=[SelectChoice(*role) for role in ROLES.items()])
    language = SelectField(lazy_gettext("Language of pages and mails"))
    languages = Checkboxes(lazy_gettext("Languages spoken in meetings"))

    @classmethod
    def of(cls, who: Registered, sent: Sent) -> "CorrectionForm":
        """Return the form of a person, and with what was `sent`."""
        known = PersonRecord.of(who.person, who.registration)
        data = {name: getattr(known, name) for name in PersonRecord.__slots__} | {"shown": known.token}
        form = cls.of_saved(data, sent)
        form.languages.choices = spoken_languages(who.person.languages)
        names = {who.person.language: language_name(who.person.language)} | LANGUAGE_NAMES
        form.language.choices = list(names.items())
        return form

    def values(self) -> PersonRecord:
        """Return what was sent."""
        return PersonRecord(
            **{name: self[name].data or "" for name in NAMED},
            languages=tuple(self.languages.data or ()),
            role=Role(self.role.data),
        )


@bp.route("/<slug>/people/<int:registration_id>/edit", methods=["GET", "POST"])
@event_permission(Permission.CORRECT)
def edit_person(slug: str, registration_id: int) -> Page:
    """Show what can be corrected of a person; POST corrects it."""
    session = database.session()
    edit = Edit(
        lambda sent: CorrectionForm.of(registered(session, g.event, registration_id), sent),
        author=author_of(Act.SAVE_PERSON, registration=registration_id),
    )
    if edit.save(
        lambda form: save_person_record(
            session, g.event, registration_id, form.values(), shown=form.token, staff=g.staff
        )
    ):
        return redirect_to("organiser.person", gettext("Saved."), registration_id=registration_id)
    who = registered(session, g.event, registration_id)
    return render_template("organiser/people/edit.html", who=who, form=edit.form), edit.status


@bp.route("/<slug>/people/<int:registration_id>/address", methods=["GET", "POST"])
@organiser_required
def person_address(slug: str, registration_id: int) -> Page:
    """Say what follows from another address, and ask for it; POST corrects it, and sends there what stands."""
    session = database.session()
    who = registered(session, g.event, registration_id)
    form = AddressForm()
    if form.is_submitted() and (said := corrected(form, who.registration)):
        return redirect_to("organiser.person", said, registration_id=registration_id)
    elsewhere = count_other_events(session, registration_id)
    page = render_template("organiser/people/address.html", who=who, form=form, elsewhere=elsewhere)
    return page, 422 if form.is_submitted() else 200
