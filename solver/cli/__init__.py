"""The commands of `python -m solver`, one file each: `add` declares the options and sets `run`, the function to call.

A command has a `HELP` line and, if there is more to say, a `DESCRIPTION`. Exit status of a command: 0 all is well;
1 there is no schedule, or it breaks a rule, or a reason is not confirmed; 2 the input cannot be read (raised as
`InvalidDocument` or `InvalidProblem`). Results go to standard output or `--out`, progress to standard error.
"""

COMMANDS = ("solve", "validate", "explain", "repair", "b2bsp", "generate", "bench")
"""Modules of this package, in the order of the help."""
EXIT_OK, EXIT_NEGATIVE, EXIT_INVALID_INPUT, EXIT_INTERRUPTED = 0, 1, 2, 130
