"""Who is told of a release, and what: mails with schedules, which differ from what their readers know already."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.calendars.entry import Entry
from matchmaker.events.queries.own_pages import own_pages
from matchmaker.invitations.commands import invitations
from matchmaker.invitations.rules import calendar_choice
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.schedule import EntryChange, ProvisionalMail, ScheduleMail
from matchmaker.models import Release, ReleaseEntry, ReleaseKind
from matchmaker.notices.commands.withdrawals import drop_receipt
from matchmaker.people.commands.first_links import first_link, never_logged_in
from matchmaker.releases.queries.releases import known_pasts, told_before, told_by_schedule
from matchmaker.releases.queries.spots import Side, side_of, who_goes
from matchmaker.releases.queries.withdrawn import Withdrawn, read_withdrawn
from matchmaker.releases.rules.succession import Past, change_kind, changed_copies, copy_of
from matchmaker.scheduling.planning.facts import Facts


def tell(
    session: Session, facts: Facts, release: Release, entries: list[ReleaseEntry], past: Past, *, was_final: bool
) -> int:
    """Queue the mails of a release and return how many people are told.

    A final one goes to those whose agenda differs from what they have been told, and reconciles the invitations. A
    provisional one announces itself once to each person; later changes are not told.
    """
    changed = {entry.registration_id for entry in changed_copies(entries, past)}
    by_mail = invitations.Reconciled()
    if release.kind is ReleaseKind.PROVISIONAL:
        changed -= told_before(session, release.event_id)
    else:
        by_mail = invitations.reconcile(session, facts.event, entries, facts.registrations.values())
    invited = Counter(registration_id for registration_id, _ in by_mail.told)
    told = set(invited)
    agendas: dict[int, list[ReleaseEntry]] = {registration_id: [] for registration_id in sorted(changed)}
    for entry in entries:
        if entry.registration_id in agendas:
            agendas[entry.registration_id].append(entry)
    pasts = known_pasts(session, release, changed, past) if was_final else {}
    read = told_by_schedule(session, release.event_id, {registration_id for registration_id, _ in by_mail.undone})
    strangers = never_logged_in(session, [facts.persons[registration_id] for registration_id in changed])
    gone, pages = read_withdrawn(session, release.event_id), own_pages(session, facts.event, changed)
    mails = ScheduleMails(session, facts, release, gone, strangers, pages, who_goes(entries))
    for registration_id, own in agendas.items():
        known = pasts.get(registration_id, Past())
        news = [
            entry
            for entry in news_of(own, known)
            if (copy := copy_of(entry)) not in by_mail.undone or (copy in read and change_kind(read[copy], entry))
        ]
        if known.entries and not news:
            outbox.supersede(session, _topic(registration_id))
        elif not (known is past and len(news) == invited[registration_id] == 1 and copy_of(news[0]) in by_mail.told):
            mails.queue(own, news, known)
            told.add(registration_id)
    return len(told)


def news_of(own: Sequence[ReleaseEntry], known: Past) -> list[ReleaseEntry]:
    """Return what differs from what a person has been told; nothing for somebody who has been told nothing."""
    if not known.entries:
        return []
    changed = changed_copies(own, known)
    return [entry for entry in changed if change_kind(known.entries.get(copy_of(entry)), entry) is not None]


def _topic(registration_id: int) -> str:
    return f"schedule:{registration_id}"


@dataclass(frozen=True)
class ScheduleMails:
    """What the mails of one release have in common."""

    session: Session
    facts: Facts
    release: Release
    gone: Withdrawn
    strangers: set[str]
    """Keys of the addresses by which nobody has ever logged in."""
    own_pages: Mapping[int, str]
    """Of counterparts, by registration: their pages without an account."""
    standing: Mapping[Side, str] = field(default_factory=dict)
    """Who goes to the meetings of the release, by their sides."""

    def queue(self, own: Sequence[ReleaseEntry], news: Sequence[ReleaseEntry], known: Past, *, again: str = "") -> None:
        """Queue the mail with the agenda `own`, in which `news` are marked; once for a release, and each time `again`.

        `again` names the occasion on which those are told once more who have not looked.
        """
        registration_id = own[0].registration_id
        outbox.queue(
            self.session,
            self._mail(own, tuple(self._change(entry, known) for entry in news), again=bool(again)),
            dedupe_key=f"{again or 'release'}:{self.release.id}:{registration_id}",
            event_id=self.release.event_id,
            registration_id=registration_id,
            topic=_topic(registration_id),
        )
        if registration_id in self.gone.people:
            drop_receipt(self.session, registration_id)

    def _mail(
        self, own: Sequence[ReleaseEntry], changes: tuple[EntryChange, ...], *, again: bool
    ) -> ProvisionalMail | ScheduleMail:
        registration_id, event = own[0].registration_id, self.facts.event
        reader, host = Reader.of(self.facts.persons[registration_id]), Host.of(event)
        url, ends_on = self._link(registration_id)
        standing = tuple(Entry.of(entry) for entry in sorted(own, key=_by_time) if entry.stands)
        if self.release.kind is ReleaseKind.PROVISIONAL:
            return ProvisionalMail(reader, host, url, standing, ends_on, again)
        registration = self.facts.registrations[registration_id]
        chosen = registration.calendar_chosen_at is not None or event.mail_invitations
        calendar = calendar_choice(event, registration) if chosen else None
        return ScheduleMail(
            reader, host, url, standing, changes, calendar, registration_id in self.gone.people, ends_on, again
        )

    def _link(self, registration_id: int) -> tuple[str, date | None]:
        """Return where the mail's button leads, and until when that logs in somebody who has never logged in."""
        event, person = self.facts.event, self.facts.persons[registration_id]
        if (page := self.own_pages.get(registration_id)) is not None and registration_id not in self.gone.people:
            return page, None
        if person.email_key in self.strangers and registration_id not in self.gone.people:
            link = first_link(self.session, event, person, ParticipantPage.AGENDA)
            return link.url, link.ends_on
        return participant_page(event.slug, ParticipantPage.AGENDA), None

    def _change(self, entry: ReleaseEntry, known: Past) -> EntryChange:
        old = known.entries.get(copy_of(entry))
        if not entry.stands:
            instead = "" if entry.registration_id in self.gone.people else self.standing.get(side_of(entry), "")
            return EntryChange(
                "cancelled", Entry.of(entry), withdrawn=self.gone.who_left(entry, None), replaced_by=instead
            )
        if old is None or not old.stands:
            return EntryChange("new", Entry.of(entry))
        return EntryChange("changed", Entry.of(entry), Entry.of(old), self.gone.who_left(old, entry))


def _by_time(entry: ReleaseEntry) -> tuple[datetime, str]:
    return entry.starts_at, entry.uid
