"""Messages: composing them as final bytes and handing them to a mail server."""
