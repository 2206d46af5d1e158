"""Getting in and out: mail links for participants, passwords for the staff, and what everyone may see."""

from web.auth import answers, links, mailbox, mails, pages, staff, styleguide
from web.auth.blueprint import bp

__all__ = ["answers", "bp", "links", "mailbox", "mails", "pages", "staff", "styleguide"]
