"""Members of a community: the list, one member with memberships and contacts, renewals, settings."""
