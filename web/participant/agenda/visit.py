"""One meeting of the schedule on a page of its own, as it is opened on the way: when, where, who, and the way there."""

from flask import g, render_template

from matchmaker.alerts.queries.lateness import lateness_for
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.contacts import contacts_in
from matchmaker.models import ReleaseKind
from matchmaker.prospects.queries.receiving import other_sides
from matchmaker.releases.queries.agenda import read_agenda
from web import database
from web.auth.guards import agreed_required
from web.i18n import language
from web.participant.blueprint import bp
from web.security import not_kept


@bp.get("/agenda/meetings/<uid>")
@agreed_required
@not_kept
def visit(slug: str, uid: str) -> str:
    """Show one published meeting of the reader."""
    session = database.session()
    agenda = read_agenda(session, g.registration.id, language=language())
    line = next((one for one in agenda.lines if one.meeting and one.entry.uid == uid), None) if agenda else None
    if agenda is None or line is None or line.meeting is None:
        raise NotFound(N_("This appointment is not in your schedule any more."))
    sides = [side["delegation_id"] for side in line.meeting.get("sides") or [line.meeting["other"]]]
    city = line.meeting["venue"].get("leg", "") if line.is_visit else ""
    final = agenda.kind is ReleaseKind.FINAL
    return render_template(
        "participant/agenda/visit.html",
        line=line,
        final=final,
        met=other_sides(session, g.event, sides, visited_in=city, details=line.entry.details),
        contacts=contacts_in(session, g.registration, [line.entry]) if final else {},
        late=lateness_for(session, g.event.id, [line.entry]).get(uid, ()),
        is_mission=agenda.is_mission,
    )
