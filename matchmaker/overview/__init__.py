"""How far an event and a participant have come.

queries/dashboard     an event: funnel, silent people, deadlines, the next step
queries/figures       an event in figures alone, for partners
queries/frame         what surrounds each page of a participant: log-in, place in the event, signs
queries/participant   a participant: steps, numbers on the tabs
rules                 rounding of figures for those who read no names
"""
