"""Messages that wait for a page: the newest ones only, so that the session stays a cookie that browsers keep."""

from flask import Flask, flash, get_flashed_messages

from web.messages import LONGEST, MOST


def test_the_newest_messages_are_kept(app: Flask) -> None:
    with app.test_request_context():
        for number in range(40):
            flash(f"Moved: {number}", "success")

        assert get_flashed_messages() == [f"Moved: {number}" for number in range(40 - MOST, 40)]


def test_long_ones_make_room_and_the_last_one_is_always_said(app: Flask) -> None:
    with app.test_request_context():
        flash("a" * LONGEST)
        flash("b")
        flash("c" * 2 * LONGEST)

        assert get_flashed_messages() == ["c" * 2 * LONGEST]
