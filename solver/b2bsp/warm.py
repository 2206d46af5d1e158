"""Compile simulated annealing of the benchmark into numba's cache: `python -m solver.b2bsp.warm`."""

from solver.b2bsp.anneal import load_compiled

if __name__ == "__main__":
    load_compiled()
