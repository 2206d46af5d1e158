"""`python -m matchmaker.cli` is `matchmaker`."""

from matchmaker.cli import main

main(prog_name="matchmaker")
