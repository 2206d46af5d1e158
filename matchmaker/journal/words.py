"""Changes of the structure in words."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from matchmaker.base.i18n import N_, format_day, format_time, translate
from matchmaker.models import StructureAct

About = str | Sequence[str | Mapping[str, Any]]
"""What a change is about, as JSON keeps it: text that is the same in every language, or such texts and what `named`
and `dated` have made."""

CHANGES: Mapping[StructureAct, str] = {
    StructureAct.ADD_BLOCK: N_("Block added: %(about)s"),
    StructureAct.CHANGE_BLOCK: N_("Block changed: %(about)s"),
    StructureAct.REMOVE_BLOCK: N_("Block removed: %(about)s"),
    StructureAct.CLOSE_BLOCK: N_("Block closed: %(about)s"),
    StructureAct.SLOT_LENGTH: N_("Length of the slots and change-over: %(about)s minutes"),
    StructureAct.ADD_PLACES: N_("Added: %(about)s"),
    StructureAct.CHANGE_PLACE: N_("Changed: %(about)s"),
    StructureAct.CLOSE_PLACE: N_("Closed: %(about)s"),
    StructureAct.OPEN_PLACE: N_("Opened: %(about)s"),
    StructureAct.REMOVE_PLACE: N_("Removed: %(about)s"),
    StructureAct.ADD_ITEM: N_("Programme item added: %(about)s"),
    StructureAct.CHANGE_ITEM: N_("Programme item changed: %(about)s"),
    StructureAct.REMOVE_ITEM: N_("Programme item removed: %(about)s"),
    StructureAct.CHANGE_CATEGORY: N_("Categories changed: %(about)s"),
    StructureAct.CHANGE_AGREEMENT: N_("Who must agree: changed"),
    StructureAct.SET_CATEGORIES: N_("Category of several organisations: %(about)s"),
    StructureAct.FOLLOW_TIERS: N_("Categories by membership: %(about)s"),
    StructureAct.CHANGE_PLAN: N_("Table plan changed: %(about)s"),
    StructureAct.MOVE_EVENT: N_("Whole event moved: %(about)s"),
    StructureAct.CHANGE_EXCLUSIONS: N_("Who may meet whom: changed"),
    StructureAct.ADD_RULE: N_("Rule added: %(about)s"),
    StructureAct.REMOVE_RULE: N_("Rule removed: %(about)s"),
    StructureAct.ADD_LEG: N_("City added: %(about)s"),
    StructureAct.CHANGE_LEG: N_("City changed: %(about)s"),
    StructureAct.REMOVE_LEG: N_("City removed: %(about)s"),
    StructureAct.LEG_MEMBERS: N_("Who comes along where: %(about)s"),
    StructureAct.ADD_OFFICE: N_("Office added: %(about)s"),
    StructureAct.CHANGE_TRAVEL: N_("Travel time changed: %(about)s"),
    StructureAct.CHANGE_ALONG: N_("Who comes along to meetings: %(about)s"),
}
WALL_TIME = re.compile(r"\b(?:[01]\d|2[0-3]):[0-5]\d\b")
"""Of a change: kept as "13:30", read as people of the language write it."""


def named(names: Mapping[str, str], code: str) -> str | dict[str, Any]:
    """Return the part of an `About` that is a name by language, or `code` where there is none."""
    return {"names": dict(names)} if names else code


def dated(day: date) -> dict[str, Any]:
    """Return the part of an `About` that is a day."""
    return {"day": day.isoformat()}


def about_in_words(about: About, language: str) -> str:
    """Return what a change is about as a reader of the language reads it; times of the day are "13:30"."""
    return about if isinstance(about, str) else "".join(_part(part, language) for part in about)


def shortened(text: str, most: int) -> str:
    """Return a text that is the same in every language in so many characters at most."""
    return text if len(text) <= most else f"{text[: most - 2].rstrip(', ')} …"


def change_in_words(act: str, about: About, language: str) -> str:
    """Return what was changed: `act` is a `StructureAct`."""
    said = about_in_words(about, language)
    times = WALL_TIME.sub(lambda found: format_time(time.fromisoformat(found[0]), language), said)
    return translate(language, CHANGES[StructureAct(act)], about=times)


def _part(part: str | Mapping[str, Any], language: str) -> str:
    if isinstance(part, str):
        return part
    if "day" in part:
        return format_day(date.fromisoformat(part["day"]), language, year=True, weekday=False)
    names: Mapping[str, str] = part["names"]
    return names.get(language) or next(iter(names.values()))
