"""Optimistic locking: tokens by which a form names the state that its reader saw."""

import json
from hashlib import sha256


def content_token(*values: object) -> str:
    """Return a hash of `values`: a form that carries another one is stale."""
    return sha256(json.dumps(values, default=str, ensure_ascii=False).encode()).hexdigest()[:16]
