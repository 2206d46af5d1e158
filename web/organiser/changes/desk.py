"""Something has changed: what, who or which, and what more there is to say of it. Nothing is noted here."""

from typing import Any

from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.change_desk.commands.searches import start_search
from matchmaker.change_desk.queries.searches import read_search
from matchmaker.change_desk.queries.subjects import others, subject_of, subjects, wishes_left
from matchmaker.change_desk.rules import (
    ADDS_WISHES,
    DETAILED,
    NAMES_OTHERS,
    ChangeKind,
    EventChange,
)
from matchmaker.jobs import enqueue_repairs
from matchmaker.models import row_id
from matchmaker.releases.queries.drafts import starting_point
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.changes.details import DetailsForm, wishes_left_in_words
from web.organiser.changes.wording import GROUPS, QUESTIONS, WORDS, change_in_words
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

LISTED = 120
"""Names on a page."""


@bp.get("/<slug>/changes")
@organiser_required
def something_changed(slug: str) -> str:
    """Ask what has changed."""
    return render_template(
        "organiser/changes/kinds.html",
        groups=GROUPS,
        words=WORDS,
        earlier=[change_in_words(one, several_days=g.event.several_days) for one in _earlier()],
        possible=starting_point(database.session(), g.event) is not None,
        **_also(),
    )


@bp.route("/<slug>/changes/<change_kind>", methods=["GET", "POST"])
@organiser_required
def changed_subject(slug: str, change_kind: str) -> Page:
    """Ask who or what it is about; POST looks for repairs, or leads on to what more is to be said."""
    kind, session = _kind(change_kind), database.session()
    if request.method == "POST":
        number = whole_number(request.form.get("subject", ""))
        if number is None:
            raise NotFound
        subject = subject_of(session, g.event, kind, number, language())
        if kind in DETAILED:
            raise NotFound
        return _start(EventChange(kind=kind, subject=subject.id, about=subject.about))
    text = request.args.get("q", "")[:200]
    found = subjects(session, g.event, kind, language(), text=text)
    pages = max(1, -(-len(found) // LISTED))
    page = min(max(1, whole_number(request.args.get("page", "")) or 1), pages)
    return render_template(
        "organiser/changes/subjects.html",
        kind=kind,
        title=QUESTIONS[kind],
        label=WORDS[kind].label,
        found=found[(page - 1) * LISTED : page * LISTED],
        number=len(found),
        page=page,
        pages=pages,
        detailed=kind in DETAILED,
        text=text,
        **_also(),
    )


@bp.route("/<slug>/changes/<change_kind>/<int:subject_id>", methods=["GET", "POST"])
@organiser_required
def change_details(slug: str, change_kind: str, subject_id: int) -> Page:
    """Ask what more there is to say; POST looks for repairs."""
    kind, session = _kind(change_kind), database.session()
    subject = subject_of(session, g.event, kind, subject_id, language())
    if kind not in DETAILED:
        return redirect_to("organiser.changed_subject", change_kind=kind.value, **_also())
    choices = others(session, g.event, kind, subject_id) if kind in NAMES_OTHERS else []
    said = _before()[1]
    form, status = DetailsForm.of(kind, choices, said if said and said.kind is kind else None), 200
    left = wishes_left(session, subject_id, _earlier()) if kind in ADDS_WISHES and choices else None
    if left is not None:
        form.others.description = wishes_left_in_words(left)
    if form.is_submitted():
        if form.validate() and form.fits(kind, subject_id, left):
            return _start(form.change(kind, subject, choices))
        status = 422
    page = render_template(
        "organiser/changes/details.html",
        kind=kind,
        form=form,
        subject=subject,
        label=WORDS[kind].label,
        nobody=kind in NAMES_OTHERS and not choices,
        **_also(),
    )
    return page, status


def _start(change: EventChange) -> Response:
    """Queue the search for this change, and those that it is added to, and lead to its page."""
    with refusable(InvalidInput, Closed) as refusal:
        search = start_search(database.session(), g.event, [*_earlier(), change], staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.something_changed", **_also())
    number = row_id(search)
    database.after_commit(lambda: enqueue_repairs(number))
    return redirect_to("organiser.repair_search", search_id=number)


def _earlier() -> tuple[EventChange, ...]:
    """Return the changes to which one more is added: those of the search that the address names."""
    return _before()[0]


def _before() -> tuple[tuple[EventChange, ...], EventChange | None]:
    """Return these changes, and the one that is to be said otherwise: the last of the search named as `said`."""
    also, said = _also().values()
    if said is not None:
        changes = read_search(database.session(), g.event, said).changes
        return changes[:-1], changes[-1] if changes else None
    return () if also is None else read_search(database.session(), g.event, also).changes, None


def _also() -> dict[str, Any]:
    """Return the part of an address that names these changes."""
    return {name: whole_number(request.args.get(name, "")) for name in ("also", "said")}


def _kind(text: str) -> ChangeKind:
    kind = choice(ChangeKind, text)
    if kind is None:
        raise NotFound(gettext("There is no such change."))
    return kind
