"""A forum whose two companies were invited by mail to one meeting, and whose answers are taken in."""

from dataclasses import dataclass

from sqlmodel import Session, select

from matchmaker.base.config import get_config
from matchmaker.inbox.commands.act import act_on
from matchmaker.inbox.commands.store import Incoming, store_mail
from matchmaker.mail.reply_address import bounce_address, reply_address
from matchmaker.models import (
    Alert,
    Event,
    InboundMail,
    Person,
    Registration,
    ReleaseKind,
    Scenario,
    SentInvitation,
    row_id,
)
from matchmaker.publishing.commands import publishing
from tests.builders.forum import Forum, Seat, make_forum
from tests.builders.inbound_mails import exchange_reply, mail

MAILBOX = "rdv@rdv.example"


@dataclass
class Invited:
    """Zoé of Numalis and Bob of Beta, who meet at nine; `receive` takes in a mail and does what follows."""

    session: Session
    forum: Forum
    zoe: Registration
    bob: Registration
    scenario: Scenario

    @property
    def event(self) -> Event:
        return self.forum.event

    @property
    def invitation(self) -> SentInvitation:
        """Zoé's."""
        return self.invitation_of(self.zoe)

    def invitation_of(self, registration: Registration) -> SentInvitation:
        statement = select(SentInvitation).where(SentInvitation.registration_id == registration.id)
        return self.session.exec(statement).one()

    @property
    def address(self) -> str:
        """The secret address of Zoé's invitation."""
        return reply_address(get_config(), row_id(self.invitation))

    @property
    def uid(self) -> str:
        return f"{self.invitation.uid}@rdv.example"

    def bounce_address(self) -> str:
        assert self.invitation.message_id is not None
        return bounce_address(get_config(), self.invitation.message_id)

    def receive(self, data: bytes, *, recipient: str = "") -> InboundMail:
        stored = store_mail(self.session, Incoming(data, len(data), recipient))
        assert stored is not None
        act_on(self.session, stored)
        return stored

    def reply(
        self, says: str, *, to: str = "", sender: str = "zoe@numalis.example", number: int = 1, **ics
    ) -> InboundMail:
        """Zoé's calendar answers, with the latest sequence and a later stamp for each `number`."""
        values = {"uid": self.uid, "sequence": self.invitation.sequence, "stamp": f"20270301T10{number:02d}00Z"} | ics
        calendar = exchange_reply(says=says, **values)
        message_id = f"<{says}{number}{sender}>"
        return self.receive(mail("", calendar, to=to or self.address, sender=sender, message_id=message_id))

    def alerts(self) -> list[Alert]:
        return list(self.session.exec(select(Alert).order_by(Alert.id)))

    def publish(self, *seats: Seat) -> None:
        """Publish another final release."""
        publishing.publish_scenario(
            self.session,
            self.event,
            self.forum.scenario(*seats),
            kind=ReleaseKind.FINAL,
            staff_id=None,
            expected_release=self._number(),
        )

    def _number(self) -> int:
        from matchmaker.releases.queries.published import last_release

        last = last_release(self.session, row_id(self.event))
        return last.number if last else 0

    def seat(self, slot: int = 0) -> Seat:
        one, other = (self.session.get_one(Registration, one.id).delegation_id for one in (self.zoe, self.bob))
        delegations = self.forum.facts().delegations
        return Seat(delegations[one], delegations[other], slot)


def invite(session: Session) -> Invited:
    forum = make_forum(session)
    forum.event.mail_invitations = True
    one, other = forum.join("Numalis"), forum.join("Beta")
    for name, email, first, last in (
        ("Numalis", "zoe@numalis.example", "Zoé", "Lambert"),
        ("Beta", "bob@beta.example", "Bob", "Peeters"),
    ):
        person = session.get_one(Person, forum.people[name].person_id)
        person.email = person.email_key = email
        person.first_name, person.last_name, person.language = first, last, "en"
    forum.wish(one, other)
    scenario = forum.scenario(Seat(one, other, 0))
    publishing.publish_scenario(
        session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0
    )
    return Invited(session, forum, forum.people["Numalis"], forum.people["Beta"], scenario)
