"""The bytes of feeds and of files to download."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from icalendar import Event
from sqlalchemy import select
from sqlmodel import Session, col

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.calendars.build import agenda_calendar
from matchmaker.calendars.entry import Entry
from matchmaker.feeds.lines import shared_lines
from matchmaker.feeds.secret_addresses import Owner, Scope, key_of
from matchmaker.feeds.source import Source, source_of
from matchmaker.feeds.words import calendar_name, name_own, retell
from matchmaker.models import Registration, ReleaseEntry, ReleaseKind, row_id
from matchmaker.releases.queries.published import last_release

_UIDS = {Scope.PERSON: "agenda", Scope.DELEGATION: "delegation", Scope.EVENT: "event", Scope.PLACE: "place"}


def write_feed(session: Session, owner: Owner) -> bytes:
    """Return the feed: the last release's entries, cancelled ones for 30 days; empty before the first release."""
    return write_calendar(session, source_of(session, key_of(owner), "feed"))


def write_download(session: Session, owner: Owner) -> bytes:
    """Return the schedule as a file to import once: what takes place; a person's own one with alarms."""
    return write_calendar(session, source_of(session, key_of(owner), "download"))


def write_calendar(session: Session, source: Source) -> bytes:
    """Return the calendar of a source: nothing else but the source decides about its bytes."""
    if source.key.scope is Scope.PERSON:
        return _write(source, _kept(_entries_of(session, source, [source.key.id]), source))
    lines = {line.entry.uid: line for line in shared_lines(session, source)}
    entries = _kept([line.entry for line in lines.values()], source)
    return _write(source, entries, tell=lambda event, entry: retell(event, lines[entry.uid], source))


def meeting_file(session: Session, registration: Registration, uid: str) -> bytes:
    """Return an entry of a person's schedule as a file; raises `NotFound` if it does not stand in it."""
    return _file(source_of(session, key_of(registration), "download"), session, [row_id(registration)], {uid})


def page_file(
    session: Session,
    registrations: Sequence[Registration],
    uids: Collection[str],
    *,
    own_page: str,
    language: str,
    own_names: Mapping[str, str] | None = None,
) -> bytes:
    """Return the meetings that a page without an account shows as a file, those of all its people, in its language.

    Their links lead to the page (`own_page`, an address). Where `own_names` (by uid) says it, each names who of
    the readers goes. Raises `NotFound` if none of them stands any more.
    """
    source = source_of(session, key_of(registrations[0]), "download")
    source = replace(source, language=language, publisher=replace(source.publisher, own_page=own_page))
    return _file(source, session, [row_id(one) for one in registrations], uids, own_names or {})


def _file(
    source: Source,
    session: Session,
    people: Collection[int],
    uids: Collection[str],
    own_names: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    entries = {entry.uid: entry for entry in _kept(_entries_of(session, source, people), source) if entry.uid in uids}
    if not entries:
        raise NotFound(N_("This appointment is not in your schedule any more."))
    if not own_names:
        return _write(source, list(entries.values()))
    return _write(
        source,
        list(entries.values()),
        tell=lambda event, entry: name_own(event, own_names.get(entry.uid, ""), source.language),
    )


def published_kind(session: Session, event_id: int) -> ReleaseKind | None:
    """Return the kind of the event's last release, None before the first one."""
    release = last_release(session, event_id)
    return release.kind if release else None


def _entries_of(session: Session, source: Source, people: Collection[int]) -> list[Entry]:
    rows = session.scalars(
        select(ReleaseEntry).where(
            col(ReleaseEntry.release_id) == source.release_id, col(ReleaseEntry.registration_id).in_(people)
        )
    )
    return [Entry.of(row) for row in rows]


def _kept(entries: list[Entry], source: Source) -> list[Entry]:
    """Return what takes place and, in a feed, what was cancelled lately."""
    return [
        entry
        for entry in entries
        if not entry.cancelled
        or (source.form == "feed" and (entry.cancelled_at is None or entry.cancelled_at >= source.since))
    ]


def _write(source: Source, entries: list[Entry], *, tell: Callable[[Event, Entry], None] | None = None) -> bytes:
    return agenda_calendar(
        entries,
        publisher=source.publisher,
        language=source.language,
        name=calendar_name(source),
        uid=f"{_UIDS[source.key.scope]}-{source.key.id}",
        zone=source.zone,
        year=source.year,
        provisional=source.provisional,
        form=source.form,
        tell=tell,
    )
