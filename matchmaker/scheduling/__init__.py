"""From wishes to a schedule: availability, runs of the solver, scenarios with their numbers and reasons.

commands/availability       save a person's free slots
commands/keeping            names, notes, and which scenarios the list leaves out
commands/background         claim, stop and end work in the background
commands/points             points of the trade-off as scenarios; a new search replaces them
commands/runs               request and claim a run, queue it again
commands/scenarios          save schedules
jobs/prices                 the price of each rule
jobs/searches               a search that a worker has claimed
jobs/solving                solve in a worker or on the command line
jobs/trade_off              wishes met against people disturbed
jobs/watch                  heartbeat, progress, polling of the stop flag
planning/along              who comes along to the meeting of a pair
planning/along_rows         what a mission says of those who come along
planning/along_words        what keeps those from a meeting who come along to it
planning/availability       slots in which a person cannot meet
planning/away               why people cannot be where a meeting is placed, by name
planning/by_hand            meetings that an organiser has put where they are
planning/closeness          staying close to a schedule; how two schedules differ
planning/current            which scenario is the draft
planning/declines           meetings that somebody cannot come to
planning/engine             solve a task; the types of the solver
planning/exchanges          who comes along in the place of somebody who falls out
planning/facts              the rows of an event, loaded at once
planning/humans             one human is one agent (entity resolution)
planning/met                wishes that a schedule meets
planning/numbers            the numbers of a schedule
planning/overlaps           programme items at the time of a block, or two of the same people at once
planning/pairs              pairs that may meet, and why others may not
planning/parties            who goes for each side of a meeting
planning/particular         the rules for particular people that hold
planning/preferring         who goes in a search, where a language in common is preferred
planning/places             where a pair may meet
planning/presence           who is there, slot by slot
planning/prices             the event without each rule, and what would help most
planning/problem            rows to `solver.Problem`
planning/results            a schedule to rows, and back
planning/rule_words         these rules with the names of their event
planning/spans              slots as people say them
planning/tasks              an event's problem; results without search
planning/trade_off          the best schedule for at most so many people disturbed
planning/travel             ways between venues, said and estimated
planning/waivers            personal limits, and where they are waived
planning/witnesses          the solver's reasons with names and times
queries/availability        a person's own day
queries/background          whether claimed work is to stop
queries/day_facts           facts of the day of some people, and which presentations they do not know of yet
queries/lookup              a scenario or run of an event, by id
queries/names               names of people
queries/numbers             the numbers that are saved, typed
queries/open_slots          slots in which somebody could meet
queries/particular          these rules as lines of a page
queries/prices              the last prices of an event
queries/readiness           what a schedule still needs
queries/runs                progress of a run
queries/scenarios           the list of scenarios, and one of them
queries/seatings            when a scenario has each meeting, and what that changes for each person
queries/side_by_side        what one scenario changes of another
queries/trade_off           the last trade-off of an event
queries/who_wants_whom      the wishes as a matrix, by category and by organisation
rules/interpreting          who understands whom, by themselves or by an interpreter
rules/particular            what these rules ask of a pair and of a person
rules/particular_sentences  these rules in words
rules/reasons               the table of reasons
rules/tokens                optimistic locking of free times
rules/travel                minutes from positions
rules/witness_sentences     the organiser's sentences that depend on the solver's witness
words                       the names that the program gives
"""
