"""What an organisation has ticked for the public directory."""

from matchmaker.base.tokens import content_token
from matchmaker.models import Organisation


def consent_token(organisation: Organisation) -> str:
    """Return the token of the ticks as they stand, for optimistic locking of their form."""
    return content_token(organisation.is_public, organisation.public_fields)
