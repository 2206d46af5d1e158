"""Welcome page with the terms, and the cards of the company and of the person."""
