"""Pages of missions without log-in: the pipeline of an attaché and what was held of it, and the pages of a counterpart
with the hours that it taps and the removal of its data."""
