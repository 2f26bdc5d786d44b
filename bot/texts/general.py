"""Help, privacy, settings, and what to say when there is nothing to do."""

from datetime import date, datetime

from bot.texts.commands import COMMANDS
from bot.texts.words import blocks, clock, day, lines, plural, safe
from scheduler.clock import QuietHours
from storage.runners import Runner

HELP = blocks(
    "<b>What I can do</b>",
    lines(*(f"/{name} – {what}" for name, what in COMMANDS.items())),
    "Everything a button does you can type: <code>pain 3</code>, <code>32 min 5k flat, pain 3 from 4 km</code>, "
    "<code>done</code>. And ask me anything about iliotibial band pain.",
    "I am software working from one article. This is education, not a diagnosis. In an emergency call your local "
    "emergency number.",
)
GROUP = "I talk about knees in private only. Tap my name and press Start."
MEDIA = "I cannot look at pictures or listen to voice, and nothing of it was kept. Type it, or tap a button."
STICKER = "🙂 I understand words and buttons best. /today shows what is due."
FORWARDED = "I do not keep forwarded messages. Tell me in your own words, or tap a button."
EDITED = "I keep what you wrote first. To change an entry: /undo, then note it again."
UNKNOWN_COMMAND = "I do not know that command. /help lists what I can do."
BUG = "Something went wrong on my side, and nothing was lost. Please try once more."
UNANSWERED = "I noted that, but lost my answer on the way. /today shows where you are."
STALE = "That card is from before. Here is where we are."

PRIVACY = blocks(
    "<b>Privacy</b>",
    lines(
        "• <b>What:</b> your Telegram number, language, time zone and settings; and, with your consent, what you tell "
        "me about your knee, runs and exercises.",
        "• <b>Why:</b> to compute your plan and remind you. Nothing else, no advertising, no training of models.",
        "• <b>Where:</b> in one database; health data is encrypted with a key kept elsewhere. Logs hold numbers of "
        "events only.",
        "• <b>How long:</b> until you erase it, or 12 months after you were last here. In the operator's backups it "
        "may stay for up to 30 days more.",
        "• <b>Who:</b> the people who run this bot, nobody else. They read questions that I could not answer, and what "
        "you write to the team. Messages also stay in your Telegram chat, which is Telegram's.",
        "• <b>Your rights:</b> see it (/mydata), correct it (/undo), erase it (/delete), withdraw consent (/settings), "
        "complain to your data protection authority.",
    ),
)
LATER = "When shall I remind you again?"
SKIP = "What stands in the way today?"
SKIPPED = "Left out. It is moved or dropped, never doubled."
THANKS = "Thank you."
SORRY = "Noted: I will get better at this one."
NEVER_MIND = "Fine, nothing changes."
STOP = "What shall stop? Your data stays yours either way."
STOPPED = "No more messages from me unless you write. Your diary is kept. /start brings everything back."
WELL_AGAIN = (
    "Good to hear from you. Is it over: no fever, no chest pain, no palpitations or breathlessness, and a normal day "
    "is no effort? After a fever, a day or two more of rest is no loss. If one of these is still there, ask a doctor "
    "first."
)
STILL_ILL = "Then rest. Nothing is lost. Tap “I am back” in /today when it is over."
RESUMED = "Welcome back. The plan follows the length of the break: nothing to catch up on."
ERASE = blocks(
    "<b>Erase everything?</b>",
    "Your diary, plan, settings and reminders go at once, and it cannot be undone. The operator's backups forget them "
    "within 30 days. /mydata gives you a copy first.",
)
ERASED = "Everything about you is erased. Reminders have stopped. Take care of that knee. /start begins anew."
ERASE_HELD = "Reminders have stopped. Everything will be erased on {day}. /start before that keeps it."
MYDATA = "This is everything I hold about you. Telegram keeps this file in the chat until you delete it."
MYDATA_TABLE = "Your diary once more, as a table."
UNBLOCKED = "Welcome back. Nothing was sent meanwhile, and nothing was lost. /today shows where you are."
WITHDRAWN = blocks(
    "Consent withdrawn. Your plan and its reminders rest, and I note nothing more about your health.",
    "What is there stays locked until you agree again or erase it. Answers and exercises stay open to you.",
)
SETTINGS_HEAD = "<b>Settings</b>"
QUIET = "When shall I never write first?"


def later(at: datetime) -> str:
    """`I remind you at 18:00.`; `at` on the runner's clock."""
    return f"I remind you at <b>{clock(at)}</b>. Your usual times stay as they are."


def settings(runner: Runner, days: str, kit: str, topics: str) -> str:
    """All settings with their values."""
    return blocks(
        SETTINGS_HEAD,
        lines(
            f"• Reminders at {clock(runner.remind_at) if runner.remind_at else 'no time yet'}, "
            f"{safe(runner.zone or 'time zone not set')}",
            f"• Days: {days}",
            f"• Kit: {kit}",
            f"• Quiet from {clock(runner.quiet_from)} to {clock(runner.quiet_to)}{_held_back(runner)}",
            f"• Discreet notifications: {'on' if runner.discreet else 'off'}",
            f"• From the team: {topics}",
            f"• Messages: {'stopped' if runner.muted else 'on'}",
        ),
    )


def _held_back(runner: Runner) -> str:
    quiet = QuietHours(runner.quiet_from, runner.quiet_to)
    return ": reminders wait until then" if runner.remind_at and quiet.cover(runner.remind_at) else ""


def pause(days: int | None) -> str:
    """Why does the plan rest?"""
    length = f" for {plural(days, 'day')}" if days else ""
    return f"Why do you pause{length}? The plan rests and nothing is lost."


def paused(until: date | None) -> str:
    """The plan rests, with an end or without."""
    if until is None:
        return "Paused. I stay quiet. Tap “I am back” when you are: here, or in /today. Or for a known time:"
    return f"Paused. I stay quiet, and the plan goes on by itself on {day(until)}. Back sooner? Tap “I am back”."
