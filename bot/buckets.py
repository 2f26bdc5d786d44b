"""How many requests may come in: token buckets, one for everybody together and one for each address. Pure."""

from dataclasses import dataclass, field

KEPT = 4096  # addresses remembered; beyond that, those that have been quiet are forgotten


@dataclass
class Buckets:
    """Rates are in requests a second; a bucket holds one second's worth. `now` is in monotonic seconds."""

    overall: float
    each: float
    _full: dict[str, tuple[float, float]] = field(default_factory=dict)  # address → (tokens left, at)

    def allow(self, address: str, now: float) -> bool:
        """Whether one more from this address may come in. A flood from one address costs the others nothing."""
        if not self._take(f"from {address}", self.each, now):
            return False
        return self._take("all", self.overall, now)

    def _take(self, name: str, rate: float, now: float) -> bool:
        left, at = self._full.get(name, (rate, now))
        left = min(rate, left + (now - at) * rate)
        allowed = left >= 1
        self._full[name] = (left - 1 if allowed else left, now)
        if len(self._full) > KEPT:
            self._full = {name: bucket for name, bucket in self._full.items() if now - bucket[1] < 1}
        return allowed
