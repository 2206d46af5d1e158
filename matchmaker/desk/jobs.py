"""The search for repairs: changes are noted and taken back at once, then repairs are looked for without rows."""

from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

import structlog
from sqlalchemy import update
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.base.errors import MatchmakerError, Stale
from matchmaker.base.i18n import N_, translate
from matchmaker.changes.commands.drafts import save_source
from matchmaker.changes.planning.proposals import (
    ProposalKind,
    ProposalSource,
    RepairProposal,
    Repairs,
)
from matchmaker.changes.planning.repairs import Damage, propose, read_damage, repair_settings
from matchmaker.desk.commands.noting import note_changes
from matchmaker.desk.commands.searches import CHANGED
from matchmaker.desk.planning.found import Announced, RepairKind, choices, keep
from matchmaker.desk.planning.talks import TouchedTalk, read_talks, touched_talks
from matchmaker.desk.rules import changes_from_json
from matchmaker.models import Event, RepairSearch, RunState, Staff, row_id
from matchmaker.releases.queries.difference import read_difference
from matchmaker.scheduling.planning.facts import load_facts

SLACK = 1.5
"""Times what is enough on a machine that does nothing else: nobody waits for it before anything else is shown."""
ENOUGH = 3
"""Repairs to choose from; with fewer, one more is looked for that may disturb more people."""
FURTHER = 3
"""Times as many people as the solver's own proposals."""
POLLED = 0.5
"""Seconds between two looks whether somebody wants it to stop."""
UNEXPECTED = N_("Something unexpected went wrong. Try again; the details are in the log.")

Kinds = list[tuple[RepairKind, RepairProposal]]

log = structlog.get_logger(__name__)


def search_repairs(search_id: int, *, url: str | None = None) -> None:
    """Find the repairs of a queued search; one that somebody has, or that was stopped, is left alone."""
    with transaction(url) as session:
        queued = col(RepairSearch.state) == RunState.QUEUED
        claimed = session.execute(
            update(RepairSearch)
            .where(col(RepairSearch.id) == search_id, queued)
            .values(state=RunState.RUNNING, begun_at=clock.now())
            .returning(col(RepairSearch.id))
        ).one_or_none()
    if claimed is None:
        return
    try:
        _search(search_id, url)
    except MatchmakerError as error:
        sentence = _sentence(search_id, error, url)
        state = RunState.FAILED if sentence else RunState.STOPPED
        _write(search_id, url, state=state, finished_at=clock.now(), error=sentence)
    except Exception:
        log.exception("search of repairs %s", search_id)
        _write(search_id, url, state=RunState.FAILED, finished_at=clock.now(), error=UNEXPECTED)
        raise


def _search(search_id: int, url: str | None) -> None:
    damage, talks = _try(search_id, url)
    stop = _Stop(search_id, url)

    def show(repairs: Repairs, found: Kinds, announced: Mapping[RepairKind, Announced] | None = None) -> None:
        kept = keep(
            damage,
            talks,
            found,
            outcome=repairs.outcome,
            cannot_stay=repairs.cannot_stay,
            most_disturbed=repairs.most_disturbed,
            announced=announced or {},
        )
        _write(search_id, url, found=kept, fingerprint=damage.fingerprint)

    seconds = SLACK * repair_settings(damage.task).time_limit
    repairs = propose(
        damage, seconds=seconds, should_stop=stop, on_found=lambda repairs: show(repairs, _by_kind(repairs))
    )
    found = _by_kind(repairs)
    show(repairs, found)  # nobody waits for what comes now: one more repair, and who would hear what
    if len(choices(found)) < ENOUGH and repairs.proposals and not stop.asked:
        more = FURTHER * repairs.most_disturbed
        wider = propose(damage, seconds=seconds, most_disturbed=more, should_stop=stop)
        found += [(RepairKind.MOST_MET, one) for one in _another(wider, repairs)]
        repairs = replace(repairs, most_disturbed=more)
    announced: dict[RepairKind, Announced] = {}
    for kind, one in choices(found):
        if stop():  # perhaps since one of them was taken
            break
        announced[kind] = _announce(search_id, url, damage, one)
        show(repairs, found, announced)
    show(repairs, found, announced)
    _write(search_id, url, state=RunState.STOPPED if stop.asked else RunState.DONE, finished_at=clock.now())


def _by_kind(repairs: Repairs) -> Kinds:
    return [(RepairKind(one.kind.value), one) for one in repairs.proposals]


def _another(wider: Repairs, repairs: Repairs) -> list[RepairProposal]:
    """Return the one of a wider search with more met, if no other is the same schedule."""
    known = [one.source.result.schedule for one in repairs.proposals]
    more = (one for one in wider.proposals if one.kind is ProposalKind.MORE_MET)
    return [replace(one, same_as=None) for one in more if one.source.result.schedule not in known]


def _try(search_id: int, url: str | None) -> tuple[Damage, tuple[TouchedTalk, ...]]:
    """Return the event as it would be; what is noted for that is rolled back."""
    with open_session(url=url) as session:
        event = _event_of(session, search_id)
        before = read_talks(session, load_facts(session, event))
        damage, _staff = _noted(session, search_id)
        talks = touched_talks(before, read_talks(session, damage.task.facts))
        session.expunge_all()  # what was read stays as it was read
        session.rollback()
    return damage, talks


def _announce(search_id: int, url: str | None, damage: Damage, proposal: RepairProposal) -> Announced:
    """Return what the release of a proposal would tell people; what is noted and saved for that is rolled back."""
    with open_session(url=url) as session:
        again, staff = _noted(session, search_id)
        if again.fingerprint != damage.fingerprint:
            raise Stale(CHANGED)
        source = ProposalSource(again.task, again.start, proposal.source.result)
        event = _event_of(session, search_id)
        scenario = save_source(session, event, source, proposal.kind, staff_id=row_id(staff))
        announced = Announced.of(read_difference(session, event, scenario, language=staff.language))
        session.rollback()
    return announced


def _noted(session: Session, search_id: int) -> tuple[Damage, Staff]:
    """Note the changes of a search; return what is to be repaired then, and who asks."""
    search = session.get_one(RepairSearch, search_id)
    event, staff = _event_of(session, search_id), session.get_one(Staff, search.created_by_id)
    happened = note_changes(session, event, changes_from_json(search.changes), staff=staff)
    return read_damage(session, event, happened, from_draft=search.from_draft, keep_draft=True), staff


def _event_of(session: Session, search_id: int) -> Event:
    return session.get_one(Event, session.get_one(RepairSearch, search_id).event_id)


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
    """Return why it cannot be, in the language of the one who asks; empty where a repair was taken meanwhile."""
    with open_session(read_only=True, url=url) as session:
        search = session.get_one(RepairSearch, search_id)
        if search.scenario_id is not None:
            return ""
        staff = session.get_one(Staff, search.created_by_id)
        return translate(staff.language, error.message, **error.params)[:500]
