"""The session cookie is signed with HMAC-SHA-256; log-ins signed with SHA-1 by an older version live on."""

from hashlib import sha1

import pytest
from itsdangerous import BadSignature, URLSafeTimedSerializer

from matchmaker.models import Person
from tests.builders.factories import make_category, make_delegation, make_event, make_registration
from tests.builders.web import logged_in
from web.auth.cookie import USER
from web.auth.identity import ParticipantUser
from web.config import COOKIE


@pytest.fixture
def user(session):
    event = make_event(session, slug="namur")
    registration = make_registration(session, make_delegation(session, event, make_category(session, event)))
    return ParticipantUser(session.get_one(Person, registration.person_id))


def signed_as_before(app, values):
    """A cookie as Flask signs it by itself."""
    return URLSafeTimedSerializer(
        app.secret_key,
        salt="cookie-session",
        serializer=app.session_interface.serializer,
        signer_kwargs={"key_derivation": "hmac", "digest_method": sha1},
    ).dumps(values)


def test_a_cookie_signed_with_sha_1_lives_on_and_is_signed_anew(app, client, session, user):
    values = logged_in(session, user) | {"_permanent": True}
    older = signed_as_before(app, values)
    client.set_cookie(COOKIE, older)

    assert client.get("/e/namur/wishes").status_code == 200

    newer = client.get_cookie(COOKIE).value
    signer = app.session_interface.get_signing_serializer(app)
    assert signer.loads(newer)[USER] == values[USER]
    signer.fallback_signers = []
    assert signer.loads(newer)[USER] == values[USER]
    with pytest.raises(BadSignature):
        signer.loads(older)
