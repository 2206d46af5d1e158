"""The product without HTTP: models, rules, services, planning, calendars, mail and the command line."""

__version__ = "0.1.0"
