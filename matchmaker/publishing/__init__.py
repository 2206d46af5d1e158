"""Publishing a scenario, and correcting afterwards what people hold."""
