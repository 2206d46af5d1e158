"""Pages of the public directory: the list with its map, one member, its logo, and the same as JSON."""

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, make_response, render_template, request, url_for

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.base.tags import tags
from matchmaker.members.queries.directory import (
    DirectoryFilters,
    MemberDirectory,
    Town,
    public_logo,
    read_directory,
    read_public_card,
)
from matchmaker.models import Community
from matchmaker.people.rules.public_card import PublicCard
from web import database
from web.asked import asked, list_url
from web.i18n import language, language_name, offered_languages, spoken_languages
from web.public.blueprint import bp
from web.public.directory.answers import embedded, kept, open_here
from web.security import PICTURE_POLICY

JSON_PAGE = 500
"""Members in one answer."""
FILTERS = ("sector", "offers", "seeks", "language", "tier", "town", "country")


@bp.get("/m/<community>")
def directory(community: str) -> Response:
    """Show the members of a community that have agreed to it, searched, filtered, and on a map."""
    here, filters = open_here(community), _filters()
    view = read_directory(database.session(), here, filters, clock.today())
    home, abroad = _by_country(view)
    home_country = home[0].country if home else ""
    choices = _tag_choices()
    page = render_template(
        "public/directory/directory.html",
        view=view,
        filters=filters,
        home=home,
        abroad=abroad,
        elsewhere=[town for town in view.towns if town.name and town.country != home_country],
        home_country=home_country,
        home_members=sum(town.members for town in view.towns if town.country == home_country) if home else 0,
        choices=choices,
        spoken=spoken_languages(),
        chosen=_chosen(filters, choices),
        link=_link(filters),
        embedded=embedded(),
        languages=_languages("public.directory", _asked(filters)),
    )
    return kept(make_response(page))


@bp.get("/m/<community>/<int:organisation_id>")
def directory_member(community: str, organisation_id: int) -> Response:
    """Show what the public reads of one member."""
    card = read_public_card(database.session(), open_here(community), organisation_id, clock.today())
    page = render_template(
        "public/directory/member.html",
        card=card,
        link=_link(DirectoryFilters()),
        embedded=embedded(),
        languages=_languages("public.directory_member", {"organisation_id": organisation_id}),
    )
    return kept(make_response(page))


@bp.get("/m/<community>/<int:organisation_id>/logo")
def directory_logo(community: str, organisation_id: int) -> Response:
    """Give the logo that a member shows."""
    session = database.session()
    card = read_public_card(session, open_here(community), organisation_id, clock.today())
    data, media_type = public_logo(session, card)
    response = Response(data, mimetype=media_type)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return kept(response)


@bp.get("/m/<community>/members.json")
def directory_json(community: str) -> Response:
    """Give the directory as data, with the same filters; docs/members.md describes it."""
    here, filters = open_here(community), _filters()
    view = read_directory(database.session(), here, filters, clock.today(), JSON_PAGE)
    following = None
    if view.page < view.pages:
        following = url_for("public.directory_json", **_asked(filters) | {"page": view.page + 1})
    response = jsonify(
        community=here.name,
        found=view.found,
        total=view.total,
        next=following,
        members=[_as_data(here, card) for card in view.members],
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return kept(response)


def _filters() -> DirectoryFilters:
    values = {name: request.args.get(name, "")[:100] for name in FILTERS}
    return DirectoryFilters(
        text=request.args.get("q", "").strip()[:200], page=request.args.get("page", 1, type=int), **values
    )


def _asked(filters: DirectoryFilters) -> dict[str, Any]:
    return asked(q=filters.text, **{name: getattr(filters, name) for name in FILTERS})


def _carried() -> dict[str, Any]:
    """Return what every address of these pages carries along: the language that was chosen, and the embedding."""
    return asked(lang=language() if "lang" in request.args else "", embed=int(embedded()))


def _link(filters: DirectoryFilters) -> Callable[..., str]:
    """Return a function that makes addresses: the filters of the page with some replaced (None: taken away)."""

    def link(endpoint: str = "public.directory", **values: Any) -> str:
        given = _asked(filters) if endpoint == "public.directory" else {}
        return list_url(endpoint, given | _carried(), **values)

    return link


def _languages(endpoint: str, values: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return code, name and address of the page in each language."""
    given = values | _carried()
    return [(code, name, list_url(endpoint, given, lang=code)) for code, name in offered_languages().items()]


def _tag_choices() -> dict[str, list[tuple[str, str]]]:
    """Return the tags to filter by, for sectors and for what is offered and looked for, by name."""
    named: dict[str, list[tuple[str, str]]] = {"sector": [], "need": []}
    for tag in tags().values():
        named[tag.kind].append((tag.code, tag.name(language())))
    return {kind: sorted(names, key=lambda one: fold(one[1])) for kind, names in named.items()}


def _chosen(filters: DirectoryFilters, choices: dict[str, list[tuple[str, str]]]) -> dict[str, str]:
    """Return what the reader has chosen, in words but for the country, by the names of the filters."""
    names = {"sector": dict(choices["sector"]), "offers": dict(choices["need"]), "seeks": dict(choices["need"])}
    values = _asked(filters)
    if filters.language:
        values["language"] = language_name(filters.language)
    if filters.town:
        values.pop("country", None)
    return {name: names.get(name, {}).get(value, value) for name, value in values.items()}


def _by_country(view: MemberDirectory) -> tuple[list[Town], dict[str, int]]:
    """Return the towns of the country with most members, and how many members there are in each other country.

    Who names no country is in neither.
    """
    members: dict[str, int] = {}
    for town in view.towns:
        if town.country:
            members[town.country] = members.get(town.country, 0) + town.members
    first = max(members, key=lambda code: members[code], default="")
    towns = [town for town in view.towns if town.country == first and town.name]
    return towns, {code: number for code, number in members.items() if code != first}


def _as_data(community: Community, card: PublicCard) -> dict[str, Any]:
    """Return a card as JSON; codes of tags with their names in the answer's language."""
    known = tags()
    named = {
        name: [{"code": code, "name": known[code].name(language())} for code in getattr(card, name) if code in known]
        for name in ("sectors", "offers", "seeks")
    }
    texts = ("name", "description", "offers_text", "seeks_text", "website", "postcode", "town", "country", "tier")
    return {
        "id": card.organisation_id,
        "page": url_for("public.directory_member", community=community.slug, organisation_id=card.organisation_id),
        **{name: getattr(card, name) for name in texts},
        **named,
        "languages": list(card.languages),
        "latitude": card.latitude,
        "longitude": card.longitude,
    }
