"""What a participant consists of, as drafts of rows: the same from a line of a file and from the registration form."""

from typing import Any

from matchmaker.base import clock
from matchmaker.base.names import email_key, name_key
from matchmaker.imports.plan import Draft
from matchmaker.models import Delegation, Event, Organisation, Person, Registration
from matchmaker.people.rules.company import follow_card
from matchmaker.people.rules.completion import card_is_complete


def new_organisation(event: Event) -> Draft[Organisation]:
    """Return an organisation of the event's community without values."""
    return Draft(Organisation, None, only_new={"community_id": event.community_id}, finish=complete_organisation)


def complete_organisation(row: Organisation) -> None:
    """Set what follows from the values of an organisation."""
    row.name_key = name_key(row.name)
    follow_card(row)
    row.updated_at = clock.now()


def new_delegation(event: Event, organisation: Draft[Organisation]) -> Draft[Delegation]:
    """Return the delegation of an organisation that does not take part yet, without a category."""
    values = {"event_id": event.id, "community_id": event.community_id}
    return Draft(Delegation, None, values, links={"organisation_id": organisation})


def draft_person(
    event: Event, organisation: Draft[Organisation], present: Person | None, values: dict[str, Any], email: str
) -> Draft[Person]:
    """Return a person of an organisation; without a language of their own a new one has that of the event."""
    draft = Draft(Person, present, values, only_new={"email_key": email_key(email)}, finish=_touch)
    if "language" not in values:
        draft.only_new["language"] = event.language
    if present is None:
        draft.links["organisation_id"] = organisation
    return draft


def complete_registration(
    event: Event,
    draft: Draft[Registration],
    person: Draft[Person],
    delegation: Draft[Delegation],
    organisation: Draft[Organisation],
    *,
    agreed: bool,
) -> None:
    """Add to a registration whom and what it joins, and when the person has agreed and the card was complete."""
    present = draft.present
    if present is None:
        draft.links = {"person_id": person, "delegation_id": delegation}
        draft.only_new["event_id"] = event.id
        if agreed and _card_is_complete(organisation, person):
            draft.only_new["card_done_at"] = clock.now()
    if agreed and (present is None or present.agreed_at is None):
        draft.values["agreed_at"] = clock.now()


def _card_is_complete(organisation: Draft[Organisation], person: Draft[Person]) -> bool:
    return card_is_complete(
        offers=organisation.get("offers") or (),
        offers_text=organisation.get("offers_text") or "",
        seeks=organisation.get("seeks") or (),
        seeks_text=organisation.get("seeks_text") or "",
        job_title=person.get("job_title") or "",
        languages=person.get("languages") or (),
    )


def _touch(row: Person) -> None:
    row.updated_at = clock.now()
