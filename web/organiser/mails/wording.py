"""Words of mails: kinds, states and the tones of their pills."""

from flask_babel import lazy_gettext

from matchmaker.models import MessageState

MESSAGE_STATES = {
    MessageState.QUEUED: lazy_gettext("waiting"),
    MessageState.SENDING: lazy_gettext("being sent"),
    MessageState.SENT: lazy_gettext("sent"),
    MessageState.FAILED: lazy_gettext("failed"),
    MessageState.BOUNCED: lazy_gettext("bounced"),
    MessageState.SUPERSEDED: lazy_gettext("overtaken by a newer one"),
}
MESSAGE_TONES = {
    MessageState.QUEUED: "wait",
    MessageState.SENDING: "wait",
    MessageState.SENT: "ok",
    MessageState.FAILED: "bad",
    MessageState.BOUNCED: "bad",
    MessageState.SUPERSEDED: "",
}
MESSAGE_KINDS = {
    "login_link": lazy_gettext("log-in link"),
    "password_link": lazy_gettext("link for a new password"),
    "first_mail": lazy_gettext("first mail"),
    "campaign": lazy_gettext("campaign"),
    "campaign_test": lazy_gettext("test of a campaign"),
    "confirm_registration": lazy_gettext("registration to confirm"),
    "already_registered": lazy_gettext("registered already"),
    "registration_requests": lazy_gettext("registrations to approve"),
    "registration_state": lazy_gettext("registration waits or is refused"),
    "presentation_decided": lazy_gettext("decision about a presentation"),
    "colleague_invited": lazy_gettext("invitation of a colleague"),
    "registered": lazy_gettext("registration accepted"),
    "schedule_published": lazy_gettext("schedule"),
    "provisional_published": lazy_gettext("provisional schedule"),
    "invitation": lazy_gettext("invitation"),
    "day_reminder": lazy_gettext("reminder of the day"),
    "wishes_news": lazy_gettext("news about wishes"),
    "silence_reminder": lazy_gettext("reminder to the silent"),
    "clocks_changed": lazy_gettext("clocks have changed"),
    "counterpart_asked": lazy_gettext("a counterpart is asked"),
    "counterpart_handed_over": lazy_gettext("the page of a counterpart, to who takes it over"),
    "counterpart_instead": lazy_gettext("whether somebody else comes instead"),
    "attache_page": lazy_gettext("page of an attaché"),
    "attache_news": lazy_gettext("news of counterparts to their attaché"),
    "rather_call": lazy_gettext("a counterpart would rather have a call"),
    "withdrawn": lazy_gettext("receipt of a withdrawal"),
    "withdrawal_taken_back": lazy_gettext("withdrawal taken back"),
    "address_left": lazy_gettext("address was changed"),
    "merged": lazy_gettext("registrations were joined"),
    "parted": lazy_gettext("registrations were taken apart"),
    "merged_organisations": lazy_gettext("two organisations became one"),
    "parted_organisations": lazy_gettext("two organisations were taken apart"),
    "subscription_ended": lazy_gettext("subscription has ended"),
    "on_behalf": lazy_gettext("noted on behalf"),
    "opening_blocked": lazy_gettext("opening that something blocked"),
    "alerts": lazy_gettext("alert to organisers"),
    "late": lazy_gettext("somebody is late"),
    "guest_invitation": lazy_gettext("invitation to a reception"),
    "guest_moved": lazy_gettext("a reception has moved"),
    "follow_up": lazy_gettext("questions months afterwards"),
    "renewal": lazy_gettext("renewal of a membership"),
    "sender_test": lazy_gettext("test of the sender"),
    "staff_invitation": lazy_gettext("invitation to the team"),
    "account_changed": lazy_gettext("account was changed"),
}
"""What mails are about; the kind of a mail that an earlier version wrote is shown by its own name."""

WORDS = {"kinds": MESSAGE_KINDS, "states": MESSAGE_STATES, "tones": MESSAGE_TONES}
"""For the templates of mails."""
