"""The problem in whole numbers and bit masks (`Index`), and the forms that a schedule takes while it is made.

`Schedule` (`solver.model.schedule`): by ids, with concrete places.
    What comes in and goes out: the caller's start, the result, and all that is judged.
`Board` (`board.py`): by numbers, with concrete places; busy masks, agendas and counts are kept up to date.
    For one meeting more or less at a time: does it fit, what is in the way, what is it worth. At the end of planning,
    in repairs, reasons and fixes. `SeatRows`, an array with a row for each meeting, puts many on a board at once.
`Sketch` (`sketch.py`): a `Choice` of slot, people and kind of place for each placed request.
    For the exact model (hints, solutions) and repairs.
Rows (`rows.py`): the same as an array with a row for each request.
    Between the local search and Python.
`State` (`solver.search.state`): many arrays, changed in place.
    Inside the compiled search alone.

Sketch, rows and `State` know only kinds of places (`place_kinds.py`); `solver.plan.places` assigns concrete ones. A
plan goes from rows (search) to a sketch (exact model), back to rows, to a board with places, and to a `Schedule`.
"""
