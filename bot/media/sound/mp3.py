"""From events on a timeline to MP3 bytes, block by block: an hour of sound takes no more memory than a minute."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from bot.media.sound.tones import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KBIT = 24
_BLOCK = RATE * 20
# An MP3 decoder starts this many samples early (LAME's 576 and the decoder's 529): we leave out as much of the silence
# that every recording begins with, and cues sound when the plan says.
CODEC_DELAY = 1105
_FASTEST = 7  # LAME's quality scale; at 24 kbit/s beeps sound the same and it takes a quarter of the time


class Event(NamedTuple):
    """Samples that begin at sample `at`."""

    at: int
    wave: "NDArray[np.float32]"


def encode(events: Iterable[Event], seconds: float) -> bytes:
    """MP3, mono. `events` come in the order of time; silence fills the rest."""
    import lameenc  # native: loaded with the first sound

    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(KBIT)
    encoder.set_quality(_FASTEST)
    encoder.silence()
    encoded = bytearray()
    for block in _blocks(events, int(seconds * RATE)):
        encoded += encoder.encode(block)
    encoded += encoder.flush()
    return bytes(encoded)


def _blocks(events: Iterable[Event], total: int) -> Iterator[bytes]:
    """The mixed timeline from `CODEC_DELAY` on, as 16-bit samples."""
    import numpy as np  # heavy: as above

    waiting, upcoming = list[Event](), iter(events)
    following = next(upcoming, None)
    for start in range(CODEC_DELAY, total, _BLOCK):
        block = np.zeros(min(_BLOCK, total - start), np.float32)
        while following is not None and following.at < start + len(block):
            waiting.append(following)
            following = next(upcoming, None)
        for event in waiting:
            _add(block, event, start)
        waiting = [event for event in waiting if event.at + len(event.wave) > start + len(block)]
        yield (np.clip(block, -1, 1) * 32767).astype("<i2").tobytes()


def _add(block: "NDArray[np.float32]", event: Event, start: int) -> None:
    first, last = max(event.at, start), min(event.at + len(event.wave), start + len(block))
    if first < last:
        block[first - start : last - start] += event.wave[first - event.at : last - event.at]
