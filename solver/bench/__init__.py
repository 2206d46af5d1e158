"""Benchmarks that anyone can repeat: generated forums and published instances, with other solvers as baselines.

Only `solver.bench.peers` imports what is not a dependency of the product (the extra `bench`).
"""
