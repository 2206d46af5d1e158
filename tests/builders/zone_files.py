"""A new law for clocks, as a real zone file that takes the place of the pinned one."""

import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from matchmaker.calendars.zones import timezone_component


def _forget() -> None:
    zoneinfo.ZoneInfo.clear_cache()
    timezone_component.cache_clear()


@contextmanager
def law_in_waiting(folder: Path) -> Iterator[Callable[[], None]]:
    """Yield what passes the law: from then on Brussels goes by the clocks of Lisbon, an hour later in UTC."""

    def pass_it() -> None:
        europe = folder / "zoneinfo" / "Europe"
        europe.mkdir(parents=True)
        lisbon = files("tzdata").joinpath("zoneinfo", "Europe", "Lisbon").read_bytes()
        (europe / "Brussels").write_bytes(lisbon)
        zoneinfo.reset_tzpath([str(europe.parent)])
        _forget()

    yield pass_it
    zoneinfo.reset_tzpath([])
    _forget()
