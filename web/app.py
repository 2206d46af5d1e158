"""Application factory."""

from flask import Flask, current_app, g
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from matchmaker.base.config import Config, get_config
from matchmaker.base.logs import configure_logs
from web import (
    assets,
    auth,
    calendar,
    community,
    compression,
    database,
    errors,
    i18n,
    logs,
    navigation,
    organiser,
    participant,
    public,
    security,
    team,
)
from web.auth import guards, identity
from web.config import flask_settings, is_demo, mails_wait

LARGEST_ID = 2**31 - 1
BLUEPRINTS = (public.bp, auth.bp, participant.bp, organiser.bp, community.bp, calendar.bp)
"""The audiences of the site, one blueprint each; their `__init__` names the modules with routes."""


class RowIntegerConverter(IntegerConverter):
    """URL converter for ids of rows: 404 for a number above the largest integer of the database."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def create_app(config: Config | None = None) -> Flask:
    """Return the application for `config` (the environment's if none is given); it touches no database."""
    config = config or get_config()
    configure_logs()
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(flask_settings(config))
    app.url_map.converters["int"] = RowIntegerConverter
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(is_demo=is_demo, mails_wait=mails_wait)
    if config.proxies:
        hops = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask documents it
    # answers pass these in reverse order: the work is committed first, the log line written last
    for part in (logs, compression, security, assets, database, i18n, identity, guards, navigation, team, errors):
        part.init_app(app)
    CSRFProtect(app)
    app.url_defaults(_same_place)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _same_place(endpoint: str, values: dict[str, object]) -> None:
    """URL defaults: an address made on a page leads to the same event and community unless it says otherwise."""
    for name, place in (("slug", g.get("event")), ("community", g.get("community"))):
        if place and name not in values and current_app.url_map.is_endpoint_expecting(endpoint, name):
            values[name] = place.slug
