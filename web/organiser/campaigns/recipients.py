"""Whom a campaign goes to: a filter, the number and the names."""

from typing import Any

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.campaigns.commands.drafts import audience_token, save_audience
from matchmaker.campaigns.queries.audience import categories_of, read_campaign_audience
from matchmaker.campaigns.queries.campaigns import campaign_of
from matchmaker.campaigns.rules.audience import AudienceFilter
from matchmaker.models import Campaign, CampaignState
from web import database
from web.auth.guards import organiser_required
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.blueprint import bp
from web.organiser.campaigns.wording import LEFT_OUT, MISSINGS
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


def _choices(label: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class AudienceForm(SavedForm):
    """The groups of the filter; a group without a tick leaves nobody out."""

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
    edit = Edit(
        lambda sent: _form(campaign_of(session, g.event, campaign_id), sent), author=lambda: campaign.changed_by
    )
    if "preview" not in request.form and edit.save(
        lambda form: save_audience(session, g.event, campaign_id, form.filter, shown=form.token, staff=g.staff)
    ):
        return redirect_to("organiser.campaign_send", campaign_id=campaign_id)
    page = render_template(
        "organiser/campaigns/recipients.html",
        form=edit.form,
        campaign=campaign,
        audience=read_campaign_audience(session, g.event, campaign, edit.form.filter),
        left_out=LEFT_OUT,
        language_names=LANGUAGE_NAMES,
    )
    return page, edit.status


def _form(campaign: Campaign, sent: Sent) -> AudienceForm:
    form = AudienceForm.of_saved({"shown": audience_token(campaign), **campaign.audience}, sent)
    form.missing.choices = [SelectChoice(one.value, words) for one, words in MISSINGS.items()]
    categories = categories_of(database.session(), g.event)
    names = {category.code: category.name(language()) for category in categories}
    gone = {code: gettext("%(category)s (removed)", category=code) for code in campaign.audience.get("categories", ())}
    form.categories.choices = [SelectChoice(code, name) for code, name in (gone | names).items()]
    form.languages.choices = [SelectChoice(code, LANGUAGE_NAMES[code]) for code in SCREEN_LANGUAGES]
    return form
