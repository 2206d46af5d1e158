"""Mails that hold a link which logs in."""

from matchmaker.mail.letters.campaigns import CampaignMail
from matchmaker.mail.letters.enrolment import (
    AlreadyRegisteredMail,
    ColleagueMail,
    ConfirmRegistrationMail,
    RegisteredMail,
)
from matchmaker.mail.letters.links import LoginMail, PasswordMail
from matchmaker.mail.letters.schedule import ProvisionalMail, ScheduleMail
from matchmaker.mail.letters.team import StaffInvitationMail

EARLIER_FIRST_MAIL = "first_mail"
"""Kind of a mail that versions before 0.3 wrote; their rows are still there."""
URGENT_KINDS = frozenset(
    {
        LoginMail.kind,
        PasswordMail.kind,
        StaffInvitationMail.kind,
        ConfirmRegistrationMail.kind,
        AlreadyRegisteredMail.kind,
    }
)
"""Somebody waits for them: they are sent before all others."""
SECRET_KINDS = URGENT_KINDS | {EARLIER_FIRST_MAIL, RegisteredMail.kind, ColleagueMail.kind}
"""They hold a link which logs in: not kept, not shown to others, not sent again."""
LINKED_KINDS = frozenset({ScheduleMail.kind, ProvisionalMail.kind, CampaignMail.kind})
"""Their button may log in: it leads to the page alone once they have left, and where they are shown to others."""
