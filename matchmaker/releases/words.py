"""What is in the way of what is published, in words."""

from matchmaker.base.i18n import N_, format_time, translate
from matchmaker.scheduling.planning.overlaps import ItemInTheWay

IN_THE_WAY = N_("“%(item)s” (%(starts)s–%(ends)s, for everyone) is at the time of the block %(block)s.")


def in_the_way(one: ItemInTheWay, language: str) -> str:
    """Return which item for everyone is at the time of which block."""
    return translate(
        language,
        IN_THE_WAY,
        item=one.title(language),
        starts=format_time(one.starts, language),
        ends=format_time(one.ends, language),
        block=one.block(language),
    )
