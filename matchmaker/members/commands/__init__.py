"""What member managers change, and the mails about renewals."""
