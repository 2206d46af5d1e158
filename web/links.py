"""Addresses of pages: those of the same event and community by default, and each made once."""

from functools import lru_cache
from typing import Any

from flask import Flask, g, has_request_context, request
from werkzeug.routing import Map

KEPT = 8192
"""Addresses that a process remembers."""
NOT_KEPT = frozenset({"_external", "_scheme", "token", "q", "next"})
"""Values with which an address is made anew: the host name of the request, secrets, and words of people."""


class Site(Flask):
    """The application; its `url_for` remembers addresses: a page has a hundred, most of them on every page."""

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Return the address of an endpoint, as `flask.Flask.url_for` does."""
        if self.debug or not has_request_context() or endpoint.startswith(".") or not NOT_KEPT.isdisjoint(values):
            return super().url_for(endpoint, **values)
        try:
            return _address(self, endpoint, here(), tuple((*pair, type(pair[1])) for pair in values.items()))
        except TypeError:  # a list among the values cannot be remembered
            return super().url_for(endpoint, **values)


@lru_cache(KEPT)
def _address(site: Site, endpoint: str, _here: tuple[str, ...], values: tuple[tuple[str, Any, type], ...]) -> str:
    return Flask.url_for(site, endpoint, **{name: value for name, value, _ in values})


def here() -> tuple[str, str, str]:
    """Return where the site lies, and the short names of the page's event and community; empty for none.

    Kept with the request: a page asks hundreds of times.
    """
    page = vars(g._get_current_object())
    event, community, kept = page.get("event"), page.get("community"), page.get("_here")
    if kept is None or kept[0] is not event or kept[1] is not community:
        names = (event.slug if event else "", community.slug if community else "")
        kept = page["_here"] = (event, community, (request.root_path, *names))
    found: tuple[str, str, str] = kept[2]
    return found


@lru_cache(KEPT)
def _expects(urls: Map, endpoint: str, name: str) -> bool:
    return urls.is_endpoint_expecting(endpoint, name)


def init_app(app: Site) -> None:
    """Let an address made on a page lead to the same event and community unless it says otherwise."""

    def same_place(endpoint: str, values: dict[str, object]) -> None:
        for name, default in zip(("slug", "community"), here()[1:], strict=True):
            if default and name not in values and _expects(app.url_map, endpoint, name):
                values[name] = default

    app.url_defaults(same_place)
