"""Make a release, follow changes of clock rules, send again what did not arrive."""
