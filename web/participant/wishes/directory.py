"""The directory: whom one can meet here, and one company in full."""

from collections.abc import Callable, Iterable

from flask import abort, g, render_template, request, url_for

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.enrolment.queries.requests import answers_seen
from matchmaker.enrolment.words import answer_text
from matchmaker.events.rules import wishes_open
from matchmaker.models import effective_limits
from matchmaker.releases.queries.partners import partners_met, sides_met
from matchmaker.wishes.queries.directory import Filters, Order, read_company, read_directory
from matchmaker.wishes.queries.wishes import read_wish
from web import database
from web.auth.guards import agreed_required
from web.choice import choice
from web.i18n import language
from web.participant.blueprint import bp
from web.participant.state import comes_along
from web.participant.wording import country_name, tag_name


@bp.get("/directory")
@agreed_required
def directory(slug: str) -> str:
    """Show the companies that can be met, searched and filtered; who comes along sees whom they meet."""
    if comes_along():
        met = sides_met(database.session(), g.registration)
        return render_template("participant/wishes/directory_along.html", sides=met.values())
    filters = _filters()
    view = read_directory(database.session(), g.delegation.id, filters, language())
    may_wish = wishes_open(g.event, clock.now()) and g.category.has_meetings
    limit = effective_limits(g.delegation, g.category).wish_limit
    full = may_wish and limit is not None and view.wished >= limit
    return render_template(
        "participant/wishes/directory.html",
        view=view,
        met=partners_met(database.session(), g.event.id, g.delegation.id),
        filters=filters,
        sectors=_by_name(view.choices.sectors, tag_name),
        countries=_by_name(view.choices.countries, country_name),
        page_url=_page_url(filters),
        here=request.full_path.rstrip("?"),
        full=full,
        may_wish=may_wish and not full,
    )


@bp.get("/directory/<int:delegation_id>")
@agreed_required
def company_page(slug: str, delegation_id: int) -> str:
    """Show one company with its people, and our wish for it; who comes along sees those of their meetings."""
    if comes_along() and delegation_id not in sides_met(database.session(), g.registration):
        abort(404)
    found = read_company(database.session(), g.delegation.id, delegation_id, language())
    mine = read_wish(database.session(), g.delegation.id, delegation_id, found.people, language())
    return render_template(
        "participant/wishes/company_page.html",
        company=found,
        answers=answers_seen(database.session(), g.registration, [person.registration_id for person in found.people]),
        answer_text=answer_text,
        met=partners_met(database.session(), g.event.id, g.delegation.id),
        wish=mine.line,
        quota=mine.quota,
        may_wish=mine.open and g.category.has_meetings,
    )


def _filters() -> Filters:
    return Filters(
        text=request.args.get("q", "").strip()[:100],
        sector=request.args.get("sector", ""),
        category=request.args.get("category", ""),
        country=request.args.get("country", ""),
        for_us="for_us" in request.args,
        not_wished="not_wished" in request.args,
        order=choice(Order, request.args.get("order", "")) or Order.MATCH,
        page=request.args.get("page", 1, type=int),
    )


def _by_name(codes: Iterable[str], name: Callable[[str], str]) -> list[tuple[str, str]]:
    return sorted(((code, name(code)) for code in codes), key=lambda choice: fold(choice[1]))


def _page_url(filters: Filters) -> Callable[[int], str]:
    def url(page: int) -> str:
        return url_for(
            "participant.directory",
            q=filters.text or None,
            sector=filters.sector or None,
            category=filters.category or None,
            country=filters.country or None,
            for_us="1" if filters.for_us else None,
            not_wished="1" if filters.not_wished else None,
            order=filters.order if filters.order is not Order.MATCH else None,
            page=page,
        )

    return url
