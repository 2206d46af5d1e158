"""The names that the program gives to scenarios, searches and repairs, in words."""

from collections.abc import Mapping

from matchmaker.base.i18n import N_, N_plural, translate, translate_plural
from matchmaker.models import GivenName, NameKind

NAMES: Mapping[NameKind, str | tuple[str, str]] = {
    NameKind.FIRST_COME: N_("First come, first served"),
    NameKind.STANDARD: N_("Standard rules"),
    NameKind.NUMBERED: N_("Scenario %(number)d"),
    NameKind.DRAFT: N_("Draft %(number)d"),
    NameKind.NOBODY: N_("Nobody disturbed"),
    NameKind.AT_MOST: N_plural("At most %(num)d person disturbed", "At most %(num)d people disturbed"),
    NameKind.AS_MANY: N_("As many people disturbed as it takes"),
    NameKind.NOTHING_LOST: N_("Repair: only what cannot be avoided"),
    NameKind.ONLY_CANCEL: N_("Repair: only cancel"),
    NameKind.LEAST_DISTURBANCE: N_("Repair: fewest people disturbed"),
    NameKind.MORE_MET: N_("Repair: more or weightier wishes met"),
    NameKind.MOST_MET: N_("Repair: still more wishes met"),
    NameKind.OTHER_TIMES: N_("Repair: at other times"),
    NameKind.PUT_BACK: N_("Put back as published"),
    NameKind.PRICES: N_("The price of each rule"),
    NameKind.TRADE_OFF: N_("Wishes met, people disturbed"),
}


def name_in(language: str, name: GivenName) -> str:
    """Return a name as a reader of `language` reads it: their own words for the program's, and those of people."""
    if name.kind is None:
        return name.text
    words = NAMES[name.kind]
    if isinstance(words, tuple):
        return translate_plural(language, *words, name.number)
    return translate(language, words, number=name.number)
