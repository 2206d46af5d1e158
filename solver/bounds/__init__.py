"""Certain bounds on goals, one file for each way to find them.

- `flow`: a maximum flow, for the number of requests and their value in problems of any size
- `relaxation`: a linear relaxation of any goal about placed requests (`terms`), over what is `scarce`
- `selection`: the same in whole numbers without slots, for problems of any size
- `per_agent`: the best agenda of each person alone, for breaks and waiting
- `patterns`: the busy-pattern relaxation, for breaks
- `changes`: direct arrivals, for changes of place
- `premises`: what a bound on one goal may rely on
"""
