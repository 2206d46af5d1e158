"""Papers as texts in the language of their reader, in the form that the templates read."""
