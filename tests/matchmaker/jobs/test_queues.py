"""The queues: where they keep their jobs, and a real consumer that acts by itself.

A solve that survives the death of its worker: `tests/processes/test_installation.py`.
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from huey import MemoryHuey, PostgresHuey, SqliteHuey

from matchmaker import jobs
from matchmaker.alerts.commands.auto_cancel import set_delay
from matchmaker.alerts.commands.reports import cannot_come
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.base.config import Config
from matchmaker.base.db import get_engine, open_session, transaction
from matchmaker.base.queues import make_queue, prepare_queues
from matchmaker.cli.worker import consumer
from matchmaker.models import (
    Alert,
    AlertState,
    ReleaseKind,
    row_id,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.agenda import read_agenda
from matchmaker.releases.queries.published import last_release, standing_appointments
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders.alert_jobs import enqueue_twice
from tests.builders.factories import make_staff
from tests.builders.forum import make_forum
from tests.builders.installation import wait_for
from tests.builders.prepared import start


def test_tests_keep_their_jobs_in_memory():
    for queue in (jobs.solve_queue, jobs.desk_queue, jobs.quick_queue):
        assert isinstance(queue, MemoryHuey)


def test_the_embedded_queue_is_a_file_beside_the_data(tmp_path):
    config = Config(mode="development", data=tmp_path / "new", DATABASE_URL="")

    queue = make_queue("solve", config)

    assert isinstance(queue, SqliteHuey)
    assert (tmp_path / "new" / "jobs.sqlite").exists()


def test_with_a_database_server_the_queue_is_there(request):
    config = Config(mode="development", DATABASE_URL=request.getfixturevalue("postgres_server") % "postgres")

    prepare_queues(config)
    prepare_queues(config)
    queue = make_queue("solve", config)

    assert isinstance(queue, PostgresHuey)
    queue.storage.enqueue(b"42")
    assert queue.storage.dequeue() == b"42"
    queue.storage.close()


@contextmanager
def running_consumer(environment: dict[str, str], queue: str) -> Iterator[subprocess.Popen]:
    """A consumer of a queue in processes of its own; killed without warning at the end."""
    process = subprocess.Popen(consumer(queue), env=environment, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_worker_cancels_by_itself_what_somebody_cannot_come_to(database_url, tmp_path):
    environment = os.environ | {
        "MATCHMAKER_MODE": "development",
        "MATCHMAKER_DATA": str(tmp_path),
        "DATABASE_URL": database_url,
    }
    prepare_queues(Config(mode="development", data=tmp_path, DATABASE_URL=database_url))
    with transaction(database_url) as session:
        forum = make_forum(session)
        forum.wish(forum.join("Numalis"), forum.join("Beta"))
        publish_scenario(
            session,
            forum.event,
            make_baseline(session, forum.event),
            kind=ReleaseKind.FINAL,
            staff_id=None,
            expected_release=0,
        )
        set_delay(session, forum.event, 0, make_staff(session, forum.event))
        someone = forum.people["Numalis"]
        (line,) = standing_appointments(session, someone)
        alert_id = row_id(cannot_come(session, someone, line.uid, shown=line_token(line)))
        event_id = row_id(forum.event)

    def published() -> int:
        with open_session(read_only=True, url=database_url) as session:
            return last_release(session, event_id).number

    elsewhere = start(enqueue_twice, **environment)
    elsewhere.join()
    assert elsewhere.exitcode == 0
    with running_consumer(environment, "quick_queue"):
        wait_for(lambda: published() == 2)

    with open_session(read_only=True, url=database_url) as session:
        assert session.get_one(Alert, alert_id).state is AlertState.HANDLED
        agenda = read_agenda(session, someone.id, language="en")
        assert (agenda.lines, [line.entry.uid for line in agenda.cancelled]) == ((), [line.uid])
    get_engine(database_url).dispose()
