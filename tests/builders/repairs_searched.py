"""A search of the change desk from beginning to end, and what the judge says of each repair that it offers."""

from dataclasses import dataclass
from random import Random
from time import process_time

from sqlmodel import Session, select

from matchmaker.base.db import get_engine, transaction
from matchmaker.change_desk.commands.searches import start_search, take_repair
from matchmaker.change_desk.jobs import search_repairs
from matchmaker.change_desk.planning.found import Found, RepairKind, read_found
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.change_desk.words import why_failed, why_not_more
from matchmaker.drafts.queries.verdict import verdict_of
from matchmaker.models import Event, RepairSearch, RunState, Staff, row_id
from tests.builders.random_changes import draw_changes


@dataclass(frozen=True, slots=True)
class SearchedRepairs:
    """What came of one search."""

    kinds: tuple[ChangeKind, ...]
    seconds: float
    """Of the processor, for the whole search."""
    refused: str
    """Why the changes cannot be noted, in a sentence; empty if they can."""
    disturbed: tuple[int, ...]
    """People whom each repair disturbs."""
    proved: bool
    """That no repair with the least shortfall disturbs fewer people."""
    wrong: tuple[str, ...]
    """What is not as it must be; nothing else is said of a search that is right."""


def search_at_random(url: str, event_id: int, number: int, seed: int = 0) -> SearchedRepairs:
    """Draw the changes of the given case, search for repairs, and take each of them without a trace."""
    with transaction(url) as session:
        event, staff = session.get_one(Event, event_id), session.exec(select(Staff)).one()
        changes = draw_changes(session, event, number, Random(f"{seed}/{number}"))
        search_id = row_id(start_search(session, event, changes, staff=staff))
    begun = process_time()
    search_repairs(search_id, url=url)
    seconds = process_time() - begun
    kinds = tuple(change.kind for change in changes)
    with Session(get_engine(url)) as session:
        search = session.get_one(RepairSearch, search_id)
        if search.state is RunState.FAILED:
            wrong = () if search.error else ("it failed without a reason",)
            return SearchedRepairs(kinds, seconds, why_failed(search, "en"), (), proved=False, wrong=wrong)
        found = read_found(search.found)
        disturbed = tuple(one.view.people_disturbed for one in found.proposals)
        wrong = _wrong(found) + tuple(
            f"{one.kind}: {said}" for one in found.proposals for said in _judged(session, search_id, one.kind)
        )
    return SearchedRepairs(kinds, seconds, "", disturbed, proved=_proved(found), wrong=wrong)


def _proved(found: Found) -> bool:
    fewest = {RepairKind.ONLY_CANCEL, RepairKind.LEAST_DISTURBANCE}
    return any(one.view.proved for one in found.proposals if one.kind in fewest)


def _wrong(found: Found) -> tuple[str, ...]:
    disturbed = [one.view.people_disturbed for one in found.proposals]
    return tuple(
        claim
        for claim, holds in {
            "fewer than three repairs, and no reason why": len(disturbed) >= 3 or why_not_more(found, "en"),
            "those that disturb fewer people come first": disturbed == sorted(disturbed),
            "who hears what is not known": all(one.announced is not None for one in found.proposals),
        }.items()
        if not holds
    )


def _judged(session: Session, search_id: int, kind: str) -> list[str]:
    """Take a repair, ask the judge of the draft, and roll back."""
    search = session.get_one(RepairSearch, search_id)
    event, staff = session.get_one(Event, search.event_id), session.get_one(Staff, search.created_by_id)
    draft = take_repair(session, event, search_id, kind, staff=staff)
    said = [f"{one.title}: {', '.join(one.reasons)}" for one in verdict_of(session, event, draft, "en")]
    session.rollback()
    return said
