"""Red flags, heard twice: by rules that anybody can read, and by the reader, which may only add to what they say."""

from collections.abc import Sequence

from protocols.knowledge.lexicon import Lexicon
from protocols.knowledge.model import ALARMS, HEARD, Alarm
from protocols.knowledge.reader import Reader, Reading
from protocols.knowledge.reading import questions
from protocols.knowledge.signs import signs
from protocols.knowledge.text import Sentence
from protocols.knowledge.triage import Triage

_HEARD = 0.4  # how likely a red flag must be for the reader to raise what no rule names: below half, a miss is worse
_SAYS = 3  # words that a message must have for the reader to hear a red flag in it
_CERTAIN = 0.995  # how likely a red flag must be when rules dismissed it
_GRAVER = 0.99  # how likely a graver level must be to raise the rules' own
_LOOKED = 12  # sentences looked at for the one to quote
_QUOTED = 20  # words of it


class Hearing:
    """Both opinions in one alarm; never a lower one than the rules'."""

    def __init__(self, triage: Triage, reader: Reader, lexicon: Lexicon) -> None:
        self._triage, self._reader, self._lexicon = triage, reader, lexicon

    def alarm(self, message: Sequence[Sentence], reading: Reading) -> Alarm | None:
        """The gravest alarm of a message.

        Sentences whose symptoms rules found denied, over, asked about or imagined count only for a certain reader.
        """
        ruled, dismissed = self._triage.alarm(message)
        if ruled and ruled.other:
            return ruled
        if ruled:
            graver = ALARMS[: ALARMS.index(ruled.level)]
            return self._heard(message, reading) if reading.share(graver) >= _GRAVER else ruled
        if reading.share(ALARMS) < _HEARD or sum(len(sentence.words) for sentence in message) < _SAYS:
            return None
        if dismissed and reading.share(ALARMS) < _CERTAIN:
            message = tuple(sentence for number, sentence in enumerate(message) if number not in dismissed)
            reading = self._read(message)
        return self._heard(message, reading) if message and reading.share(ALARMS) >= _HEARD else None

    def _heard(self, message: Sequence[Sentence], reading: Reading) -> Alarm:
        """An alarm that names no symptom; it quotes the sentence that sounds most like one."""
        level = max(ALARMS, key=lambda kind: reading.likely[kind])
        said, *others = message[:_LOOKED]
        if others:
            said = max((said, *others), key=lambda sentence: self._read((sentence,)).share(ALARMS))
        return Alarm(f"{HEARD}{level}", level, " ".join(said.words[:_QUOTED]))

    def _read(self, message: Sequence[Sentence]) -> Reading:
        return self._reader.read(signs(self._lexicon, questions(message), message))
