"""An archive as it comes from outside: read from bytes, and whether its parts fit together."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import ValidationError

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.queries.plans import TABLE
from matchmaker.setup.queries.archive_format import FORMAT, MOST_SLOTS, VERSION, BlockPart, EventArchive, ItemPart
from matchmaker.setup.rules import Cells

LARGEST_ARCHIVE = 2 * 1024 * 1024
"""In bytes."""
_ANY_DAY = date(2000, 1, 1)
_NO_ARCHIVE = N_("This file is no archive of an event. Choose one that was downloaded from the settings of an event.")
_SHOWN = 80


def parse_archive(data: bytes) -> EventArchive:
    """Return the document in `data` (JSON, UTF-8).

    Raises `InvalidInput` for a file that is too large, is no archive, has another version or a value that cannot be,
    and for parts that do not fit together.
    """
    if len(data) > LARGEST_ARCHIVE:
        raise InvalidInput(N_("The archive is larger than %(most)d MB."), most=LARGEST_ARCHIVE // 1024**2)
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise InvalidInput(_NO_ARCHIVE) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise InvalidInput(_NO_ARCHIVE)
    if found.get("version") != VERSION or isinstance(found["version"], bool):
        raise InvalidInput(
            N_("The archive has another version than this installation reads (%(version)d)."), version=VERSION
        )
    return check_archive(data.decode("utf-8-sig"))


def check_archive(text: str) -> EventArchive:
    """Return the document in `text`; raises `InvalidInput` where a value cannot be or parts do not fit together."""
    try:
        archive = EventArchive.model_validate_json(text)
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors(include_input=False, include_url=False)[0]["loc"])
        raise _refused(where) from None
    _unique(archive)
    _known(archive)
    _times(archive)
    _drawings(archive)
    return archive


def count_slots(archive: EventArchive) -> int:
    """Return how many slots the blocks are cut into."""
    return sum(1 for block in archive.blocks for _start in _starts(block))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _twice(Counter(name for name, _value in pairs))
    return found


def _refused(where: str) -> InvalidInput:
    return InvalidInput(N_("The archive cannot be used: a value is missing or wrong (%(where)s)."), where=_short(where))


def _twice(counted: Counter[str]) -> InvalidInput:
    name = counted.most_common(1)[0][0]
    return InvalidInput(N_("The archive cannot be used: it holds “%(name)s” twice."), name=_short(name))


def _short(text: str) -> str:
    return one_line(text)[:_SHOWN]


def _unique(archive: EventArchive) -> None:
    form = archive.form
    for names in (
        [one.code for one in archive.categories],
        [tier for one in archive.categories for tier in one.tiers],
        *[one.not_with for one in archive.categories],
        [one.name for one in archive.legs],
        [one.name for one in archive.venues],
        [" – ".join(sorted((one.one, one.other))) for one in archive.travel],
        [one.code for one in archive.places],
        [one.name for one in archive.plans],
        [one.code for one in archive.programme],
        [one.category for one in form.offered] if form else [],
        *[[f"{slot.day} {slot.starts}" for slot in one.closed] for one in archive.places],
    ):
        if len(set(names)) < len(names):
            raise _twice(Counter(names))


def _known(archive: EventArchive) -> None:
    """Check that what is named is there."""
    form = archive.form
    categories = {one.code for one in archive.categories}
    _all_in([other for one in archive.categories for other in one.not_with], categories)
    _all_in([one.category for one in form.offered] if form else [], categories)
    _all_in(archive.call.limits if archive.call else [], categories)
    _all_in([one.leg for one in archive.venues if one.leg], {one.name for one in archive.legs})
    venues = {one.name for one in archive.venues}
    _all_in([name for time in archive.travel for name in (time.one, time.other)], venues)
    for parts in (archive.blocks, archive.places, archive.plans, archive.programme):
        _all_in([one.venue for one in parts], venues)
    for plan in archive.plans:
        _all_in(plan.spots, {one.code for one in archive.places if one.venue == plan.venue})


def _all_in(names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise InvalidInput(
                N_("The archive cannot be used: it names “%(name)s”, which it does not hold."), name=_short(name)
            )


def _times(archive: EventArchive) -> None:
    """Check that spans end after they begin, and that no two slots of a venue begin at the same time."""
    spans: list[BlockPart | ItemPart] = [*archive.blocks, *archive.programme]
    for span in spans:
        if span.starts >= span.ends:
            raise _refused(f"{span.code}: {span.starts:%H:%M}–{span.ends:%H:%M}")
    for leg in archive.legs:
        if leg.starts > leg.ends:
            raise _refused(leg.name)
    for way in archive.travel:
        if way.one == way.other:
            raise _refused(way.one)
    begun: set[tuple[str, datetime]] = set()
    for block in archive.blocks:
        for starts in _starts(block):
            if (block.venue, starts) in begun:
                raise InvalidInput(N_("The two blocks overlap."))
            begun.add((block.venue, starts))
            if len(begun) > MOST_SLOTS:
                raise InvalidInput(N_("The archive has more than %(most)d slots."), most=MOST_SLOTS)


def _starts(block: BlockPart) -> Iterator[datetime]:
    day = _ANY_DAY + timedelta(days=block.day)
    at, end = datetime.combine(day, block.starts), datetime.combine(day, block.ends)
    while at + timedelta(minutes=block.minutes) <= end:
        yield at
        at += timedelta(minutes=block.minutes + block.changeover)


def _drawings(archive: EventArchive) -> None:
    """Check that what a plan shows lies within it."""
    for plan in archive.plans:
        grid = Cells(plan.columns, plan.rows)
        spots = all(grid.holds(x, y, TABLE, TABLE) for x, y in plan.spots.values())
        if not spots or not all(grid.holds(one.x, one.y, one.width, one.height) for one in plan.shapes):
            raise _refused(plan.name)
