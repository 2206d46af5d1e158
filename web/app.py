"""Application factory."""

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from matchmaker.base.config import Config, get_config
from matchmaker.base.logs import configure_logs
from matchmaker.models import LARGEST_ID
from web import (
    assets,
    auth,
    calendar,
    community,
    compression,
    database,
    errors,
    hyphens,
    i18n,
    links,
    logs,
    maps,
    messages,
    navigation,
    organiser,
    participant,
    public,
    scenario_names,
    security,
    team,
    templating,
)
from web.auth import guards, identity
from web.config import flask_settings, is_demo, mails_wait
from web.links import Site
from web.templating import Templates

PARTS = (
    logs,
    compression,
    security,
    assets,
    links,
    templating,
    database,
    i18n,
    hyphens,
    scenario_names,
    identity,
    guards,
    maps,
    messages,
    navigation,
    team,
    errors,
)
"""What looks at every request; answers pass it in reverse order: the work is committed first, the log line written
last."""
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
    app = Site(__name__, static_folder=None)
    app.config.from_mapping(flask_settings(config))
    app.url_map.converters["int"] = RowIntegerConverter
    app.jinja_environment = Templates
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(is_demo=is_demo, mails_wait=mails_wait)
    if config.proxies:
        hops = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask documents it
    for part in PARTS:
        part.init_app(app)
    CSRFProtect(app)
    app.jinja_env.globals["csrf_token"] = security.csrf_token
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
