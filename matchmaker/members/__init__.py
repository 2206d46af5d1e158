"""Members of a community: its organisations and their people, whatever events they take part in.

queries             the list, and one organisation with its people
commands            correct an organisation
rules               the values that are corrected
"""
