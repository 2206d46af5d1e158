"""The three queues of background work and what runs in them.

Solving; the change desk, whose searches an organiser waits for; and quick things, so that no mail waits for a run.

Tasks take ids only: a job that died with its worker is found again by its rows, not by the queue. The queues live in
a file of the data folder, or on the PostgreSQL server when there is one. Tests keep them in memory, where nothing
runs by itself; `desk_queue.immediate = True` makes its tasks run at once.
"""

import os
import threading

import structlog
from huey import crontab

from matchmaker.alerts.jobs import alert_mails, auto_cancel, lateness
from matchmaker.alerts.jobs.outbox import send_outbox
from matchmaker.base.config import get_config
from matchmaker.base.db import transaction
from matchmaker.base.logs import configure_logs
from matchmaker.base.queues import make_queue
from matchmaker.campaigns.jobs import write_due_campaigns
from matchmaker.change_desk import jobs as desk
from matchmaker.change_desk.commands.searches import forget_searches
from matchmaker.duplicates.commands.undo import forget_merges
from matchmaker.enrolment import jobs as requests
from matchmaker.followup.jobs import ask_all_due
from matchmaker.history.commands import forget_old
from matchmaker.imports.commands.journal import forget_images
from matchmaker.imports.commands.uploads import forget_uploads
from matchmaker.inbox.jobs.act import act_on_waiting
from matchmaker.inbox.jobs.mailbox import read_mailbox
from matchmaker.members.jobs import remind_due
from matchmaker.models import SILENCE, MadePaper, RepairSearch, TimeSearch
from matchmaker.notices.commands import notices
from matchmaker.people.commands.sessions import forget_sessions
from matchmaker.presentations import jobs as presentations
from matchmaker.programmes import jobs as papers
from matchmaker.prospects.jobs import tell_all_attaches
from matchmaker.publishing.commands import zones
from matchmaker.scheduling.commands import runs
from matchmaker.scheduling.commands.background import end_abandoned, put_back_silent
from matchmaker.scheduling.jobs import solving
from matchmaker.setup.commands.changes import forget_changes
from matchmaker.setup.jobs.opening import open_due

log = structlog.get_logger()
_reading = threading.Lock()
TEND_SECONDS = 30
"""Twice a minute, so that an interrupted run is taken up or marked within a minute."""


PATIENT = 5
"""Niceness of solving: who waits for a page or a repair gets the processor first."""

solve_queue = make_queue("solve", get_config())
desk_queue = make_queue("desk", get_config())
quick_queue = make_queue("quick", get_config())


@solve_queue.on_startup()
@desk_queue.on_startup()
@quick_queue.on_startup()
def before_all_else() -> None:
    """Have the workers log as the pages do."""
    configure_logs()


@solve_queue.on_startup()
def give_way() -> None:
    """Let everything else go first."""
    os.nice(PATIENT)


@solve_queue.task()
def solve(run_id: int) -> None:
    """Carry out a run."""
    solving.execute_run(run_id)


@solve_queue.task()
def price_times(presentation_id: int) -> None:
    """Look what each time of a presentation costs in wishes."""
    presentations.price_times(presentation_id)


@desk_queue.task()
def search_repairs(search_id: int) -> None:
    """Look for the repairs of what has changed."""
    desk.search_repairs(search_id)


@quick_queue.task()
def put_back() -> None:
    """Queue the runs and the searches again whose worker died."""
    with transaction() as session:
        waiting = runs.put_back_stale_runs(session, stale_after=get_config().stale_seconds)
    for run_id in waiting:
        solve(run_id)
    for table, task in ((RepairSearch, search_repairs), (TimeSearch, price_times), (MadePaper, make_paper)):
        with transaction() as session:
            waiting = put_back_silent(session, table)
        for number in waiting:
            task(number)


@quick_queue.task()
def send_mail() -> None:
    """Empty the outbox."""
    send_outbox()


@quick_queue.task()
def write_campaigns() -> None:
    """Write the campaigns that are due, and send them."""
    if write_due_campaigns():
        send_outbox()


@quick_queue.task()
def read_answers() -> None:
    """Take in what came back by mail, do what follows from it, and tell the organisers.

    One at a time: a mailbox that does not answer must not hold up both workers.
    """
    if not _reading.acquire(blocking=False):
        return
    try:
        read_mailbox()
    except OSError as error:
        log.warning("mailbox_not_read", reason=str(error))
    finally:
        _reading.release()
    act_on_waiting()
    tell_organisers.call_local()


@quick_queue.task()
def tell_organisers() -> None:
    """Cancel what is due by itself, write to organisers, attachés and those who wait what they must hear, and send."""
    cancelled = auto_cancel.cancel_due()
    told = alert_mails.tell_organisers() + lateness.tell_those_who_wait() + tell_all_attaches()
    if told or cancelled:
        send_outbox()


@quick_queue.task()
def make_paper(paper_id: int) -> None:
    """Make a paper that is ordered."""
    papers.make_paper(paper_id)


@quick_queue.task()
def fill_places() -> None:
    """Give free places to waiting lists, and tell those who get one."""
    if requests.fill_all():
        send_outbox()


@quick_queue.task()
def tend() -> None:
    """Look after what should not wait: runs whose worker died, events that open by themselves, and mail that is due."""
    put_back.call_local()
    open_due()
    write_due_campaigns()
    send_outbox()


@quick_queue.periodic_task(crontab(minute="*"))
def every_minute() -> None:
    """Tend now and once more in half a minute."""
    tend.call_local()
    tend.schedule(delay=TEND_SECONDS)
    tell_organisers()
    fill_places()
    read_answers()


@quick_queue.periodic_task(crontab(minute="*/10"))
def every_ten_minutes() -> None:
    """Queue what is due: reminders, news, mails about requests and
    follow-ups; forget uploaded files; end what a dead worker left."""
    with transaction() as session:
        notices.queue_due(session)
        forget_uploads(session)
        end_abandoned(session, MadePaper, RepairSearch, TimeSearch)
    if requests.tell_organisers():
        send_outbox()
    remind_due()
    ask_all_due()


@quick_queue.task()
def check_zones() -> None:
    """See whether new zone data have moved anything."""
    with transaction() as session:
        zones.check_zones(session)


@quick_queue.periodic_task(crontab(hour="4", minute="20"))
def every_night() -> None:
    """Look for new zone data, and forget what is kept no longer."""
    check_zones.call_local()
    with transaction() as session:
        forget_old(session)
        forget_images(session)
        forget_changes(session)
        forget_merges(session)
        forget_searches(session)
        forget_sessions(session)
    requests.forget_unconfirmed()


@quick_queue.on_startup()
def after_an_upgrade() -> None:
    """New zone data come with a new version of the packages: look as soon as it starts."""
    check_zones()


@solve_queue.on_startup()
@desk_queue.on_startup()
def after_a_crash() -> None:
    """Look for interrupted work when a worker starts, as soon as its silence is long enough to be sure."""
    put_back()
    put_back.schedule(delay=SILENCE.total_seconds() + 1)
    put_back.schedule(delay=get_config().stale_seconds + 1)


def enqueue_solve(run_id: int) -> None:
    """Hand a queued run to the solving worker; call it after the commit. Handing it over twice does no harm."""
    solve(run_id)


def enqueue_times(presentation_id: int) -> None:
    """Hand the search for the times of a presentation to the solving worker; call it after the commit."""
    price_times(presentation_id)


def enqueue_repairs(search_id: int) -> None:
    """Hand a search for repairs to the worker of the desk; call it after the commit."""
    search_repairs(search_id)


def enqueue_paper(paper_id: int) -> None:
    """Hand a paper that is ordered to a worker; call it after the commit."""
    make_paper(paper_id)


def enqueue_outbox() -> None:
    """Have the outbox emptied soon; call it after the commit."""
    send_mail()


def enqueue_campaigns() -> None:
    """Have due campaigns written soon; call it after the commit."""
    write_campaigns()


def enqueue_alerts() -> None:
    """Have the organisers told soon; call it after the commit."""
    tell_organisers()
