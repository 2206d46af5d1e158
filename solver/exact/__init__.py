"""The exact model in CP-SAT: decisions as literals, one file for each hard rule, and the form that goals have in it.

- `variables`: the decisions; `agendas`: when breaks end and which slots are idle, from these
- `rules/`: the hard rules
- `disturbance`: who is disturbed; `closeness`: the same for the reference of a problem
- `clusters`: implied constraints on places, for proofs about agendas
- `objective`: a goal in the model (the goals themselves are in `solver.goals`, solving is in `solver.proof`)
"""
