"""What is counted, for Prometheus. Labels come from our own short lists, never from what somebody sent."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from storage.load import Load

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

UPDATES = Counter("strideback_updates", "Updates that came in", ["kind", "outcome"], registry=REGISTRY)
UPDATE_SECONDS = Histogram(
    "strideback_update_seconds",
    "From an update's arrival to the end of its handling",
    buckets=_SECONDS,
    registry=REGISTRY,
)
CALLS = Counter("strideback_calls", "Calls to Telegram", ["method", "outcome"], registry=REGISTRY)
CALL_SECONDS = Histogram(
    "strideback_call_seconds", "From the wish to the answer", ["method"], buckets=_SECONDS, registry=REGISTRY
)
SETTLED = Counter("strideback_settled", "Outbox messages by what became of them", ["state"], registry=REGISTRY)
ANSWERS = Counter("strideback_answers", "Typed texts by how they were answered", ["kind"], registry=REGISTRY)
THROTTLED = Counter("strideback_throttled", "Updates left out because one person sent too many", registry=REGISTRY)

OUTBOX = Gauge("strideback_outbox_messages", "Messages not settled yet", ["priority"], registry=REGISTRY)
OLDEST = Gauge("strideback_outbox_oldest_seconds", "Age of the oldest message that is due", registry=REGISTRY)
LATE = Gauge("strideback_reminders_late", "Reminders due for more than 90 minutes", registry=REGISTRY)
LAG = Gauge("strideback_lag_seconds", "How far behind its moment the next thing to do is", registry=REGISTRY)
HELD = Gauge("strideback_sending_budget_held", "1 while some process holds the sending budget", registry=REGISTRY)


def rendered(load: Load) -> bytes:
    """Everything as Prometheus' text, with the database's load of this moment."""
    for priority, count in load.waiting.items():
        OUTBOX.labels(priority.name.lower()).set(count)
    OLDEST.set(load.oldest)
    LATE.set(load.late)
    LAG.set(load.lag)
    HELD.set(load.held)
    return generate_latest(REGISTRY)
