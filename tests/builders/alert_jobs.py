"""Jobs put into the queues of another process, which are where its environment says at the first import."""


def enqueue_twice() -> None:
    """Ask for a round of the alerts, and once more before it has begun."""
    from matchmaker import jobs

    jobs.enqueue_alerts()
    jobs.enqueue_alerts()
