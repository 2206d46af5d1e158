"""Answers of the public directory: without cookies or log-in, the same for everybody, kept by caches for minutes."""

from flask import Response, g, request

from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.members.queries.directory import open_directory
from matchmaker.models import Community
from web import database
from web.i18n import offered_languages

KEPT_SECONDS = 300


def open_here(community: str) -> Community:
    """Return the community whose directory is open at this address, and set what its pages read; 404 for any other.

    The language is that of `?lang=`, else the browser's: no cookie is read.
    """
    g.without_user = g.same_for_everybody = True
    found = open_directory(database.session(), community)
    g.community = found
    offered = offered_languages()
    wanted = request.args.get("lang", "")
    spoken = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    first = next((tag for tag in (wanted, *spoken) if tag in offered and tag in SCREEN_LANGUAGES), next(iter(offered)))
    g.language = first
    if embedded():
        g.embedded_by = tuple(found.directory_sites)
    return found


def embedded() -> bool:
    """Tell whether the page is shown inside another site's page."""
    return "embed" in request.args


def kept(response: Response) -> Response:
    """Let caches keep an answer for some minutes, and answer 304 where nothing has changed since."""
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.vary.add("Accept-Language")
    response.add_etag()
    response.make_conditional(request)
    return response
