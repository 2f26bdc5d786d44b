"""What somebody wants of the bot itself, said in a sentence: to note, to move, to set, to see. Whole sentences only.

A question about the injury is none of these; the knowledge base answers it.
"""

import re
from collections.abc import Awaitable, Callable

from bot import keyboards as kb
from bot import screens
from bot.actions import clock
from bot.context import Chat
from bot.conversation import reading, steps
from bot.conversation.button_words import tapping
from bot.conversation.commanding import bare, give
from bot.conversation.routes import Step
from bot.speech import Button, Speech
from bot.texts import labels
from bot.texts import wishes as texts


def errand(text: str) -> Step | None:
    """The step that this sentence asks for; None for anything else."""
    words = bare(text).replace("\u2019", "'")
    at = _REMIND.fullmatch(words)
    if at is not None:
        return _remind_at(at[1] or "")
    return next((step for said, step in _ERRANDS if said.fullmatch(words)), None)


def _remind_at(words: str) -> Step:
    at = reading.clock(words)
    if at is None:
        return tapping(kb.SETTING("time"))
    return lambda chat: steps.advance(chat, lambda v: clock.choose_time(v, at), screens.after_setting)


async def _missed(context: Chat) -> None:
    """A session was left out."""
    await context.say(Speech(texts.MISSED, ((Button(labels.TODAY, kb.TODAY()),),)))


async def _moves(context: Chat) -> None:
    """Something shall be done on another day."""
    skip, days = Button(labels.SKIP, kb.SKIP_ASK()), Button(labels.CHANGE_DAYS, kb.SETTING("days"))
    await context.say(Speech(texts.MOVES, ((skip, days), (Button(labels.THIS_WEEK, kb.PLAN()),))))


async def _away(context: Chat) -> None:
    """The runner travels."""
    rest, along = Button(labels.REST, kb.PAUSE("travel", 0)), Button(labels.SETTINGS["zone"], kb.SETTING("zone"))
    await context.say(Speech(texts.AWAY, ((rest, along),)))


def _command(name: str) -> Step:
    return lambda chat: give(chat, name)


def _look(screen: Callable[..., Awaitable[Speech]]) -> Step:
    return lambda chat: steps.look(chat, screen)


_REMIND = re.compile(
    r"(?:please )?(?:"
    r"(?:remind me|(?:change|set|move|make) (?:my |the )?reminders?(?: time)?)(?: daily)? (?:at|to|for) (.+)"
    r"|(?:change|set) (?:my |the )?reminders?(?: time)?|remind me (?:earlier|later in the day)"
    r"|(?:stop|do not|don't) remind(?:ing)? me so (?:early|late))"
)
_DAY = r"(?:today|tomorrow|tonight|(?:on |to )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
_SESSION = r"(?:workout|session|exercises|strength(?: work)?|run|training)"
_NEW = r"i(?:'ve| have)?(?: just)? (?:got|bought|have)(?: a| an| some| my)?(?: new)?"
_SAID: tuple[tuple[Step, tuple[str, ...]], ...] = (
    (
        tapping(kb.LOG_RUN()),
        (
            rf"(?:i )?(?:just )?(?:ran|went for a run|did (?:my|the) run|came back from (?:my|a) run)(?: {_DAY})?",
            r"(?:i am |i'm )?(?:just )?back from (?:my|a) run.{0,20}",
            r"(?:i )?forgot to log (?:my|a|the) run.{0,15}",
        ),
    ),
    (_missed, (rf"(?:i )?(?:skipped|missed|forgot|didn't do) (?:the|my|a|yesterday's) {_SESSION}(?: yesterday)?",)),
    (
        tapping(kb.SKIP_ASK()),
        (r"(?:i have |i've )?(?:got )?no time(?: today)?", r"(?:i am |i'm )?too busy(?: today)?"),
    ),
    (
        _moves,
        (
            rf"(?:can|could) (?:we|you|i) (?:move|do) (?:it|this|the {_SESSION})(?: to)? {_DAY}",
            rf"move (?:it|the {_SESSION}) {_DAY}",
        ),
    ),
    (
        tapping(kb.SETTING("days")),
        (
            rf"(?:i )?(?:can not|cannot|can't) (?:run|train|exercise)(?: on)? {_DAY}",
            r"(?:change|set) (?:my |the )?(?:training )?days",
        ),
    ),
    (
        _away,
        (r"i(?:'m| am|'ll be)? (?:going )?(?:on (?:holiday|vacation)|away|travell?ing)(?: next week| soon| now)?",),
    ),
    (tapping(kb.SETTING("zone")), (r"i(?:'ve| have)? (?:just )?moved to .{2,30}", r"i(?:'m| am) in .{2,20} now")),
    (tapping(kb.SETTING("shoes")), (rf"{_NEW} (?:running )?shoes",)),
    (tapping(kb.SETTING("kit")), (rf"{_NEW} (?:resistance |stronger )?(?:bands?|ankle weights?|bench|step|mirror)",)),
    (
        _look(screens.progress),
        (
            r"how am i doing|how far (?:am i|have i come)",
            r"am i getting (?:any )?better",
            r"(?:show (?:me )?)?my progress",
        ),
    ),
    (
        _look(screens.week),
        (
            r"(?:what's|what is|show me)(?: the| my) (?:plan|week)(?: for (?:this week|the week|tomorrow))?",
            r"this week's plan|(?:where's|where is|i can't find) (?:the|my) plan",
        ),
    ),
    (
        _command("exercises"),
        (r"(?:what|which) exercises do i (?:have|do)(?: today| now)?", r"(?:show (?:me )?)?my exercises"),
    ),
    (
        _command("privacy"),
        (r"(?:what|how much) data do you (?:have|keep|store).{0,15}", r"who can see my data", r"is my data safe"),
    ),
    (_command("delete"), (r"how (?:do|can) i (?:delete|erase) (?:everything|my data|my account|myself)",)),
    (
        tapping(kb.WHY("caps")),
        (
            r"(?:why can't i|why can not i|can i|may i) run more(?: today)?",
            r"can i (?:run|do) \d+ ?(?:k|km|min|minutes)(?: today| tomorrow| now)?",
        ),
    ),
    (tapping(kb.WHY("plan")), (r"what does (?:amber|red|green) mean", r"what do the (?:colou?rs|lights) mean")),
    (tapping(kb.OBSTACLE("bored")), (r"(?:this|it)(?:'s| is) (?:so )?boring", r"i(?:'m| am) bored")),
)
_ERRANDS = tuple((re.compile("|".join(said)), step) for step, said in _SAID)
