"""Tell those again who have not looked at what is published: their schedule, with what has changed for them."""

from collections.abc import Collection

from sqlmodel import Session, col, func, select

from matchmaker.base.errors import Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.events.queries.own_pages import own_pages
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.queries.messages import MessageView, read_message
from matchmaker.models import Act, Event, Message, Release, ReleaseEntry, Staff, record, row_id
from matchmaker.people.commands.first_links import never_logged_in
from matchmaker.publishing.commands.schedule_mails import ScheduleMails, news_of
from matchmaker.publishing.queries.reach import Reached, Whom, occasion_of, read_reach
from matchmaker.releases.queries.withdrawn import read_withdrawn
from matchmaker.releases.rules.succession import Past, copy_of
from matchmaker.scheduling.planning.facts import load_facts


def tell_again(
    session: Session, event: Event, *, shown: str, staff: Staff, whom: Whom = Whom.UNSEEN, lately: bool = False
) -> int:
    """Queue a mail for everybody (`whom`) who has not seen their last change, once a day; return how many people.

    Each mail has the agenda and what has changed since the release that its reader has seen, in their language. Whose
    last mail still waits, has just left (unless `lately`) or did not arrive is left out. `shown` is `Reach.token` of
    the page. Raises `Stale` if they are others by now, and `Closed` for an archived event.
    """
    require_not_archived(event)
    event = lock_event(session, row_id(event))
    reach = read_reach(session, event)
    if reach is None or reach.token(whom, lately=lately) != shown:
        raise Stale(N_("Others have looked at it meanwhile, or something newer is published. Look again."))
    told = _queue(session, event, reach.release, reach.to_tell(whom, lately=lately))
    record(session, staff.name, Act.TELL_AGAIN, event_id=row_id(event), release=reach.release.number, told=told)
    session.flush()
    return told


def preview_again(
    session: Session, event: Event, release: Release, told: Collection[Reached]
) -> tuple[MessageView, ...]:
    """Return exactly what the first reader of each language would get: it is queued, read and undone."""
    readers = {one.language: one for one in reversed(tuple(told))}
    newest = session.exec(select(func.max(Message.id))).one() or 0
    savepoint = session.begin_nested()
    try:
        _queue(session, event, release, tuple(readers.values()))
        made = session.exec(select(Message).where(col(Message.id) > newest).order_by(col(Message.id))).all()
        return tuple(read_message(session, message) for message in made)
    finally:
        savepoint.rollback()


def _queue(session: Session, event: Event, release: Release, readers: tuple[Reached, ...]) -> int:
    """Queue the mails of `readers` and return how many people."""
    facts, occasion = load_facts(session, event), occasion_of(event)
    numbers = [one.registration_id for one in readers]
    strangers = never_logged_in(session, [facts.persons[number] for number in numbers])
    gone, pages = read_withdrawn(session, row_id(event)), own_pages(session, event, numbers)
    mails = ScheduleMails(session, facts, release, gone, strangers, pages)
    agendas, pasts = _entries(session, release, readers), _pasts(session, event, readers)
    for number, own in agendas.items():
        known = pasts.get(number, Past())
        mails.queue(own, news_of(own, known), known, again=occasion)
    return len(agendas)


def _entries(session: Session, release: Release, readers: tuple[Reached, ...]) -> dict[int, list[ReleaseEntry]]:
    """Return the lines of the release by reader."""
    numbers = [one.registration_id for one in readers]
    rows = session.exec(
        select(ReleaseEntry)
        .where(ReleaseEntry.release_id == release.id, col(ReleaseEntry.registration_id).in_(numbers))
        .order_by(col(ReleaseEntry.registration_id), col(ReleaseEntry.starts_at), col(ReleaseEntry.id))
    )
    found: dict[int, list[ReleaseEntry]] = {}
    for row in rows:
        found.setdefault(row.registration_id, []).append(row)
    return found


def _pasts(session: Session, event: Event, readers: tuple[Reached, ...]) -> dict[int, Past]:
    """Return what each reader has seen; nothing for those who have looked at no release."""
    seen = {one.registration_id: one.seen for one in readers if one.seen}
    rows = session.exec(
        select(ReleaseEntry, Release.number)
        .join(Release, col(Release.id) == col(ReleaseEntry.release_id))
        .where(Release.event_id == event.id, col(ReleaseEntry.registration_id).in_(seen))
    )
    lines: dict[int, list[ReleaseEntry]] = {}
    for row, number in rows:
        if seen[row.registration_id] == number:
            lines.setdefault(row.registration_id, []).append(row)
    return {person: Past({copy_of(row): row for row in own}) for person, own in lines.items()}
