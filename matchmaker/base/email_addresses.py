"""E-mail addresses: the normal form of what people type, and the form in which mails carry them."""

from email_validator import EmailNotValidError, validate_email

from matchmaker.base.domains import ascii_domain


def normal_address(text: str) -> str:
    """Return an e-mail address in its normal form (syntax check only: no DNS look-up).

    Raises `ValueError` for what is no address. Accents before the @ are refused: few mail servers take them (SMTPUTF8,
    RFC 6531), and the log-in link would never arrive.
    """
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as error:
        raise ValueError("not an e-mail address") from error


def ascii_address(email: str) -> str:
    """Return an address as mails carry it: its domain as DNS knows it, which every mail server takes."""
    name, at, domain = email.rpartition("@")
    return f"{name}{at}{ascii_domain(domain)}"
