"""Jinja as pages use it: globals that are quick to look up, and macros whose results are remembered."""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.templating import Environment

REMEMBERED = 1024
"""Results of one macro."""


class Templates(Environment):
    """An environment whose templates share one dictionary of globals: Jinja's chain of two is searched in Python."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template that is given `d` beside those of all."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Let a template write `{% set icon = remembered(drawn) %}` for a macro that depends on its arguments alone."""
    app.jinja_env.globals["remembered"] = lru_cache(REMEMBERED)
