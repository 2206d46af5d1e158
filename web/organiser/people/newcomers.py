"""Somebody new: added on screen, in the place of a colleague, or moved here from another organisation."""

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from wtforms import SelectField

from matchmaker.base.errors import Closed, InvalidInput, MatchmakerError, NotFound, Stale
from matchmaker.models import Role, row_id
from matchmaker.people.queries.access import registration_of
from matchmaker.registrations.commands.add import LineRefused, add_person, move_person
from matchmaker.registrations.commands.withdrawals import replace_person
from matchmaker.registrations.queries.delegation import organisations_of_event
from matchmaker.registrations.queries.impact import withdrawal_impact
from matchmaker.registrations.queries.person import people_of, registered
from matchmaker.releases.queries.drafts import starting_point
from web import database
from web.auth.guards import organiser_required
from web.forms import Form
from web.i18n import language
from web.leaving import let_mails_leave
from web.organiser.blueprint import bp
from web.organiser.people.forms import ColleagueForm, NewPersonForm
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import Refusal, refusable, sentence
from web.submissions import Submission

FIELDS = {"organisation_id": "organisation", "vat": "organisation"}
"""Where a refused column of the import is shown, if its field has another name."""


class MoveForm(Form):
    """The organisation for which somebody takes part from now on."""

    delegation = SelectField(lazy_gettext("Takes part for"), coerce=int)


@bp.route("/<slug>/people/new", methods=["GET", "POST"])
@organiser_required
def new_person(slug: str) -> Page:
    """Ask who is added; POST adds them, by the same rules as an import."""
    session = database.session()
    form = NewPersonForm.blank(request.args.get("organisation", "")[:200], request.args.get("role", ""))
    if form.is_submitted() and form.validate():
        with refusable(InvalidInput, Stale, Closed) as refusal:
            basis = form.said if form.agreed.data else None
            added = add_person(
                session, g.event, form.person(), answer=form.answer.data or "", basis=basis, staff=g.staff
            )
        if not refusal:
            let_mails_leave()
            if added.role is Role.INTERPRETER:
                said = gettext("Added. Say now between which languages they interpret.")
                return redirect_to("organiser.interpreter", said, registration_id=row_id(added))
            said = gettext("Added. You can undo it on the page of imports.")
            return redirect_to("organiser.person", said, registration_id=row_id(added))
        _show(refusal, form)
    page = render_template(
        "organiser/people/new.html", form=form, organisations=organisations_of_event(session, g.event)
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/<slug>/people/<int:registration_id>/replace", methods=["GET", "POST"])
@organiser_required
def replace_registration(slug: str, registration_id: int) -> Page:
    """Ask who comes instead of a person; POST withdraws the one and leads to the repairs that send the other."""
    session = database.session()
    who = registered(session, g.event, registration_id)
    colleagues = tuple(one for one in people_of(session, who.delegation) if one.id != who.id)
    form = ColleagueForm.among(who, colleagues)
    if form.is_submitted() and form.validate():
        with refusable(InvalidInput, NotFound, Stale, Closed) as refusal:
            new = form.colleague.data == ColleagueForm.NEW
            came, alert = replace_person(
                session,
                g.event,
                registration_id,
                form.person() if new else registration_of(session, g.event, int(form.colleague.data)),
                note=form.note.data or "",
                basis=form.said,
                staff=g.staff,
            )
        if not refusal:
            let_mails_leave()
            if alert.is_needless:
                return redirect_to("organiser.person", gettext("Noted."), registration_id=row_id(came))
            said = gettext("Noted. Choose now how the meetings pass on; nothing changes before you publish.")
            return redirect_to("organiser.alerts", said, anchor=f"alert-{row_id(alert)}")
        _show(refusal, form)
    page = render_template(
        "organiser/people/replace.html",
        form=form,
        who=who,
        impact=withdrawal_impact(session, [who.registration], language()),
        published=starting_point(session, g.event) is not None,
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/<slug>/people/<int:registration_id>/move", methods=["GET", "POST"])
@organiser_required
def move_registration(slug: str, registration_id: int) -> Page:
    """Ask for whom a person takes part from now on; POST moves them."""
    session, form = database.session(), MoveForm()
    who = registered(session, g.event, registration_id)
    others = [one for one in organisations_of_event(session, g.event) if one[0] != who.delegation.id]
    form.delegation.choices = others
    new = Submission(form, InvalidInput, NotFound, Stale, Closed)
    if new.save(lambda form: move_person(session, g.event, registration_id, form.delegation.data, staff=g.staff)):
        let_mails_leave()
        said = gettext("%(name)s takes part for the other organisation now.", name=who.person.name)
        return redirect_to("organiser.person", said, registration_id=row_id(new.made))
    page = render_template(
        "organiser/people/move.html",
        form=form,
        who=who,
        impact=withdrawal_impact(session, [who.registration], language()),
    )
    return page, new.status


def _show(refusal: Refusal, form: NewPersonForm) -> None:
    """Say why somebody cannot be added beside the fields, and ask who they are where that is the question."""
    error = refusal.error
    if not isinstance(error, LineRefused):
        refusal.show(form)
        return
    line = error.line
    if line.question is not None:
        form.answer.choices = [(choice.value, choice.words.text(language())) for choice in line.choices]
        form.answer.errors = [line.question.text(language())]
        return
    for message in line.messages:
        text = sentence(MatchmakerError(message.message, **message.params))
        fields = [form[FIELDS.get(name, name)] for name in message.columns if FIELDS.get(name, name) in form]
        for field in fields[:1]:
            field.errors = [*field.errors, text]
        if not fields:
            form.form_errors.append(text)
