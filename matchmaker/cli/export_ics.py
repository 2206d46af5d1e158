"""`matchmaker export-ics`: published agendas as calendar files."""

from pathlib import Path

import click
from rich.progress import track
from sqlmodel import Session, col, select

from matchmaker import feeds
from matchmaker.base.db import open_session
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, fold
from matchmaker.cli.console import answer, console, event_called, sentence, tell
from matchmaker.models import Event, Person, Registration, Release


@click.command("export-ics")
@click.option("--event", "slug", required=True, help="Short name of the event.")
@click.option("--person", "email", help="E-mail address of one participant; otherwise all of them.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the files.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(slug: str, email: str | None, out: Path, as_json: bool) -> None:
    """Write each participant's published agenda as an .ics file."""
    with open_session(read_only=True) as session:
        event = event_called(session, slug)
        if session.exec(select(Release).where(Release.event_id == event.id)).first() is None:
            raise NotFound(N_("Nothing is published for “%(slug)s” yet."), slug=slug)
        people = _people(session, event, email)
        out.mkdir(parents=True, exist_ok=True)
        written = []
        label = sentence(N_("Calendar files"))
        for registration, person in track(people, label, console=console, disable=as_json or not console.is_terminal):
            path = out / f"{fold(person.name).replace(' ', '-') or 'agenda'}-{registration.id}.ics"
            path.write_bytes(feeds.write_download(session, registration))
            written.append({"email": person.email, "name": person.name, "file": str(path)})
    if as_json:
        answer(written)
    else:
        tell(N_("Calendar files written to “%(folder)s”: %(count)d."), count=len(written), folder=str(out))


def _people(session: Session, event: Event, email: str | None) -> list[tuple[Registration, Person]]:
    query = (
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Registration.event_id == event.id)
        .order_by(col(Registration.id))
    )
    if email is not None:
        query = query.where(Person.email_key == email_key(email))
    people = [(registration, person) for registration, person in session.exec(query).all()]
    if not people:
        raise NotFound(N_("Nobody takes part in “%(slug)s” with this address."), slug=event.slug)
    return people
