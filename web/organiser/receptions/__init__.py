"""Guests of receptions, seminars and signings: lists, invitations, answers, seats."""
