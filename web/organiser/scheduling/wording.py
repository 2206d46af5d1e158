"""Words of scenarios and runs: strengths of wishes, states, rules with their price and what would help."""

from collections.abc import Callable, Mapping
from datetime import time

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext

from matchmaker.base.i18n import format_time
from matchmaker.scheduling.queries.prices import RulePrice, WishHelp
from web.i18n import language

STRENGTHS = {"must": lazy_gettext("must"), "want": lazy_gettext("want"), "open": lazy_gettext("open")}
RUN_STATES = {
    "queued": lazy_gettext("waiting for the worker"),
    "running": lazy_gettext("running"),
    "done": lazy_gettext("done"),
    "stopped": lazy_gettext("stopped, best kept"),
    "failed": lazy_gettext("failed"),
}


def _tables(one: WishHelp) -> str:
    words: str = ngettext(
        "%(num)d more table from %(starts)s to %(ends)s",
        "%(num)d more tables from %(starts)s to %(ends)s",
        one.amount,
        starts=_wall(one.starts),
        ends=_wall(one.ends),
    )
    return f"{words} ({one.subject})" if one.subject else words


def _there(one: WishHelp) -> str:
    words: str = gettext(
        "%(name)s there from %(starts)s to %(ends)s as well",
        name=one.subject,
        starts=_wall(one.starts),
        ends=_wall(one.ends),
    )
    return gettext("%(help)s, against a rule of yours", help=words) if one.by_rule else words


def _wall(at: time | None) -> str:
    return "" if at is None else format_time(at, language())


PRICED_RULES: Mapping[str, Callable[[RulePrice], str]] = {
    "in_a_row": lambda one: ngettext(
        "A limit of meetings in a row, which %(num)d person has asked for",
        "A limit of meetings in a row, which %(num)d people have asked for",
        one.concerned,
    ),
    "per_day": lambda one: ngettext(
        "A limit of meetings a day, which %(num)d person has asked for",
        "A limit of meetings a day, which %(num)d people have asked for",
        one.concerned,
    ),
    "lunch": lambda one: ngettext(
        "Lunch kept free, for %(num)d person", "Lunch kept free, for %(num)d people", one.concerned
    ),
    "guarantee": lambda one: ngettext(
        "The minimum promised to %(num)d organisation", "The minimum promised to %(num)d organisations", one.concerned
    ),
    "maximum": lambda one: ngettext(
        "Most meetings, for %(num)d organisation", "Most meetings, for %(num)d organisations", one.concerned
    ),
    "received": lambda one: ngettext(
        "Most meetings received, for %(num)d organisation",
        "Most meetings received, for %(num)d organisations",
        one.concerned,
    ),
    "weights": lambda _: gettext("Wishes of some categories count more than others"),
    "quiet": lambda one: ngettext(
        "Quiet around %(num)d presentation", "Quiet around %(num)d presentations", one.concerned
    ),
    "particular": lambda one: one.sentence or gettext("A rule for particular people that has been removed since"),
}
HELPS: Mapping[str, Callable[[WishHelp], str]] = {
    "places": _tables,
    "time": _there,
    "delegate": lambda one: gettext("One more person of %(name)s", name=one.subject),
    "delegation_limit": lambda one: gettext("No limit of meetings for %(name)s", name=one.subject),
    "personal_limit": lambda one: gettext("No limits of pace for %(name)s", name=one.subject),
}


WHERE_RULES_ARE: Mapping[str, str] = {
    "particular": "organiser.particular_rules",
    "quiet": "organiser.presentations",
    **dict.fromkeys(("guarantee", "maximum", "received", "weights"), "organiser.category_rules"),
}
"""The page where each rule is given up; none for what people have asked for themselves."""


def way_of_help(one: WishHelp) -> tuple[str, str] | None:
    """Return what to do for a help, in a word, and the page where it is done or asked for; None if it is not known."""
    if one.by_rule:
        return gettext("Try"), url_for("organiser.particular_rules")
    if one.kind == "places":
        return gettext("Try"), url_for("organiser.add_tables")
    if one.subject_id is None:
        return None
    if one.kind in {"time", "personal_limit"}:
        return gettext("Ask"), url_for("organiser.person", registration_id=one.subject_id)
    if one.kind == "delegate":
        return gettext("Ask"), url_for("organiser.organisation", delegation_id=one.subject_id)
    return gettext("Try"), url_for("organiser.edit_organisation", delegation_id=one.subject_id)
