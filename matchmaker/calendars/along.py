"""Who of neither side comes along to a published meeting, and what is told of them. Frozen texts only."""

from collections.abc import Mapping
from typing import Any

from matchmaker.base.i18n import N_, translate
from matchmaker.calendars.details import AlongDetails, PartyDetails
from matchmaker.models import Role

_WITH: Mapping[str, str] = {
    Role.INTERPRETER: N_("With interpreter: %(names)s"),
    Role.HEAD: N_("With the head of delegation: %(names)s"),
    Role.ATTACHE: N_("With the attaché: %(names)s"),
    Role.OFFICIAL: N_("Also there: %(names)s"),
}
_AS: Mapping[str, str] = {
    Role.INTERPRETER: N_("You interpret"),
    Role.HEAD: N_("You join as head of delegation"),
    Role.ATTACHE: N_("You join as attaché"),
    Role.OFFICIAL: N_("You join"),
}


def along_of(details: Mapping[str, Any]) -> list[AlongDetails]:
    """Return who comes along beside the reader of an entry; nobody for what is no meeting."""
    found: list[AlongDetails] = details.get("along", [])
    return found


def comes_along(details: Mapping[str, Any]) -> bool:
    """Tell whether the reader of an entry is of neither side of its meeting."""
    return "role" in details


def sides_of(details: Mapping[str, Any]) -> list[PartyDetails]:
    """Return the two sides of a meeting: the reader's first, or in the order of the pair for who comes along."""
    found: list[PartyDetails] = details.get("sides") or [details["own"], details["other"]]
    return found


def with_whom(details: Mapping[str, Any], language: str) -> list[str]:
    """Return who comes along as lines, one for each role: "With interpreter: N. N."."""
    by_role: dict[str, list[str]] = {}
    for person in along_of(details):
        by_role.setdefault(person["role"], []).append(person["name"])
    return [
        translate(language, sentence, names=", ".join(by_role[role]))
        for role, sentence in _WITH.items()
        if role in by_role
    ]


def as_what(details: Mapping[str, Any], language: str) -> str:
    """Return what the reader is there for; empty for one of the two sides."""
    return translate(language, _AS.get(details["role"], _AS[Role.OFFICIAL])) if "role" in details else ""
