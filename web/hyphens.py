"""Where a mail address may break; words are hyphenated by the browser (`hyphens: auto`)."""

from flask import Flask
from markupsafe import Markup


def address(text: str) -> Markup:
    """Return a mail address that breaks behind its @ before it breaks anywhere else."""
    return Markup("@<wbr>").join(text.split("@"))


def init_app(app: Flask) -> None:
    """Register the filter."""
    app.jinja_env.filters.update(address=address)
