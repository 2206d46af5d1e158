"""E-mail addresses that people type: checked by their form and written in one normal form."""

from email_validator import EmailNotValidError, validate_email


def normal_address(text: str) -> str:
    """Return an e-mail address in its normal form; nothing is sent or looked up.

    Raises `ValueError` for what is no address. Accents before the @ are refused: few mail servers take them (SMTPUTF8,
    RFC 6531), and the log-in link would never arrive.
    """
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as error:
        raise ValueError("not an e-mail address") from error
