"""Before a campaign leaves: who gets it, in which language, the mail of one person, a test, now or later."""

from collections import Counter
from datetime import datetime

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext, ngettext
from werkzeug.wrappers import Response
from wtforms import DateTimeLocalField, HiddenField, RadioField, SelectChoice
from wtforms.validators import Optional

from matchmaker import jobs
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, format_deadline
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.campaigns.commands.sending import confirm, send_test
from matchmaker.campaigns.queries.audience import CampaignAudience, read_campaign_audience, read_samples
from matchmaker.campaigns.queries.campaigns import campaign_of
from matchmaker.campaigns.rules.audience import Addressee, AudienceFilter, example
from matchmaker.campaigns.rules.placeholders import language_for, texts_of
from matchmaker.campaigns.words.mails import write_mail
from matchmaker.models import Campaign, CampaignState
from web import database
from web.auth.guards import organiser_required
from web.config import mails_wait
from web.forms import Form, InCalendar
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.blueprint import bp
from web.organiser.campaigns.wording import LEFT_OUT
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

NOW, LATER = "now", "later"
MOST_SHOWN = 100
"""People whose mail can be looked at."""


class SendForm(Form):
    """When it leaves, for the recipients that the token `shown` names."""

    shown = HiddenField()
    when = RadioField(
        lazy_gettext("When"),
        choices=[
            SelectChoice(NOW, lazy_gettext("Now")),
            SelectChoice(LATER, lazy_gettext("At the time below; until then it can be stopped")),
        ],
        default=NOW,
    )
    send_at = DateTimeLocalField(lazy_gettext("Day and time"), validators=[Optional(), InCalendar()])

    def at(self, zone: str) -> datetime | None:
        """Return the instant planned, by the clocks of `zone`; None for now, and for a later time that is not given."""
        wall = self.send_at.data if self.when.data == LATER else None
        return clock.instant(wall.date(), wall.time(), zone) if wall else None


@bp.route("/<slug>/campaigns/<int:campaign_id>/send", methods=["GET", "POST"])
@organiser_required
def campaign_send(slug: str, campaign_id: int) -> Page:
    """Show what would be sent to whom; POST confirms it for those shown."""
    session = database.session()
    campaign = campaign_of(session, g.event, campaign_id)
    form = SendForm()
    status = 200
    if form.is_submitted():
        status = 422
        valid = form.validate()
        if valid and form.when.data == LATER and form.send_at.data is None:
            form.send_at.errors = [gettext("Say when it leaves.")]
        elif valid:
            with refusable(InvalidInput, Stale) as refusal:
                confirm(
                    session,
                    g.event,
                    campaign_id,
                    shown=form.shown.data or "",
                    send_at=form.at(g.event.zone),
                    staff=g.staff,
                )
            if not refusal:
                return _confirmed(campaign)
            if refusal.stale and campaign.state is not CampaignState.DRAFT:
                refusal.show()
                return redirect_to("organiser.campaign", campaign_id=campaign_id)
            refusal.show(form)
            status = refusal.status
    elif campaign.state is CampaignState.PLANNED:
        return redirect_to("organiser.campaign", campaign_id=campaign_id)
    return _page(form, campaign), status


@bp.post("/<slug>/campaigns/<int:campaign_id>/test")
@organiser_required
def campaign_test(slug: str, campaign_id: int) -> Response:
    """Send the mail as a test to the organiser, once for each language in which somebody gets it."""
    session = database.session()
    campaign = campaign_of(session, g.event, campaign_id)
    people = read_samples(session, g.event, AudienceFilter.of(campaign.audience))
    person = _asked(people) or example(g.event.language)
    sent_in = {given for _, given, _ in _languages(campaign, read_campaign_audience(session, g.event, campaign))}
    number = send_test(session, g.event, campaign, person, g.staff, languages=sent_in or LANGUAGES)
    database.after_commit(jobs.enqueue_outbox)
    said = ngettext("A test goes to %(email)s.", "%(num)d tests go to %(email)s.", number, email=g.staff.email)
    said = gettext("No mail server is set up: nothing leaves, the mails wait.") if mails_wait() else said
    return redirect_to("organiser.campaign_send", said, campaign_id=campaign_id)


def _confirmed(campaign: Campaign) -> Response:
    assert campaign.send_at is not None
    if campaign.send_at <= clock.now():
        database.after_commit(jobs.enqueue_campaigns)
        leaves = gettext("No mail server is set up: nothing leaves, the mails wait.") if mails_wait() else ""
        return redirect_to("organiser.campaign", leaves or gettext("The mail is on its way."), campaign_id=campaign.id)
    said = gettext("It leaves on %(when)s.", when=format_deadline(campaign.send_at, g.event.zone, language()))
    return redirect_to("organiser.campaign", said, campaign_id=campaign.id)


def _page(form: SendForm, campaign: Campaign) -> str:
    audience = read_campaign_audience(database.session(), g.event, campaign)
    form.shown.data = audience.token
    people = audience.to_write or tuple(addressee for addressee, _ in audience.left_out)
    person = _asked(people) or example(g.event.language)
    page = participant_page(g.event.slug, ParticipantPage.START)
    mail = write_mail(g.event, texts_of(campaign.texts), person, url=page, stop_url="" if campaign.essential else page)
    return render_template(
        "organiser/campaigns/send.html",
        form=form,
        campaign=campaign,
        audience=audience,
        languages=_languages(campaign, audience),
        language_names=LANGUAGE_NAMES,
        left_out=LEFT_OUT,
        people=people[:MOST_SHOWN],
        person=person,
        letter=mail.letter(),
    )


def _asked(people: tuple[Addressee, ...]) -> Addressee | None:
    """Return the person whose mail is asked for, else the first."""
    asked = request.values.get("person", "")
    found = next((each for each in people if str(each.registration_id) == asked), None)
    return found or next(iter(people), None)


def _languages(campaign: Campaign, audience: CampaignAudience) -> list[tuple[str, str, int]]:
    """Return the language people read, that of their mail, and how many they are; the most first."""
    pairs = Counter(
        (addressee.language, language_for(campaign.texts, addressee.language, g.event.language))
        for addressee in audience.to_write
    )
    return [(wanted, given, number) for (wanted, given), number in pairs.most_common()]
