"""The audit trail: who did what, to whom, when, from where."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.models.accounts import Staff
from matchmaker.models.base import Instant
from matchmaker.models.events import Event
from matchmaker.models.organisations import Person
from matchmaker.models.registrations import Registration

CLIENT = "client"
"""Key in `Session.info`: the shortened network of the request's client, which `record` writes beside each entry."""
COMMAND_LINE = "command line"
BY_ITSELF = "by itself"
"""Actors that are no people."""
LONGEST_NAME = 120


class Act(StrEnum):
    """What an audit entry says was done; each has its sentence in `matchmaker/history/words.py`.

    A value that rows hold is never changed without a migration.
    """

    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    """A wrong password for a known account."""
    LOGIN_UNKNOWN = "login_unknown"
    """An address that has no account; a digest of it is kept."""
    LOGIN_CODE_FAILED = "login_code_failed"
    """A wrong code after the right password."""
    LOGIN_LINK_REFUSED = "login_link_refused"
    """A link that was used or is too old."""
    END_LOG_IN = "end_log_in"
    """Of one's own, on another device."""
    END_OTHER_LOG_INS = "end_other_log_ins"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- an act
    PASSWORD_LINK = "password_link"  # noqa: S105 -- a name
    """A link for a new password was asked for."""
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- a name
    """Set by such a link."""
    END_LOG_INS = "end_log_ins"
    """Of an address or of everybody, by the operator of the installation."""
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    SECOND_FACTOR_RESET = "second_factor_reset"
    RECOVERY_CODES = "recovery_codes"
    """New ones."""
    RECOVERY_CODE_USED = "recovery_code_used"

    CREATE_ORGANISER = "create_organiser"
    REMOVE_ORGANISER = "remove_organiser"
    MAKE_ADMINISTRATOR = "make_administrator"
    REMOVE_ADMINISTRATOR = "remove_administrator"

    INVITE_STAFF = "invite_staff"
    TAKE_BACK_INVITATION = "take_back_invitation"
    JOIN_STAFF = "join_staff"
    SET_COMMUNITY_ROLE = "set_community_role"
    SET_EVENT_ROLE = "set_event_role"
    SET_BROUGHT = "set_brought"
    """Which organisations a partner brings."""
    END_ACCESS = "end_access"

    ADD_MEMBER = "add_member"
    SAVE_MEMBER = "save_member"
    MERGE_PEOPLE = "merge_people"
    MERGE_ORGANISATIONS = "merge_organisations"
    UNDO_MERGE = "undo_merge"
    TELL_APART = "tell_apart"
    """Two that look alike are two."""
    SAVE_MEMBERSHIP = "save_membership"
    """A period of a membership."""
    SAVE_CONTACT = "save_contact"
    """Of a member."""
    SAVE_PUBLIC_CARD = "save_public_card"
    """What of a card the public directory shows."""
    REMIND_RENEWAL = "remind_renewal"
    IMPORT_MEMBERS = "import_members"
    IMPORT = "import"
    IMPORT_FOLDER = "import_folder"
    UNDO_IMPORT = "undo_import"
    ADD_PERSON = "add_person"
    SAVE_PERSON = "save_person"
    SAVE_DELEGATION = "save_delegation"
    """Its category or limits."""
    CORRECT_ADDRESS = "correct_address"
    ACT_FOR = "act_for"
    """An organiser has changed something on somebody's pages, as that person."""
    AGREE_FOR = "agree_for"
    """An organiser has accepted the terms for somebody."""
    SAVE_DEMAND = "save_demand"
    """Whom a company looks for in a city of a mission."""
    ADD_COUNTERPART = "add_counterpart"
    SAVE_COUNTERPART = "save_counterpart"
    MOVE_PROSPECT = "move_prospect"
    RATHER_CALL = "rather_call"
    """How far the approach of a counterpart for a company has come."""
    NOTE_PROSPECT = "note_prospect"
    """What comes next for it."""
    ADD_ATTACHE = "add_attache"
    """A page without an account for the attaché of a city."""
    END_ATTACHE = "end_attache"
    COUNTERPART_LINK = "counterpart_link"
    """The page of a counterpart got another address."""
    SAVE_GUESTS = "save_guests"
    """The list of a reception, its settings or its guests."""
    INVITE_GUESTS = "invite_guests"
    END_GUEST = "end_guest"
    DELETE_GUESTS = "delete_guests"
    """An invitation to a reception was taken back."""
    SAY_HELD = "say_held"
    """An organiser or an attaché has said whether a meeting took place."""
    SAVE_FOLLOW_UP = "save_follow_up"
    """When the mails of a round of questions leave, and whether they do."""
    END_FOLLOW_UP = "end_follow_up"
    """The address by which somebody answers opens nothing any more."""
    SAVE_STAY = "save_stay"
    """An organiser has noted somebody's arrival and departure."""
    WITHDRAW = "withdraw"
    WITHDRAW_TAKEN_BACK = "withdraw_taken_back"

    REGISTER = "register"
    """By the open form, accepted at once."""
    INVITE_COLLEAGUE = "invite_colleague"
    ASK_TO_REGISTER = "ask_to_register"
    """By the open form; waits for approval or a place."""
    ADMIT = "admit"
    REFUSE_REGISTRATION = "refuse_registration"
    GIVE_UP_REGISTRATION = "give_up_registration"

    DOWNLOAD_CONTACT = "download_contact"
    DOWNLOAD_CONTACTS = "download_contacts"
    DOWNLOAD_COLLEAGUES = "download_colleagues"
    DOWNLOAD_EVENT = "download_event"
    DOWNLOAD_PLACE = "download_place"
    DOWNLOAD_HISTORY = "download_history"
    DOWNLOAD_PEOPLE = "download_people"
    DOWNLOAD_REQUESTS = "download_requests"
    DOWNLOAD_RULES = "download_rules"
    """Registrations by the open form, with their answers."""
    DOWNLOAD_PROGRAMME = "download_programme"
    """Of one person, on paper."""
    DOWNLOAD_PAPER = "download_paper"
    """A paper with data of many: all programmes, a booklet, a sheet."""
    DOWNLOAD_LEFT_OUT = "download_left_out"
    DOWNLOAD_GUESTS = "download_guests"
    DOWNLOAD_RESULTS = "download_results"
    NEW_FEED_ADDRESS = "new_feed_address"

    SEND_CAMPAIGN = "send_campaign"
    STOP_CAMPAIGN = "stop_campaign"

    SAVE_COMMUNITY = "save_community"
    CREATE_EVENT = "create_event"
    COPY_EVENT = "copy_event"
    RESTORE_EVENT = "restore_event"
    CHANGE_EVENT = "change_event"
    CHANGE_PHASE = "change_phase"
    MOVE_DATES = "move_dates"
    MAKE_REGISTRATION_LINK = "make_registration_link"
    CLOSE_REGISTRATION_LINK = "close_registration_link"
    CHANGE_STRUCTURE = "change_structure"
    UNDO_STRUCTURE = "undo_structure"
    CHANGE_CATEGORY = "change_category"
    SAVE_BOOKLET_TEXTS = "save_booklet_texts"
    CHANGE_PRESENTATION_CALL = "change_presentation_call"
    SEND_PROPOSAL = "send_proposal"
    DECIDE_PRESENTATIONS = "decide_presentations"
    TELL_DECISIONS = "tell_decisions"
    WITHDRAW_PROPOSAL = "withdraw_proposal"
    CHANGE_REGISTRATION_FORM = "change_registration_form"
    HABITS = "habits"
    CANCEL_DELAY = "cancel_delay"

    START_DRAFT = "start_draft"
    EDIT_DRAFT = "edit_draft"
    KEEP_APART = "keep_apart"
    """Two whose meeting was removed from the draft are not placed again."""
    UNDO_DRAFT = "undo_draft"
    REDO_DRAFT = "redo_draft"
    DISCARD_DRAFT = "discard_draft"
    DESCRIBE_SCENARIO = "describe_scenario"
    """Its name, its note, or both."""
    PUT_SCENARIO_AWAY = "put_scenario_away"
    BRING_SCENARIO_BACK = "bring_scenario_back"
    WAIVE_LIMIT = "waive_limit"
    """A personal limit, for one meeting."""
    TAKE_REPAIR = "take_repair"
    """The draft, with what has changed."""
    TELL_AGAIN = "tell_again"
    """Those who have not looked at what is published."""
    PUBLISH = "publish"
    ALERT_HANDLED = "alert_handled"
    ALERT_DISMISSED = "alert_dismissed"
    ALERT_OPEN = "alert_open"
    """Opened again."""
    ALERT_KEEP = "alert_keep"
    PLAN_AGAIN_NOBODY = "alert_plan_again_nobody"
    PLAN_AGAIN_COLLEAGUE = "alert_plan_again_colleague"
    PLAN_AGAIN_ANYBODY = "alert_plan_again_anybody"


class AuditEntry(SQLModel, table=True):
    """Who did what to whom, with the names of that moment; never holds vetoes, notes, tokens or addresses."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
    community_id: int | None = Field(default=None, foreign_key="community.id", index=True)
    """None for what concerns accounts of the staff, which belong to no community."""
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    actor: str = Field(max_length=LONGEST_NAME)
    """Empty for somebody who is not known."""
    verb: str = Field(max_length=60)
    """An `Act`."""
    subject: str = Field(default="", max_length=LONGEST_NAME)
    """Whom it concerns: the person of `registration_id`, or the member of the staff `staff_id`."""
    registration_id: int | None = Field(default=None, foreign_key="registration.id", index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff.id", index=True)
    names: str = Field(default="", max_length=2 * LONGEST_NAME + 1)
    """Actor and subject folded, for search."""
    client: str = Field(default="", max_length=50)
    """The network that it was done from, shortened; empty where no request did it."""
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def record(
    session: Session,
    actor: str,
    act: Act,
    *,
    event_id: int | None,
    community: int | None = None,
    registration: int | None = None,
    staff: int | None = None,
    subject: str = "",
    **details: Any,
) -> None:
    """Add an audit entry: `actor` did `act`, at an event, in a community or (with neither) about an account.

    `registration` or `staff` is the id of whom it concerns, `subject` their name where there is no id; `details` are
    numbers and codes, never vetoes, notes, tokens or addresses. The community is that of the event where there is one.
    """
    if event_id is not None:
        community = session.get_one(Event, event_id).community_id
    subject = (_subject(session, registration, staff) or subject)[:LONGEST_NAME]
    session.add(
        AuditEntry(
            community_id=community,
            event_id=event_id,
            actor=actor[:LONGEST_NAME],
            verb=act,
            subject=subject,
            registration_id=registration,
            staff_id=staff,
            names=searched_names(actor, subject),
            client=session.info.get(CLIENT, ""),
            details=details,
        )
    )


def searched_names(actor: str, subject: str) -> str:
    """Return what a search by name compares."""
    return fold(f"{actor} {subject}")[: 2 * LONGEST_NAME + 1]


def _subject(session: Session, registration: int | None, staff: int | None) -> str:
    if registration is not None:
        return session.get_one(Person, session.get_one(Registration, registration).person_id).name
    return session.get_one(Staff, staff).name if staff is not None else ""
