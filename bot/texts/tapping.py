"""Words for tapping along."""

from typing import Final

from bot.media.cadence_taps import TAP_SECONDS

TAP_ALONG: Final = "👆 Tap along instead"
STEP: Final = "👟 Step"
COUNT: Final = "Count instead"
HOW: Final = (
    f"Run easily, on a treadmill or on the spot, and tap once at <b>every</b> step, left and right, for {TAP_SECONDS} "
    "seconds. Over a phone network the taps often arrive too unevenly to tell; then I say so, and counting is surer."
)
UNCLEAR: Final = (
    "That stays unclear: the taps did not reach me evenly enough, and I do not guess. Counting one foot works without "
    "a good network."
)
