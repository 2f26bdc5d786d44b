"""What somebody wants or tells besides entries and questions: faster, slower, fear, illness, that it hurts. Pure."""

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
    WORSE = "worse"
    HURTS = "hurts"
    OTHER_KNEE = "other_knee"
    FELL = "fell"
    FINE = "fine"
    FED_UP = "fed_up"
    TIRED = "tired"
    AMENDS = "amends"


_THE_KNEE = r"(?:my |the |this )?knee"
_KNEE = rf"(?:it|{_THE_KNEE})"
_IS = r"(?:'s| is| feels| got| gets| has got)"
_VERY = r"(?: (?:much|a lot|really|very|so))?"
_FELL = r"i(?:'ve| have)? (?:just )?(?:fell|fallen|tripped|slipped|twisted (?:it|my knee)|hit my knee)"
_ACTS = r"(?:(?:going (?:up|down) |climbing )?(?:the )?stairs|sitting|walking|standing|squatting|bending it)"
_ADDED = r"(?:,? (?:again|today|now|right now|this morning|tonight|after the run|after my run|after yesterday))*"
_I = r"\bi(?:'m| am|'ve been| have been| feel)(?: \w+)?"
_SO = r"i(?:'m| am| feel)(?: (?:so|very|too|really|just|a bit))?"
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
    Wish.WORSE: (
        rf"^(?:ouch,? )?{_KNEE} (?:really |still )?(?:hurts?|aches?) (?:a lot|so much|badly|like hell){_ADDED}$",
        rf"^{_KNEE}{_IS}{_VERY} (?:worse|bad|angry){_ADDED}$",
        rf"^{_KNEE}{_IS} killing me{_ADDED}$",
    ),
    Wish.HURTS: (
        r"^(?:ouch|ow|au|that hurts|[😢😭😞😔😣😩😖🙁☹\ufe0f ]+)$",
        rf"^(?:ouch,? )?{_KNEE} (?:still |just |really )?(?:hurts?|aches?|is hurting|is aching){_ADDED}$",
        rf"^{_KNEE}(?:{_IS})? (?:a bit |a little |still )?(?:sore|stiff|painful|rough){_ADDED}$",
        rf"^(?:(?:i am|i'm) )?(?:(?:a bit|a little|slightly|quite|still) )?sore{_ADDED}$",
        rf"^{_ACTS} (?:still |really )?hurts?(?: a bit| a lot)?{_ADDED}$",
    ),
    Wish.OTHER_KNEE: (
        rf"^(?:my|the) other knee (?:also )?(?:hurts|aches|is sore)(?:,? too)?{_ADDED}$",
        rf"^both (?:of my )?knees (?:hurt|ache|are sore){_ADDED}$",
    ),
    Wish.FELL: (
        rf"^{_FELL}$",
        rf"^{_FELL}(?: over| down| on (?:it|my knee|the stairs)| while running| yesterday){_ADDED}$",
    ),
    Wish.FINE: (
        rf"^(?:{_THE_KNEE}{_IS}|feels){_VERY} (?:better|good|great|fine|ok|okay){_ADDED}$",
        rf"^it{_IS}{_VERY} better{_ADDED}$",
        rf"^i feel{_VERY} (?:better|good|great|strong|fine){_ADDED}$",
        rf"^no (?:problems|trouble)(?: at all)?{_ADDED}$",
    ),
    Wish.FED_UP: (
        r"^i(?: just)?(?: want to| wanna| could)? give up(?: now)?$",
        r"^what(?:'s| is) the point$",
        r"^(?:it|this)(?:'s| is)(?: all)? (?:no use|pointless|hopeless)$",
        rf"^{_SO} (?:frustrated|fed up|discouraged)(?: with (?:it|this|all this|my knee))?{_ADDED}$",
        r"^i(?:'ve| have)?(?: just| nearly)? (?:cried|been crying)(?: (?!and|but)\w+){0,4}$",
    ),
    Wish.TIRED: (rf"^{_SO} (?:tired|knackered|worn out)(?: today| now)?$",),
    Wish.AMENDS: (r"^(?:no|sorry|oops|wait|,| )*(?:i|it) (?:meant|should be|should have been|was meant to be)\b.*\d",),
}
_MEANT = {meant: re.compile("|".join(said)) for meant, said in _WISHES.items()}


def wish(text: str) -> Wish | None:
    """What was meant; None for a question and for everything else."""
    words = tidy(text).replace("\u2019", "'")
    if "?" in words:
        return None
    return next((meant for meant, said in _MEANT.items() if said.search(words)), None)
