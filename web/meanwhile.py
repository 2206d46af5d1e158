"""Somebody else has changed the same while a form was filled in: every sentence about who, in one place.

`name` is whom the history names. Where it names nobody, it was a colleague; behind a secret address, whose reader may
have no colleagues and two windows, only that it was elsewhere.
"""

from flask import request
from flask_babel import gettext


def changed_the_same(name: str) -> str:
    """Return the title of what must be chosen between."""
    if name:
        return str(gettext("%(name)s has changed the same meanwhile", name=name))
    if _is_alone():
        return str(gettext("The same was changed elsewhere meanwhile"))
    return str(gettext("A colleague has changed the same meanwhile"))


def changed_it_too(name: str) -> str:
    """Return the error of a field that both have changed."""
    if name:
        return str(gettext("%(name)s has changed it too.", name=name))
    if _is_alone():
        return str(gettext("It was changed elsewhere too."))
    return str(gettext("A colleague has changed it too."))


def saved_by(name: str) -> str:
    """Return what stands before the value that is saved."""
    if name:
        return str(gettext("Saved by %(name)s:", name=name))
    if _is_alone():
        return str(gettext("Saved elsewhere:"))
    return str(gettext("Saved by your colleague:"))


def has_changed(name: str, fields: str) -> str:
    """Return that `fields` were changed, and that it stays so."""
    if name:
        return str(gettext("Meanwhile %(name)s has changed: %(fields)s. That stays so.", name=name, fields=fields))
    if _is_alone():
        return str(gettext("Meanwhile this was changed elsewhere: %(fields)s. That stays so.", fields=fields))
    return str(gettext("Meanwhile a colleague has changed: %(fields)s. That stays so.", fields=fields))


def _is_alone() -> bool:
    return request.blueprint == "public"
