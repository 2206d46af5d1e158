"""Organisers who publish and send, and what everybody's mail program makes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import time_machine

from matchmaker.alerts.jobs.outbox import send_outbox
from matchmaker.models import Person, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders.forum import Forum, Seat
from tests.builders.mail_client import Client, Invite, invite
from tests.builders.smtp_server import Server, smtp

START = datetime(2027, 3, 1, 8, tzinfo=UTC)
Mails = dict[str, list[Invite]]
"""Invitations by address, in order of arrival."""


@dataclass
class Office:
    """Each thing that the organisers do comes an hour after the one before."""

    forum: Forum
    url: str
    server: Server
    number: int = 0
    hour: int = 0
    read: int = 0
    clients: dict[str, Client] = field(default_factory=dict)

    @contextmanager
    def later(self, hours: int = 1) -> Iterator[None]:
        self.hour += hours
        with time_machine.travel(START + timedelta(hours=self.hour), tick=False):
            yield

    def publish(self, *seats: Seat, kind: ReleaseKind = ReleaseKind.FINAL) -> Mails:
        """Publish, send, and return the invitations that arrived."""
        with self.later():
            self.release(*seats, kind=kind)
            return self.send()

    def release(self, *seats: Seat, kind: ReleaseKind = ReleaseKind.FINAL) -> None:
        """Publish without sending."""
        session, event = self.forum.session, self.forum.event
        scenario = self.forum.scenario(*seats)
        release = publish_scenario(session, event, scenario, kind=kind, staff_id=None, expected_release=self.number)
        self.number = release.number
        session.commit()

    def send(self) -> Mails:
        """Empty the outbox, let everybody's mail program read, and return the new invitations."""
        self.forum.session.commit()
        send_outbox(url=self.url, config=smtp(self.server))
        self.forum.session.expire_all()
        found: Mails = {}
        for address, mime in self.server.got[self.read :]:
            self.clients.setdefault(address, Client(address)).receive(mime)
            if (news := invite(mime)) is not None:
                found.setdefault(address, []).append(news)
        self.read = len(self.server.got)
        return found

    def person(self, name: str) -> Person:
        return self.forum.session.get_one(Person, self.forum.people[name].person_id)

    def address(self, name: str) -> str:
        return self.person(name).email

    def client(self, name: str) -> Client:
        return self.clients.setdefault(self.address(name), Client(self.address(name)))
