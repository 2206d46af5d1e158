"""Whom a campaign goes to: a filter, the number and the names."""

from typing import Any

from flask import g, render_template, request
from flask_babel import lazy_gettext
from wtforms import HiddenField, SelectChoice, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.base.errors import Stale
from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.campaigns.commands.drafts import audience_token, save_audience
from matchmaker.campaigns.queries.audience import categories_of, read_campaign_audience
from matchmaker.campaigns.queries.campaigns import campaign_of
from matchmaker.campaigns.rules.audience import AudienceFilter
from matchmaker.models import Campaign, CampaignState
from web import database
from web.auth.guards import organiser_required
from web.forms import Form
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.blueprint import bp
from web.organiser.campaigns.wording import LEFT_OUT, MISSINGS
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


def _choices(label: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class AudienceForm(Form):
    """The groups of the filter; a group without a tick leaves nobody out."""

    shown = HiddenField()
    missing = _choices(lazy_gettext("What is missing"))
    categories = _choices(lazy_gettext("Category"))
    languages = _choices(lazy_gettext("Language"))

    @property
    def filter(self) -> AudienceFilter:
        """What is ticked, of what is offered."""
        groups = (self.missing, self.categories, self.languages)
        return AudienceFilter.of(
            {
                group.name: [value for value in group.data or () if value in {choice.value for choice in group.choices}]
                for group in groups
            }
        )


@bp.route("/<slug>/campaigns/<int:campaign_id>/recipients", methods=["GET", "POST"])
@organiser_required
def campaign_recipients(slug: str, campaign_id: int) -> Page:
    """Show whom the filter finds; POST saves it, or with `preview` only tries it."""
    session = database.session()
    campaign = campaign_of(session, g.event, campaign_id)
    if campaign.state is not CampaignState.DRAFT and request.method != "POST":
        return redirect_to("organiser.campaign", campaign_id=campaign_id)
    form = _form(campaign)
    status = 200
    if form.is_submitted() and "preview" not in request.form:
        with refusable(Stale) as refusal:
            save_audience(session, g.event, campaign_id, form.filter, shown=form.shown.data or "")
        if not refusal:
            return redirect_to("organiser.campaign_send", campaign_id=campaign_id)
        form = _form(campaign, sent=False)
        refusal.show(form)
        status = refusal.status
    page = render_template(
        "organiser/campaigns/recipients.html",
        form=form,
        campaign=campaign,
        audience=read_campaign_audience(session, g.event, campaign, form.filter),
        left_out=LEFT_OUT,
        language_names=LANGUAGE_NAMES,
    )
    return page, status


def _form(campaign: Campaign, *, sent: bool = True) -> AudienceForm:
    begins = {"shown": audience_token(campaign), **campaign.audience}
    form = AudienceForm(data=begins) if sent else AudienceForm(formdata=None, data=begins)
    form.missing.choices = [SelectChoice(one.value, words) for one, words in MISSINGS.items()]
    categories = categories_of(database.session(), g.event)
    form.categories.choices = [SelectChoice(category.code, category.name(language())) for category in categories]
    form.languages.choices = [SelectChoice(code, LANGUAGE_NAMES[code]) for code in SCREEN_LANGUAGES]
    return form
