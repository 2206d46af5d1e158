"""Rules of the change desk: what is kept of a note."""

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import several_lines

LONGEST_NOTE = 500


def note_of(note: str) -> str:
    """Return what somebody writes to the organisers as it is kept; raises InvalidInput if it is too long."""
    note = several_lines(note)
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(N_("Use 500 characters at most."))
    return note
