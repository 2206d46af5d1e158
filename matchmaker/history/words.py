"""The history in words: the sentence of each act, who did it, and the whole as a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from matchmaker.base import clock
from matchmaker.base.i18n import N_, N_plural, format_day, format_time, translate, translate_plural
from matchmaker.base.tables import Table
from matchmaker.history.codes import CODES
from matchmaker.history.queries import HistoryLine
from matchmaker.journal.words import about_in_words, change_in_words
from matchmaker.models import BY_ITSELF, COMMAND_LINE, Act, AuditEntry

SENTENCES: Mapping[Act, str] = {
    Act.LOGIN: N_("Logged in"),
    Act.LOGIN_FAILED: N_("Log-in refused: wrong password for the account of %(subject)s"),
    Act.LOGIN_UNKNOWN: N_("Log-in refused: there is no such account (address no. %(digest)s)"),
    Act.LOGIN_CODE_FAILED: N_("Log-in refused: wrong code for the account of %(subject)s"),
    Act.LOGIN_LINK_REFUSED: N_("Log-in refused: link of %(subject)s used before or too old"),
    Act.END_LOG_IN: N_("Logged out on another device: %(browser)s, %(system)s"),
    Act.END_OTHER_LOG_INS: N_("Logged out on all other devices"),
    Act.PASSWORD_CHANGED: N_("Password changed"),
    Act.PASSWORD_LINK: N_("Link for a new password sent to %(subject)s"),
    Act.PASSWORD_RESET: N_("New password set by a link"),
    Act.END_LOG_INS: N_("Log-ins ended by the installation: %(number)s"),
    Act.SECOND_FACTOR_ON: N_("Second factor turned on"),
    Act.SECOND_FACTOR_OFF: N_("Second factor turned off"),
    Act.SECOND_FACTOR_RESET: N_("Second factor of %(subject)s removed"),
    Act.RECOVERY_CODES: N_("New recovery codes made"),
    Act.RECOVERY_CODE_USED: N_("Recovery code used"),
    Act.CREATE_ORGANISER: N_("%(subject)s became organiser"),
    Act.REMOVE_ORGANISER: N_("%(subject)s is no longer organiser"),
    Act.MAKE_ADMINISTRATOR: N_("%(subject)s became administrator"),
    Act.REMOVE_ADMINISTRATOR: N_("%(subject)s is no longer administrator"),
    Act.INVITE_STAFF: N_("Somebody invited to the team: %(role)s"),
    Act.TAKE_BACK_INVITATION: N_("Invitation to the team taken back"),
    Act.JOIN_STAFF: N_("Invitation to the team accepted: %(role)s"),
    Act.SET_COMMUNITY_ROLE: N_("Role of %(subject)s in the community: %(role)s"),
    Act.SET_EVENT_ROLE: N_("Role of %(subject)s at the event: %(role)s"),
    Act.SET_BROUGHT: N_("%(subject)s brings %(organisations)s"),
    Act.END_ACCESS: N_("Access of %(subject)s ended"),
    Act.ADD_MEMBER: N_("Member added: %(subject)s"),
    Act.SAVE_MEMBER: N_("Company corrected: %(subject)s"),
    Act.MERGE_PEOPLE: N_("%(merged)s merged into %(subject)s"),
    Act.MERGE_ORGANISATIONS: N_("%(merged)s merged into %(subject)s"),
    Act.UNDO_MERGE: N_("Merge undone: %(merged)s, %(subject)s"),
    Act.TELL_APART: N_("Not the same: %(merged)s, %(subject)s"),
    Act.SAVE_MEMBERSHIP: N_("Membership of %(subject)s changed"),
    Act.SAVE_CONTACT: N_("Contacts of %(subject)s changed"),
    Act.SAVE_PUBLIC_CARD: N_("Public directory: what %(subject)s shows was changed"),
    Act.REMIND_RENEWAL: N_("Members reminded of their renewal by mail: %(number)s"),
    Act.IMPORT_MEMBERS: N_("List of members imported: %(new)s new, %(changed)s changed"),
    Act.IMPORT: N_("File imported: %(kind)s, %(new)s new, %(changed)s changed"),
    Act.IMPORT_FOLDER: N_("Whole event imported from a folder: %(new)s, %(changed)s changed"),
    Act.UNDO_IMPORT: N_("Import undone: %(kind)s. Removed: %(removed)s, as before: %(restored)s, kept: %(kept)s"),
    Act.IMPORT_PERSON: N_("%(subject)s imported from the file “%(file)s”"),
    Act.IMPORT_CORRECTION: N_("%(subject)s changed by the file “%(file)s”"),
    Act.ADD_PERSON: N_("%(subject)s added"),
    Act.MOVE_PERSON: N_("%(subject)s moved from %(origin)s to %(organisation)s"),
    Act.REPLACE_PERSON: N_("%(subject)s replaced by %(colleague)s"),
    Act.COME_INSTEAD: N_("%(subject)s comes in the place of %(colleague)s"),
    Act.SAVE_PERSON: N_("Registration of %(subject)s corrected"),
    Act.SAVE_DELEGATION: N_("Category or limits of %(subject)s set: %(category)s"),
    Act.CORRECT_ADDRESS: N_("E-mail address of %(subject)s corrected"),
    Act.ACT_FOR: N_("Changed for %(subject)s: %(what)s"),
    Act.AGREE_FOR: N_("Terms accepted for %(subject)s"),
    Act.SAVE_DEMAND: N_("Whom %(subject)s looks for in %(city)s saved"),
    Act.SAVE_OFFER: N_("What %(subject)s offers in %(city)s, in the local language, saved"),
    Act.ADD_COUNTERPART: N_("Counterpart added: %(subject)s"),
    Act.SAVE_COUNTERPART: N_("Counterpart saved: %(subject)s"),
    Act.ANSWER_INSTEAD: N_("%(subject)s: %(colleague)s named in the place of the contact"),
    Act.MOVE_PROSPECT: N_("%(subject)s for %(company)s: %(stage)s"),
    Act.RATHER_CALL: N_("%(subject)s would rather have a call with %(company)s"),
    Act.NOTE_PROSPECT: N_("Next step noted: %(subject)s for %(company)s"),
    Act.ADD_ATTACHE: N_("Page for %(subject)s, attaché in %(city)s, made"),
    Act.SAVE_ATTACHE: N_("%(subject)s, attaché in %(city)s, corrected"),
    Act.END_ATTACHE: N_("Page for %(subject)s, attaché in %(city)s, ended"),
    Act.COUNTERPART_LINK: N_("New address of the page of %(subject)s"),
    Act.SAVE_GUESTS: N_("Guests of %(subject)s saved"),
    Act.ASK_COUNTERPARTS: N_("Counterparts asked by mail: %(number)s"),
    Act.INVITE_GUESTS: N_("Guests of %(subject)s written to: %(number)s"),
    Act.END_GUEST: N_("Invitation of %(subject)s taken back"),
    Act.DELETE_GUESTS: N_("List of guests deleted: %(subject)s"),
    Act.SAY_HELD: N_("Meeting %(subject)s: %(outcome)s"),
    Act.SAVE_FOLLOW_UP: N_("Questions %(months)s months after the event set"),
    Act.END_FOLLOW_UP: N_("Address of the answers of %(subject)s ended"),
    Act.SAVE_STAY: N_("Arrival and departure of %(subject)s noted"),
    Act.WITHDRAW: N_("%(subject)s withdrew from the event"),
    Act.WITHDRAW_TAKEN_BACK: N_("%(subject)s takes part again"),
    Act.WITHDRAW_SEVERAL: N_("Withdrawn from the event: %(number)s"),
    Act.WITHDRAW_DELEGATION: N_("%(subject)s withdrew from the event: %(number)s"),
    Act.RETURN_SEVERAL: N_("Take part again: %(number)s"),
    Act.RETURN_DELEGATION: N_("%(subject)s takes part again: %(number)s"),
    Act.REGISTER: N_("%(subject)s registered by the form"),
    Act.INVITE_COLLEAGUE: N_("%(subject)s invited a colleague"),
    Act.ASK_TO_REGISTER: N_("%(subject)s asked to be registered: %(state)s"),
    Act.ADMIT: N_("Registration of %(subject)s accepted"),
    Act.REFUSE_REGISTRATION: N_("Registration of %(subject)s refused"),
    Act.GIVE_UP_REGISTRATION: N_("%(subject)s took the registration back"),
    Act.DOWNLOAD_CONTACT: N_("Contact card of %(subject)s downloaded"),
    Act.DOWNLOAD_CONTACTS: N_("Contact cards downloaded: %(number)s"),
    Act.DOWNLOAD_COLLEAGUES: N_("Calendar of the colleagues downloaded"),
    Act.DOWNLOAD_EVENT: N_("Calendar of the whole event downloaded"),
    Act.DOWNLOAD_PLACE: N_("Calendar of %(place)s downloaded"),
    Act.DOWNLOAD_HISTORY: N_("History downloaded: %(number)s"),
    Act.DOWNLOAD_PEOPLE: N_("List of people downloaded: %(number)s"),
    Act.DOWNLOAD_GUESTS: N_("Guests downloaded: %(number)s"),
    Act.DOWNLOAD_RESULTS: N_("Report downloaded: %(number)s"),
    Act.DOWNLOAD_REQUESTS: N_("Registrations by the form downloaded: %(number)s"),
    Act.DOWNLOAD_RULES: N_("Rules for particular people downloaded: %(number)s"),
    Act.DOWNLOAD_PROGRAMME: N_("Programme of %(subject)s downloaded"),
    Act.DOWNLOAD_PAPER: N_("Paper downloaded: %(file)s"),
    Act.DOWNLOAD_LEFT_OUT: N_("Left-out lines of an import downloaded: %(number)s"),
    Act.NEW_FEED_ADDRESS: N_("New calendar address: %(scope)s"),
    Act.SEND_CAMPAIGN: N_("Mail “%(title)s” confirmed for %(number)s"),
    Act.STOP_CAMPAIGN: N_("Mail “%(title)s” stopped: %(number)s not written to"),
    Act.SAVE_COMMUNITY: N_("Settings of the community saved"),
    Act.CREATE_EVENT: N_("Event made: %(preset)s"),
    Act.COPY_EVENT: N_("Event made as a copy of %(earlier)s"),
    Act.RESTORE_EVENT: N_("Event made from an archive of %(earlier)s"),
    Act.CHANGE_EVENT: N_("Name and rules of the event saved"),
    Act.CHANGE_PHASE: N_("Phase of the event: %(phase)s"),
    Act.MOVE_DATES: N_("Dates of the event moved"),
    Act.CHANGE_STRUCTURE: N_("Slots and tables changed"),
    Act.UNDO_STRUCTURE: N_("Undone: %(change)s"),
    Act.CHANGE_CATEGORY: N_("Categories changed: %(category)s"),
    Act.CHANGE_REGISTRATION_FORM: N_("Registration form changed"),
    Act.SAVE_BOOKLET_TEXTS: N_("Texts of the booklet saved"),
    Act.CHANGE_PRESENTATION_CALL: N_("Call for presentations changed"),
    Act.DECIDE_PRESENTATIONS: N_("Presentations decided: %(decision)s, %(number)s"),
    Act.TELL_DECISIONS: N_("Decisions about presentations told: %(number)s"),
    Act.SEND_PROPOSAL: N_("Presentation “%(title)s” proposed for %(subject)s"),
    Act.WITHDRAW_PROPOSAL: N_("Proposal “%(title)s” of %(subject)s withdrawn"),
    Act.MAKE_REGISTRATION_LINK: N_("Registration link made: %(link)s"),
    Act.CLOSE_REGISTRATION_LINK: N_("Registration link closed: %(link)s"),
    Act.HABITS: N_("Settings of the mails saved"),
    Act.CANCEL_DELAY: N_("Cancellation by itself set: %(minutes)s"),
    Act.START_DRAFT: N_("Draft started"),
    Act.EDIT_DRAFT: N_("Draft changed by hand: %(edit)s, %(about)s"),
    Act.KEEP_APART: N_("Not to be placed again: %(about)s"),
    Act.UNDO_DRAFT: N_("Draft, taken back: %(edit)s, %(about)s"),
    Act.REDO_DRAFT: N_("Draft, done again: %(edit)s, %(about)s"),
    Act.DISCARD_DRAFT: N_("Draft discarded"),
    Act.DESCRIBE_SCENARIO: N_("Name or note of a scenario changed: %(about)s"),
    Act.PUT_SCENARIO_AWAY: N_("Scenario put away: %(about)s"),
    Act.BRING_SCENARIO_BACK: N_("Scenario brought back into the list: %(about)s"),
    Act.WAIVE_LIMIT: N_("Limit of %(subject)s waived for one meeting: %(limit)s"),
    Act.PUBLISH: N_("Release %(release)s published (%(kind)s): %(meetings)s, %(told)s"),
    Act.TAKE_REPAIR: N_("Repair taken as the draft: %(subject)s, %(number)s"),
    Act.TELL_AGAIN: N_("Release %(release)s: those who have not seen it are told again (%(told)s)"),
    Act.ALERT_HANDLED: N_("Point marked as handled: %(kind)s, %(subject)s"),
    Act.ALERT_DISMISSED: N_("Point dismissed: %(kind)s, %(subject)s"),
    Act.ALERT_OPEN: N_("Point opened again: %(kind)s, %(subject)s"),
    Act.ALERT_KEEP: N_("Not cancelled by itself: %(kind)s, %(subject)s"),
    Act.PLAN_AGAIN_NOBODY: N_("Not to be planned again: %(kind)s, %(subject)s"),
    Act.PLAN_AGAIN_COLLEAGUE: N_("To be planned with a colleague: %(kind)s, %(subject)s"),
    Act.PLAN_AGAIN_ANYBODY: N_("To be planned as before: %(kind)s, %(subject)s"),
}
"""Of every act, without who did it; placeholders are `subject` and the details that `record` was given."""

COUNTS: Mapping[tuple[Act, str], tuple[str, str]] = {
    (Act.END_LOG_INS, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.SEND_CAMPAIGN, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.STOP_CAMPAIGN, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.SET_BROUGHT, "organisations"): N_plural("%(num)d company", "%(num)d companies"),
    (Act.IMPORT_FOLDER, "new"): N_plural("%(num)d new line", "%(num)d new lines"),
    (Act.DOWNLOAD_HISTORY, "number"): N_plural("%(num)d entry", "%(num)d entries"),
    (Act.DOWNLOAD_PEOPLE, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.DOWNLOAD_GUESTS, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.WITHDRAW_SEVERAL, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.WITHDRAW_DELEGATION, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.RETURN_SEVERAL, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.RETURN_DELEGATION, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.ASK_COUNTERPARTS, "number"): N_plural("%(num)d counterpart", "%(num)d counterparts"),
    (Act.INVITE_GUESTS, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.DOWNLOAD_RESULTS, "number"): N_plural("%(num)d line", "%(num)d lines"),
    (Act.DOWNLOAD_REQUESTS, "number"): N_plural("%(num)d person", "%(num)d people"),
    (Act.DOWNLOAD_RULES, "number"): N_plural("%(num)d rule", "%(num)d rules"),
    (Act.DOWNLOAD_LEFT_OUT, "number"): N_plural("%(num)d line", "%(num)d lines"),
    (Act.DECIDE_PRESENTATIONS, "number"): N_plural("%(num)d presentation", "%(num)d presentations"),
    (Act.TAKE_REPAIR, "number"): N_plural("%(num)d change", "%(num)d changes"),
    (Act.TELL_AGAIN, "told"): N_plural("%(num)d person", "%(num)d people"),
    (Act.TELL_DECISIONS, "number"): N_plural("%(num)d presentation", "%(num)d presentations"),
    (Act.CANCEL_DELAY, "minutes"): N_plural("%(num)d minute", "%(num)d minutes"),
    (Act.PUBLISH, "meetings"): N_plural("%(num)d meeting", "%(num)d meetings"),
    (Act.PUBLISH, "told"): N_plural("%(num)d person told", "%(num)d people told"),
}
"""What the details that are numbers count, where the sentence has a word for it."""

DATES: Mapping[str, str] = {
    "opens_at": N_("opening"),
    "wishes_close_at": N_("wishes close"),
    "answers_close_at": N_("answers close"),
}
"""The dates that an entry says to have moved."""

_ACTORS = {
    "": N_("not known"),
    COMMAND_LINE: N_("command line"),
    BY_ITSELF: N_("by itself"),
}
_OF_FILES = frozenset({Act.IMPORT_PERSON, Act.IMPORT_CORRECTION})
_NO_NAME = N_("no name")
"""Of a file that was not uploaded on a page."""
_NO_DELAY = N_("Cancellation by itself switched off")
"""Of an act whose delay is none."""


def what_was_done(entry: AuditEntry, language: str) -> str:
    """Return what was done, and on what basis an organiser did it for somebody; an unknown detail is a dash."""
    act = Act(entry.verb)
    if act is Act.CANCEL_DELAY and entry.details.get("minutes") is None:
        return translate(language, _NO_DELAY)
    details = entry.details
    if act is Act.MOVE_DATES and details.get("moved"):
        return _dates(details, language)
    changed = change_in_words(details["change"], details["about"], language) if "change" in details else ""
    if act is Act.CHANGE_STRUCTURE and changed:
        return changed
    words = defaultdict(lambda: "–", subject=entry.subject or "–")
    words.update(
        {name: _word(act, name, value, language) for name, value in entry.details.items() if value is not None}
    )
    words["change"] = changed
    words["subject"] = words.get("called", words["subject"])  # what has a name in each language
    if act in _OF_FILES and not details.get("file"):
        words["file"] = translate(language, _NO_NAME)
    sentence = translate(language, SENTENCES[act]) % words
    return f"{sentence} ({words['basis']})" if "basis" in words else sentence


def _dates(details: Mapping[str, Any], language: str) -> str:
    """Return which dates were moved, from when to when."""
    moves = "; ".join(
        f"{translate(language, DATES[name])} {_wall(before, language)} → {_wall(after, language)}"
        for name, (before, after) in details["moved"].items()
    )
    said = f"{translate(language, SENTENCES[Act.MOVE_DATES])} ({moves})"
    return translate(language, SENTENCES[Act.UNDO_STRUCTURE], change=said) if details.get("undoes") else said


def _wall(text: str, language: str) -> str:
    if not text:
        return "–"
    wall = datetime.fromisoformat(text)
    return f"{format_day(wall.date(), language, year=True)}, {format_time(wall, language)}"


def who(entry: AuditEntry, language: str) -> str:
    """Return who did it, in words where it was no person."""
    return actor_in_words(entry.actor, language)


def actor_in_words(actor: str, language: str) -> str:
    """Return the name of a person, or words for an actor that is none."""
    known = _ACTORS.get(actor)
    return translate(language, known) if known else actor


def history_table(lines: Sequence[HistoryLine], zone: str, language: str) -> Table:
    """Return lines for a spreadsheet; times are wall times of `zone`."""
    headings = [N_("Day"), N_("Time"), N_("Who"), N_("What"), N_("Event"), N_("From (network)")]
    return Table(
        [translate(language, heading) for heading in headings],
        [
            [
                (at := clock.local(line.entry.at, zone).replace(microsecond=0)).date(),
                at.time(),
                who(line.entry, language),
                what_was_done(line.entry, language),
                line.event,
                line.entry.client,
            ]
            for line in lines
        ],
    )


def _word(act: Act, name: str, value: Any, language: str) -> str:
    counted = COUNTS.get((act, name))
    if counted:
        return translate_plural(language, *counted, value)
    if isinstance(value, list):
        return about_in_words(value, language)
    known = CODES.get(name, {}).get(str(value))
    return translate(language, known) if known else str(value)
