"""Invitations by mail: each calendar is reconciled with what is published; links to answer.

commands/desk          what a calendar should hold, against what was told last
commands/invitations   reconcile what people hold with a release
commands/mails         an invitation as a message in the outbox
queries/asked          the page behind an answer link
queries/left           what a calendar still holds after a withdrawal
queries/links          signed answer links
queries/versions       what each message told
rules                  the channel of a person's calendar entries
"""
