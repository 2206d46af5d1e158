"""Invitations by mail: each calendar is reconciled with what is published; links to answer.

commands/invitations   reconcile what people hold with a release
commands/mails         an invitation as a message in the outbox
queries/asked          the page behind an answer link
queries/links          signed answer links
rules                  the channel of a person's calendar entries
"""
