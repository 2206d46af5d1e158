"""Communities: the tenants of an installation, and the scope of what belongs to one.

commands            make a community, change its look and sender, find the one that is meant
queries             statements limited to a community, senders, who sees mails that belong to no event
row_security        a session of a partner, limited to the organisations that they bring
rules               authorisation (RBAC): what each role may do
words               roles and permissions in words
"""
