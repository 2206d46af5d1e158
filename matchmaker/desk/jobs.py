"""The search for repairs: changes are noted and taken back at once, then repairs are looked for without rows."""

from time import monotonic
from typing import Any

import structlog
from sqlalchemy import update
from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.base.errors import MatchmakerError
from matchmaker.base.i18n import N_, translate
from matchmaker.changes.planning.proposals import Repairs
from matchmaker.changes.planning.repairs import Damage, propose, read_damage, repair_settings
from matchmaker.desk.commands.noting import note_changes
from matchmaker.desk.planning.found import keep
from matchmaker.desk.planning.talks import TouchedTalk, read_talks, touched_talks
from matchmaker.desk.rules import changes_from_json
from matchmaker.models import Event, RepairSearch, RunState, Staff
from matchmaker.scheduling.planning.facts import load_facts

SLACK = 1.5
"""Times what is enough on a machine that does nothing else: nobody waits for it before anything else is shown."""
POLLED = 0.5
"""Seconds between two looks whether somebody wants it to stop."""
UNEXPECTED = N_("Something unexpected went wrong. Try again; the details are in the log.")

log = structlog.get_logger(__name__)


def search_repairs(search_id: int, *, url: str | None = None) -> None:
    """Find the repairs of a queued search; one that somebody has, or that was stopped, is left alone."""
    with transaction(url) as session:
        queued = col(RepairSearch.state) == RunState.QUEUED
        claimed = session.execute(
            update(RepairSearch)
            .where(col(RepairSearch.id) == search_id, queued)
            .values(state=RunState.RUNNING)
            .returning(col(RepairSearch.id))
        ).one_or_none()
    if claimed is None:
        return
    try:
        _search(search_id, url)
    except MatchmakerError as error:
        _write(search_id, url, state=RunState.FAILED, finished_at=clock.now(), error=_sentence(search_id, error, url))
    except Exception:
        log.exception("search of repairs %s", search_id)
        _write(search_id, url, state=RunState.FAILED, finished_at=clock.now(), error=UNEXPECTED)
        raise


def _search(search_id: int, url: str | None) -> None:
    damage, talks = _try(search_id, url)
    stop = _Stop(search_id, url)

    def show(found: Repairs) -> None:
        _write(search_id, url, found=keep(found, damage, talks), fingerprint=damage.fingerprint)

    seconds = SLACK * repair_settings(damage.task).time_limit
    found = propose(damage, seconds=seconds, should_stop=stop, on_found=show)
    show(found)
    _write(search_id, url, state=RunState.STOPPED if stop.asked else RunState.DONE, finished_at=clock.now())


def _try(search_id: int, url: str | None) -> tuple[Damage, tuple[TouchedTalk, ...]]:
    """Return the event as it would be; what is noted for that is rolled back."""
    with open_session(url=url) as session:
        search = session.get_one(RepairSearch, search_id)
        event, staff = session.get_one(Event, search.event_id), session.get_one(Staff, search.created_by_id)
        before = read_talks(session, load_facts(session, event))
        happened = note_changes(session, event, changes_from_json(search.changes), staff=staff)
        damage = read_damage(session, event, happened)
        talks = touched_talks(before, read_talks(session, damage.task.facts))
        session.expunge_all()  # what was read stays as it was read
        session.rollback()
    return damage, talks


class _Stop:
    """Whether somebody wants the search to stop; asks the database at most twice a second."""

    def __init__(self, search_id: int, url: str | None) -> None:
        self._search_id, self._url = search_id, url
        self._next = 0.0
        self.asked = False

    def __call__(self) -> bool:
        if not self.asked and monotonic() >= self._next:
            self._next = monotonic() + POLLED
            with open_session(read_only=True, url=self._url) as session:
                wanted = select(RepairSearch.stop_requested).where(RepairSearch.id == self._search_id)
                self.asked = session.exec(wanted).first() is not False
        return self.asked


def _write(search_id: int, url: str | None, **values: Any) -> None:
    with transaction(url) as session:
        session.execute(update(RepairSearch).where(col(RepairSearch.id) == search_id).values(**values))


def _sentence(search_id: int, error: MatchmakerError, url: str | None) -> str:
    """Return why it cannot be, in the language of the one who asks."""
    with open_session(read_only=True, url=url) as session:
        search = session.get_one(RepairSearch, search_id)
        staff = session.get_one(Staff, search.created_by_id)
        return translate(staff.language, error.message, **error.params)[:500]
