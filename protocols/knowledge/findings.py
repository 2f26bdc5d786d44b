"""Which signs a sentence names: words make labels, labels close together make findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from protocols.knowledge.durations import durations
from protocols.knowledge.meaning import Status, status
from protocols.knowledge.measures import measures, sessions
from protocols.knowledge.nearness import CLOSE, apart, gap, matched, within
from protocols.knowledge.negation import NEGATORS, denied, new_clauses
from protocols.knowledge.phrases import Hit, Phrases
from protocols.knowledge.text import Sentence, stem, word_set

_NEARBY = 8  # words that may stand between a symptom and the part it must be named with
_AROUND = 60  # words on either side that may say how a sign is meant: bounds the work on senseless text
_MOST_HITS = 12  # of one label in one sentence: bounds the work on senseless text
_IT = frozenset({"it", "its", "which", "mine"})  # stands for the part when right before what is said of it
_BEFORE = 3  # words between such a word and what is said of it
_ELIDED = word_set("now then and is was has have keeps keep kept also again just suddenly always even today ,")


@dataclass(frozen=True, slots=True)
class Finding:
    """Any of the patterns (labels within one window); with `part`, the nearest body part must be that one.

    `named`: the part must be named nearby; otherwise a sentence that names none is about the first of all parts.
    `said`: the sign must be said of the part, or of "it", in the same clause: for words that mean many things.
    `plain`: a circumstance, no symptom; how it is meant does not matter, only whose it is.
    """

    id: str
    part: frozenset[str]
    patterns: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    named: bool
    said: bool
    plain: bool


class Symptoms:
    """Finds findings; `parts` are the labels that are body parts, the first one assumed when none is named.

    `adjectives` are labels of words like "hot" that tell of a part only where no other noun follows ("hot cross buns");
    `after` are the words that may follow one.
    """

    def __init__(
        self,
        phrases: Phrases,
        parts: Sequence[str],
        findings: Sequence[Finding],
        adjectives: Sequence[str],
        after: frozenset[str],
    ) -> None:
        self._phrases = phrases
        self._parts = tuple(parts)
        self._findings = tuple(findings)
        self._led = {finding.id: frozenset(pattern[0] for pattern in finding.patterns) for finding in findings}
        self._adjectives = frozenset(adjectives)
        self._after = after

    def named(self, sentence: Sentence, after: Sentence | None) -> dict[str, dict[Status, str]]:
        """Finding id → how it is meant → the words that say so; `after` is the next sentence."""
        hits = self._hits(sentence)
        breaks = new_clauses(sentence.words) if hits else ()
        told: dict[tuple[int, int], Status] = {}
        found: dict[str, dict[Status, str]] = {}
        for finding in self._findings:
            if self._led[finding.id].isdisjoint(hits):
                continue
            for used in self._matches(finding, sentence, hits, breaks):
                start, end = min(hit.start for hit in used), max(hit.end for hit in used)
                if (start, end) not in told:  # many findings share their words
                    around = max(0, start - _AROUND)
                    said = Sentence(sentence.words[around : end + _AROUND], sentence.marked)
                    told[start, end] = status(said, after, start - around, end - around)
                meant = told[start, end]
                if meant is Status.PRESENT and len(used) > 1 and _one_denied(sentence.words, used):
                    meant = Status.DENIED
                if finding.plain and meant is not Status.OTHER:
                    meant = Status.PRESENT
                found.setdefault(finding.id, {}).setdefault(meant, " ".join(sentence.words[start:end]))
        return found

    def _hits(self, sentence: Sentence) -> dict[str, list[Hit]]:
        stems = [stem(word) for word in sentence.words]
        hits: dict[str, list[Hit]] = {}
        for hit in self._phrases.find(sentence.words, stems):
            listed = hits.setdefault(hit.label, [])
            if len(listed) < _MOST_HITS and not (hit.label in self._adjectives and self._attribute(sentence, hit)):
                listed.append(hit)
        for start, end, label in measures(sentence.words):
            hits.setdefault(label, []).append(Hit(start, end, label))
        for start, end, weeks in (*durations(sentence.words), *sessions(sentence.words)):
            hits.setdefault("weeks4" if weeks >= 4 else "weeks", []).append(Hit(start, end, "weeks"))
        return hits

    def _attribute(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether a single word belongs to a noun right behind it that is no part of the body."""
        behind = sentence.words[hit.end : hit.end + 1]
        return hit.end - hit.start == 1 and bool(behind) and behind[0].isalpha() and behind[0] not in self._after

    def _matches(
        self, finding: Finding, sentence: Sentence, hits: Mapping[str, list[Hit]], breaks: Sequence[int]
    ) -> list[tuple[Hit, ...]]:
        against = [hit for label in finding.unless for hit in hits.get(label, ())]
        matches: list[tuple[Hit, ...]] = []
        for pattern in finding.patterns:
            for first in hits.get(pattern[0], ()):
                used = matched(first, pattern[1:], hits, breaks)
                if not used or _taken_back(against, used, sentence.words):
                    continue
                if finding.said and not self._said(first, finding.part, sentence.words, hits, breaks):
                    continue
                if not finding.part or self._part_near(first, hits, breaks, named=finding.named) in finding.part:
                    matches.append(used)
        return matches

    def _said(
        self,
        sign: Hit,
        part: frozenset[str],
        words: Sequence[str],
        hits: Mapping[str, list[Hit]],
        breaks: Sequence[int],
    ) -> bool:
        """Whether the clause says it of one of the parts, or of "it"."""
        before = words[: sign.start]
        if _IT & set(_spoken_of(before)) or _without_subject(before):
            return True
        places = [place for label in part for place in hits.get(label, ())]
        return any(gap(sign, place) <= CLOSE and not apart(sign, place, breaks) for place in places)

    def _part_near(self, hit: Hit, hits: Mapping[str, list[Hit]], breaks: Sequence[int], *, named: bool) -> str:
        """The body part named nearest to a symptom; when the sentence names none, the first of the parts."""
        named_parts = [(part, other) for part in self._parts for other in hits.get(part, ())]
        near = [
            (apart(hit, other, breaks), gap(hit, other), other.start, part)
            for part, other in named_parts
            if not within(other, [longer for _, longer in named_parts])  # the calf of a "calf raise" is none
        ]
        if named:
            near = [place for place in near if place[1] <= _NEARBY]
        return min(near)[3] if near else "" if named else self._parts[0]


def _taken_back(against: Sequence[Hit], used: Sequence[Hit], words: Sequence[str]) -> bool:
    """Whether something else in the sentence explains the sign, and is not denied itself: "hot, and no hot bath"."""
    said = _without(used, words)
    return any(not within(hit, used) and not denied(said, hit.start, hit.end) for hit in against)


def _one_denied(words: Sequence[str], used: Sequence[Hit]) -> bool:
    """Whether a negation between the terms denies one of them: "numb and not cold"."""
    if any(words[hit.start] in NEGATORS for hit in used):
        return False
    said = _without(used, words)
    return any(denied(said, hit.start, hit.end) for hit in used)


def _without(used: Sequence[Hit], words: Sequence[str]) -> Sequence[str]:
    """The words with those of a finding blanked: a negation among them is part of the sign."""
    said = list(words)
    for hit in used:
        said[hit.start : hit.end] = ["-"] * (hit.end - hit.start)
    return said


def _spoken_of(before: Sequence[str]) -> list[str]:
    """The words right before a sign, without the "it" of "IT band"."""
    near = [*before[-_BEFORE:], ""]
    return [word for word, behind in pairwise(near) if behind not in {"band", "bands", "b"}]


def _without_subject(before: Sequence[str]) -> bool:
    """Whether no subject stands before a sign: "heard a pop, now ballooned" speaks on of the same."""
    comma = max((place for place, word in enumerate(before) if word == ","), default=-1)
    lead = before[comma + 1 :]
    return all(word in _ELIDED for word in lead) and (bool(lead) or comma >= 0)
