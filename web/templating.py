"""Jinja as pages use it: what is said a thousand times a page is quick, and fragments are remembered."""

from collections.abc import Callable, MutableMapping
from functools import lru_cache, wraps
from typing import Any

import markupsafe
from flask import Flask, current_app
from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup

from web.i18n import language
from web.links import here

REMEMBERED = 4096
"""Results of one macro."""


def escape(value: Any) -> str:
    """Return a value as HTML, as `markupsafe.escape` does; a text that is HTML already is not copied."""
    return value if type(value) is Markup else markupsafe.escape(value)


class QuickCode(CodeGenerator):
    """The code of a template, which escapes by `escape`."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 -- the name in Jinja
        super().visit_Template(node, frame)
        self.writeline("from web.templating import escape")


class QuickContext(Context):
    """The variables of a page; functions are called as they are: none of ours asks Jinja for its context."""

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function or a macro of a template."""
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return function(*args, **kwargs)


class Templates(Environment):
    """An environment whose templates share one dictionary of globals: Jinja's chain of two is searched in Python."""

    code_generator_class = QuickCode
    context_class = QuickContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template that is given `d` beside those of all."""
        return super().make_globals(d) if d else self.globals


def remembered_here(macro: Callable[..., str]) -> Callable[..., str]:
    """Return a macro that remembers its results, each for its arguments, the language, the event and the community.

    Nothing of a person may be among the arguments. While one develops nothing is remembered: files change.
    """
    if current_app.debug:
        return macro

    @lru_cache(REMEMBERED)
    def kept(_here: tuple[str, ...], *args: Any) -> str:
        return macro(*args)

    @wraps(macro, updated=())
    def said(*args: Any) -> str:
        return kept((language(), *here()), *args)

    return said


def init_app(app: Flask) -> None:
    """Let a template write `{% set icon = remembered(drawn) %}` for a macro that depends on its arguments alone.

    `remembered_here` is for macros with sentences and addresses as well.
    """
    app.jinja_env.globals.update(remembered=lru_cache(REMEMBERED), remembered_here=remembered_here)
