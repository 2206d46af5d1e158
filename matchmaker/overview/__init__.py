"""How far an event and a participant have come.

queries/dashboard     an event: funnel, silent people, deadlines, the next step
queries/figures       an event in figures alone, for partners
queries/frame         what surrounds each page of a participant: log-in, place in the event, signs
queries/next_step     the one thing to do next for an event
queries/participant   a participant: steps, numbers on the tabs
queries/travelling    who travels with a mission
rules                 rounding of figures for those who read no names
"""
