"""Red flags, heard twice: by rules that anybody can read, and by the reader, which may only add to what they say."""

from collections.abc import Sequence

from protocols.knowledge.lexicon import Lexicon
from protocols.knowledge.model import ALARMS, HEARD, Alarm, Kind
from protocols.knowledge.reader import Reader, Reading
from protocols.knowledge.reading import questions
from protocols.knowledge.signs import signs
from protocols.knowledge.text import Sentence
from protocols.knowledge.triage import Triage

_HEARD = 0.5  # how likely a red flag must be for the reader to raise what no rule names
_DISMISSED = 0.9  # when rules found a symptom that is denied, over, asked about or somebody else's
_GRAVER = 0.7  # how likely a graver level must be to raise the rules' own
_LOOKED = 12  # sentences looked at for the one to quote


class Hearing:
    """Both opinions in one alarm; never a lower one than the rules'."""

    def __init__(self, triage: Triage, reader: Reader, lexicon: Lexicon) -> None:
        self._triage, self._reader, self._lexicon = triage, reader, lexicon

    def alarm(self, message: Sequence[Sentence], reading: Reading) -> Alarm | None:
        """The gravest alarm of a message."""
        ruled, dismissed = self._triage.alarm(message)
        if ruled and ruled.other:
            return ruled
        level = max(ALARMS, key=lambda kind: reading.likely[kind])
        if ruled:
            graver = ALARMS[: ALARMS.index(ruled.level)]
            return self._heard(level, message) if reading.share(graver) >= _GRAVER and level in graver else ruled
        if reading.known and reading.share(ALARMS) >= (_DISMISSED if dismissed else _HEARD):
            return self._heard(level, message)
        return None

    def _heard(self, level: Kind, message: Sequence[Sentence]) -> Alarm:
        """An alarm that names no symptom; it quotes the sentence that sounds most like one."""
        said = max(message[:_LOOKED], key=self._sounds)
        return Alarm(f"{HEARD}{level}", level, " ".join(said.words))

    def _sounds(self, sentence: Sentence) -> float:
        alone = (sentence,)
        return self._reader.read(signs(self._lexicon, questions(alone), alone)).share(ALARMS)
