"""Many guests from outside put on the list at once, as they are pasted: all of them, or none."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key
from matchmaker.models import Act, Event
from matchmaker.receptions.commands.guests import TOO_LONG, open_list, put_outsider
from matchmaker.receptions.commands.noting import note_guests
from matchmaker.receptions.rules import guest_lines

MOST_LINES = 300


@dataclass(frozen=True, slots=True)
class ListedGuests:
    """How many lines of a list are new guests, and how many were there already."""

    added: int
    known: int


def add_listed(session: Session, event: Event, item_id: int, text: str, *, language: str, by: str) -> ListedGuests:
    """Put the guests of a pasted text on the list; nobody is written to. `language` holds for lines that say none.

    Who stands on the list already, or twice in the text, is left as it is. Raises `NotFound` and `Closed` as
    `save_list` does, and `InvalidInput` for a text without guests, for too many, and for the first line that lacks a
    name or an address: then nobody is added.
    """
    lines = guest_lines(text)
    if not lines:
        raise InvalidInput(N_("Write at least one guest: name, e-mail address, organisation."))
    if len(lines) > MOST_LINES:
        raise InvalidInput(N_("Put at most %(most)d guests on the list at once."), most=MOST_LINES)
    found = open_list(session, event, item_id)
    standing = {one.email_key for one in found.standing}
    added = 0
    for line in lines:
        if line.email and email_key(line.email) in standing:
            continue
        if not line.email or not line.name:
            raise InvalidInput(N_("Line %(number)d lacks a name or an e-mail address."), number=line.number)
        said = {"name": line.name, "email": line.email, "organisation": line.organisation}
        try:
            guest = put_outsider(session, found, **said, language=line.language or language, more=added)
        except InvalidInput as error:
            if error.message == TOO_LONG:
                raise InvalidInput(
                    N_(
                        "Line %(number)d is too long: a name has at most %(name)d characters, an organisation "
                        "%(organisation)d. Is a line break missing?"
                    ),
                    number=line.number,
                    **error.params,
                ) from error
            raise InvalidInput(
                N_("Line %(number)d: “%(address)s” cannot be put on the list."), number=line.number, address=line.email
            ) from error
        standing.add(guest.email_key)
        added += 1
    if added:
        note_guests(session, event, found.item, Act.SAVE_GUESTS, by=by)
    return ListedGuests(added, len(lines) - added)
