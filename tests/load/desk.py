"""Measure the change desk: `python -m tests.load.desk --forums sample 300 4000 --changes 50`.

Random changes of every kind, sometimes two at once, each searched for repairs on a forum that is published; a SQLite
file. Seconds of the processor for a whole search: changes tried, up to four repairs, who would hear what of each. The
goal: 3 s with 300 meetings, 10 s with 4,000. A search that takes longer has shown its first repairs before.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.builders import databases
from tests.builders.busy_forum import publish_busy_forum, publish_sample_forum
from tests.builders.repairs_searched import SearchedRepairs, search_at_random

FORUMS: dict[str, Callable[[str], int]] = {
    "sample": lambda url: publish_sample_forum(url, seconds=30),
    "300": lambda url: publish_busy_forum(url, companies=80, wishes=420, tables=26, days=1, seconds=30),
    "4000": lambda url: publish_busy_forum(url, companies=600, wishes=4600, tables=200, days=2, seconds=60),
}


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure the change desk.")
    arguments.add_argument("--forums", nargs="+", choices=FORUMS, default=["sample", "300"])
    arguments.add_argument("--changes", type=int, default=50)
    given = arguments.parse_args()
    for forum in given.forums:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{databases.make_template(Path(folder) / 'load.sqlite')}"
            event_id = FORUMS[forum](url)
            print(f"{forum}: processor seconds, kinds, people disturbed by each repair", flush=True)
            _tell([_measured(url, event_id, number) for number in range(given.changes)])


def _measured(url: str, event_id: int, number: int) -> SearchedRepairs:
    found = search_at_random(url, event_id, number)
    said = found.refused or f"{found.disturbed}{'' if found.proved else ' not proved'}"
    print(f"  {found.seconds:6.2f}  {' + '.join(found.kinds)}: {said} {'; '.join(found.wrong)}", flush=True)
    return found


def _tell(searched: list[SearchedRepairs]) -> None:
    noted = [one for one in searched if not one.refused]
    took = [one.seconds for one in noted]
    print(
        f"  median {statistics.median(took):.2f}, longest {max(took):.2f} s; {len(searched)} changes, "
        f"{len(searched) - len(noted)} refused with a reason, {sum(one.proved for one in noted)} proved, "
        f"{sum(len(one.disturbed) >= 3 for one in noted)} with three repairs, "
        f"{sum(bool(one.wrong) for one in noted)} wrong"
    )


if __name__ == "__main__":
    main()
