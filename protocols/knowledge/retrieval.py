"""Which entries a question is about: overlap of concepts with the phrasings of every entry."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from protocols.knowledge.lexicon import ASPECT, GENERIC, TOPIC, Features
from protocols.knowledge.model import Entry

_KIND_WEIGHT = {TOPIC: 1.5, ASPECT: 0.9, GENERIC: 0.35}
_UNKNOWN = 1.2  # weight of a question word that no entry has
_EXTRA_ASKED = 0.35  # cost of what the question has and the phrasing lacks
_EXTRA_PHRASED = 0.45  # cost of what the phrasing has and the question lacks
_CONTEXT = 0.3  # how much words outside the asking sentence count
_PROFILE = 0.25  # how much the whole entry's words count beside its best phrasing


class Scored(NamedTuple):
    """An entry and how well it fits (0–1 and a bit)."""

    score: float
    entry: Entry


class Index:
    """Phrasings of all entries as bags of features, weighted by how few entries use them."""

    def __init__(
        self, entries: Sequence[Entry], bags: Mapping[str, Sequence[frozenset[str]]], kinds: Mapping[str, str]
    ) -> None:
        self._entries = tuple(entries)
        in_entries = Counter(feature for entry in entries for feature in frozenset().union(*bags[entry.id]))
        self._weight = {
            feature: _KIND_WEIGHT.get(kinds.get(feature, ""), 0.7) * math.log(1 + len(entries) / (count + 1))
            for feature, count in in_entries.items()
        }
        self._sizes: list[float] = []
        self._owner: list[int] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._profiles: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for bag in bags[entry.id]:
                for feature in bag:
                    self._postings[feature].append(len(self._sizes))
                self._sizes.append(sum(self._weight[feature] for feature in bag))
                self._owner.append(number)
            uses = Counter(feature for bag in bags[entry.id] for feature in bag)
            for feature, count in uses.items():
                self._profiles[feature].append((number, min(1.0, 0.25 + count / len(bags[entry.id]))))

    def weight(self, feature: str) -> float:
        """Weight of a feature; words that no entry uses weigh a fixed amount."""
        return self._weight.get(feature, _UNKNOWN)

    def search(self, asked: Features, context: Features) -> list[Scored]:
        """Entries by fit, best first; equal fits in reading order."""
        shared: dict[int, float] = defaultdict(float)
        profile = [0.0] * len(self._entries)
        total = 0.0
        weights = {feature: self.weight(feature) for feature in asked.all}
        weights.update(
            {feature: _CONTEXT * self._weight.get(feature, 0.0) for feature in context.concepts - asked.concepts}
        )
        for feature, weight in weights.items():
            total += weight
            for phrasing in self._postings.get(feature, ()):
                shared[phrasing] += weight
            for number, share in self._profiles.get(feature, ()):
                profile[number] += weight * share
        best = [0.0] * len(self._entries)
        asked_total = sum(weights[feature] for feature in asked.all) or 1.0
        for phrasing, common in shared.items():
            fit = common / (
                common
                + _EXTRA_ASKED * max(0.0, asked_total - common)
                + _EXTRA_PHRASED * max(0.0, self._sizes[phrasing] - common)
            )
            owner = self._owner[phrasing]
            best[owner] = max(best[owner], fit)
        scored = [
            Scored(fit + _PROFILE * profile[number] / (total or 1.0), entry)
            for number, (fit, entry) in enumerate(zip(best, self._entries, strict=True))
            if fit
        ]
        return sorted(scored, key=lambda found: -found.score)
