"""Inbound mail: parsed with bounds, classified without a database, stored, then acted upon.

commands/act         what follows from a mail
commands/store       store it once (idempotent)
jobs/act             act on stored mails, with retries
jobs/mailbox         read a pipe or an IMAP mailbox
parsing/bounces      delivery reports (RFC 3464)
parsing/itip         answers of calendar programs (RFC 5546)
parsing/mime         MIME with bounds
parsing/stored       JSON of what was understood
parsing/texts        charsets and markup to safe text
parsing/understand   classification
queries/match        the invitation or message that a mail is about
"""
