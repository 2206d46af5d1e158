"""Presets: their texts hold in each language, and become a mail."""

import pytest
from sqlmodel import Session

from matchmaker.campaigns.rules.audience import example
from matchmaker.campaigns.rules.placeholders import Placeholder, check_body, check_subject, placeholders_in
from matchmaker.campaigns.words.mails import write_mail
from matchmaker.campaigns.words.presets import preset_text
from matchmaker.mail.letter import as_text
from matchmaker.models import CampaignPreset
from tests.builders import factories

PAGE = "https://rdv.example/e/forum/"


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
@pytest.mark.parametrize("preset", [preset for preset in CampaignPreset if preset is not CampaignPreset.OWN])
def test_each_preset_is_a_whole_text_in_each_language(session: Session, preset: CampaignPreset, language: str) -> None:
    event = factories.make_event(session, contact_name="Élise", contact_email="elise@cluster.example")

    text = preset_text(event, preset, language)
    letter = write_mail(event, {language: text}, example(language), url=PAGE).letter()

    assert (check_subject(text.subject), check_body(text.body)) == (text.subject, text.body)
    assert {Placeholder.FIRST_NAME, Placeholder.EVENT, Placeholder.LINK} <= placeholders_in(text) | {Placeholder.EVENT}
    assert "{" not in letter.text.subject + as_text(letter)
    assert "Élise" in letter.text.after[0]
    assert (letter.language, letter.text.button.url) == (language, PAGE)


def test_own_words_begin_empty_and_no_deadline_is_named_where_there_is_none(session: Session) -> None:
    event = factories.make_event(session, wishes_close_at=None)

    assert preset_text(event, CampaignPreset.OWN, "fr").body == ""
    used = placeholders_in(preset_text(event, CampaignPreset.WISHES, "fr"))
    assert Placeholder.WISHES_DEADLINE not in used
