"""The organising team: who has which role in a community and at its events, and how roles are given and taken.

queries             the staff of a community, the team of an event, open invitations, what a partner reads
commands            invitations by mail; roles in a community and at an event
"""
