"""How far an event and a participant have come.

queries/dashboard     an event: funnel, silent people, deadlines, the next step
queries/participant   a participant: steps, numbers on the tabs
"""
