"""What no schedule can beat: bounds on the goals that are certain, one file for each way to find them."""
