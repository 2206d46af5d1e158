"""The filter of a campaign's recipients: groups that all must hold, of each of which one choice is enough."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from matchmaker.events.rules import answers_open, wishes_open
from matchmaker.models import CampaignPreset, Event


class MissingStep(StrEnum):
    """What has not come from a person yet."""

    NOT_AGREED = "not_agreed"
    NEVER_LOGGED_IN = "never_logged_in"
    NO_WISHES = "no_wishes"
    NO_TIMES = "no_times"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A person who takes part in the event, as far as campaigns ask."""

    registration_id: int
    person_id: int
    first_name: str
    name: str
    email: str
    language: str
    """One that has texts (`i18n.screen_language`)."""
    organisation: str
    category: str
    """Its code."""
    missing: frozenset[MissingStep]
    wishes: int
    """Made by the delegation."""
    unanswered: int
    """Wishes that wait for an answer of the delegation."""
    agreed: bool
    unsubscribed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceFilter:
    """Who is chosen: an empty group chooses everybody."""

    missing: frozenset[MissingStep] = frozenset()
    categories: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def finds(self, addressee: Addressee) -> bool:
        """Tell whether the addressee is chosen: one choice of each group holds."""
        return (
            (not self.missing or bool(self.missing & addressee.missing))
            and (not self.categories or addressee.category in self.categories)
            and (not self.languages or addressee.language in self.languages)
        )

    def stored(self) -> dict[str, list[str]]:
        """Return the filter as the database keeps it."""
        return {name: sorted(values) for name, values in asdict(self).items()}

    @classmethod
    def of(cls, stored: Mapping[str, list[str]]) -> Self:
        """Return the filter that `stored` gave, or a form: choices that are not known are passed over."""
        return cls(
            missing=frozenset(one for one in MissingStep if one in stored.get("missing", ())),
            categories=frozenset(stored.get("categories", ())),
            languages=frozenset(stored.get("languages", ())),
        )


REMINDERS = frozenset(CampaignPreset) - {CampaignPreset.PRACTICAL, CampaignPreset.OWN}
"""Presets of invitations and reminders: one a day at most, and never to those who refuse them."""
PRESET_FILTERS: Mapping[CampaignPreset, AudienceFilter] = {
    CampaignPreset.INVITATION: AudienceFilter(missing=frozenset({MissingStep.NOT_AGREED})),
    CampaignPreset.MISSING: AudienceFilter(
        missing=frozenset({MissingStep.NOT_AGREED, MissingStep.NO_WISHES, MissingStep.UNANSWERED})
    ),
    CampaignPreset.WISHES: AudienceFilter(missing=frozenset({MissingStep.NO_WISHES})),
    CampaignPreset.TIMES: AudienceFilter(missing=frozenset({MissingStep.NO_TIMES})),
    CampaignPreset.PRACTICAL: AudienceFilter(),
    CampaignPreset.OWN: AudienceFilter(),
}
"""Whom a campaign of each preset is for, unless the organiser chooses otherwise."""


def still_missing(event: Event, missing: frozenset[MissingStep], now: datetime) -> frozenset[MissingStep]:
    """Return what of `missing` can still be given at `now`: deadlines take the rest away."""
    late: set[MissingStep] = set()
    if not wishes_open(event, now):
        late.add(MissingStep.NO_WISHES)
    if not answers_open(event, now):
        late |= {MissingStep.UNANSWERED, MissingStep.NO_TIMES}
    return missing - late - {MissingStep.NEVER_LOGGED_IN}


def example(language: str) -> Addressee:
    """Return nobody's data: what a preview is filled in with as long as nobody is registered."""
    return Addressee(
        registration_id=0,
        person_id=0,
        first_name="Camille",
        name="Camille Dubois",
        email="camille@example.org",
        language=language,
        organisation="Exemple SA",
        category="",
        missing=frozenset({MissingStep.NOT_AGREED, MissingStep.NO_WISHES}),
        wishes=3,
        unanswered=2,
        agreed=True,
        unsubscribed=False,
    )
