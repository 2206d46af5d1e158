"""Who works for a community and its events, who is invited, and what a partner reads."""
