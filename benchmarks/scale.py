"""A million runners who all want their reminder at 07:00: how late is it at 30/s and at 1,000/s? Simulated by minutes.

python -m benchmarks.scale
"""

from dataclasses import dataclass

RUNNERS = 1_000_000
# Shares of runners in twelve zones, hours east of UTC: an even world, and one with two crowds as real ones have.
EVEN: dict[float, float] = dict.fromkeys(range(-8, 16, 2), 1 / 12)
_WEST = {-8: 0.05, -7: 0.03, -6: 0.08, -5: 0.16, -3: 0.07, 0: 0.09}
UNEVEN = {**_WEST, 1: 0.25, 2: 0.08, 3: 0.07, 5.5: 0.05, 8: 0.04, 9: 0.03}
LATE = 90  # minutes; later ones are folded into Today
DAY = 24 * 60


@dataclass(frozen=True)
class Day:
    """What became of the reminders of one day."""

    sent: int
    folded: int
    mean: float  # minutes between due and sent
    worst: int


def simulate(zones: dict[float, float], rate: int, smear: int = 1) -> Day:
    """Everyone at 07:00 local, spread over `smear` minutes; `rate` messages a second, the oldest first."""
    queue: list[list[int]] = []  # [due minute, how many]
    sent = folded = waited = worst = 0
    arrivals: dict[int, int] = {}
    for hour, share in zones.items():
        due = int((7 - hour) * 60) % DAY
        for minute in range(smear):
            arrivals[due + minute] = arrivals.get(due + minute, 0) + round(RUNNERS * share / smear)
    for now in range(2 * DAY):
        if now in arrivals:
            queue.append([now, arrivals[now]])
        room = rate * 60
        while queue and room:
            due, waiting = queue[0]
            late = now - due
            if late >= LATE:
                folded += waiting
                queue.pop(0)
                continue
            served = min(room, waiting)
            room, sent, waited, worst = room - served, sent + served, waited + served * late, max(worst, late)
            queue[0][1] -= served
            if not queue[0][1]:
                queue.pop(0)
    return Day(sent, folded, waited / max(1, sent), worst)


def run() -> None:
    """A table for docs/scale.md."""
    print(f"{RUNNERS:,} runners, all at 07:00 local; sent within 90 minutes or folded into Today")
    print(f"{'zones':<8}{'rate':>8}{'smear':>9}{'sent':>12}{'folded':>10}{'mean wait':>12}{'worst':>8}")
    for name, zones in (("even", EVEN), ("uneven", UNEVEN)):
        for rate, smear in ((30, 1), (30, 60), (30, 120), (1000, 1)):
            day = simulate(zones, rate, smear)
            what = f"{name:<8}{rate:>6}/s{smear:>5} min"
            print(f"{what}{day.sent:>12,}{day.folded:>10,}{day.mean:>8.1f} min{day.worst:>4} min")
    busiest = round(RUNNERS * max(UNEVEN.values()))
    print(f"largest zone {busiest:,}: {busiest / 30 / 60:.0f} minutes at 30/s, {busiest / 1000 / 60:.1f} at 1,000/s")


if __name__ == "__main__":
    run()
