"""Output of the command line: tables and progress bars in the user's language for people, JSON for programs."""

import json
import os
import re
from typing import Any

import click
from rich.console import Console
from sqlmodel import Session, col, select

from matchmaker.base.errors import FileRefused, MatchmakerError, NotFound
from matchmaker.base.i18n import LANGUAGES, N_, translate
from matchmaker.models import Event, Scenario
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.scheduling.queries.lookup import scenario_of

console = Console(highlight=False, markup=False, soft_wrap=True)
"""Where tables go; programs get plain text of it, since it is no terminal."""


def system_language() -> str:
    """Return the language of the environment (LC_ALL, LC_MESSAGES, LANG), English if it is none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value[:2] if value[:2] in LANGUAGES else "en"
    return "en"


def language() -> str:
    """Return the language that the user of the running command reads."""
    context = click.get_current_context(silent=True)
    return context.find_object(str) or system_language() if context else system_language()


def sentence(message: str, **params: Any) -> str:
    """Return `message` in the user's language."""
    return translate(language(), message, **params)


def tell(message: str, **params: Any) -> None:
    """Say a sentence on the standard output."""
    click.echo(sentence(message, **params))


def tell_error(message: str, **params: Any) -> None:
    """Say a sentence on the standard error."""
    click.echo(sentence(message, **params), err=True)


def answer(data: Any) -> None:
    """Give a program its answer: one JSON document on the standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def refusal(error: MatchmakerError, reader: str) -> str:
    """Return the sentence of an error, with the file and the line where it has them."""
    said = translate(reader, error.message, **error.params)
    if not isinstance(error, FileRefused):
        return said
    if not error.line:
        return f"{error.file}: {said}"
    return f"{error.file}, {translate(reader, N_('line %(line)d'), line=error.line)}: {said}"


def named_scenario(session: Session, event: Event, name: str) -> Scenario:
    """Return the scenario behind the last release (“release”), or the one with this number; raises NotFound."""
    if name == "release":
        published = published_scenario(session, event)
        if published is None:
            raise NotFound(N_("Nothing has been published yet."))
        return published
    if not re.fullmatch(r"[0-9]{1,18}", name):
        raise click.UsageError(f"“release” or the number of a scenario is expected, not {name!r:.40}.")
    return scenario_of(session, event, int(name))


def event_called(session: Session, slug: str) -> Event:
    """Return the event with this short name; raises NotFound, naming those that there are."""
    event = session.exec(select(Event).where(Event.slug == slug)).first()
    if event is None:
        slugs = session.exec(select(Event.slug).order_by(col(Event.slug))).all()
        raise NotFound(N_("There is no event “%(slug)s”. Events: %(known)s."), slug=slug, known=", ".join(slugs) or "–")
    return event
