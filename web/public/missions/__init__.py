"""Pages of missions without log-in: the pipeline of an attaché, and the page of a counterpart."""
