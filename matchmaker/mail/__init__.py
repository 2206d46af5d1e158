"""Mails: composed as final bytes, kept in the outbox, handed to a mail server.

commands/outbox, commands/returned, commands/unsubscribe   queue and supersede; bounces and re-sending; preferences
compose         MIME bytes of a mail
contents        what all mails share; the log-in mail
jobs/sending    claim, send, retry with back-off
letter          parts of a mail as text and HTML
letters/        texts of mails, one file a kind
queries/mailbox, queries/messages, queries/unsubscribe     the demo's mailbox; the outbox; unsubscribe links
plain_links     taking links that log in out of a stored mail
reply_address   signed addresses for answers and bounces
secrecy         mails that hold a link which logs in
transport       SMTP client
"""
