"""How many requests may come in: token buckets, one for everybody together and one for each sender. Pure."""

from dataclasses import dataclass, field

KEPT = 4096  # senders remembered; beyond that, those whose bucket is full again are forgotten
_ALL = "all"


@dataclass
class Buckets:
    """Rates are in requests a second; a sender's bucket holds `burst` seconds' worth. `now` is in monotonic seconds."""

    each: float
    burst: float = 1.0
    overall: float | None = None  # for everybody together; None: as many as come
    _full: dict[str, tuple[float, float]] = field(default_factory=dict)  # sender → (tokens left, at)

    def allow(self, sender: str, now: float) -> bool:
        """Whether one more from this sender may come in. A flood from one costs the others nothing."""
        if not self._take(f"from {sender}", self.each, self.burst, now):
            return False
        return self.overall is None or self._take(_ALL, self.overall, 1.0, now)

    def _take(self, name: str, rate: float, burst: float, now: float) -> bool:
        left, at = self._full.get(name, (rate * burst, now))
        left = min(rate * burst, left + (now - at) * rate)
        allowed = left >= 1
        self._full[name] = (left - 1 if allowed else left, now)
        if len(self._full) > KEPT:
            self._full = {name: bucket for name, bucket in self._full.items() if now - bucket[1] < self.burst}
        return allowed
