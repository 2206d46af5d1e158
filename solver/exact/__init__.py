"""The exact model: variables, one file per hard rule, one file per goal, put together in `model`."""
