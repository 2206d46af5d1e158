"""Writes: reconcile invitations with a release, queue their mails."""
