"""Pages without log-in, and those of the demo."""

from web.public import follow_up, home, invitation_answers, invited, mailbox, styleguide, unsubscribe
from web.public.blueprint import bp
from web.public.directory import pages as directory
from web.public.missions import after, attache, attache_companies, call, counterpart, held, hours, own_data
from web.public.registration import pages as registration

VIEWS = (
    after,
    attache,
    attache_companies,
    call,
    counterpart,
    directory,
    follow_up,
    held,
    home,
    hours,
    invitation_answers,
    invited,
    mailbox,
    own_data,
    registration,
    styleguide,
    unsubscribe,
)
"""Modules that register routes on the blueprint when they are imported."""

__all__ = ["VIEWS", "bp"]
