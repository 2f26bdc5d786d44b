"""What is said with the sounds for a run."""

from typing import Final

from bot.media.sounds import MAX_SPM, MIN_SPM
from bot.texts.plan import step as in_words
from bot.texts.words import blocks, lines, number
from protocols.model import Step

AUDIO: Final = "🎧 Audio"
NO_RUN: Final = (
    "No run is due today, so there is no sound for one. For a beat to step to: /metronome 168, with your own number."
)
NO_SOUND: Final = "This run has no walking breaks to call out, and no target to step to yet: /cadence finds yours."
WHICH: Final = (
    "At which rate? Send it with the command, such as <code>/metronome 168</code>. /cadence measures your own first: "
    "a target only makes sense against that, and 180 is not a goal by itself."
)
OUT_OF_RANGE: Final = (
    f"Nobody runs at that rate. I can click from {MIN_SPM:g} to {MAX_SPM:g} steps a minute: "
    "<code>/metronome 168</code>, both feet counted."
)
_PLAYS: Final = "It plays with the phone locked and without a network once it is loaded."
_HEARD: Final = {
    "warm_up": "• two low notes: walk to warm up",
    "run": "• rising: run",
    "walk": "• falling: walk",
    "halfway": "• two equal notes: halfway",
    "last": "• three quick high ones: the last run is next",
    "cool_down": "• a slow fall: cool down",
    "finish": "• a little fanfare: done",
}
_CONTINUOUS: Final = ("warm_up", "run", "halfway", "cool_down", "finish")
_CLICKS: Final = "• clicks while you run: your steps, low is left, high is right"
_ABOVE: Final = (
    "That is above {most:.0f}, ten percent over your own {baseline:.0f}: faster than the plan would ever ask. "
    "Your target, if there is one, stands in /today."
)


def session(rung: Step, spm: int | None) -> str:
    """The caption of a run's sound: which step, which rate, what the notes mean."""
    rate = f" Clicks at {spm} steps a minute." if spm else " No clicks: there is no target for your steps."
    head = f"<b>{rung.id}: {in_words(rung)}</b>\n5 min walking before and after.{rate}"
    heard = [_HEARD[key] for key in _CONTINUOUS] if rung.continuous else list(_HEARD.values())
    return blocks(head, lines(*heard, _CLICKS if spm else None), _PLAYS)


def metronome(spm: float, baseline: float | None) -> str:
    """The caption of a metronome; who is measured hears when it is more than the plan would ask."""
    too_fast = baseline is not None and spm > baseline * 1.1
    warned = _ABOVE.format(most=(baseline or 0) * 1.1, baseline=baseline or 0) if too_fast else None
    return blocks(f"<b>{number(spm)} steps a minute</b>, ten minutes. Low is left, high is right.", warned, _PLAYS)


def metronome_button(spm: int) -> str:
    """`🎧 Metronome 172`."""
    return f"🎧 Metronome {spm}"
