"""Several people of the list at once: withdrawn, taken back, or with their organisations in another category."""

from collections.abc import Callable, Mapping, Sequence

from flask import flash, g, render_template, request, url_for
from flask_babel import LazyString, gettext, lazy_gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.registrations.commands.several import (
    category_of_code,
    put_into_category,
    return_several,
    withdraw_several,
)
from matchmaker.registrations.queries.delegation import categories_of
from matchmaker.registrations.queries.several import CategoryMoves, Several, read_moves, read_several
from matchmaker.registrations.rules import NotConcerned
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.ids import chosen_ids
from web.leaving import let_mails_leave
from web.organiser.blueprint import bp
from web.organiser.people.forms import BasisForm, ReasonForm
from web.organiser.setup.trying import ask_and_do
from web.pages import Page
from web.redirects import local_path, redirect_back
from web.refusals import refusable

LISTED = 8
LEFT_OUT: Mapping[NotConcerned, LazyString] = {
    NotConcerned.WITHDRAWN: lazy_gettext("has withdrawn already"),
    NotConcerned.THERE: lazy_gettext("takes part"),
    NotConcerned.ORGANISATION: lazy_gettext("the organisation has withdrawn: take that back on its page"),
}


@bp.post("/<slug>/people/several/withdraw")
@organiser_required
def withdraw_people(slug: str) -> Page:
    """Say what the withdrawal of the ticked people means; sent from there, withdraw them."""
    form = ReasonForm()

    def withdraw(ids: Sequence[int], shown: str) -> str:
        session, note = database.session(), form.note.data or ""
        number = withdraw_several(session, g.event, ids, shown=shown, note=note, basis=form.said, staff=g.staff)
        said: str = ngettext(
            "%(num)d person has withdrawn. Nothing is cancelled before you publish.",
            "%(num)d people have withdrawn. Nothing is cancelled before you publish.",
            number,
        )
        return said

    return _ask_and_note(form, withdraw, withdrawn=False)


@bp.post("/<slug>/people/several/return")
@organiser_required
def return_people(slug: str) -> Page:
    """Say what it means that the ticked people come after all; sent from there, take their withdrawals back."""
    form = BasisForm()

    def take_back(ids: Sequence[int], shown: str) -> str:
        number = return_several(database.session(), g.event, ids, shown=shown, basis=form.said, staff=g.staff)
        said: str = ngettext(
            "%(num)d person takes part again and is told by mail.",
            "%(num)d people take part again and are told by mail.",
            number,
        )
        return said

    return _ask_and_note(form, take_back, withdrawn=True)


def _ask_and_note(form: BasisForm, note: Callable[[Sequence[int], str], str], *, withdrawn: bool) -> Page:
    """Show whom it concerns and what it touches; note it for those who were shown."""
    ids, shown, status = chosen_ids("person"), request.form.get("shown", ""), 200
    if not ids:
        return _nobody()
    if shown and form.validate():
        with refusable(Stale, InvalidInput, Closed) as refusal:
            said = note(ids, shown)
        if not refusal:
            let_mails_leave()
            return redirect_back("organiser.people", said)
        refusal.show(form)
        status = refusal.status
    elif shown:
        status = 422
    found: Several = read_several(database.session(), g.event, ids, language(), withdrawn=withdrawn)
    back = local_path("back") or url_for("organiser.people")
    template = "organiser/people/several.html"
    page = render_template(template, form=form, found=found, ids=ids, back=back, left_out=LEFT_OUT, returns=withdrawn)
    return page, status


@bp.post("/<slug>/people/several/category")
@organiser_required
def set_categories(slug: str) -> Page:
    """Ask, then put the organisations of the ticked people into a category."""
    session, ids, code = database.session(), chosen_ids("person"), request.form.get("category", "")
    if not ids:
        return _nobody()
    with refusable(InvalidInput, writes=False) as refusal:
        category = category_of_code(session, g.event, code)
    if refusal:
        refusal.show()
        return redirect_back("organiser.people")
    name, moves = category.name(language()), read_moves(session, g.event, ids, category)
    with refusable(Closed) as refusal:
        answer = ask_and_do(
            lambda: put_into_category(session, g.event, ids, code, staff=g.staff),
            title=gettext("Set the category: %(category)s", category=name),
            button=gettext("Set the category"),
            back=local_path("back") or url_for("organiser.people"),
            also=_consequences(moves, name),
            shown=moves.token,
            menu="people",
            done=lambda: redirect_back("organiser.people", gettext("Done. It can be undone under Structure.")),
        )
    if refusal:
        refusal.show()
        return redirect_back("organiser.people")
    return answer


def _consequences(moves: CategoryMoves, name: str) -> tuple[str, ...]:
    """Return who changes and who stays, by name."""
    names = {group.code: group.name(language()) for group in categories_of(database.session(), g.event)}
    steps = [f"{organisation} ({names[before]} → {name})" for _, organisation, before in moves.moving]
    said = [
        ngettext(
            "%(num)d organisation changes its category: %(names)s.",
            "%(num)d organisations change their category: %(names)s.",
            len(steps),
            names=_listed(steps),
        ),
        ngettext(
            "It holds for %(num)d person who takes part for them.",
            "It holds for all %(num)d people who take part for them, ticked or not.",
            moves.people,
        ),
    ]
    if moves.over:
        said.append(
            ngettext(
                "%(num)d organisation has more wishes than the category allows; the last ones no longer count: "
                "%(names)s.",
                "%(num)d organisations have more wishes than the category allows; the last ones no longer count: "
                "%(names)s.",
                len(moves.over),
                names=_listed([f"{name} ({number})" for name, number in moves.over]),
            )
        )
    if moves.published:
        said.append(
            ngettext(
                "They have %(num)d published meeting: it stays until you publish again.",
                "They have %(num)d published meetings: they stay until you publish again.",
                moves.published,
            )
        )
    if moves.there:
        said.append(
            ngettext(
                "%(num)d organisation is in it already: %(names)s.",
                "%(num)d organisations are in it already: %(names)s.",
                len(moves.there),
                names=_listed(moves.there),
            )
        )
    if moves.meeting:
        said.append(
            ngettext(
                "%(num)d organisation stays where it is, as it has published meetings and the category has none: "
                "%(names)s.",
                "%(num)d organisations stay where they are, as they have published meetings and the category has none: "
                "%(names)s.",
                len(moves.meeting),
                names=_listed(moves.meeting),
            )
        )
    return tuple(said)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")


def _nobody() -> Response:
    flash(gettext("Tick at least one person of the list."), "warning")
    return redirect_back("organiser.people")
