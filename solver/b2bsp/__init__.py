"""The published benchmark of B2B meeting scheduling: all meetings of a given set, with the fewest breaks, proved.

- `instance`: an instance in numbers; `ladder`: cheap tests why it is infeasible, and smaller domains
- `orders`: closure of the precedences, and windows by matchings
- `per_person`, `patterns`: bounds; `model`: the exact model; `helpers`: processes that prove; `proofs`: what they do
- `anneal`, `kernel`: simulated annealing, which `warm` compiles; `lns`: large neighbourhood search by the exact model
- `race`: search and proofs side by side
"""
