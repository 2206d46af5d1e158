"""First start of an installation: of two at once, one wins."""

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import func, select

from matchmaker.base.db import transaction
from matchmaker.base.errors import Stale
from matchmaker.models import Community, Staff
from matchmaker.team.commands.first_start import begin_installation
from matchmaker.team.queries.first_start import first_code


def test_of_two_first_starts_at_once_one_is_told_that_it_is_late(database_url):
    def begin(number: int) -> str:
        try:
            with transaction(database_url) as own:
                begin_installation(
                    own,
                    first_code(),
                    community=f"Cluster {number}",
                    name="Anne",
                    email=f"anne{number}@cluster.example",
                    password_hash="hash",
                    language="fr",
                )
        except Stale:
            return "late"
        return "made"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(begin, range(4)))

    with transaction(database_url) as session:
        rows = [session.exec(select(func.count()).select_from(kind)).one() for kind in (Community, Staff)]
    assert (outcomes, rows) == (["late", "late", "late", "made"], [1, 1])
