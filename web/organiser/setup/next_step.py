"""The one step that brings an event on: what blocks its opening, then its people, its opening, its invitations."""

from dataclasses import dataclass

from flask import g, url_for
from flask_babel import gettext, ngettext

from matchmaker.campaigns.queries.audience import read_list_size
from matchmaker.models import Campaign, CampaignPreset, CampaignState, Phase
from matchmaker.setup.queries.preparation import Point, Preparation
from web import database
from web.organiser.setup.wording import POINTS


@dataclass(frozen=True, slots=True)
class PreparationStep:
    """What to do now, with the button that leads there."""

    title: str
    sentence: str
    button: str
    url: str
    blocks: bool = False
    """Whether the event cannot be opened before."""
    point: str = ""
    """The point of the preparation that it is about, if any."""


def next_step(found: Preparation, invitation: Campaign | None) -> PreparationStep | None:
    """Return the next step of the event; none where it is to open it, or where nothing is waited for.

    `invitation` is one that is written and has not gone.
    """
    if g.event.phase is Phase.DRAFT:
        return _before_opening(found)
    if g.event.phase is not Phase.OPEN:
        return None
    if found.blocking:
        return _needed(found)
    if invitation is not None:
        return _checked(invitation) if invitation.state is CampaignState.DRAFT else None
    uninvited = read_list_size(database.session(), g.event).uninvited
    if not uninvited:
        return None
    return PreparationStep(
        gettext("The invitations"),
        ngettext(
            "%(num)d person is on the list and has had no mail yet.",
            "%(num)d people are on the list and have had no mail yet.",
            uninvited,
        ),
        ngettext("Invite this person", "Invite these %(num)d people", uninvited),
        url_for("organiser.new_campaign", preset=CampaignPreset.INVITATION.value),
    )


def _before_opening(found: Preparation) -> PreparationStep | None:
    if found.blocking:
        return _needed(found)
    if Point.PEOPLE in found.missing:
        return PreparationStep(
            gettext("The people"),
            gettext("With your list of registrations, just as a form or a spreadsheet exports it."),
            gettext("Import the list"),
            url_for("organiser.import_file", kind="participants"),
            point=Point.PEOPLE,
        )
    return None


def _needed(found: Preparation) -> PreparationStep:
    first = found.blocking[0]
    point, blocks = POINTS[first], g.event.phase is Phase.DRAFT
    url = url_for(point.endpoint)
    return PreparationStep(str(point.name), str(point.missing), gettext("Mend it"), url, blocks=blocks, point=first)


def _checked(invitation: Campaign) -> PreparationStep:
    return PreparationStep(
        gettext("The invitation is written"),
        gettext("Written, not sent: nobody gets it before you check and send it."),
        gettext("Check and send"),
        url_for("organiser.campaign_send", campaign_id=invitation.id),
    )
