"""Changes of the structure in words."""

import re
from collections.abc import Mapping
from datetime import time

from matchmaker.base.i18n import N_, format_time, translate
from matchmaker.models import StructureAct

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


def change_in_words(act: str, about: str, language: str) -> str:
    """Return what was changed: `act` is a `StructureAct`."""
    times = WALL_TIME.sub(lambda found: format_time(time.fromisoformat(found[0]), language), about)
    return translate(language, CHANGES[StructureAct(act)], about=times)
