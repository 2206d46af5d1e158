"""What happens without anybody at a screen: mails to organisers, cancelling by itself."""
