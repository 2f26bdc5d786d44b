"""What somebody wants or tells besides entries and questions: to go faster or slower, fear, illness. Pure."""

import re
from enum import StrEnum

from bot.conversation.reading import tidy


class Wish(StrEnum):
    """What was meant."""

    PREGNANCY = "pregnancy"
    SURGERY = "surgery"
    ILL = "ill"
    AHEAD = "ahead"
    SLOWER = "slower"
    AFRAID = "afraid"


_I = r"\bi(?:'m| am|'ve been| have been| feel)(?: \w+)?"
_WISHES = {
    Wish.PREGNANCY: (rf"{_I} pregnant\b", r"\bi(?:'m| am) expecting\b"),
    Wish.SURGERY: (
        r"\bi(?:'ve| have)? (?:just )?(?:had|will have) (?:an? |my )?(?:\w+ )?(?:surgery|operation)\b",
        r"\bi am (?:having|getting) (?:an? |my )?(?:\w+ )?(?:surgery|operation)\b",
        rf"{_I} operated\b",
    ),
    Wish.ILL: (
        rf"{_I} (?:ill|sick)\b",
        r"\bi(?:'ve| have)(?: got)? (?:the |a )?(?:bad )?(?:flu|cold|covid|stomach bug)\b",
        r"\bi caught (?:a cold|the flu|something)\b",
    ),
    Wish.AFRAID: (
        r"\b(?:afraid|scared|frightened|terrified|nervous|anxious)\b.*\b(?:run\w*|knee|pain|hurts?|step|again|back)\b",
        r"\b(?:fear|afraid) (?:of|to)\b",
    ),
    Wish.SLOWER: (
        r"\b(?:go|going|take it|want it|do it|progress) (?:a bit |a little |more )?slow(?:er|ly)\b",
        r"\btoo (?:fast|quick|much) for me\b",
        r"\bnot ready\b",
        r"\bstay (?:here|on this step|at this step|another week|a week|longer)\b",
        r"\bslow(?:er)? please\b",
    ),
    Wish.AHEAD: (
        r"\bskip (?:ahead|a step|this step|a phase|this phase|the gate)\b",
        r"\b(?:move|go) (?:on )?(?:ahead|faster|to the next)\b",
        r"\bnext (?:step|phase) (?:now|already|please)\b",
        r"\btoo slow for me\b|\bspeed (?:it|things) up\b",
    ),
}
_MEANT = {meant: re.compile("|".join(said)) for meant, said in _WISHES.items()}


def wish(text: str) -> Wish | None:
    """What was meant; None for a question and for everything else."""
    words = tidy(text).replace("\u2019", "'")
    if "?" in words:
        return None
    return next((meant for meant, said in _MEANT.items() if said.search(words)), None)
