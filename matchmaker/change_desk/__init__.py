"""The change desk (“Something has changed”): every cause is said, tried, repaired, and noted with the chosen repair.

commands/noting      note changes: the same commands as on the pages of people and structure
commands/searches    look for repairs, stop, choose one
commands/trying      what the event would be after changes
jobs                 the search in the background
planning/announcing  what the release of a repair would tell people
planning/found       what a search has found, as it is kept
planning/looking     which repairs are looked for, and when there are enough
planning/talks       presentations that a change touches
queries/meetings     the uids of meetings
queries/searches     one search for its page
queries/subjects     who or what a change may be about
queries/written      changes as the command line takes them
rules                what can change
words                why there are not three repairs
"""
