"""Parse mails as bytes, with bounds in size and time; no database, no clock."""
