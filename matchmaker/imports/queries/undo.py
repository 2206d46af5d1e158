"""Undo of an import, before it is done: which rows go back to what they were, which stay, what has left the house."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from matchmaker.base.errors import NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.drafts.queries.logged import logged_rows
from matchmaker.imports.kept import registered_instead, settled_withdrawals, taken_addresses, with_needed
from matchmaker.imports.owners import Owner, community_of, is_owner, owned
from matchmaker.journal.queries import DERIVED, Image, Key, changed_fields, is_same_row, own_values, read_images
from matchmaker.models import (
    Community,
    Delegation,
    Event,
    ImportBatch,
    Message,
    MessageState,
    Organisation,
    Person,
    ProgrammeItem,
    Registration,
    Release,
    RowImage,
    Wish,
)

EPOCHS = frozenset({"feed_epoch"})
"""Raised to end feed addresses: an undo revives none of them."""


class Undone(Stale):
    """The import was undone already."""


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undoing an import would do, row by row; `before` and `after` are images of the import."""

    batch: ImportBatch
    before: Mapping[Key, Image | None]
    after: Mapping[Key, Image | None]
    removed: frozenset[Key]
    """Rows that the import has made."""
    restored: Mapping[Key, tuple[str, ...]]
    """Rows that it has changed, with the fields."""
    others: Mapping[Key, Collection[str]]
    """Of these fields, those of `DERIVED` that have changed again since."""
    returned: frozenset[Key]
    """Rows that it has deleted."""
    kept: frozenset[Key]
    """Rows that somebody has changed or used since, and what these need: they stay as they are."""
    settled: frozenset[Key]
    """Registrations of those in `kept` whose withdrawal the organisers have dealt with."""
    taken: frozenset[Key]
    """People of those in `kept` whose old address another person has by now."""

    @property
    def digest(self) -> str:
        """A short name of what stays, by which a form says what its reader has seen."""
        return hashlib.sha256(repr(sorted(self.kept)).encode()).hexdigest()[:16]

    @property
    def told(self) -> int:
        """How many people are written to: their address is corrected back, or their withdrawal taken back."""
        moved = {"email", "person_id", "withdrawn_at"}
        return sum(bool(moved & set(fields)) for fields in self.restored.values())

    @property
    def counts(self) -> Mapping[str, Counter[str]]:
        """How many rows are removed, restored, returned and kept, by the names of their tables."""
        rows = {"removed": self.removed, "restored": self.restored, "returned": self.returned, "kept": self.kept}
        return {what: Counter(name for name, _ in keys) for what, keys in rows.items()}


@dataclass(frozen=True, slots=True)
class SentSince:
    """What people have got since an import: an undo takes none of it back."""

    mails: int
    releases: tuple[int, ...]
    """Their numbers."""


def open_imports(session: Session, owner: Owner, since: datetime) -> list[ImportBatch]:
    """Return the imports of an event or a community that can be undone, the newest first."""
    journaled = select(RowImage.batch_id).where(RowImage.batch_id == ImportBatch.id)
    return list(
        session.exec(
            select(ImportBatch)
            .where(
                owned(ImportBatch, owner),
                col(ImportBatch.undone_at).is_(None),
                col(ImportBatch.at) >= since,
                journaled.exists(),
            )
            .order_by(col(ImportBatch.id).desc())
        ).all()
    )


def find_import(session: Session, owner: Owner, batch_id: int, since: datetime) -> ImportBatch:
    """Return an import; raises `NotFound` if it is another owner's or too old, and `Undone` if it was undone."""
    batch = session.get(ImportBatch, batch_id, populate_existing=True)
    if batch is None or not is_owner(batch, owner) or batch.at < since:
        raise NotFound(N_("This import can no longer be undone."))
    if batch.undone_at is not None:
        raise Undone(N_("This import was undone already."))
    return batch


def plan_undo(session: Session, batch: ImportBatch, *, lock: bool = False) -> UndoPlan:
    """Work out the undo of an import as the rows are now; reads only.

    `lock` keeps others from changing them until the end of the transaction.
    """
    images = session.exec(select(RowImage).where(RowImage.batch_id == batch.id)).all()
    before = {(image.table_name, image.row_id): image.before for image in images}
    after = {(image.table_name, image.row_id): image.after for image in images}
    now = read_images(session, list(before), lock=lock)
    removed, returned, restored, kept = set(), set(), {}, set()
    others: dict[Key, set[str]] = {}
    for key, old in before.items():
        written, present = after[key], now.get(key)
        if written is not None and not is_same_row(written, present):
            present = None
        if old is None:
            if present is not None:
                removed.add(key)
                kept |= {key} if own_values(present) != own_values(written or {}) else set()
        elif written is None:
            returned.add(key)
            kept |= {key} if present is not None else set()
        elif fields := tuple(name for name in changed_fields(old, written) if name not in EPOCHS):
            restored[key] = fields
            others[key] = {name for name in fields if present is None or present[name] != written[name]}
            kept |= {key} if others[key] - DERIVED else set()
    settled = settled_withdrawals(session, before, restored) - kept
    kept |= settled | registered_instead(session, removed, settled)
    if batch.event_id is not None:
        kept |= logged_rows(session, session.get_one(Event, batch.event_id)) & removed
    kept = with_needed(session, removed, restored, kept)
    taken: set[Key] = set()
    while more := taken_addresses(session, before, removed - kept, restored) - kept:
        taken |= more
        kept = with_needed(session, removed, restored, kept | more)
    return UndoPlan(
        batch,
        before,
        after,
        frozenset(removed - kept),
        {key: fields for key, fields in restored.items() if key not in kept},
        others,
        frozenset(returned - kept),
        frozenset(kept),
        frozenset(settled),
        frozenset(taken),
    )


def sent_since(session: Session, owner: Owner, plan: UndoPlan) -> SentSince:
    """Count the mails to people of the import, and the releases, since it was made."""
    if isinstance(owner, Community):
        return SentSince(0, ())
    people = [number for name, number in plan.before if name == "registration"]
    mails = session.exec(
        select(func.count())
        .select_from(Message)
        .where(
            col(Message.registration_id).in_(people),
            Message.state == MessageState.SENT,
            col(Message.created_at) >= plan.batch.at,
        )
    ).one()
    releases = session.exec(
        select(Release.number)
        .where(Release.event_id == owner.id, col(Release.published_at) >= plan.batch.at)
        .order_by(col(Release.number))
    ).all()
    return SentSince(mails, tuple(releases))


def kept_names(session: Session, owner: Owner, plan: UndoPlan) -> list[tuple[str, str]]:
    """Return the rows of the owner that stay and have a name, by table and name, in order; what is private has none."""
    kept: dict[str, list[int]] = defaultdict(list)
    for name, number in plan.kept:
        kept[name].append(number)
    companies = dict(
        session.exec(
            select(Delegation.id, Organisation.name)
            .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
            .where(Delegation.event_id == plan.batch.event_id)
        ).all()
    )
    found = [("delegation", companies[number]) for number in kept["delegation"] if number in companies]
    of_community = Organisation.community_id == community_of(owner)
    organisations = select(Organisation.name).where(col(Organisation.id).in_(kept["organisation"]), of_community)
    found += [("organisation", name) for name in session.exec(organisations)]
    people = (
        select(Person)
        .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(col(Person.id).in_(kept["person"]), of_community)
    )
    found += [("person", person.name) for person in session.exec(people)]
    registered = (
        select(Person)
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .where(col(Registration.id).in_(kept["registration"]), Registration.event_id == plan.batch.event_id)
    )
    found += [("registration", person.name) for person in session.exec(registered)]
    wishes = session.exec(select(Wish).where(col(Wish.id).in_(kept["wish"])))
    found += [
        ("wish", f"{companies[wish.from_id]} → {companies[wish.to_id]}")
        for wish in wishes
        if wish.from_id in companies and wish.to_id in companies
    ]
    of_event = ProgrammeItem.event_id == plan.batch.event_id
    items = session.exec(select(ProgrammeItem.code).where(col(ProgrammeItem.id).in_(kept["programme_item"]), of_event))
    found += [("programme_item", code) for code in items]
    return sorted(found)
