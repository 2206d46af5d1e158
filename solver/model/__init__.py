"""Problem, schedule and result as plain immutable values; a problem that contradicts itself is refused.

- `parts`, `problem`: what a problem consists of; `reference`: what a plan stays close to
- `sanity/` validates it; `blocks`: which slots follow each other
- `schedule`, `result`, `repair`: what planning and repairing answer; `settings`: how a run may work
- `finding`, `fix`: what diagnosis answers
- `distinct`: people for all parties of a meeting, nobody for two; `fitting`: those who still fit
- `alone`, `seating`: what a delegation could have if nobody else was there; `bits`: sets of numbers as integers
"""
