"""Programme items for everyone that take slots of a block: nobody can meet then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time

from matchmaker.models import Audience, row_id
from matchmaker.scheduling.planning.facts import Facts


@dataclass(frozen=True, slots=True)
class ItemInTheWay:
    """A programme item for everyone at the time of a block; values alone, as rows change."""

    item_id: int
    titles: Mapping[str, str]
    """By language."""
    starts: time
    ends: time
    block_id: int
    blocks: Mapping[str, str]
    """Name of the block, by language."""

    @property
    def key(self) -> tuple[int, int]:
        """The same for the same item and block, at whatever times."""
        return self.item_id, self.block_id

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")

    def block(self, language: str) -> str:
        return self.blocks.get(language) or next(iter(self.blocks.values()), "")


def items_in_the_way(facts: Facts, slot_ids: Collection[int] | None = None) -> tuple[ItemInTheWay, ...]:
    """Return the items for everyone that take some slots, or any, by time."""
    found: dict[tuple[int, int], ItemInTheWay] = {}
    items = [item for item in facts.items.values() if item.audience is Audience.EVERYONE]
    for item in sorted(items, key=lambda item: (item.starts_at, row_id(item))):
        for slot_id, slot in facts.slots.items():
            asked = slot_ids is None or slot_id in slot_ids
            if asked and item.starts_at < slot.ends_at and slot.starts_at < item.ends_at:
                block = facts.blocks[slot.block_id]
                one = ItemInTheWay(row_id(item), item.titles, item.starts, item.ends, slot.block_id, block.names)
                found[one.key] = one
    return tuple(found.values())
