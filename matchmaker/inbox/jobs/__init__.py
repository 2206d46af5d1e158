"""Read the mailbox and act on stored mails, in transactions of their own."""
