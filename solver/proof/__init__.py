"""Proofs: the exact model solved goal after goal, in a child process so that it can be killed at any moment.

- `model`: rules and goals put together; `proving`: bounds first, then one solve for each goal
- `neighbourhoods`: a few requests at a time are placed best in a schedule that otherwise stays
- `worker`: one solve in the background; `process` and `child`: the two ends of the child process
- `conflict`: which obligatory requests contradict each other
"""
