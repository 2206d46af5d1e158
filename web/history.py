"""The history of an event or a community (who did what, when, from where) as a page and as a table."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import lazy_gettext

from matchmaker.history.queries import HistoryFilter, HistoryScope, read_all_lines, read_history
from matchmaker.history.rules import Topic
from matchmaker.history.words import history_table, what_was_done, who
from matchmaker.models import Act
from web import database
from web.choice import choice
from web.config import product_config
from web.downloads import table_file
from web.i18n import language

TOPICS = {
    Topic.LOG_INS: lazy_gettext("Log-ins and passwords"),
    Topic.ROLES: lazy_gettext("Staff and roles"),
    Topic.PEOPLE: lazy_gettext("Imports and people"),
    Topic.MAILS: lazy_gettext("Mails to participants"),
    Topic.DOWNLOADS: lazy_gettext("Downloads and calendar addresses"),
    Topic.SETTINGS: lazy_gettext("Settings"),
    Topic.SCHEDULE: lazy_gettext("Releases and changes"),
}


def history_page(
    scope: HistoryScope, endpoint: str, topics: Sequence[Topic] = tuple(Topic), undo: Mapping[int, str] | None = None
) -> str:
    """Return the page `endpoint`; its file is called the same with `_file`.

    `undo` are the addresses at which imports can be undone, by their ids.
    """
    wanted = _wanted()
    filters = {"q": wanted.name, "topic": wanted.topic, "day": wanted.day}
    given: dict[str, Any] = {name: str(value) for name, value in filters.items() if value}
    return render_template(
        "history.html",
        page=read_history(database.session(), scope, wanted, request.args.get("page", 1, type=int)),
        asked=given,
        who=lambda entry: who(entry, language()),
        what=lambda entry: what_was_done(entry, language()),
        undo=undo or {},
        zone=scope.zone,
        topics={topic: TOPICS[topic] for topic in topics},
        days_kept=product_config().history_days,
        address=url_for(endpoint),
        file=lambda file_format: url_for(f"{endpoint}_file", file_format=file_format, **given),
        page_url=lambda number: url_for(endpoint, **given, page=number),
    )


def history_download(scope: HistoryScope, name: str, file_format: str) -> Response:
    """Return what the page shows, on all its pages, as a file called `history-<name>`; recorded itself."""
    table = history_table(read_all_lines(database.session(), scope, _wanted()), scope.zone, language())
    return table_file(table, f"history-{name}", file_format, people=Act.DOWNLOAD_HISTORY, number=len(table.rows))


def _wanted() -> HistoryFilter:
    return HistoryFilter(
        name=request.args.get("q", "").strip()[:100],
        topic=choice(Topic, request.args.get("topic", "")),
        day=_day(request.args.get("day", "")),
    )


def _day(text: str) -> date | None:
    """Return the day that an address names; None for what is none, or has no day after it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date.min < day < date.max else None
