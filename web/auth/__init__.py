"""Getting in and out: mail links for participants, passwords for the staff, and what everyone may see."""

from web.auth import links, pages, staff
from web.auth.blueprint import bp
from web.public import answers, mailbox, styleguide
from web.public import unsubscribe as mails

__all__ = ["answers", "bp", "links", "mailbox", "mails", "pages", "staff", "styleguide"]
