"""The history of an event or a community (who did what, when, from where) as a page and as a table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask import Response, render_template, request, url_for
from flask_babel import lazy_gettext

from matchmaker.history.queries import HistoryFilter, HistoryScope, busiest_actors, read_all_lines, read_history
from matchmaker.history.rules import Topic
from matchmaker.history.words import actor_in_words, history_table, what_was_done, who
from matchmaker.models import Act, AuditEntry
from matchmaker.models.audit import LONGEST_NAME
from web import database
from web.asked import asked, list_url
from web.choice import choice
from web.config import product_config
from web.downloads import table_file
from web.i18n import language
from web.ids import whole_number

TOPICS = {
    Topic.LOG_INS: lazy_gettext("Log-ins and passwords"),
    Topic.ROLES: lazy_gettext("Staff and roles"),
    Topic.PEOPLE: lazy_gettext("Imports and people"),
    Topic.MAILS: lazy_gettext("Mails"),
    Topic.DOWNLOADS: lazy_gettext("Downloads and calendar addresses"),
    Topic.SETTINGS: lazy_gettext("Settings"),
    Topic.SCHEDULE: lazy_gettext("Releases and changes"),
}


Undo = Mapping[int, str]
"""By entry: the address at which what was done can be undone; empty where it cannot be undone any more."""


def history_page(
    scope: HistoryScope,
    endpoint: str,
    topics: Sequence[Topic] = tuple(Topic),
    undo: Callable[[Sequence[AuditEntry]], Undo] | None = None,
) -> str:
    """Return the page `endpoint`; its file is called the same with `_file`. `undo` is asked about its entries."""
    wanted, session = _wanted(), database.session()
    page = read_history(session, scope, wanted, request.args.get("page", 1, type=int))
    given = asked(
        q=wanted.name,
        actor=wanted.actor,
        topic=wanted.topic,
        first=wanted.first,
        last=wanted.last,
        person=wanted.registration,
        whole=wanted.whole,
    )
    return render_template(
        "history.html",
        page=page,
        actors=busiest_actors(session, scope),
        actor_name=lambda actor: actor_in_words(actor, language()),
        asked=given,
        who=lambda entry: who(entry, language()),
        what=lambda entry: what_was_done(entry, language()),
        undo=undo([entry for line in page.lines for entry in (line.entry, *line.parts)]) if undo else {},
        parts_of=lambda entry: list_url(endpoint, {}, whole=entry.id),
        zone=scope.zone,
        topics={topic: TOPICS[topic] for topic in topics},
        days_kept=product_config().history_days,
        address=url_for(endpoint),
        file=lambda file_format: url_for(f"{endpoint}_file", file_format=file_format, **given),
        page_url=lambda number: list_url(endpoint, given, page=number),
    )


def history_download(scope: HistoryScope, name: str, file_format: str) -> Response:
    """Return what the page shows, on all its pages, as a file called `history-<name>`; recorded itself."""
    table = history_table(read_all_lines(database.session(), scope, _wanted()), scope.zone, language())
    return table_file(table, f"history-{name}", file_format, people=Act.DOWNLOAD_HISTORY, number=len(table.rows))


def _wanted() -> HistoryFilter:
    return HistoryFilter(
        name=request.args.get("q", "").strip()[:100],
        topic=choice(Topic, request.args.get("topic", "")),
        actor=request.args.get("actor", "")[:LONGEST_NAME],
        first=_day(request.args.get("first", "")),
        last=_day(request.args.get("last", "")),
        registration=whole_number(request.args.get("person", "")),
        whole=whole_number(request.args.get("whole", "")),
    )


def _day(text: str) -> date | None:
    """Return the day that an address names; None for what is none, or has no day after it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date.min < day < date.max else None
