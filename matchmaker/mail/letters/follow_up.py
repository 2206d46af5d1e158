"""The mail months after an event: three questions, answered without logging in. This is the place for its wording."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matchmaker.base.i18n import format_day, translate, translate_plural
from matchmaker.mail.letter import Button, Text
from matchmaker.mail.letters.notices import Notice


@dataclass(frozen=True, kw_only=True)
class FollowUpMail(Notice):
    """What has become of the contacts of an event, some months later; with `again` to those who have not answered."""

    kind: ClassVar[str] = "follow_up"

    months: int
    closes_on: date
    again: bool = False

    def text(self) -> Text:
        language, event = self.reader.language, self.host.event
        told = {"event": event, "day": format_day(self.closes_on, language, weekday=False)}
        first = (
            translate(language, "You have not answered yet: three numbers are enough, and a minute.")
            if self.again
            else translate_plural(
                language,
                "%(event)s was a month ago. What has come of it?",
                "%(event)s was %(num)d months ago. What has come of it?",
                self.months,
                event=event,
            )
        )
        return Text(
            subject=translate(language, "Once more, three questions: %(event)s", event=event)
            if self.again
            else translate(language, "Three questions, one minute: %(event)s", event=event),
            paragraphs=(
                first,
                "\n".join(
                    (
                        translate(language, "1. How many contacts made there are still alive?"),
                        translate(language, "2. How many offers have you sent?"),
                        translate(language, "3. How many contracts have you signed, and what are they worth?"),
                    )
                ),
                translate(language, "Zero is an answer too."),
            ),
            button=Button(translate(language, "Answer the three questions"), self.url),
            after=(
                translate(
                    language,
                    "No log-in is needed: this address is yours alone. You can correct your answer until %(day)s.",
                    **told,
                ),
                translate(
                    language,
                    "The organisers read your answer; funders read sums, and your company’s name only if you tick it.",
                ),
            ),
        )
