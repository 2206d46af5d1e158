"""Notes of alerts that hold hours: what does not fit is left out by whole days, never in the middle of one."""

from datetime import date, time, timedelta

from matchmaker.alerts.rules import LONGEST_NOTE, hours_of_note, note_of_hours


def test_hours_of_many_days_are_cut_at_the_end_of_a_day():
    spans = [(time(hour), time(hour + 1)) for hour in range(8, 14)]
    days = [(date(2027, 4, 19) + timedelta(days=number), spans) for number in range(10)]

    note = note_of_hours(days)

    kept = hours_of_note(note)
    assert (len(note) <= LONGEST_NOTE, kept) == (True, days[: len(kept)])
    assert len(kept) == LONGEST_NOTE // len(note_of_hours(days[:1]) + "; ")
