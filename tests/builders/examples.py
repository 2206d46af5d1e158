"""How many examples a property is tried on."""

from hypothesis import HealthCheck, settings

FULL = "full"
"""The profile of `make test-full`."""


def register_profiles() -> None:
    """Register the profiles of hypothesis: no deadline, as a loaded machine is no counterexample; no health checks, as
    a forum is slow to draw and a database is emptied between two tests, not between two examples."""
    settings.register_profile("tests", deadline=None, suppress_health_check=list(HealthCheck))
    settings.register_profile(FULL, settings.get_profile("tests"))
    settings.load_profile("tests")


def examples(number: int) -> settings:
    """Decorator: try a property on so many examples under `--hypothesis-profile=full`; without, on a sixth of them, but
    on three at least."""
    full = settings.get_current_profile_name() == FULL
    return settings(max_examples=number if full else max(3, -(-number // 6)))
