"""Pages of missions without log-in: the pipeline of an attaché and what was held of it, and the pages of a counterpart
with the hours that it taps, a call instead of a meeting, what it says afterwards, and the removal of its data."""
