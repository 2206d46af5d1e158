"""Who may log in, who may see which event, and the cards of companies and people."""
