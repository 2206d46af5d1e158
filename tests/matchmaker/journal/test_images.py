"""Images hold rows of any table as JSON: bytes too, and whatever the key is called."""

import json

from matchmaker.journal.commands import journaled, remove_rows, return_rows
from matchmaker.journal.queries import read_images, references
from matchmaker.models import Logo, row_id
from tests.builders.factories import make_organisation


def test_a_row_with_bytes_and_another_key_is_noted_and_put_back(session):
    organisation_id = row_id(make_organisation(session))
    key = ("logo", organisation_id)
    with journaled(session, {"logo"}) as journal:
        session.add(Logo(organisation_id=organisation_id, media_type="image/png", data=b"\x89PNG\xff"))
    (written,) = journal.written(session)

    images = json.loads(json.dumps(read_images(session, [key])[key]))
    remove_rows(session, [key])
    return_rows(session, {key: images})

    assert written == (key, None, images)
    assert session.get_one(Logo, organisation_id).data == b"\x89PNG\xff"
    assert references(session, [("organisation", organisation_id)]) == [
        (("organisation", organisation_id), key, "organisation_id")
    ]
