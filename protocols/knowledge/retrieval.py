"""Which entries a question is about: overlap of concepts with the phrasings of every entry."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from protocols.knowledge.lexicon import ASPECT, GENERIC, TOPIC, Features
from protocols.knowledge.model import Entry


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; found on the develop questions only."""

    topic: float = 1.5
    aspect: float = 0.9
    generic: float = 0.6
    word: float = 0.7
    unknown: float = 1.44  # a rare question word that no entry has
    everyday: float = 0.3  # an everyday one
    small_talk: float = 0.3  # the most that everyday words may weigh together, as a share of the known ones
    asked: float = 0.45  # cost of what the question has and the phrasing lacks
    phrased: float = 0.35  # cost of what the phrasing has and the question lacks
    context: float = 0.84  # the story around a question that names no theme
    backdrop: float = 0.35  # the story around one that does
    profile: float = 0.1  # all phrasings of the entry
    theme: float = 0.3  # all phrasings of the topic
    manner: float = 0.25  # all phrasings of the aspect


class Scored(NamedTuple):
    """An entry and how well it fits (0 to about 1.5)."""

    score: float
    entry: Entry


class Index:
    """Phrasings of all entries as bags of features, weighted by how few entries use them."""

    def __init__(
        self,
        entries: Sequence[Entry],
        bags: Mapping[str, Sequence[frozenset[str]]],
        kinds: Mapping[str, str],
        common: frozenset[str],
        weights: Weights = Weights(),
    ) -> None:
        self._entries = tuple(entries)
        self._w = weights
        self._common = common
        by_kind = {TOPIC: weights.topic, ASPECT: weights.aspect, GENERIC: weights.generic}
        in_entries = Counter(feature for entry in entries for feature in frozenset().union(*bags[entry.id]))
        self._weight = {
            feature: by_kind.get(kinds.get(feature, ""), weights.word) * math.log(1 + len(entries) / (count + 1))
            for feature, count in in_entries.items()
        }
        self._sizes: list[float] = []
        self._owner: list[int] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for bag in bags[entry.id]:
                for feature in bag:
                    self._postings[feature].append(len(self._sizes))
                self._sizes.append(sum(self._weight[feature] for feature in bag))
                self._owner.append(number)
        self._shares = (
            (weights.profile, [entry.id for entry in entries], _shares(entries, bags, [entry.id for entry in entries])),
            (
                weights.theme,
                [entry.topic for entry in entries],
                _shares(entries, bags, [entry.topic for entry in entries]),
            ),
            (
                weights.manner,
                [entry.aspect for entry in entries],
                _shares(entries, bags, [entry.aspect for entry in entries]),
            ),
        )

    def knows(self, stems: frozenset[str]) -> bool:
        """Whether every one of these words stands in some phrasing."""
        return all(root in self._weight for root in stems)

    def search(self, asked: Features, backdrop: Mapping[str, float], *, leaning: bool) -> list[Scored]:
        """Entries by fit, best first, equal fits in reading order; `leaning`: the backdrop says what is asked about."""
        own = self._weigh(asked.all)
        asked_total = sum(own.values()) or 1.0
        share = self._w.context if leaning else self._w.backdrop
        around = {
            feature: share * near * self._weight.get(feature, 0.0)
            for feature, near in backdrop.items()
            if feature not in own
        }
        weights = own | around
        fits = self._fits(weights, asked_total)
        total = sum(weights.values()) or 1.0
        for factor, names, shares in self._shares:
            held: dict[str, float] = defaultdict(float)
            for feature, weight in weights.items():
                for name, part in shares.get(feature, ()):
                    held[name] += weight * part
            fits = [fit + factor * held[name] / total for fit, name in zip(fits, names, strict=True)]
        scored = [Scored(fit, entry) for fit, entry in zip(fits, self._entries, strict=True) if fit]
        return sorted(scored, key=lambda found: -found.score)

    def _weigh(self, features: frozenset[str]) -> dict[str, float]:
        """Weights of a question's features; everyday words together never outweigh a share of the known ones."""
        known = {feature: self._weight[feature] for feature in features if feature in self._weight}
        loose = [feature for feature in sorted(features) if feature not in known and feature in self._common]
        each = min(self._w.everyday, self._w.small_talk * sum(known.values()) / (len(loose) or 1))
        rare = {
            feature: self._w.unknown for feature in features if feature not in known and feature not in self._common
        }
        return known | dict.fromkeys(loose, each) | rare

    def _fits(self, weights: Mapping[str, float], asked_total: float) -> list[float]:
        """For every entry the fit of its best phrasing: shared weight against shared and unshared."""
        shared: dict[int, float] = defaultdict(float)
        for feature, weight in weights.items():
            for phrasing in self._postings.get(feature, ()):
                shared[phrasing] += weight
        best = [0.0] * len(self._entries)
        for phrasing, common in shared.items():
            missing = self._w.asked * max(0.0, asked_total - common)
            extra = self._w.phrased * max(0.0, self._sizes[phrasing] - common)
            fit = common / (common + missing + extra)
            owner = self._owner[phrasing]
            best[owner] = max(best[owner], fit)
        return best


def _shares(
    entries: Sequence[Entry], bags: Mapping[str, Sequence[frozenset[str]]], names: Sequence[str]
) -> dict[str, list[tuple[str, float]]]:
    """Feature → (name, how much of the feature's use falls to that name), for entries grouped by name."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for entry, name in zip(entries, names, strict=True):
        for bag in bags[entry.id]:
            for feature in bag:
                uses[feature][name] += 1
    return {
        feature: [(name, count / (1 + sum(counts.values()))) for name, count in counts.items()]
        for feature, counts in uses.items()
    }
