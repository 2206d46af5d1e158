"""Guests who know another time or place than a reception has: said before it moves, told by mail afterwards."""

from flask import g
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker import jobs
from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.base.i18n import format_day, format_time
from matchmaker.models import GuestSays, ProgrammeItem, required
from matchmaker.receptions.commands.telling import tell_moved
from matchmaker.receptions.queries.guests import read_lists
from matchmaker.setup.queries.programme import ItemValues
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable


@bp.post("/<slug>/receptions/<int:item_id>/moved")
@organiser_required
def tell_guests(slug: str, item_id: int) -> Response:
    """Write to the guests who know another time or place."""
    with refusable(InvalidInput, Closed) as refusal:
        count = tell_moved(database.session(), g.event, item_id, by=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("organiser.reception", item_id=item_id)
    database.after_commit(jobs.enqueue_outbox)
    said = ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", count)
    return redirect_to("organiser.reception", said, item_id=item_id)


def have_to_be_told(item_id: int) -> bool:
    """Whether guests of an item know another time or place than it has now."""
    return any(one.outdated for one in read_lists(database.session(), g.event) if one.item.id == item_id)


def invited_before(item: ProgrammeItem, values: ItemValues) -> tuple[str, ...]:
    """Return what guests know of an item that is about to move; nothing where it stays or nobody is invited."""
    before = item.day, item.starts, item.ends, item.venue_id, item.room
    if before == (values.day, values.starts, values.ends, values.venue_id, values.room):
        return ()
    found = next((one for one in read_lists(database.session(), g.event) if one.item.id == item.id), None)
    if found is None:
        return ()
    said: list[str] = []
    times = {found.known(one) for one in found.invited}
    for known in sorted(times):
        there = [one for one in found.invited if one.knows_from == known]
        coming = sum(one.says is GuestSays.YES for one in there)
        when = format_time(known.time(), language())
        if known.date() != values.day:
            when = f"{format_day(known.date(), language())}, {when}"
        elif known.time() == values.starts:  # what changes is the end or the place
            until = clock.local(required(there[0].knows_until), item.zone).time()
            when = f"{when}–{format_time(until, language())}, {there[0].knows_place}"
        if coming:
            said.append(
                ngettext(
                    "%(num)d guest who said yes knows %(when)s.",
                    "%(num)d guests who said yes know %(when)s.",
                    coming,
                    when=when,
                )
            )
        if len(there) > coming:
            said.append(
                ngettext(
                    "%(num)d guest who has not answered yet was invited for %(when)s.",
                    "%(num)d guests who have not answered yet were invited for %(when)s.",
                    len(there) - coming,
                    when=when,
                )
            )
    return (*said, gettext("They are told when you press “Tell the guests” on the list of guests.")) if said else ()
