"""How far a partner's sight of an event reaches, in words."""

from matchmaker.base.i18n import N_plural, translate_plural
from matchmaker.models import StaffRole

_REACH = {
    StaffRole.PARTNER_ALL: N_plural(
        "Sees the only organisation, changes nothing; no mails.",
        "Sees all %(num)d organisations, changes nothing; no mails.",
    ),
    StaffRole.PARTNER_OWN: N_plural(
        "Sees %(brought)d of %(num)d organisation, corrects its people; no mails.",
        "Sees %(brought)d of %(num)d organisations, corrects their people; no mails.",
    ),
    StaffRole.PARTNER_FIGURES: N_plural(
        "Sees rounded figures of %(num)d organisation, no name.",
        "Sees rounded figures of %(num)d organisations, no name.",
    ),
}


def partner_reach(role: StaffRole, brought: int, organisations: int, language: str) -> str:
    """Return what somebody sees who brings some of the organisations of an event; empty for one who is no partner."""
    if role not in _REACH:
        return ""
    return translate_plural(language, *_REACH[role], organisations, brought=brought)
