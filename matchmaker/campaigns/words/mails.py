"""A campaign's text as the mail of one person: the language chosen, the placeholders filled in."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from matchmaker.base import clock
from matchmaker.base.i18n import N_, format_days, format_deadline, translate, translate_plural, zone_city
from matchmaker.base.plain_text import one_line
from matchmaker.campaigns.rules.audience import Addressee, MissingStep, still_missing
from matchmaker.campaigns.rules.placeholders import (
    CampaignText,
    Placeholder,
    around_link,
    fill,
    language_for,
    placeholders_in,
)
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.campaigns import CampaignMail
from matchmaker.models import Event


def write_mail(
    event: Event,
    texts: Mapping[str, CampaignText],
    addressee: Addressee,
    *,
    url: str,
    link_ends_on: date | None = None,
    stop_url: str = "",
) -> CampaignMail:
    """Return the mail to one person, in their language or the one that stands in for it.

    `url` is where the button leads, if the text has one; `stop_url` where such mails end, empty for essential ones.
    """
    language = language_for(texts, addressee.language, event.language)
    text = texts[language]
    values = _values(event, addressee, language)
    before, after = (tuple(fill(part, values) for part in parts) for parts in around_link(text.body))
    linked = Placeholder.LINK in placeholders_in(text)
    return CampaignMail(
        reader=Reader(addressee.email, language, addressee.name),
        host=Host.of(event),
        subject=one_line(fill(text.subject, values)),
        paragraphs=before,
        after=after,
        url=url if linked else "",
        link_ends_on=link_ends_on if linked else None,
        stop_url=stop_url,
        registered=addressee.agreed,
    )


def _values(event: Event, addressee: Addressee, language: str) -> dict[Placeholder, str]:
    """Return what each placeholder becomes for the reader; the link is the mail's button."""
    missing = still_missing(event, addressee.missing, clock.now())
    lines = list(_missing_sentences(event, addressee, missing, language))
    return {
        Placeholder.FIRST_NAME: one_line(addressee.first_name or addressee.name),
        Placeholder.NAME: one_line(addressee.name),
        Placeholder.ORGANISATION: one_line(addressee.organisation),
        Placeholder.EVENT: one_line(event.name),
        Placeholder.DAY: format_days(event.starts_on, event.ends_on, language),
        Placeholder.CITY: one_line(event.city),
        Placeholder.NUMBER_OF_WISHES: str(addressee.wishes),
        Placeholder.WISHES_DEADLINE: _deadline(event, event.wishes_close_at, language),
        Placeholder.ANSWERS_DEADLINE: _deadline(event, event.answers_close_at, language),
        Placeholder.WHAT_IS_MISSING: "\n".join(lines) or translate(language, "Nothing is missing from you."),
        Placeholder.CONTACT: one_line(event.contact_name or event.contact_email),
        Placeholder.LINK: "",
    }


def _deadline(event: Event, moment: datetime | None, language: str) -> str:
    """Return a deadline by the event's clocks, which are not everybody's; a dash for none."""
    if moment is None:
        return "–"
    return translate(
        language,
        "%(deadline)s (local time, %(city)s)",
        deadline=format_deadline(moment, event.zone, language),
        city=zone_city(event.zone, language),
    )


def _missing_sentences(
    event: Event, addressee: Addressee, missing: frozenset[MissingStep], language: str
) -> Iterator[str]:
    """Yield what is missing from a person, each with its own deadline."""

    def until(said: str, deadline: str, moment: datetime | None) -> str:
        if moment is None:
            return said
        return f"{said} {translate(language, deadline, deadline=_deadline(event, moment, language))}"

    if MissingStep.NOT_AGREED in missing:
        yield translate(language, "You have not accepted yet how it works: nothing is planned for you before.")
    if MissingStep.NO_WISHES in missing:
        said = translate(language, "You have not said yet whom you wish to meet.")
        yield until(said, N_("Wishes can be made until %(deadline)s."), event.wishes_close_at)
    if MissingStep.UNANSWERED in missing:
        said = translate_plural(
            language,
            "%(num)d organisation waits for your answer.",
            "%(num)d organisations wait for your answer.",
            addressee.unanswered,
        )
        yield until(said, N_("Answers can be given until %(deadline)s."), event.answers_close_at)
    if MissingStep.NO_TIMES in missing:
        yield translate(language, "You have not said yet when you can meet: every time counts as free.")
