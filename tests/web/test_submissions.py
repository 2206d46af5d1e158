"""A form of saved values while others save the same at the same moment."""

import pytest

from matchmaker.base.errors import Stale
from web.organiser.setup.venues import VenueForm
from web.submissions import TRIES, Edit


@pytest.mark.parametrize(
    ("quicker", "saved", "status"), [(1, [("Mine", "Their 1")], 200), (TRIES, [], 409)], ids=["once", "each time"]
)
def test_who_is_quicker_between_reading_and_saving_is_merged_too(app, quicker, saved, status):
    row, done = {"shown": "0", "name": "Hall", "address": ""}, []
    with app.test_request_context():
        began = VenueForm.of_saved(row, None).shown._value()

    def change(form: VenueForm) -> None:
        number = int(row["shown"]) + 1
        if number <= quicker:
            row.update(shown=str(number), address=f"Their {number}")
            raise Stale
        done.append((form.name.data, form.address.data))

    with app.test_request_context(method="POST", data={"shown": began, "name": "Mine", "address": ""}):
        edit = Edit(lambda sent: VenueForm.of_saved(row, sent))

        assert edit.save(change) is bool(saved)
        assert (done, edit.status) == (saved, status)
