"""A person or a whole organisation withdraws, or comes after all: its meaning is said first, then it is noted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.communities.rules import Permission
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import row_id
from matchmaker.registrations.commands.withdrawals import (
    return_delegation,
    return_person,
    withdraw_delegation,
    withdraw_person,
)
from matchmaker.registrations.queries.delegation import left_together, read_delegation
from matchmaker.registrations.queries.impact import AgendaImpact, withdrawal_impact
from matchmaker.registrations.queries.person import Registered, registered
from web import database
from web.auth.guards import event_permission
from web.i18n import language
from web.leaving import let_mails_leave
from web.organiser.blueprint import bp
from web.organiser.people.forms import BasisForm, ReasonForm
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import Submission


@dataclass(frozen=True)
class Subject:
    """Who withdraws or comes back: one person, or an organisation with those of its people whom it concerns."""

    name: str
    withdrawn: bool
    people: tuple[Registered, ...]
    delegation_id: int | None = None
    """None for one person."""

    @property
    def home(self) -> str:
        """The address of its own page."""
        if self.delegation_id is None:
            return url_for("organiser.person", registration_id=self.people[0].id)
        return url_for("organiser.organisation", delegation_id=self.delegation_id)

    def lead_home(self, said: str) -> Response:
        """Go back to its own page."""
        if self.delegation_id is None:
            return redirect_to("organiser.person", said, registration_id=self.people[0].id)
        return redirect_to("organiser.organisation", said, delegation_id=self.delegation_id)

    def impact(self) -> AgendaImpact:
        """Return what of their published agendas is touched."""
        return withdrawal_impact(database.session(), [one.registration for one in self.people], language())


@dataclass(frozen=True)
class Noted:
    """A withdrawal that was noted: what is said of it, and where on the page of what waits it stands."""

    said: str
    anchor: str = ""
    waits: bool = True
    """Whether the organisers have something to decide."""


@bp.route("/<slug>/people/<int:registration_id>/withdraw", methods=["GET", "POST"])
@event_permission(Permission.CORRECT)
def withdraw_registration(slug: str, registration_id: int) -> Page:
    """Say what a withdrawal means, and ask for its reason; POST withdraws the person."""
    subject = _person(registration_id)

    def withdraw(note: str, basis: Basis) -> Noted:
        alert = withdraw_person(database.session(), g.event, registration_id, note=note, basis=basis, staff=g.staff)
        if alert.is_needless:
            return Noted(gettext("%(name)s has withdrawn. No schedule is touched.", name=subject.name), waits=False)
        said = gettext("%(name)s has withdrawn. Nothing is cancelled before you publish.", name=subject.name)
        return Noted(said, f"alert-{row_id(alert)}")

    return _withdrawal(subject, withdraw)


@bp.route("/<slug>/organisations/<int:delegation_id>/withdraw", methods=["GET", "POST"])
@event_permission(Permission.CORRECT)
def withdraw_organisation(slug: str, delegation_id: int) -> Page:
    """Say what the withdrawal of a whole organisation means; POST withdraws everybody of it."""
    page = read_delegation(database.session(), g.event, delegation_id, language())
    there = tuple(one for one in page.people if not one.registration.withdrawn)
    subject = Subject(page.organisation.name, page.delegation.withdrawn, there, delegation_id)

    def withdraw(note: str, basis: Basis) -> Noted:
        alerts = withdraw_delegation(database.session(), g.event, delegation_id, note=note, basis=basis, staff=g.staff)
        if all(alert.is_needless for alert in alerts):
            said = gettext("%(name)s has withdrawn. No schedule is touched.", name=subject.name)
            return Noted(said, waits=False)
        said = ngettext(
            "%(organisation)s has withdrawn, %(num)d person. Nothing is cancelled before you publish.",
            "%(organisation)s has withdrawn, %(num)d people. Nothing is cancelled before you publish.",
            len(alerts),
            organisation=subject.name,
        )
        return Noted(said)

    return _withdrawal(subject, withdraw)


@bp.route("/<slug>/people/<int:registration_id>/return", methods=["GET", "POST"])
@event_permission(Permission.CORRECT)
def return_registration(slug: str, registration_id: int) -> Page:
    """Say what it means that a person comes after all; POST takes the withdrawal back."""
    return _return(
        _person(registration_id),
        lambda basis: return_person(database.session(), g.event, registration_id, basis=basis, staff=g.staff),
    )


@bp.route("/<slug>/organisations/<int:delegation_id>/return", methods=["GET", "POST"])
@event_permission(Permission.CORRECT)
def return_organisation(slug: str, delegation_id: int) -> Page:
    """Say what it means that an organisation comes after all; POST takes the withdrawal back."""
    page = read_delegation(database.session(), g.event, delegation_id, language())
    back = tuple(left_together(page.delegation, page.people))
    return _return(
        Subject(page.organisation.name, page.delegation.withdrawn, back, delegation_id),
        lambda basis: return_delegation(database.session(), g.event, delegation_id, basis=basis, staff=g.staff),
    )


def _person(registration_id: int) -> Subject:
    who = registered(database.session(), g.event, registration_id)
    return Subject(who.person.name, who.withdrawn, (who,))


def _withdrawal(subject: Subject, withdraw: Callable[[str, Basis], Noted]) -> Page:
    """Ask for the reason and withdraw; organisers go on to what needs them, partners back to the page."""
    new = Submission(ReasonForm(), InvalidInput, Closed)
    if not new.save(lambda form: withdraw(form.note.data or "", form.said)):
        return _page("organiser/people/withdraw.html", subject, new)
    noted: Noted = new.made
    let_mails_leave()
    if Permission.ORGANISE in g.permissions:
        if not noted.waits:
            return subject.lead_home(noted.said)
        return redirect_to("organiser.alerts", noted.said, anchor=noted.anchor or None)
    return subject.lead_home(
        gettext(
            "%(name)s has withdrawn. The organisers are told; nothing is cancelled before they publish.",
            name=subject.name,
        )
    )


def _return(subject: Subject, take_back: Callable[[Basis], object]) -> Page:
    """Ask how they have asked for it, and take the withdrawal back."""
    new = Submission(BasisForm(), Closed)
    if not new.save(lambda form: take_back(form.said)):
        return _page("organiser/people/return.html", subject, new)
    let_mails_leave()
    return subject.lead_home(gettext("%(name)s takes part again and is told by mail.", name=subject.name))


def _page(template: str, subject: Subject, sent: Submission[Any]) -> tuple[str, int]:
    return render_template(template, form=sent.form, subject=subject, impact=subject.impact()), sent.status
