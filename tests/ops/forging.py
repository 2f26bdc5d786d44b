"""Callback data of every kind of button there is, made from the patterns themselves, with leaked ids put in."""

import random
from functools import cache
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from bot import keyboards
from bot.keyboards import Tap
from bot.keyboards import admin as admin_keyboards
from bot.keyboards import media as media_buttons

LONGEST = 6  # repetitions of what may repeat for ever


@cache
def every_tap() -> tuple[Tap, ...]:
    """Whatever is a `Tap` in the three modules of buttons."""
    found = {t.name: t for m in (keyboards, media_buttons, admin_keyboards) for t in vars(m).values() if _is_tap(t)}
    return tuple(found[name] for name in sorted(found))


def _is_tap(value: object) -> bool:
    return isinstance(value, Tap)


def forged(tap: Tap, dice: random.Random, leaked: tuple[str, ...]) -> str:
    """Data that the pattern takes; where it also takes a leaked id in one of its places, mostly with that."""
    data = _written(_parser.parse(tap.pattern.pattern), dice)
    match = tap.pattern.match(data)
    if match is None:
        raise AssertionError(f"{data!r} is no data of {tap.name}")
    for place in dice.sample(range(1, len(match.groups()) + 1), len(match.groups())):
        start, end = match.span(place)
        swapped = data[:start] + dice.choice(leaked) + data[end:]
        if dice.random() < 0.8 and tap.pattern.match(swapped) and len(swapped.encode()) <= 64:
            return swapped
    return data[:64]


def _written(parsed: Any, dice: random.Random) -> str:
    return "".join(_one(kind, what, dice) for kind, what in parsed)


def _one(kind: Any, what: Any, dice: random.Random) -> str:
    if kind is code.LITERAL:
        return chr(what)
    if kind is code.IN:
        return _member(what, dice)
    if kind is code.BRANCH:
        return _written(dice.choice(what[1]), dice)
    if kind is code.SUBPATTERN:
        return _written(what[3], dice)
    if kind in {code.MAX_REPEAT, code.MIN_REPEAT}:
        least, most, inner = what
        return "".join(_written(inner, dice) for _ in range(dice.randint(least, min(int(most), least + LONGEST))))
    return ""  # the end


def _member(options: Any, dice: random.Random) -> str:
    kind, what = dice.choice(options)
    if kind is code.RANGE:
        return chr(dice.randint(*what))
    if kind is code.CATEGORY:
        return dice.choice("0123456789" if what is code.CATEGORY_DIGIT else "abcz019_")
    return chr(what)
