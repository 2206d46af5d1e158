"""What is published: releases, agendas, and the difference to what would be.

commands              mark a release as seen
planning/misfits      what of a scenario cannot be published any more
planning/own_ways     the ways between the lines of each agenda
planning/ways         meetings that leave too little time for a way
queries/agenda        a person's agenda
queries/agenda_lines  its days and lines, with ways, cities and clocks
queries/cells         rows of a grid against time, of a scenario and of the draft
queries/changed       how many meetings are not as published
queries/day_on_the_way  what a person's meetings of a mission leave of their day
queries/difference    what publishing would change
queries/drafts        the draft and the published scenario
queries/grid          people or places against time
queries/grid_parts    a mission's grid: one day in one city at a time
queries/ground        what all differences of an event rest on
queries/lines         the lines that a scenario would publish
queries/met           whom an organisation met at which event
queries/own_unmet     a participant's wishes that are not met
queries/partners      with whom a delegation meets
queries/placed        the meetings that a scenario places
queries/problems      what is in the way of publishing, and the way out
queries/published     the last release and its standing lines
queries/releases      the list of releases, and what people know of them
queries/spots         when, where and with whom, as plain values
queries/standing      what of the last release has strayed from the rows
queries/told          what publishing a schedule would tell people
queries/unmet         why each wish is not met, frozen
queries/withdrawn     who has withdrawn
rules/gaps            free times between two meetings
rules/held            whether a meeting that is over took place, from what is said of it
rules/succession      from one release to the next: sequences, changes
words                 what is in the way of what is published
"""
