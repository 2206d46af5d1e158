"""Members of a community: the list, one member with memberships, contacts and public card, renewals, settings."""
