"""The list of everybody who is registered: search, filters that combine, order, pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Response, g, render_template, request, url_for

from matchmaker.base.i18n import screen_language
from matchmaker.campaigns.rules.audience import MissingStep
from matchmaker.communities.rules import Permission
from matchmaker.models import Act, CampaignPreset, row_id
from matchmaker.registrations.queries.listing import (
    Lack,
    ListFilter,
    ListOrder,
    RegistrationList,
    read_list,
    read_page,
)
from matchmaker.registrations.queries.saved_views import views_of
from matchmaker.registrations.rules import USUAL_COLUMNS, ListColumn, RegistrationState
from matchmaker.registrations.words import people_table
from web import database
from web.asked import asked, list_url
from web.auth.guards import event_permission
from web.choice import choice
from web.downloads import table_file
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.people.wording import COLUMNS, MISSING, WORDS

STEPS: Mapping[Lack, tuple[MissingStep, CampaignPreset]] = {
    Lack.WISHES: (MissingStep.NO_WISHES, CampaignPreset.WISHES),
    Lack.TIMES: (MissingStep.NO_TIMES, CampaignPreset.TIMES),
}
"""What campaigns call what is missing in the list, where both mean the same, and the words that they begin with."""


ABOUT_WISHES = (Lack.WISHES, ListOrder.WISHES, ListOrder.RECEIVED, ListColumn.WISHES, ListColumn.RECEIVED)
"""What only those learn who may see wishes: a count of one is a wish of somebody."""


def is_shown(value: Lack | ListOrder | ListColumn) -> bool:
    """Tell whether the reader's role at the event sees a column, an order or a filter."""
    return Permission.WISHES in g.permissions or not any(value is one for one in ABOUT_WISHES)


@dataclass(frozen=True)
class ListAddress:
    """What the address of the list asks for."""

    wanted: ListFilter
    order: ListOrder
    descending: bool
    columns: tuple[ListColumn, ...] = USUAL_COLUMNS

    @classmethod
    def of_request(cls) -> "ListAddress":
        """Return what the request asks for; what is no choice counts as not asked."""
        args = request.args
        sort = args.get("sort", "")
        missing = (choice(Lack, value) for value in args.getlist("missing"))
        wanted = ListFilter(
            query=args.get("q", "").strip()[:200],
            category=args.get("category", ""),
            state=choice(RegistrationState, args.get("state", "")),
            missing=frozenset(one for one in missing if one is not None and is_shown(one)),
            language=args.get("language", ""),
        )
        order = choice(ListOrder, sort.removeprefix("-"))
        if order is None or not is_shown(order):
            order = ListOrder.ORGANISATION
        chosen = args.getlist("columns")
        columns = tuple(column for column in ListColumn if column in chosen) or USUAL_COLUMNS
        columns = tuple(column for column in columns if is_shown(column))
        return cls(wanted, order, sort.startswith("-"), columns)

    @cached_property
    def filters(self) -> dict[str, Any]:
        """What an address must hold to ask for the same people."""
        wanted = self.wanted
        return asked(
            q=wanted.query,
            category=wanted.category,
            state=wanted.state,
            language=wanted.language,
            missing=sorted(wanted.missing),
        )

    @property
    def sort(self) -> str:
        """The order as an address holds it; empty for the usual one."""
        if self.order is ListOrder.ORGANISATION and not self.descending:
            return ""
        return f"{'-' if self.descending else ''}{self.order}"

    def url(self, **changed: Any) -> str:
        """Return the address of the list with something changed."""
        return list_url("organiser.people", self.given, **changed)

    def file(self, file_format: str) -> str:
        """Return the address of the list as a file."""
        return url_for("organiser.people_file", file_format=file_format, **self.given)

    def campaign(self, languages: Collection[str]) -> str:
        """Return the address that writes a mail to the people of the list; empty where a campaign cannot choose them.

        A campaign takes one missing step as enough, knows no search and no state, and counts log-ins otherwise; of
        the `languages` of the people it knows those of screens.
        """
        wanted = self.wanted
        only = not wanted.query and wanted.state is None and len(wanted.missing) < 2 and wanted.missing <= STEPS.keys()
        if not (only and (wanted.missing or wanted.category or wanted.language)):
            return ""
        if wanted.language and any(screen_language(code) != code for code in languages):
            return ""
        asked: dict[str, Any] = {
            "missing": [STEPS[one][0] for one in wanted.missing],
            "categories": [wanted.category] if wanted.category else [],
            "languages": [wanted.language] if wanted.language else [],
        }
        preset = next((STEPS[one][1] for one in wanted.missing), CampaignPreset.OWN)
        return url_for("organiser.new_campaign", preset=preset, **asked)

    @property
    def given(self) -> dict[str, Any]:
        """What an address must hold to ask for the same list: its people, columns and order."""
        columns = [] if self.columns == USUAL_COLUMNS else [str(column) for column in self.columns]
        return asked(**self.filters, columns=columns, sort=self.sort)

    def sorted_by(self, column: str) -> str:
        """Return how a column is sorted, as `aria-sort` says it; empty for not at all."""
        return "" if self.order != column else "descending" if self.descending else "ascending"

    def sort_url(self, column: str) -> str:
        """Return the address that sorts by a column, or turns its order round."""
        down = column in {ListOrder.WISHES, ListOrder.RECEIVED}  # numbers: the largest first
        if self.order == column:
            down = not self.descending
        return self.url(sort=f"{'-' if down else ''}{column}")

    def read(self) -> RegistrationList:
        """Return the people who are asked for."""
        return read_list(
            database.session(), g.event, language(), self.wanted, order=self.order, descending=self.descending
        )


@bp.get("/<slug>/people")
@event_permission(Permission.PEOPLE)
def people(slug: str) -> str:
    """List the registrations that match the search and the filters, a page at a time."""
    address = ListAddress.of_request()
    session = database.session()
    page = read_page(session, g.event, address.read(), request.args.get("page", 1, type=int))
    views = views_of(session, g.event, row_id(g.staff), shared=Permission.ORGANISE in g.permissions)
    words = WORDS | {"missing_words": _shown(MISSING), "column_names": _shown(COLUMNS)}
    return render_template("organiser/people/listing.html", people=page, asked=address, views=views, **words)


@bp.get("/<slug>/people.<file_format>")
@event_permission(Permission.PEOPLE)
def people_file(slug: str, file_format: str) -> Response:
    """Download the registrations that match, on all pages, in the order of the list."""
    about_wishes = Permission.WISHES in g.permissions
    table = people_table(ListAddress.of_request().read(), language(), about_wishes=about_wishes)
    return table_file(table, f"people-{slug}", file_format, people=Act.DOWNLOAD_PEOPLE, number=len(table.rows))


def _shown(words: Mapping[Any, Any]) -> dict[Any, Any]:
    return {value: word for value, word in words.items() if is_shown(value)}
