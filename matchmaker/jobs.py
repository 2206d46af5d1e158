"""The two queues of background work (solving; and quick things such as mail) and what runs in them."""


def enqueue_solve(run_id: int) -> None:
    """Hand a queued run to the solving worker; call it after the commit."""
    raise NotImplementedError


def enqueue_outbox() -> None:
    """Have the outbox emptied soon; call it after the commit."""
    raise NotImplementedError
