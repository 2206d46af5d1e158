"""Events: their structure, their settings, and the deadlines of their participants.

commands              lock an event; change its settings
queries/events        the events of a member of the staff
queries/own_pages     addresses of the pages of counterparts, who take part without an account
queries/places        tables, booths, offices
queries/plans         table plans of rooms
queries/secret_links  secret addresses of pages without an account
queries/structure     days, blocks, places, programme, categories
rules                 deadlines
slots                 cutting a block into slots
"""
