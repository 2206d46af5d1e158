"""Guests of programme items: the list with search and download, invitations, reminders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext, ngettext
from werkzeug.wrappers import Response
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from matchmaker import jobs
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, N_, screen_language
from matchmaker.mail.letter import Letter
from matchmaker.models import Act, Guest, GuestSays, required
from matchmaker.receptions.commands.guests import (
    LONGEST_WORDS,
    ListSettings,
    add_outsider,
    add_people,
    delete_list,
    invite,
    mail_to,
    save_list,
    take_back,
)
from matchmaker.receptions.queries.guests import ReceptionList, candidates, guests_table, read_list_of, read_lists
from web import database
from web.auth.guards import organiser_required
from web.downloads import table_file
from web.forms import WRITTEN, Form, InCalendar, NumberRange
from web.i18n import LANGUAGE_NAMES, language
from web.ids import chosen_ids
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent, Submission

STATES = {
    "silent": lazy_gettext("No answer"),
    "yes": lazy_gettext("Come"),
    "no": lazy_gettext("Do not come"),
    "uninvited": lazy_gettext("Not invited yet"),
}


WORDS = Length(max=LONGEST_WORDS)


class ListForm(SavedForm):
    """Places, last day, whom one may bring, words."""

    capacity = IntegerField(
        lazy_gettext("Places"),
        description=lazy_gettext("Guests and those whom they bring; empty for no limit."),
        validators=[Optional(), NumberRange(1, 100_000)],
    )
    answers_until = DateField(lazy_gettext("Answers until"), validators=[Optional(), InCalendar()])
    may_bring = BooleanField(lazy_gettext("Each guest may bring one person"))
    words_fr = TextAreaField(
        LANGUAGE_NAMES["fr"], validators=[WORDS], render_kw={"rows": 3, "maxlength": LONGEST_WORDS}
    )
    words_en = TextAreaField(
        LANGUAGE_NAMES["en"], validators=[WORDS], render_kw={"rows": 3, "maxlength": LONGEST_WORDS}
    )
    words_nl = TextAreaField(
        LANGUAGE_NAMES["nl"], validators=[WORDS], render_kw={"rows": 3, "maxlength": LONGEST_WORDS}
    )
    words_de = TextAreaField(
        LANGUAGE_NAMES["de"], validators=[WORDS], render_kw={"rows": 3, "maxlength": LONGEST_WORDS}
    )

    @classmethod
    def of(cls, found: ReceptionList, sent: Sent) -> "ListForm":
        """Return the form of a list, and with what was `sent`."""
        row = found.row
        names = ("capacity", "answers_until", "may_bring")
        words = {f"words_{code}": row.texts.get(code, "") if row else "" for code in LANGUAGES}
        return cls.of_saved({name: getattr(row, name, None) for name in names} | words | {"shown": found.token}, sent)

    @property
    def settings(self) -> ListSettings:
        """What was sent."""
        return ListSettings(
            capacity=self.capacity.data,
            answers_until=self.answers_until.data,
            may_bring=self.may_bring.data,
            texts={code: self[f"words_{code}"].data or "" for code in LANGUAGES},
        )


class OutsiderForm(Form):
    """A guest from outside."""

    name = StringField(lazy_gettext("Name"), validators=[WRITTEN, Length(max=201)])
    email = EmailField(lazy_gettext("E-mail address"), validators=[WRITTEN, Length(max=254)])
    organisation = StringField(lazy_gettext("Organisation"), validators=[Length(max=200)])
    language = SelectField(
        lazy_gettext("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()]
    )


@dataclass(frozen=True, slots=True)
class GuestMailPreview:
    """The invitation and the reminder as guests of one language get them."""

    languages: Mapping[str, str]
    """Of the guests on the list, with their names."""
    language: str
    letters: Sequence[Letter]
    words_in: str
    """In which other language the words of the organisers stand; empty for that of the mail, and without any."""


@bp.get("/<slug>/receptions")
@organiser_required
def receptions(slug: str) -> str:
    """Show the programme items that may have guests, and how many come to each."""
    return render_template("organiser/receptions/receptions.html", lists=read_lists(database.session(), g.event))


@bp.get("/<slug>/receptions/<int:item_id>")
@organiser_required
def reception(slug: str, item_id: int) -> str:
    """Show the guests of an item by `?q=` and `?state=`, and the mail that they get in `?language=`."""
    found = read_list_of(database.session(), g.event, item_id)
    guests = _shown(found)
    return render_template(
        "organiser/receptions/reception.html",
        found=found,
        guests=guests,
        states=STATES,
        state=request.args.get("state", ""),
        query=request.args.get("q", "").strip(),
        groups=candidates(database.session(), g.event, found),
        preview=_preview(found),
        to_remind=[one for one in guests if one in found.remindable],
    )


@bp.route("/<slug>/receptions/<int:item_id>/settings", methods=["GET", "POST"])
@organiser_required
def reception_settings(slug: str, item_id: int) -> Page:
    """Open the list of an item, or change what its invitation says."""
    session = database.session()
    edit = EditOf(lambda: read_list_of(session, g.event, item_id), ListForm.of, *(InvalidInput, Stale, Closed))
    if edit.save(lambda form: save_list(session, g.event, item_id, form.settings, shown=form.token, by=g.staff.name)):
        return redirect_to("organiser.reception", gettext("Saved."), item_id=item_id)
    page = render_template("organiser/receptions/settings.html", form=edit.form, found=edit.found, languages=LANGUAGES)
    return page, edit.status


@bp.post("/<slug>/receptions/<int:item_id>/people")
@organiser_required
def add_guests(slug: str, item_id: int) -> Response:
    """Put people of the event on the list: those ticked, and all of the categories ticked."""
    session, whole = database.session(), set(chosen_ids("category"))
    groups = candidates(session, g.event, read_list_of(session, g.event, item_id))
    of_groups = [number for group in groups if group.category.id in whole for number, _name in group.people]
    with refusable(InvalidInput, Closed) as refusal:
        new = add_people(session, g.event, item_id, [*chosen_ids("person"), *of_groups], by=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("organiser.reception", item_id=item_id)
    said = ngettext("%(num)d guest is added.", "%(num)d guests are added.", new)
    return redirect_to("organiser.reception", said, item_id=item_id)


@bp.route("/<slug>/receptions/<int:item_id>/new", methods=["GET", "POST"])
@organiser_required
def new_guest(slug: str, item_id: int) -> Page:
    """Add a guest from outside."""
    found = read_list_of(database.session(), g.event, item_id)
    new = Submission(OutsiderForm(), InvalidInput, Closed)
    if new.save(
        lambda form: add_outsider(
            database.session(),
            g.event,
            item_id,
            name=form.name.data,
            email=form.email.data,
            organisation=form.organisation.data or "",
            language=form.language.data,
            by=g.staff.name,
        )
    ):
        said = gettext("%(name)s is added.", name=new.made.name)
        return redirect_to("organiser.reception", said, item_id=item_id)
    return render_template("organiser/receptions/new_guest.html", form=new.form, found=found), new.status


@bp.post("/<slug>/receptions/<int:item_id>/invite")
@organiser_required
def invite_guests(slug: str, item_id: int) -> Response:
    """Write to the guests of the form: the invitation, or with `again` the reminder."""
    again = request.form.get("again") == "1"
    with refusable(InvalidInput, Closed) as refusal:
        count = invite(database.session(), g.event, item_id, chosen_ids("guest"), again=again, by=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("organiser.reception", item_id=item_id)
    database.after_commit(jobs.enqueue_outbox)
    said = ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", count)
    return redirect_to("organiser.reception", said, item_id=item_id)


@bp.post("/<slug>/receptions/<int:item_id>/guests/<int:guest_id>/end")
@organiser_required
def end_guest(slug: str, item_id: int, guest_id: int) -> Response:
    """Take an invitation back."""
    read_list_of(database.session(), g.event, item_id)
    with refusable(Closed) as refusal:
        guest = take_back(database.session(), g.event, guest_id, by=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("organiser.reception", item_id=item_id)
    said = gettext("The invitation of %(name)s is taken back.", name=guest.name)
    return redirect_to("organiser.reception", said, item_id=item_id)


@bp.post("/<slug>/receptions/<int:item_id>/delete")
@organiser_required
def delete_guest_list(slug: str, item_id: int) -> Response:
    """Delete the list of an item, once its reader has confirmed it."""
    read_list_of(database.session(), g.event, item_id)
    with refusable(InvalidInput, Closed) as refusal:
        if request.form.get("sure") != "y":
            raise InvalidInput(N_("Tick that the list shall go, and its answers with it."))
        delete_list(database.session(), g.event, item_id, by=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("organiser.reception_settings", item_id=item_id)
    return redirect_to("organiser.receptions", gettext("The list is deleted. Its addresses open nothing any more."))


@bp.get("/<slug>/receptions/<int:item_id>/guests.<file_format>")
@organiser_required
def guests_file(slug: str, item_id: int, file_format: str) -> Response:
    """Download the guests that the page shows."""
    found = read_list_of(database.session(), g.event, item_id)
    table = guests_table(found, _shown(found), language())
    return table_file(table, f"guests-{slug}", file_format, people=Act.DOWNLOAD_GUESTS, number=len(table.rows))


def _preview(found: ReceptionList) -> GuestMailPreview | None:
    """Return the mail in the language that is asked for, or that of the first guest; None without guests."""
    guests = [one for one in found.guests if one.ended_at is None]
    samples = {screen_language(one.language): one for one in reversed([*found.uninvited, *guests])}
    if not samples:
        return None
    asked = request.args.get("language", "")
    language = asked if asked in samples else screen_language((*found.uninvited, *guests)[0].language)
    letters = [mail_to(g.event, found, samples[language], again=again).letter() for again in (False, True)]
    texts = required(found.row).texts
    other = next((code for code in (g.event.language, *texts) if texts.get(code)), "")
    return GuestMailPreview(
        {code: LANGUAGE_NAMES[code] for code in sorted(samples)},
        language,
        letters,
        "" if texts.get(language) or not other else LANGUAGE_NAMES[other],
    )


def _shown(found: ReceptionList) -> Sequence[Guest]:
    """Return the guests that the address asks for."""
    state, query = request.args.get("state", ""), request.args.get("q", "").strip().casefold()
    kept = {
        "silent": found.silent,
        "uninvited": found.uninvited,
        "yes": [one for one in found.standing if one.says is GuestSays.YES],
        "no": [one for one in found.standing if one.says is GuestSays.NO],
    }.get(state, found.standing)
    return [one for one in kept if query in f"{one.name} {one.organisation} {one.email}".casefold()]
