"""Mails that hold a secret link."""

from matchmaker.mail.contents import LoginMail, PasswordMail
from matchmaker.mail.letters.team import StaffInvitationMail

SECRET_KINDS = frozenset({LoginMail.kind, PasswordMail.kind, StaffInvitationMail.kind})
"""Whoever opens the link of such a mail gets in: it is sent first, not kept, not shown to others, not sent again."""
