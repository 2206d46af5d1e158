"""Members of a community: its organisations and their people, whatever events they take part in.

commands/members    add and correct a member, place it on the map
commands/periods    memberships: add, change, renew, remove
commands/contacts   whom the community writes to
commands/public     what a card shows in the public directory
commands/renewals   reminders of renewals, and the community's own words in them
commands/settings   tiers, reminders, the public directory
jobs                reminders of renewals that are due
words               the reminder as a mail
queries/listing     the list of members
queries/member      one member
queries/renewals    memberships that end soon
queries/directory   the public directory
queries/of_members  memberships and tags of some members
queries/search      words of a search as they are meant
queries/conditions  conditions of statements: memberships on a day, tags, words
rules/record        the values of a member that are corrected
rules/membership    how a membership stands on a day
rules/renewals      when a reminder leaves by itself
rules/consent       what was ticked for the public directory
rules/settings      settings of a community about its members
rules/spelling      words that are spelled alike
"""
