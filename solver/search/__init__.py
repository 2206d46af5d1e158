"""Local search in compiled code: many small changes of a schedule, each keeping all hard rules.

| file | what |
| --- | --- |
| `arrays.py` | the problem in arrays (`ProblemArrays`) |
| `state.py` | the schedule under change (`State`) |
| `move.py`, `change.py` | a move that is considered; judged and carried out |
| `rules.py` | the hard rules, one function each, named as in `solver.validate.rules` |
| `costs.py` | the goals, one function each, named as in `solver.validate.goals` |
| `moves_swap.py`, `moves_insert.py`, `delegates.py` | chains, requests that come in, who goes |
| `restore.py` | undo, back to the best schedule, a given schedule |
| `construct.py`, `anneal.py` | a first schedule, simulated annealing |
| `kernel.py` | the entry point to all of it; `bundle.py`, `compiled.py`, `xorshift.py`: how it is compiled |
| `local.py`, `cooling.py`, `rounds.py`, `portfolio.py` | for Python: a search, temperatures, coolings, two searches |
| `warm.py`, `compilation.py` | `python -m solver.search.warm` compiles it once; where that was not done |
"""
