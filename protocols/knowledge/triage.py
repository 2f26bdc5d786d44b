"""Red flags: what a message says that is not for a bot.

Words make labels, labels close together make findings, findings make alarms (all of it data, `triage.toml`). A finding
counts when it is the runner's own and now; somebody else's is reported as such.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from protocols.knowledge.durations import durations
from protocols.knowledge.meaning import Status, status
from protocols.knowledge.model import ALARMS, Alarm, Kind
from protocols.knowledge.negation import new_clauses
from protocols.knowledge.phrases import Hit, Phrases
from protocols.knowledge.text import Sentence, stem

_WINDOW = 10  # words a finding may span
_CLOSE = 5  # words that may stand between a term and one that must follow it
_NEARBY = 8  # words that may stand between a symptom and the part it must be named with
_MOST_HITS = 12  # of one label in one sentence: bounds the work on senseless text


@dataclass(frozen=True, slots=True)
class Finding:
    """Any of the patterns (labels within one window); with `part`, the nearest body part must be that one.

    `named`: the part must be named nearby; otherwise a sentence that names none is about the first of all parts.
    `plain`: a circumstance, no symptom; how it is meant does not matter, only whose it is.
    """

    id: str
    part: frozenset[str]
    patterns: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    named: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Findings that together raise an alarm, anywhere in the message, unless it holds one of the others.

    `always` also counts when imagined, general or long past.
    """

    id: str
    level: Kind
    needs: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    always: bool


class Triage:
    """Rules over phrases; `parts` are the labels that are body parts, the first one assumed when none is named."""

    def __init__(
        self,
        words: Mapping[str, Sequence[str]],
        parts: Sequence[str],
        findings: Sequence[Finding],
        rules: Sequence[Rule],
    ) -> None:
        self.phrases = Phrases(words)
        self._parts = tuple(parts)
        self._findings = tuple(findings)
        self._symptoms = frozenset(finding.id for finding in findings if not finding.plain)
        self._rules = tuple(sorted(rules, key=lambda rule: ALARMS.index(rule.level)))

    def alarm(self, message: Sequence[Sentence]) -> tuple[Alarm | None, frozenset[int]]:
        """The gravest alarm, and which sentences name symptoms of which none is the runner's own and now."""
        found: dict[str, dict[Status, str]] = {}
        dismissed: set[int] = set()
        for number, states in self._found(message):
            told = {meant for finding, meanings in states.items() if finding in self._symptoms for meant in meanings}
            if told and Status.PRESENT not in told:
                dismissed.add(number)
            for finding, meanings in states.items():
                found[finding] = meanings | found.get(finding, {})
        return self._gravest(found), frozenset(dismissed)

    def _gravest(self, found: Mapping[str, Mapping[Status, str]]) -> Alarm | None:
        """The runner's own alarm before anyone else's."""
        theirs: Alarm | None = None
        mixed = False  # part of it was said without naming the person: the same story goes on
        for rule in self._rules:
            if any(Status.PRESENT in found.get(finding, {}) for finding in rule.unless):
                continue
            for need in rule.needs:
                states = [found.get(finding, {}) for finding in need]
                if all(Status.PRESENT in state or (rule.always and state.keys() - {Status.DENIED}) for state in states):
                    matched = "; ".join(next(iter(state.values())) for state in states)
                    own = Alarm(rule.id, rule.level, matched)
                    return theirs if theirs and mixed else own
                somebody = [state.get(Status.OTHER, state.get(Status.PRESENT, "")) for state in states]
                if theirs is None and all(somebody) and any(Status.OTHER in state for state in states):
                    theirs = Alarm(rule.id, rule.level, "; ".join(somebody), other=True)
                    mixed = any(Status.OTHER not in state for state in states)
        return theirs

    def _found(self, message: Sequence[Sentence]) -> Iterator[tuple[int, dict[str, dict[Status, str]]]]:
        """For each sentence: finding id → how it is meant → the words that say so."""
        for index, sentence in enumerate(message):
            after = message[index + 1] if index + 1 < len(message) else None
            hits = self._hits(sentence)
            breaks = new_clauses(sentence.words) if hits else ()
            found: dict[str, dict[Status, str]] = {}
            for finding in self._findings if hits else ():
                for start, end in self._spans(finding, hits, breaks):
                    meant = status(sentence, after, start, end)
                    if finding.plain and meant is not Status.OTHER:
                        meant = Status.PRESENT
                    found.setdefault(finding.id, {}).setdefault(meant, " ".join(sentence.words[start:end]))
            yield index, found

    def _hits(self, sentence: Sentence) -> dict[str, list[Hit]]:
        stems = [stem(word) for word in sentence.words]
        hits: dict[str, list[Hit]] = {}
        for hit in self.phrases.find(sentence.words, stems):
            listed = hits.setdefault(hit.label, [])
            if len(listed) < _MOST_HITS:
                listed.append(hit)
        for start, end, weeks in durations(sentence.words):
            hits.setdefault("weeks4" if weeks >= 4 else "weeks", []).append(Hit(start, end, "weeks"))
        return hits

    def _spans(self, finding: Finding, hits: Mapping[str, list[Hit]], breaks: Sequence[int]) -> list[tuple[int, int]]:
        against = [hit for label in finding.unless for hit in hits.get(label, ())]
        spans: list[tuple[int, int]] = []
        for pattern in finding.patterns:
            for first in hits.get(pattern[0], ()):
                used = _matched(first, pattern[1:], hits, breaks)
                if not used or any(not _within(hit, used) for hit in against):
                    continue
                if not finding.part or self._part_near(first, hits, named=finding.named) in finding.part:
                    spans.append((min(hit.start for hit in used), max(hit.end for hit in used)))
        return spans

    def _part_near(self, hit: Hit, hits: Mapping[str, list[Hit]], *, named: bool) -> str:
        """The body part named nearest to a symptom; when the sentence names none, the first of the parts."""
        named_parts = [(part, other) for part in self._parts for other in hits.get(part, ())]
        near = [
            (_gap(hit, other), other.start, part)
            for part, other in named_parts
            if not _within(other, [longer for _, longer in named_parts])  # the calf of a "calf raise" is none
        ]
        if named:
            near = [place for place in near if place[0] <= _NEARBY]
        return min(near)[2] if near else "" if named else self._parts[0]


def _matched(first: Hit, rest: Sequence[str], hits: Mapping[str, list[Hit]], breaks: Sequence[int]) -> tuple[Hit, ...]:
    """The words of the pattern around its first term, if they fit the window; else nothing."""
    used = [first]
    for term in rest:
        label = term.removeprefix(">")
        options = hits.get(label, ())
        if term != label:  # ">bear": right behind the first, not before it, and in the same clause
            options = [
                hit
                for hit in options
                if first.end <= hit.start <= first.end + _CLOSE
                and not any(first.end <= place <= hit.start for place in breaks)
            ]
        near = min(options, key=lambda hit: _gap(first, hit), default=None)
        if near is None:
            return ()
        used.append(near)
    span = max(hit.end for hit in used) - min(hit.start for hit in used)
    return tuple(used) if span <= _WINDOW + first.end - first.start else ()


def _within(hit: Hit, used: Sequence[Hit]) -> bool:
    """Whether a phrase is but a piece of a longer one: "bit better" in "not one bit better"."""
    return any(
        one.start <= hit.start and hit.end <= one.end and hit.end - hit.start < one.end - one.start for one in used
    )


def _gap(one: Hit, other: Hit) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
