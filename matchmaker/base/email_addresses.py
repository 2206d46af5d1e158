"""Validation and normal form of e-mail addresses that people type."""

from email_validator import EmailNotValidError, validate_email


def normal_address(text: str) -> str:
    """Return an e-mail address in its normal form (syntax check only: no DNS look-up).

    Raises `ValueError` for what is no address. Accents before the @ are refused: few mail servers take them (SMTPUTF8,
    RFC 6531), and the log-in link would never arrive.
    """
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as error:
        raise ValueError("not an e-mail address") from error
