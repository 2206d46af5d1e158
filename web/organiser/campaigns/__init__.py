"""Campaigns: mails in own words to people of an event."""
