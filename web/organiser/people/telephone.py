"""Times and terms that people say by telephone."""

from flask import g, render_template
from flask_babel import gettext

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.communities.rules import Permission
from matchmaker.people.commands.person import check_stay
from matchmaker.registrations.commands.telephone import agree_for, set_stay
from matchmaker.registrations.queries.impact import stay_impact
from matchmaker.registrations.queries.person import registered
from web import database
from web.auth.guards import event_permission, organiser_required
from web.i18n import language
from web.leaving import let_mails_leave
from web.organiser.blueprint import bp
from web.organiser.people.forms import BasisForm, StayForm
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.submissions import Submission


@bp.route("/<slug>/people/<int:registration_id>/stay", methods=["GET", "POST"])
@event_permission(Permission.CORRECT)
def person_stay(slug: str, registration_id: int) -> Page:
    """Ask from when to when a person is there; POST first shows the appointments that are touched, then notes it."""
    session = database.session()
    who = registered(session, g.event, registration_id)
    form, impact, status = StayForm.of(who.registration), None, 200
    if form.is_submitted():
        status = 422
        if form.validate():
            arrives, leaves = form.stay
            with refusable(InvalidInput, Closed) as refusal:
                check_stay(g.event, arrives, leaves)
                impact = stay_impact(session, who.registration, arrives, leaves, language())
                unseen = impact.token if form.touched.data != impact.token else ""
                if not unseen:
                    set_stay(
                        session,
                        g.event,
                        registration_id,
                        arrives=arrives,
                        leaves=leaves,
                        basis=form.said,
                        staff=g.staff,
                    )
            if refusal:
                refusal.show(form)
            elif unseen:
                form.touched.data, status = unseen, 200
            else:
                let_mails_leave()
                said = gettext("Noted. %(name)s is told by mail.", name=who.person.name)
                return redirect_to("organiser.person", said, registration_id=registration_id)
    return render_template("organiser/people/stay.html", form=form, who=who, impact=impact), status


@bp.route("/<slug>/people/<int:registration_id>/agree", methods=["GET", "POST"])
@organiser_required
def person_agree(slug: str, registration_id: int) -> Page:
    """Ask on what basis the terms are accepted for a person; POST accepts them."""
    session, new = database.session(), Submission(BasisForm(), Stale, Closed)
    who = registered(session, g.event, registration_id)
    if new.save(lambda form: agree_for(session, g.event, registration_id, form.said, g.staff)):
        let_mails_leave()
        said = gettext("The terms are accepted for %(name)s, who is told by mail.", name=who.person.name)
        return redirect_to("organiser.person", said, registration_id=registration_id)
    return render_template("organiser/people/agree.html", form=new.form, who=who), new.status
