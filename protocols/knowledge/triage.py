"""Red flags: what a message says that is not for a bot.

Words make labels, labels close together make findings, findings make alarms (all of it data, `triage.toml`). A finding
counts when it is the runner's own and now; somebody else's is reported as such.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from protocols.knowledge.findings import Finding, Symptoms
from protocols.knowledge.meaning import Status
from protocols.knowledge.model import ALARMS, Alarm, Kind
from protocols.knowledge.phrases import Phrases
from protocols.knowledge.text import Sentence


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
    """Rules over what `Symptoms` finds."""

    def __init__(
        self,
        words: Mapping[str, Sequence[str]],
        parts: Sequence[str],
        findings: Sequence[Finding],
        rules: Sequence[Rule],
        adjectives: Sequence[str] = (),
        after_adjectives: Iterable[str] = (),
    ) -> None:
        self.phrases = Phrases(words)
        self._signs = Symptoms(self.phrases, parts, findings, adjectives, frozenset(after_adjectives))
        self._symptoms = frozenset(finding.id for finding in findings if not finding.plain)
        self._rules = tuple(sorted(rules, key=lambda rule: ALARMS.index(rule.level)))

    def alarm(self, message: Sequence[Sentence]) -> tuple[Alarm | None, frozenset[int]]:
        """The gravest alarm, and which sentences name symptoms of which none is the runner's own and now."""
        found: dict[str, dict[Status, str]] = {}
        dismissed: set[int] = set()
        for number, sentence in enumerate(message):
            after = message[number + 1] if number + 1 < len(message) else None
            states = self._signs.named(sentence, after)
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
        for rule in self._rules if found else ():
            if any(Status.PRESENT in found.get(finding, {}) for finding in rule.unless):
                continue
            for need in rule.needs:
                states = [found[finding] for finding in need if finding in found]
                if len(states) < len(need):
                    continue
                if all(Status.PRESENT in state or (rule.always and state.keys() - {Status.DENIED}) for state in states):
                    matched = "; ".join(next(iter(state.values())) for state in states)
                    own = Alarm(rule.id, rule.level, matched)
                    return theirs if theirs and mixed else own
                somebody = [state.get(Status.OTHER, state.get(Status.PRESENT, "")) for state in states]
                if theirs is None and all(somebody) and any(Status.OTHER in state for state in states):
                    theirs = Alarm(rule.id, rule.level, "; ".join(somebody), other=True)
                    mixed = any(Status.OTHER not in state for state in states)
        return theirs
