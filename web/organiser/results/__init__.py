"""After an event: the report, whether meetings took place, the questions by mail months later."""
