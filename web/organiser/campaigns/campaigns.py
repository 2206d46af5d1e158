"""Campaigns of the event: the list, what became of each mail, stop and delete."""

from collections import Counter

from flask import g, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import Stale
from matchmaker.base.names import fold
from matchmaker.campaigns.commands.drafts import delete_draft
from matchmaker.campaigns.commands.sending import stop
from matchmaker.campaigns.queries.audience import read_campaign_audience
from matchmaker.campaigns.queries.campaigns import (
    WRITTEN,
    MailOutcome,
    campaign_of,
    read_campaigns,
    read_recipients,
    title_of,
)
from matchmaker.campaigns.rules.placeholders import texts_of
from matchmaker.models import CampaignState
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.i18n import LANGUAGE_NAMES
from web.organiser.blueprint import bp
from web.organiser.campaigns.wording import OUTCOMES, PRESET_NAMES, STATES
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

MOST_SHOWN = 300
"""People on the page of one campaign; a search finds the others."""


@bp.get("/<slug>/campaigns")
@organiser_required
def campaigns(slug: str) -> str:
    """List the campaigns, the newest first."""
    return render_template(
        "organiser/campaigns/campaigns.html",
        lines=read_campaigns(database.session(), g.event),
        title_of=lambda campaign: title_of(g.event, campaign),
        states=STATES,
        presets=PRESET_NAMES,
        outcomes=OUTCOMES,
    )


@bp.get("/<slug>/campaigns/<int:campaign_id>")
@organiser_required
def campaign(slug: str, campaign_id: int) -> Page:
    """Show what became of each mail; a draft shows its text."""
    session = database.session()
    found = campaign_of(session, g.event, campaign_id)
    if found.state is CampaignState.DRAFT:
        return redirect_to("organiser.campaign_text", campaign_id=campaign_id)
    everybody = read_recipients(session, found)
    query, outcome = request.args.get("q", "").strip(), choice(MailOutcome, request.args.get("outcome", ""))
    rows = [
        line
        for line in everybody
        if fold(query) in fold(f"{line.name} {line.organisation} {line.email}") and outcome in {None, line.outcome}
    ]
    rest = read_campaign_audience(session, g.event, found).to_write if found.state is CampaignState.DONE else ()
    counts = Counter(line.outcome for line in everybody)
    return render_template(
        "organiser/campaigns/campaign.html",
        campaign=found,
        title=title_of(g.event, found),
        texts=texts_of(found.texts),
        rows=rows[:MOST_SHOWN],
        found=len(rows),
        all=len(everybody),
        counts=counts,
        written=sum(number for one, number in counts.items() if one in WRITTEN),
        rest=len(rest),
        query=query,
        outcome=outcome,
        outcomes=OUTCOMES,
        states=STATES,
        presets=PRESET_NAMES,
        language_names=LANGUAGE_NAMES,
    )


@bp.post("/<slug>/campaigns/<int:campaign_id>/stop")
@organiser_required
def campaign_stop(slug: str, campaign_id: int) -> Response:
    """Take back what has not left."""
    with refusable(Stale) as refusal:
        number = stop(database.session(), g.event, campaign_id, staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.campaign", campaign_id=campaign_id)
    said = ngettext("Stopped: %(num)d person is not written to.", "Stopped: %(num)d people are not written to.", number)
    return redirect_to("organiser.campaign", said, campaign_id=campaign_id)


@bp.post("/<slug>/campaigns/<int:campaign_id>/delete")
@organiser_required
def campaign_delete(slug: str, campaign_id: int) -> Response:
    """Delete a draft."""
    with refusable(Stale) as refusal:
        delete_draft(database.session(), g.event, campaign_id)
    if refusal:
        refusal.show()
        return redirect_to("organiser.campaign", campaign_id=campaign_id)
    return redirect_to("organiser.campaigns", gettext("The draft is deleted."))
