"""Pages of missions without log-in: those of an attaché and those of a counterpart.

Of an attaché: the pipeline, the companies, and what was held. Of a counterpart: its page with the hours that it taps, a
call instead of a meeting, what it says afterwards, and the removal of its data.
"""
