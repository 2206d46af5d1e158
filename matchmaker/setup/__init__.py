"""Setting up an event on screen: made from a preset, prepared, structured, opened to its participants.

commands/archives          an event made from an archive
commands/blocked           organisers are told of a planned opening that something blocks
commands/blocks            blocks of the day and their slots
commands/campaigns         planned campaigns move with their event
commands/categories        rules of a category
commands/changes           note, try and undo a change of the structure
commands/closures          places and blocks closed
commands/copying           a new event as a copy of an earlier one
commands/creation          a new event with its day, tables and categories
commands/dates             when it opens by itself, when wishes and answers close
commands/meeting_rules     who may meet whom: agreement, and categories that may wish for each other
commands/moving            a whole event to another day or other hours
commands/particular_rules  rules for particular people: added, removed
commands/phases            open, close and archive an event
commands/places            tables and booths
commands/plans             table plans: tables in rows, moved, shapes
commands/programme         programme items
commands/settings          name and contact of an event
commands/tiers             categories that follow the membership tier
commands/venues            building and street of a venue
jobs/opening               planned openings
planning/contradictions    whether such a rule contradicts another one
planning/hits              published meetings that a change hits, and where each could be
planning/impact            what a change does to published meetings and to people
planning/meaning           what the rules of a category mean for an event
planning/new_times         who has fewer, other or more times for meetings
planning/spots             free spots for meetings that cannot stay
queries/archive            an event as an archive, which a copy is made from as well
queries/archive_check      an archive from outside: read, and whether its parts fit together
queries/archive_format     the document of an archive
queries/archive_values     which values its parts take
queries/changes            changes that can be undone, and what is in the way
queries/dates              whom a change of the dates concerns
queries/day                a day seen through one table
queries/earlier            events that a new one may be a copy of
queries/meeting_rules      which categories may wish for which, with their wishes
queries/moving             what moves with a whole event
queries/new_rule           such a rule before it is added
queries/particular_rules   how required pairs stand, whom such a rule can be about
queries/overlaps           items of the programme that the same people have at once
queries/parts              one category, block or place of an event, for its form
queries/preparation        what is ready, what is missing, what blocks the opening
queries/programme          one programme item, and who may be chosen for it
queries/tiers              tiers, categories that they lead to, who is in another one
queries/use                meetings that rest on a part of the structure
rules                      presets; which phase may follow which
words                      changes and their consequences as sentences
"""
