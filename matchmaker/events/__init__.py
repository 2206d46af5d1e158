"""Events: their structure, and the deadlines that hold for their participants."""
