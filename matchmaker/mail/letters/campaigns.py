"""Campaigns: mails in an organiser's own words, filled in for one reader; and the test that organisers get."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import ClassVar, Self

from matchmaker.base.i18n import translate
from matchmaker.mail.contents import Reader, ToParticipant, about_link
from matchmaker.mail.letter import Button, Text


@dataclass(frozen=True, kw_only=True)
class CampaignMail(ToParticipant):
    """Subject and paragraphs as they are written, around the button with the reader's own link."""

    kind: ClassVar[str] = "campaign"

    subject: str
    paragraphs: tuple[str, ...]
    after: tuple[str, ...] = ()
    """Paragraphs below the button."""
    url: str = ""
    """Where the button leads; empty for no button."""
    link_ends_on: date | None = None
    """The last day on which `url` logs in; None for one that does not."""
    stop_url: str = ""
    """Empty for what everybody needs."""
    registered: bool = True
    """The reader has accepted the terms."""

    def greeting(self) -> str:
        return ""

    def text(self) -> Text:
        language = self.reader.language
        about = (about_link(self.link_ends_on, language),) if self.link_ends_on is not None else ()
        return Text(
            subject=self.subject,
            paragraphs=self.paragraphs,
            button=Button(translate(language, "Open my page"), self.url) if self.url else None,
            after=(*self.after, *about),
        )

    def why(self) -> str:
        if self.registered:
            return super().why()
        return translate(
            self.reader.language, "You get this mail because you are invited to %(event)s.", event=self.host.event
        )

    def stop(self) -> Button | None:
        if not self.stop_url:
            return None
        label = translate(self.reader.language, "No reminders and no news about wishes any more")
        return Button(label, self.stop_url)


@dataclass(frozen=True, kw_only=True)
class CampaignTestMail(CampaignMail):
    """The same to the organiser who writes it."""

    kind: ClassVar[str] = "campaign_test"

    filled_for: str
    """The name of the person whose mail it is."""

    @classmethod
    def of(cls, mail: CampaignMail, reader: Reader) -> Self:
        """Return the mail of somebody else to `reader`; its link must log nobody in."""
        values = {field.name: getattr(mail, field.name) for field in fields(mail)}
        return cls(**values | {"reader": reader, "filled_for": mail.reader.name})

    def text(self) -> Text:
        text = super().text()
        return replace(text, subject=translate(self.reader.language, "Test: %(subject)s", subject=text.subject))

    def why(self) -> str:
        return translate(
            self.reader.language,
            "This is a test: only you got it. It is filled in as for %(name)s.",
            name=self.filled_for,
        )
