"""From a problem to its result: search, proof, concrete places, reasons.

- `solve`: the whole way
- `stages`: goal after goal, search and proof side by side
- `shares`: how the time is shared out between search and proof
- `beside`: what the search's core does while a goal is proved
- `selecting`: bounds of large problems beside the search
- `fixed_meetings`: an event whose meetings are all given, settled by the room of the published benchmark
- `roles`: who fills which role, with few changes
- `places`: concrete places for a schedule that knows only kinds of places
"""
