"""Counting steps, a flare, and what else is asked now and then."""

from bot import keyboards as kb
from bot.actions.visit import Visit
from bot.keyboards import media as media_buttons
from bot.screens.kinds import Screen
from bot.screens.knees import worse_counts
from bot.speech import Button, Rows, Speech, rows
from bot.texts import checks as texts
from bot.texts import labels, looks, safety, tapping
from bot.texts.words import blocks

FLARE_SIGNS = ("fall_swelling", "cannot_bear_weight", "hot_red_fever", "calf_swelling", "breathless", "locking")
_COUNTS = range(36, 52)


def self_test(which: str, amount: int) -> Screen:
    """How the knee, or the worse one of two, took the test."""

    async def screen(visit: Visit) -> Speech:
        scale = kb.pain_scale((n, kb.TEST(which, amount, n)) for n in range(11))
        return Speech(blocks(texts.PAIN, await worse_counts(visit)), scale)

    return screen


async def counting(_: Visit) -> Speech:
    """How to count, and the numbers that are likely."""
    along = Button(tapping.TAP_ALONG, media_buttons.TAP_ALONG())
    return Speech(texts.CADENCE, (*count_buttons(), (along,)))


def counted(counts: tuple[int, ...]) -> Speech:
    """One count more."""
    return Speech(texts.counted(counts), count_buttons())


def count_buttons() -> Rows:
    """Likely counts of one foot in half a minute; any other is typed."""
    return (*rows([Button(str(n), kb.COUNT(n)) for n in _COUNTS], 4), (Button(labels.CANCEL, kb.COUNT_STOP()),))


async def flare(visit: Visit) -> Speech:
    """A flare begins with the signs that would make it something else."""
    flags = visit.protocol.flags
    signs = [Button(safety.sign(flag, flags[flag].screen), kb.FLARE(flag)) for flag in FLARE_SIGNS]
    return Speech(texts.FLARE, rows([*signs, Button(labels.NONE_OF_THESE, kb.FLARE("none"))], 1))


def gap() -> Rows:
    """Life or knee?"""
    return rows([Button(label, kb.GAP(key)) for key, label in labels.GAP.items()], 3)


def obstacles() -> Rows:
    """What keeps the sessions from happening?"""
    return rows([Button(label, kb.OBSTACLE(key)) for key, label in labels.OBSTACLES.items()], 4)


def obstacle(what: str) -> Speech:
    """What helps against it; pain is asked about elsewhere."""
    ways = {
        "time": (
            Button(labels.SHORT, kb.WORKOUT_START("short")),
            Button(labels.CHANGE_DAYS, kb.SETTING("days")),
            Button(labels.SETTINGS["time"], kb.SETTING("time")),
        ),
        "bored": (Button(looks.CHARTS["strength"], media_buttons.SHOW_CHART("strength", "light")),),
        "kit": (Button(labels.SETTINGS["kit"], kb.SETTING("kit")),),
    }
    return Speech(texts.OBSTACLES[what], tuple((button,) for button in ways[what]))


def feelings() -> Rows:
    """Better, same or worse."""
    return (tuple(Button(label, kb.FEELING(key)) for key, label in labels.FEELINGS.items()),)
