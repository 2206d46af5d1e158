"""The bridge to the solver's judge: whether a scenario still fits the rows."""
