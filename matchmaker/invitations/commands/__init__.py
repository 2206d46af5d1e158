"""Bring invitations into line with a release, and put their mails into the outbox."""
