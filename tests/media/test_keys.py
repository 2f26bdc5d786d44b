import hashlib
import itertools

from bot.media import keys, pictures, sounds
from protocols.model import Step

R3, R4 = Step("R3", 2, 2, 5), Step("R4", 2, 1, 6)


def test_different_files_have_different_names() -> None:
    sheets = [(*shown, side) for shown in pictures.shown() for side in pictures.SIDES]
    names = [
        *(keys.picture(*sheet) for sheet in sheets),
        *(keys.animation(*sheet) for sheet in sheets),
        keys.metronome(170),
        keys.metronome(170.5),
        keys.metronome(170, minutes=5),
        *(keys.session(step, spm) for step, spm in itertools.product((R3, R4), (170, 174, None))),
    ]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) < 100


def test_a_redrawn_picture_has_another_name() -> None:
    drawing = hashlib.sha256(pictures.source("clamshell", "band", "left").encode()).hexdigest()[:12]
    assert drawing in keys.picture("clamshell", "band", "left")
    assert drawing in keys.animation("clamshell", "band", "left")


def test_the_same_name_stands_for_the_same_bytes() -> None:
    assert keys.session(R3, 174) == keys.session(Step("R3", 2.0, 2.0, 5), 174.0)
    assert sounds.metronome(174, minutes=0.2).data == sounds.metronome(174.0, minutes=0.2).data
    assert pictures.png("clamshell", "band", "left") == pictures.png("clamshell", "band", "left")
