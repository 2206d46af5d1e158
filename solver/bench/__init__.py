"""Comparisons that anyone can repeat: generated forums, published instances, and the solvers of others beside ours.

Only `solver.bench.peers` imports what is not a dependency of the product (the extra `bench`).
"""
