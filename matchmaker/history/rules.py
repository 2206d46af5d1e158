"""Topics of the history: what each act is about, by which people filter."""

from collections.abc import Mapping
from enum import StrEnum

from matchmaker.models import Act


class Topic(StrEnum):
    """What acts are about."""

    LOG_INS = "log-ins"
    ROLES = "roles"
    PEOPLE = "people"
    MAILS = "mails"
    DOWNLOADS = "downloads"
    SETTINGS = "settings"
    SCHEDULE = "schedule"


ACTS: Mapping[Topic, frozenset[Act]] = {
    Topic.LOG_INS: frozenset(
        {
            Act.LOGIN,
            Act.LOGIN_FAILED,
            Act.LOGIN_UNKNOWN,
            Act.LOGIN_CODE_FAILED,
            Act.LOGIN_LINK_REFUSED,
            Act.END_LOG_IN,
            Act.END_OTHER_LOG_INS,
            Act.PASSWORD_CHANGED,
            Act.PASSWORD_LINK,
            Act.PASSWORD_RESET,
            Act.END_LOG_INS,
            Act.SECOND_FACTOR_ON,
            Act.SECOND_FACTOR_OFF,
            Act.SECOND_FACTOR_RESET,
            Act.RECOVERY_CODES,
            Act.RECOVERY_CODE_USED,
        }
    ),
    Topic.ROLES: frozenset(
        {
            Act.CREATE_ORGANISER,
            Act.REMOVE_ORGANISER,
            Act.MAKE_ADMINISTRATOR,
            Act.REMOVE_ADMINISTRATOR,
            Act.INVITE_STAFF,
            Act.TAKE_BACK_INVITATION,
            Act.JOIN_STAFF,
            Act.SET_COMMUNITY_ROLE,
            Act.SET_EVENT_ROLE,
            Act.SET_BROUGHT,
            Act.END_ACCESS,
        }
    ),
    Topic.PEOPLE: frozenset(
        {
            Act.ADD_MEMBER,
            Act.SAVE_MEMBER,
            Act.MERGE_PEOPLE,
            Act.MERGE_ORGANISATIONS,
            Act.UNDO_MERGE,
            Act.TELL_APART,
            Act.SAVE_MEMBERSHIP,
            Act.SAVE_CONTACT,
            Act.SAVE_PUBLIC_CARD,
            Act.IMPORT_MEMBERS,
            Act.IMPORT,
            Act.IMPORT_FOLDER,
            Act.IMPORT_PERSON,
            Act.IMPORT_CORRECTION,
            Act.UNDO_IMPORT,
            Act.ADD_PERSON,
            Act.MOVE_PERSON,
            Act.REPLACE_PERSON,
            Act.COME_INSTEAD,
            Act.SAVE_PERSON,
            Act.SAVE_DELEGATION,
            Act.CORRECT_ADDRESS,
            Act.ACT_FOR,
            Act.AGREE_FOR,
            Act.SAVE_DEMAND,
            Act.SAVE_OFFER,
            Act.ADD_COUNTERPART,
            Act.SAVE_COUNTERPART,
            Act.ANSWER_INSTEAD,
            Act.MOVE_PROSPECT,
            Act.RATHER_CALL,
            Act.NOTE_PROSPECT,
            Act.ADD_ATTACHE,
            Act.SAVE_ATTACHE,
            Act.END_ATTACHE,
            Act.COUNTERPART_LINK,
            Act.SAVE_GUESTS,
            Act.END_GUEST,
            Act.DELETE_GUESTS,
            Act.SAY_HELD,
            Act.END_FOLLOW_UP,
            Act.SAVE_STAY,
            Act.WITHDRAW,
            Act.WITHDRAW_TAKEN_BACK,
            Act.WITHDRAW_SEVERAL,
            Act.WITHDRAW_DELEGATION,
            Act.RETURN_SEVERAL,
            Act.RETURN_DELEGATION,
            Act.REGISTER,
            Act.INVITE_COLLEAGUE,
            Act.ASK_TO_REGISTER,
            Act.ADMIT,
            Act.REFUSE_REGISTRATION,
            Act.GIVE_UP_REGISTRATION,
            Act.SEND_PROPOSAL,
            Act.DECIDE_PRESENTATIONS,
            Act.TELL_DECISIONS,
            Act.WITHDRAW_PROPOSAL,
        }
    ),
    Topic.MAILS: frozenset(
        {
            Act.ASK_COUNTERPARTS,
            Act.INVITE_GUESTS,
            Act.SAVE_FOLLOW_UP,
            Act.SEND_CAMPAIGN,
            Act.STOP_CAMPAIGN,
            Act.REMIND_RENEWAL,
        }
    ),
    Topic.DOWNLOADS: frozenset(
        {
            Act.DOWNLOAD_CONTACT,
            Act.DOWNLOAD_CONTACTS,
            Act.DOWNLOAD_COLLEAGUES,
            Act.DOWNLOAD_EVENT,
            Act.DOWNLOAD_PLACE,
            Act.DOWNLOAD_HISTORY,
            Act.DOWNLOAD_PEOPLE,
            Act.DOWNLOAD_GUESTS,
            Act.DOWNLOAD_RESULTS,
            Act.DOWNLOAD_REQUESTS,
            Act.DOWNLOAD_RULES,
            Act.DOWNLOAD_PROGRAMME,
            Act.DOWNLOAD_PAPER,
            Act.DOWNLOAD_LEFT_OUT,
            Act.NEW_FEED_ADDRESS,
        }
    ),
    Topic.SETTINGS: frozenset(
        {
            Act.SAVE_COMMUNITY,
            Act.HABITS,
            Act.CREATE_EVENT,
            Act.COPY_EVENT,
            Act.RESTORE_EVENT,
            Act.CHANGE_EVENT,
            Act.CHANGE_PHASE,
            Act.MOVE_DATES,
            Act.CHANGE_STRUCTURE,
            Act.UNDO_STRUCTURE,
            Act.CHANGE_CATEGORY,
            Act.CHANGE_REGISTRATION_FORM,
            Act.SAVE_BOOKLET_TEXTS,
            Act.CHANGE_PRESENTATION_CALL,
            Act.MAKE_REGISTRATION_LINK,
            Act.CLOSE_REGISTRATION_LINK,
            Act.CANCEL_DELAY,
        }
    ),
    Topic.SCHEDULE: frozenset(
        {
            Act.START_DRAFT,
            Act.EDIT_DRAFT,
            Act.KEEP_APART,
            Act.UNDO_DRAFT,
            Act.REDO_DRAFT,
            Act.DISCARD_DRAFT,
            Act.DESCRIBE_SCENARIO,
            Act.PUT_SCENARIO_AWAY,
            Act.BRING_SCENARIO_BACK,
            Act.WAIVE_LIMIT,
            Act.PUBLISH,
            Act.ALERT_HANDLED,
            Act.TAKE_REPAIR,
            Act.TELL_AGAIN,
            Act.ALERT_DISMISSED,
            Act.ALERT_OPEN,
            Act.ALERT_KEEP,
            Act.PLAN_AGAIN_NOBODY,
            Act.PLAN_AGAIN_COLLEAGUE,
            Act.PLAN_AGAIN_ANYBODY,
        }
    ),
}
"""Each act has one topic."""
