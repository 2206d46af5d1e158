"""The texts that a preset begins with, in each language. This is the place to change their wording."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.base.i18n import N_, translate
from matchmaker.campaigns.rules.placeholders import CampaignText, Placeholder, in_braces
from matchmaker.models import CampaignPreset, Event

_HELLO = N_("Hello %(first_name)s,")
_WISHES_UNTIL = N_("Wishes can be made until %(wishes_deadline)s.")
_REGARDS = N_("Kind regards,\n%(contact)s")
_DEADLINES = ("%(wishes_deadline)s", "%(answers_deadline)s")


@dataclass(frozen=True, slots=True)
class _Words:
    """Subject and paragraphs; greeting, link and closing are those of all."""

    subject: str
    paragraphs: tuple[str, ...]


_WORDS: Mapping[CampaignPreset, _Words] = {
    CampaignPreset.INVITATION: _Words(
        N_("%(first_name)s, whom do you want to meet on %(day)s?"),
        (
            N_("%(organisation)s is invited to %(event)s on %(day)s: pre-arranged meetings, one schedule for all."),
            N_("Say whom you want to meet: three minutes are enough."),
            _WISHES_UNTIL,
        ),
    ),
    CampaignPreset.MISSING: _Words(
        N_("Something is still missing: %(event)s"),
        (N_("Meetings are planned from what you tell us. This is still missing:"), "%(what_is_missing)s"),
    ),
    CampaignPreset.WISHES: _Words(
        N_("Whom do you want to meet? %(event)s"),
        (N_("You have not said yet whom you wish to meet."), _WISHES_UNTIL),
    ),
    CampaignPreset.TIMES: _Words(
        N_("When can you meet? %(event)s"),
        (N_("You have not said yet when you can meet: every time counts as free."),),
    ),
    CampaignPreset.PRACTICAL: _Words(
        N_("Practical information: %(event)s"),
        (
            N_("We look forward to seeing you at %(event)s on %(day)s."),
            N_("Your schedule and your tables are always up to date on your page."),
        ),
    ),
}


def preset_text(event: Event, preset: CampaignPreset, language: str) -> CampaignText:
    """Return the text that a campaign begins with; nothing for one in own words.

    Sentences with a deadline are left out where the event has none.
    """
    words = _WORDS.get(preset)
    if words is None:
        return CampaignText("", "")
    params = {placeholder.value: in_braces(placeholder, language) for placeholder in Placeholder}

    def written(sentence: str) -> str:
        return translate(language, sentence, **params)

    closing = (_REGARDS,) if event.contact_name or event.contact_email else ()
    kept = [one for one in words.paragraphs if event.wishes_close_at or not any(name in one for name in _DEADLINES)]
    body = [*map(written, (_HELLO, *kept)), params[Placeholder.LINK.value], *map(written, closing)]
    return CampaignText(written(words.subject), "\n\n".join(body))
