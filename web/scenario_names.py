"""Names of scenarios in the reader's language, where the program has given them."""

from flask import Flask

from matchmaker.models import GivenName
from matchmaker.scheduling.words import name_in
from web.i18n import language


def init_app(app: Flask) -> None:
    """Register the filter."""
    app.jinja_env.filters["given_name"] = given_name


def given_name(name: GivenName) -> str:
    """Return the name of a scenario in the reader's language; one of people stays as it is."""
    return name_in(language(), name)
