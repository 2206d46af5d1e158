"""Setting up an event on screen: made from a preset, prepared, opened to its participants.

commands/creation      a new event with its day, tables and categories
commands/phases        open, close and archive an event
commands/settings      name, deadlines, agreement and contact of an event
queries/preparation    what is ready, what is missing, what blocks the opening
rules                  presets; which phase may follow which
"""
