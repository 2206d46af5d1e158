"""The way in, and the cards of the company and of the person."""
