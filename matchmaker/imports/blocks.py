"""Blocks of an event with their slots, read from a folder only."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, time

from sqlmodel import Session, select

from matchmaker.base.i18n import N_
from matchmaker.events.slots import cut
from matchmaker.imports.plan import Draft, Judgement, Plan, once
from matchmaker.imports.preview import RowMessage
from matchmaker.imports.programme import span, texts
from matchmaker.imports.rows import Row, Rows
from matchmaker.imports.venues import Venues
from matchmaker.models import Block, Event, Slot, Venue

Start = tuple[int | None, date, time]
"""Venue, day and wall time at which a slot begins; no two slots of an event have the same."""


def plan_blocks(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out the blocks, by their codes, and cut new ones into slots; the times of a present block stay."""
    venues = Venues(session, event)
    present = {row.code: row for row in session.exec(select(Block).where(Block.event_id == event.id)).all()}
    codes = {block.id: block.code for block in present.values()}
    taken: dict[Start, str] = {
        (slot.venue_id, slot.day, slot.starts): codes[slot.block_id]
        for slot in session.exec(select(Slot).where(Slot.event_id == event.id)).all()
    }
    judgements = []
    for row in rows.rows:
        code = row.texts.get("code", "")
        known = present.get(code)
        judgement = Judgement(row, code)
        judgements.append(judgement)
        venue = None if row.messages else venues.find(row, known.venue_id if known else None)
        if venue is None:
            continue
        span(row, event, venue.zone)
        times = {"venue_id": venue.id} | {name: row.values[name] for name in ("day", "starts", "ends")}
        names = (known.names if known else {}) | texts(row, "name")
        block = Draft(Block, known, {"names": names} | times, only_new={"event_id": event.id, "code": code})
        if set(block.changed) & set(times):
            row.refuse(N_("This block is there already with another time or venue, which an import does not change."))
        judgement.drafts = [block]
        if known is None:
            slots = list(_slots(event, block, venue))
            _check_starts(row, slots, taken, code)
            judgement.drafts += [draft for draft in slots if draft.values["starts_at"] is not None]
            judgement.notices += _lost(slots)
    return once(judgements, rows)


def _slots(event: Event, block: Draft[Block], venue: Venue) -> Iterator[Draft[Slot]]:
    """Yield the slots of a block; one that the change of the clocks cuts or swallows has no instants."""
    day, starts, ends = (block.values[name] for name in ("day", "starts", "ends"))
    for times in cut(
        day, starts, ends, zone=venue.zone, minutes=event.slot_minutes, changeover=event.changeover_minutes
    ):
        values = {"event_id": event.id, "venue_id": venue.id, "day": day, "zone": venue.zone} | asdict(times)
        yield Draft(Slot, None, values, links={"block_id": block})


def _check_starts(row: Row, slots: list[Draft[Slot]], taken: dict[Start, str], code: str) -> None:
    for slot in slots:
        start = (slot.values["venue_id"], slot.values["day"], slot.values["starts"])
        other = taken.setdefault(start, code)
        if other != code:
            row.refuse(
                N_(
                    "The block “%(other)s” has a slot at %(time)s too, in the same venue. "
                    "Begin one of the two blocks at another time."
                ),
                other=other,
                time=f"{start[2]:%H:%M}",
            )
            return


def _lost(slots: list[Draft[Slot]]) -> list[RowMessage]:
    times = [f"{slot.values['starts']:%H:%M}" for slot in slots if slot.values["starts_at"] is None]
    sentence = N_("The clocks change in this block: no slot is made at %(times)s.")
    return [RowMessage(sentence, {"times": ", ".join(times)})] if times else []
