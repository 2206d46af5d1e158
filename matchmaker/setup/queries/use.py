"""What rests on a part of the structure: meetings of schedules, the published ones among them."""

from sqlmodel import Session, col, func, select

from matchmaker.models import Placement, Slot


def meetings_at_place(session: Session, place_id: int) -> int:
    """Return how many meetings of all schedules of the event are at a place."""
    return session.exec(select(func.count()).where(Placement.place_id == place_id)).one()


def meetings_in_block(session: Session, block_id: int) -> int:
    """Return how many meetings of all schedules of the event are in the slots of a block."""
    slots = select(Slot.id).where(Slot.block_id == block_id)
    return session.exec(select(func.count()).where(col(Placement.slot_id).in_(slots))).one()
