"""Text of a campaign in each language, with a preview beside it while one writes."""

from dataclasses import dataclass, replace
from typing import Any

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from sqlmodel import Session
from wtforms import BooleanField, StringField, TextAreaField

from matchmaker.base.i18n import LANGUAGES, SCREEN_LANGUAGES
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.campaigns.commands.drafts import create_draft, draft_token, save_text
from matchmaker.campaigns.queries.audience import read_list_size, read_samples
from matchmaker.campaigns.queries.campaigns import campaign_of
from matchmaker.campaigns.rules.audience import PRESET_FILTERS, REMINDERS, Addressee, AudienceFilter, example
from matchmaker.campaigns.rules.placeholders import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    NAMES,
    CampaignText,
    check_body,
    check_subject,
    texts_of,
)
from matchmaker.campaigns.words.mails import write_mail
from matchmaker.campaigns.words.presets import preset_text
from matchmaker.mail.letter import Letter
from matchmaker.models import Campaign, CampaignPreset, CampaignState
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.i18n import LANGUAGE_NAMES, offered_languages
from web.organiser.blueprint import bp
from web.organiser.campaigns.wording import PLACEHOLDERS, PRESET_NAMES, PRESET_SENTENCES
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import accepted_by
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent, Submission

ESSENTIAL = frozenset({CampaignPreset.PRACTICAL})


def _subject() -> StringField:
    return StringField(
        lazy_gettext("Subject"),
        validators=[accepted_by(check_subject)],
        render_kw={"maxlength": LONGEST_SUBJECT, "autocomplete": "off"},
    )


def _body() -> TextAreaField:
    return TextAreaField(
        lazy_gettext("Text"), validators=[accepted_by(check_body)], render_kw={"rows": 15, "maxlength": LONGEST_BODY}
    )


class CampaignForm(SavedForm):
    """Subject and body in each language."""

    subject_fr, body_fr = _subject(), _body()
    subject_en, body_en = _subject(), _body()
    subject_nl, body_nl = _subject(), _body()
    subject_de, body_de = _subject(), _body()
    essential = BooleanField(
        lazy_gettext("Everybody who takes part needs this mail"),
        description=lazy_gettext(
            "It also goes to those who want no reminders, and has no link to end such mails. For practical "
            "information only, never for invitations and reminders."
        ),
    )

    @classmethod
    def of(cls, texts: dict[str, CampaignText], sent: Sent, **values: Any) -> "CampaignForm":
        """Return the form that begins with `texts`, and with what was `sent`."""
        for language, text in texts.items():
            values |= {f"subject_{language}": text.subject, f"body_{language}": text.body}
        return cls.of_saved(values, sent)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that each language has both parts and the main one is there."""
        valid: bool = super().validate(extra_validators)
        for language in LANGUAGES:
            subject, body = self.of_language(language)
            parts = bool((subject.data or "").strip()), bool((body.data or "").strip())
            if parts != (True, True) and (any(parts) or language == g.event.language):
                field = body if parts[0] else subject
                field.errors = [gettext("Write subject and text.")]
                valid = False
        return valid

    def of_language(self, language: str) -> tuple[StringField, TextAreaField]:
        return self[f"subject_{language}"], self[f"body_{language}"]

    @property
    def texts(self) -> dict[str, CampaignText]:
        """What is written, of a form that is valid."""
        pairs = {language: self.of_language(language) for language in LANGUAGES}
        return {
            language: CampaignText(check_subject(subject.data), check_body(body.data))
            for language, (subject, body) in pairs.items()
            if (subject.data or "").strip()
        }


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The mail of one person in one language as it stands in the form, or why it cannot be shown."""

    language: str
    person: Addressee
    people: tuple[Addressee, ...]
    letter: Letter | None
    error: str


@bp.route("/<slug>/campaigns/new", methods=["GET", "POST"])
@organiser_required
def new_campaign(slug: str) -> Page:
    """Write a mail, beginning with the words of `?preset=`; the next page chooses who gets it.

    `?missing=`, `?categories=` and `?languages=` say for whom it is, where another page has chosen them.
    """
    preset = choice(CampaignPreset, request.values.get("preset", "")) or _usual_preset()
    asked = _asked()
    begins = preset_text(g.event, preset, g.event.language)
    texts = {language: preset_text(g.event, preset, language) for language in _languages()} if begins.body else {}
    new = Submission(CampaignForm.of(texts, request.form or None, essential=preset in ESSENTIAL))
    if "preview" in request.form:
        new.form.validate()
    elif new.save(
        lambda form: create_draft(
            database.session(),
            g.event,
            preset,
            form.texts,
            essential=form.essential.data,
            staff=g.staff,
            audience=asked,
        )
    ):
        return redirect_to("organiser.campaign_recipients", campaign_id=new.made.id)
    return _page(new.form, asked or PRESET_FILTERS[preset], preset=preset, asked=asked), new.status


def _usual_preset() -> CampaignPreset:
    """Return the invitation as long as nobody has been invited, then the reminder."""
    size = read_list_size(database.session(), g.event)
    return CampaignPreset.INVITATION if size.uninvited == size.people else CampaignPreset.MISSING


def _asked() -> AudienceFilter | None:
    """Return the recipients that the address asks for; None for those of the preset.

    A category that is gone stays, and finds nobody: without it, everybody would be written to.
    """
    sent = AudienceFilter.of({name: request.args.getlist(name) for name in ("missing", "categories", "languages")})
    if sent == AudienceFilter():
        return None
    return replace(sent, languages=sent.languages & {*SCREEN_LANGUAGES})


@bp.route("/<slug>/campaigns/<int:campaign_id>/text", methods=["GET", "POST"])
@organiser_required
def campaign_text(slug: str, campaign_id: int) -> Page:
    """Change the text of a draft."""
    session = database.session()
    campaign = campaign_of(session, g.event, campaign_id)
    if campaign.state is not CampaignState.DRAFT and request.method != "POST":
        return redirect_to("organiser.campaign", campaign_id=campaign_id)
    edit = Edit(
        lambda sent: _form(campaign_of(session, g.event, campaign_id), sent), author=lambda: campaign.changed_by
    )
    if "preview" in request.form:
        edit.form.validate()
    elif edit.save(
        lambda form: save_text(
            session, g.event, campaign_id, form.texts, essential=form.essential.data, shown=form.token, staff=g.staff
        )
    ):
        return redirect_to("organiser.campaign_recipients", campaign_id=campaign_id)
    return _page(edit.form, AudienceFilter.of(campaign.audience), campaign=campaign), edit.status


def _form(campaign: Campaign, sent: Sent) -> CampaignForm:
    return CampaignForm.of(texts_of(campaign.texts), sent, shown=draft_token(campaign), essential=campaign.essential)


def _languages() -> tuple[str, ...]:
    """Return the languages of the form: the main one of the event first, then those of the community."""
    return tuple(dict.fromkeys((g.event.language, *offered_languages())))


def _page(
    form: CampaignForm,
    audience: AudienceFilter,
    *,
    preset: CampaignPreset | None = None,
    campaign: Campaign | None = None,
    asked: AudienceFilter | None = None,
) -> str:
    if (campaign.preset if campaign else preset) in REMINDERS:
        del form.essential
    return render_template(
        "organiser/campaigns/text.html",
        form=form,
        campaign=campaign,
        preset=preset,
        asked=asked.stored() if asked else {},
        presets=[(one.value, name, PRESET_SENTENCES[one]) for one, name in PRESET_NAMES.items()],
        languages=_languages(),
        language_names=LANGUAGE_NAMES,
        placeholders=[(NAMES[one], meaning) for one, meaning in PLACEHOLDERS.items()],
        preview=_preview(database.session(), form, audience),
    )


def _preview(session: Session, form: CampaignForm, audience: AudienceFilter) -> TextPreview:
    people = read_samples(session, g.event, audience)
    asked, wanted = request.values.get("person", ""), request.values.get("preview_language", "")
    language = wanted if wanted in LANGUAGES else g.event.language
    person = next((each for each in people if str(each.registration_id) == asked), None)
    person = person or next(iter(people), example(language))
    subject, body = form.of_language(language)
    errors = [*(subject.errors or ()), *(body.errors or ())]
    if errors or not (subject.data and body.data):
        return TextPreview(language, person, people, None, str(errors[0]) if errors else "")
    text = CampaignText(check_subject(subject.data), check_body(body.data))
    page = participant_page(g.event.slug, ParticipantPage.START)
    stop = "" if form.essential is not None and form.essential.data else page
    mail = write_mail(g.event, {language: text}, person, url=page, stop_url=stop)
    return TextPreview(language, person, people, mail.letter(), "")
