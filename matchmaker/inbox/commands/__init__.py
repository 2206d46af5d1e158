"""Store mails and do what follows from them."""
