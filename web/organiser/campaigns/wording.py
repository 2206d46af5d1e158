"""Words of campaigns: presets, recipients, states and outcomes."""

from flask_babel import lazy_gettext

from matchmaker.campaigns.queries.campaigns import MailOutcome
from matchmaker.campaigns.rules.audience import MissingStep
from matchmaker.campaigns.rules.placeholders import Placeholder
from matchmaker.models import CampaignPreset, CampaignState, LeftOut

PRESET_NAMES = {
    CampaignPreset.MISSING: lazy_gettext("Reminder of what is missing"),
    CampaignPreset.INVITATION: lazy_gettext("Invitation"),
    CampaignPreset.WISHES: lazy_gettext("Reminder of wishes"),
    CampaignPreset.TIMES: lazy_gettext("Reminder of times"),
    CampaignPreset.PRACTICAL: lazy_gettext("Practical information"),
    CampaignPreset.OWN: lazy_gettext("Own words"),
}
PRESET_SENTENCES = {
    CampaignPreset.MISSING: lazy_gettext("To those who have not agreed, wished or answered; each reads what."),
    CampaignPreset.INVITATION: lazy_gettext("To those who have not agreed yet, with a link that logs in."),
    CampaignPreset.WISHES: lazy_gettext("To those whose organisation has no wish."),
    CampaignPreset.TIMES: lazy_gettext("To those who have not said when they can meet."),
    CampaignPreset.PRACTICAL: lazy_gettext("To everybody, also to those who want no reminders."),
    CampaignPreset.OWN: lazy_gettext("An empty page, to whom you choose."),
}
MISSINGS = {
    MissingStep.NOT_AGREED: lazy_gettext("invited, have not agreed yet"),
    MissingStep.NEVER_LOGGED_IN: lazy_gettext("have never logged in"),
    MissingStep.NO_WISHES: lazy_gettext("have no wishes"),
    MissingStep.NO_TIMES: lazy_gettext("have not said when they can meet"),
    MissingStep.UNANSWERED: lazy_gettext("have wishes to answer"),
}
STATES = {
    CampaignState.DRAFT: (lazy_gettext("draft"), ""),
    CampaignState.PLANNED: (lazy_gettext("planned"), "wait"),
    CampaignState.DONE: (lazy_gettext("sent"), "ok"),
}
"""Name and tone of each state."""
OUTCOMES = {
    MailOutcome.WAITING: (lazy_gettext("waiting"), "wait"),
    MailOutcome.SENT: (lazy_gettext("sent"), "ok"),
    MailOutcome.REFUSED: (lazy_gettext("refused by the mail server"), "bad"),
    MailOutcome.RETURNED: (lazy_gettext("returned: wrong address or full mailbox"), "bad"),
    MailOutcome.UNSUBSCRIBED: (lazy_gettext("not written to: wants no reminders"), "away"),
    MailOutcome.RECENT: (lazy_gettext("not written to: had such a mail today"), "away"),
    MailOutcome.DONE: (lazy_gettext("not written to: no longer needed"), "away"),
    MailOutcome.UNUSABLE: (lazy_gettext("not written to: the address cannot be used"), "bad"),
}
"""Name and tone of what became of a mail."""
LEFT_OUT = {why: OUTCOMES[MailOutcome(why.value)][0] for why in LeftOut}
PLACEHOLDERS = {
    Placeholder.FIRST_NAME: lazy_gettext("the first name"),
    Placeholder.NAME: lazy_gettext("first and last name"),
    Placeholder.ORGANISATION: lazy_gettext("their organisation"),
    Placeholder.EVENT: lazy_gettext("the name of the event"),
    Placeholder.DAY: lazy_gettext("its first day"),
    Placeholder.CITY: lazy_gettext("its city"),
    Placeholder.NUMBER_OF_WISHES: lazy_gettext("how many wishes their organisation has"),
    Placeholder.WISHES_DEADLINE: lazy_gettext("until when wishes can be made"),
    Placeholder.ANSWERS_DEADLINE: lazy_gettext("until when answers can be given"),
    Placeholder.WHAT_IS_MISSING: lazy_gettext("what we still wait for from them, a line each"),
    Placeholder.CONTACT: lazy_gettext("whom participants can ask"),
    Placeholder.LINK: lazy_gettext("a button that logs them in; on a line of its own"),
}
"""What is put in for each placeholder."""
