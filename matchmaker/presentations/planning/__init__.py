"""What a presentation at a time costs: problems of the solver with the speaker away."""
