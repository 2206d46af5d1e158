"""What of the event is ready, and its phases: opened, closed, archived."""

from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.campaigns.queries.campaigns import title_of, unsent_invitation
from matchmaker.communities.queries import may_open_community
from matchmaker.communities.rules import Permission
from matchmaker.duplicates.queries.suggestions import read_duplicates
from matchmaker.models import Phase, row_id
from matchmaker.setup.commands.dates import EventDates
from matchmaker.setup.commands.phases import change_phase
from matchmaker.setup.queries.dates import read_concerned
from matchmaker.setup.queries.overlaps import read_overlaps
from matchmaker.setup.queries.preparation import Preparation, read_preparation
from matchmaker.setup.rules import FOLLOWING
from matchmaker.setup.words import at_once
from web import database
from web.auth.guards import organiser_required
from web.config import mails_wait
from web.i18n import language
from web.navigation import PHASES
from web.organiser.blueprint import bp
from web.organiser.setup.impact import closing
from web.organiser.setup.next_step import next_step
from web.organiser.setup.timeline import draw, waiting_opening
from web.organiser.setup.wording import PHASE_ACTS, POINTS
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable


@bp.get("/<slug>/setup")
@organiser_required
def preparation(slug: str) -> str:
    """Show what is ready and what is missing, with the next step beside it."""
    found = read_preparation(database.session(), g.event, language())
    invitation = unsent_invitation(database.session(), g.event)
    step = next_step(found, invitation)
    return render_template(
        "organiser/setup/preparation.html",
        preparation=found,
        points=POINTS,
        missing_names=[str(POINTS[point].name) for point in (*found.blocking, *found.missing)],
        following=_following(found),
        acts=PHASE_ACTS,
        no_mail_server=mails_wait(),
        duplicates=_duplicates(),
        overlaps=[at_once(one, language()) for one in read_overlaps(database.session(), g.event)],
        step=step,
        invitation=invitation if step is None or g.event.phase is Phase.DRAFT else None,
        title_of=lambda campaign: title_of(g.event, campaign),
        checks_sender=may_open_community(database.session(), g.community, g.staff.id, Permission.EVENTS),
        now=clock.now(),
        waits=waiting_opening(g.event, len(found.blocking)),
        timeline=draw(g.event, EventDates.of(g.event)),
    )


@bp.get("/<slug>/setup/phase/<phase>")
@organiser_required
def phase_page(slug: str, phase: str) -> Page:
    """Ask before the event changes its phase, and say who sees what then."""
    session, after = database.session(), _phase(phase)
    found = read_preparation(session, g.event, language())
    if after not in _following(found):
        return redirect_to(
            "organiser.preparation", gettext("The event is now: %(phase)s.", phase=PHASES[g.event.phase])
        )
    closes = closing(read_concerned(session, g.event)) if after is Phase.CLOSED and g.event.phase is Phase.OPEN else []
    return render_template(
        "organiser/setup/phase.html", preparation=found, act=PHASE_ACTS[after], phase=phase, closes=closes
    )


@bp.post("/<slug>/setup/phase/<phase>")
@organiser_required
def set_phase(slug: str, phase: str) -> Response:
    """Change the phase of the event."""
    with refusable(InvalidInput, Stale) as refusal:
        change_phase(database.session(), g.event, _phase(phase), shown=request.form.get("shown", ""), staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.preparation")
    return redirect_to("organiser.preparation", gettext("The event is now: %(phase)s.", phase=PHASES[_phase(phase)]))


def _following(found: Preparation) -> list[Phase]:
    """Return the phases that can be next; once somebody has accepted the terms, there is no way back to the draft."""
    hidden = {Phase.DRAFT} if found.agreed else set()
    return [phase for phase in PHASE_ACTS if phase in FOLLOWING[g.event.phase] - hidden]


def _duplicates() -> int:
    """Return how many pairs look like one; none for those who may not merge them."""
    session = database.session()
    if not may_open_community(session, g.community, g.staff.id, Permission.MEMBERS):
        return 0
    return read_duplicates(session, row_id(g.community)).number


def _phase(name: str) -> Phase:
    """Return the phase of this name; raises `NotFound` for any other text."""
    found = next((phase for phase in Phase if phase.value == name), None)
    if found is None:
        raise NotFound
    return found
