"""Merging two people or two organisations: one stays with the histories of both, and the other leads to it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, name_key
from matchmaker.duplicates.commands.accounts import end_access, tell_merged
from matchmaker.duplicates.commands.answers import settle_answers, take_off_vetoed
from matchmaker.duplicates.commands.organisations import tell_people
from matchmaker.duplicates.commands.rows import MeetEachOther, RowMerger
from matchmaker.duplicates.queries.addresses import address_choices
from matchmaker.duplicates.queries.comparison import SideBySide, compare
from matchmaker.duplicates.queries.shared import SharedOutcome, people_rows, shared_events
from matchmaker.mail.letters.merges import MergedOrganisationsMail
from matchmaker.models import (
    Act,
    Community,
    Counterpart,
    Delegation,
    DistinctOrganisations,
    DistinctPeople,
    Merge,
    MergeKind,
    Organisation,
    Person,
    Prospect,
    Wish,
    record,
    required,
    row_id,
)
from matchmaker.people.rules.company import follow_card
from matchmaker.wishes.commands.delegation import lock_sides
from matchmaker.wishes.commands.removed import forget_removed

ACTS = {MergeKind.PERSON: Act.MERGE_PEOPLE, MergeKind.ORGANISATION: Act.MERGE_ORGANISATIONS}


def merge(
    session: Session,
    community: Community,
    kind: MergeKind,
    ids: tuple[int, int],
    *,
    chosen: Mapping[str, int],
    shown: str,
    moves_addresses: bool,
    actor: str,
) -> Merge:
    """Merge two people of one organisation, or two organisations of the community; can be undone.

    `chosen` says by field which of both ids gives the value; what one has not comes from the other. `shown` is the
    token of the comparison that the reader saw. Two addresses become one: sessions, log-in links and feeds of both end,
    and both are told; of two organisations, the people are. Raises `NotFound` for ids of another community, `Stale` if
    something was changed or merged meanwhile, and `InvalidInput` where a schedule to come names both, where two people
    would have one address, or for an address that a reader without the right that corrections need (`moves_addresses`)
    may not choose.
    """
    found = compare(session, community, kind, ids, lock=True)
    if kind is MergeKind.ORGANISATION:  # before counterparts, in the order of all who speak of both
        own = select(Delegation.id).where(col(Delegation.organisation_id).in_(ids))
        lock_sides(session, [required(number) for number in session.exec(own).all()])
    if shown != found.token:
        raise Stale(N_("Somebody has changed one of them meanwhile. Here is the newer state."))
    if not found.possible:
        raise InvalidInput(N_("These two cannot be merged yet. The page says why, and what to do first."))
    session.flush()
    merger = RowMerger(session)
    try:
        for kept_id, merged_id in found.same_address:
            _merge_people(session, merger, kept_id, merged_id, {})
        if kind is MergeKind.PERSON:
            chosen = {**chosen, "email": _chosen_address(found, chosen, moves_addresses)}
            _merge_people(session, merger, found.kept.id, found.merged.id, _values(found, chosen))
        else:
            _merge_organisations(session, merger, found, _values(found, chosen))
    except MeetEachOther as error:
        raise InvalidInput(N_("Both have a meeting with each other: these are two.")) from error
    session.expire_all()
    if kind is MergeKind.PERSON:
        kept, merged = (session.get_one(Person, side.id) for side in found.sides)
        end_access(session, (kept, merged))
        tell_merged(session, kept, merged)
    row = Merge(
        community_id=row_id(community),
        kind=kind,
        kept_id=found.kept.id,
        merged_id=found.merged.id,
        kept_name=found.kept.name,
        merged_name=found.merged.name,
        actor=actor[:120],
        changes=[change.image for change in merger.changes],
    )
    session.add(row)
    if kind is MergeKind.ORGANISATION:
        renew_search(session, found.kept.id)
        tell_people(session, row, MergedOrganisationsMail)
    session.flush()
    note(session, community, ACTS[kind], found.kept.name, found.merged.name, actor=actor, merge_id=row_id(row))
    session.flush()
    return row


def tell_apart(session: Session, community: Community, kind: MergeKind, ids: tuple[int, int], *, actor: str) -> None:
    """Remember that two who look alike are two; done twice, it is done once. Raises as `compare` does."""
    found = compare(session, community, kind, ids, lock=True)
    low, high = sorted((found.kept.id, found.merged.id))
    table = DistinctPeople if kind is MergeKind.PERSON else DistinctOrganisations
    if session.exec(select(table.id).where(table.low_id == low, table.high_id == high)).first() is None:
        session.add(table(low_id=low, high_id=high, actor=actor[:120]))
        note(session, community, Act.TELL_APART, found.kept.name, found.merged.name, actor=actor)
        session.flush()


def note(
    session: Session, community: Community, act: Act, kept: str, merged: str, *, actor: str, merge_id: int | None = None
) -> None:
    """Note in the history what was done with two rows of a community, by their names."""
    record(session, actor, act, event_id=None, community=community.id, subject=kept, merged=merged, merge=merge_id)


def renew_search(session: Session, organisation_id: int) -> None:
    """Write anew what the directory searches of an organisation."""
    organisation = session.get_one(Organisation, organisation_id, populate_existing=True)
    follow_card(organisation)
    organisation.updated_at = clock.now()
    session.flush()


def _values(found: SideBySide, chosen: Mapping[str, int]) -> dict[str, Any]:
    """Return the value of each field: the one that was chosen, else that of the one who stays, else the other's."""
    one, other = found.kept.values, found.merged.values
    return {
        name: other[name] if (chosen.get(name) == found.merged.id or not one[name]) and other[name] else one[name]
        for name in one
    }


def _chosen_address(found: SideBySide, chosen: Mapping[str, int], moves_addresses: bool) -> int:
    """Return whose address stays; raises `InvalidInput` for one that the reader may not choose."""
    choices = address_choices(found, may_move=moves_addresses)
    if not choices:
        raise InvalidInput(N_("These two cannot be merged yet. The page says why, and what to do first."))
    if (wanted := chosen.get("email", choices[0])) not in choices:
        raise InvalidInput(N_("The address with which somebody has logged in stays: it proves whose account this is."))
    return wanted


def _merge_people(session: Session, merger: RowMerger, kept: int, merged: int, values: dict[str, Any]) -> None:
    for shared in shared_events(session, people_rows(session, (kept, merged)), kept, merged):
        if shared.outcome is SharedOutcome.LEFT:
            merger.stays.add(("registration", shared.row_id))
    merger.lead("person", merged, kept)
    one, other = (session.get_one(Person, number, populate_existing=True) for number in (kept, merged))
    addresses = {one.email_key: one.email, other.email_key: other.email}
    key = email_key(values.get("email", one.email))
    if key == other.email_key and key != one.email_key:  # the address of the one who stays becomes the former one
        former = one.email_key
        merger.update("person", merged, {"email_key": f"{former}\n{merged}"})
        merger.update("person", kept, {"email": addresses[key], "email_key": key})
        merger.update("person", merged, {"email": addresses[former], "email_key": former})
    values = {name: value for name, value in values.items() if name != "email"}
    if values:
        merger.update("person", kept, values)
    merger.update("person", merged, {"merged_into_id": kept})


def _merge_organisations(session: Session, merger: RowMerger, found: SideBySide, values: dict[str, Any]) -> None:
    kept, merged = found.kept.id, found.merged.id
    merger.stays.update(("person", number) for _, number in found.same_address)
    merger.stays.update(("delegation", one.row_id) for one in found.shared if one.outcome is SharedOutcome.LEFT)
    merger.stays.update(("tier_period", row_id(one)) for one in found.periods_left)
    forget_removed(session, (kept, merged))  # no undo of the merge brings it back: it has been answered meanwhile
    has_logo = [session.get_one(Organisation, number).has_logo for number in (kept, merged)]
    merger.lead("organisation", merged, kept)
    merger.update("organisation", merged, {"external_id": None, "merged_into_id": kept})
    own = {"name_key": name_key(values["name"]), "has_logo": any(has_logo)}
    merger.update("organisation", kept, values | own)
    _end_approaches_of_itself(session, merger, kept)
    take_off_vetoed(session, merger)
    _rank_again(session, merger)
    settle_answers(session, merger)


def _end_approaches_of_itself(session: Session, merger: RowMerger, kept: int) -> None:
    """Delete the approaches of an organisation for itself: a company and its counterpart were one."""
    own = (
        select(Prospect.id)
        .join(Counterpart, col(Counterpart.id) == col(Prospect.counterpart_id))
        .join(Delegation, col(Delegation.id) == col(Prospect.delegation_id))
        .where(Counterpart.organisation_id == kept, Delegation.organisation_id == kept)
    )
    for number in session.exec(own.order_by(col(Prospect.id))).all():
        merger.remove("prospect", required(number))


def _rank_again(session: Session, merger: RowMerger) -> None:
    """Number the wishes of joined delegations from 1 again, in their order."""
    led = [change.after for change in merger.changes if change.table == "wish" and change.after is not None]
    for number in sorted({wish["from_id"] for wish in led if "from_id" in wish}):
        order = (col(Wish.rank), col(Wish.created_at), col(Wish.id))
        wishes = session.exec(select(Wish.id).where(Wish.from_id == number).order_by(*order)).all()
        for rank, wish in enumerate(wishes, start=1):
            merger.update("wish", wish or 0, {"rank": rank})
