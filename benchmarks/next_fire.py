"""The next moment of a weekly local time, in thirteen zones: microseconds a call, beside APScheduler's CronTrigger.

python -m benchmarks.next_fire
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from scheduler.clock import WeeklyRule, moment, next_due

ZONES = [
    *("Europe/Berlin", "Europe/London", "Europe/Istanbul", "America/New_York", "America/St_Johns", "America/Havana"),
    *("Africa/Cairo", "Asia/Tehran", "Asia/Kolkata", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Chatham", "UTC"),
]
NOW = datetime(2026, 6, 3, 12, 34, tzinfo=UTC)


def cost(call: Callable[[datetime], object], times: int = 2000) -> float:
    """Microseconds a call, the best of seven rounds; each call asks for another week, and nothing is remembered."""

    def once() -> float:
        moments = [NOW + timedelta(weeks=week) for week in range(times)]
        moment.cache_clear()
        began = perf_counter()
        for at in moments:
            call(at)
        return (perf_counter() - began) / times * 1e6

    return min(once() for _ in range(7))


def run() -> None:
    """The mean and the worst of all zones."""
    ours, peer = [], []
    for name in ZONES:
        rule = WeeklyRule(0b0010101, time(7, 0), name)
        trigger = CronTrigger(day_of_week="mon,wed,fri", hour=7, timezone=ZoneInfo(name))
        ours.append(cost(lambda at, rule=rule: next_due(rule, at)))  # type: ignore[misc]
        peer.append(cost(lambda at, trigger=trigger: trigger.get_next_fire_time(None, at), 300))  # type: ignore[misc]
    for label, costs in (("ours", ours), ("CronTrigger", peer)):
        mean, worst = sum(costs) / len(costs), max(costs)
        print(f"next fire, {len(ZONES)} zones   {label:<12} mean {mean:5.1f} µs, worst {worst:5.1f} µs")
    print("                                  (bar: 10 µs)")


if __name__ == "__main__":
    run()
