"""The organising team: who has which role in a community and at its events, and how roles are given and taken.

commands/first_start   the community and the administrator of an empty installation
commands/invitations   invitations by mail with a link that works once
commands/roles         roles in a community and at an event, the end of somebody's access
queries/brought        what a partner reads
queries/first_start    whether an installation is empty; the code that its page asks for
queries/invitations    open invitations, what a link offers
queries/staff          the staff of a community, the team of an event
words                  how far a partner's sight reaches
"""
