"""What runners read about the topics of broadcasts: news, tips, safety notices. Pure."""

from collections.abc import Collection

from bot.texts.words import blocks, listing
from storage.broadcasts import Topic

WORDS = {Topic.NEWS: "news", Topic.TIPS: "tips", Topic.SAFETY: "safety notices"}
OPTED_OUT = "Done: no more {topic}. Tap again to get them back."
OPTED_IN = "Welcome back: you get {topic} again."
ALBUM_TAIL = "You get this because you follow {topic}."
_ABOUT = {
    Topic.NEWS: "what is new in this bot",
    Topic.TIPS: "ideas around the plan",
    Topic.SAFETY: "corrections that matter for your knee",
}


def leave(topic: Topic) -> str:
    """On the button inside each broadcast."""
    return f"🔕 No more {WORDS[topic]}"


def join(topic: Topic) -> str:
    """On the button that takes it back."""
    return f"🔔 Send me {WORDS[topic]} again"


def choose() -> str:
    """What there is to follow."""
    about = "\n".join(f"• {WORDS[topic].capitalize()}: {what}" for topic, what in _ABOUT.items())
    return blocks("What may the team write to you about, now and then? Your reminders stay as they are.", about)


def followed(topics: Collection[Topic]) -> str:
    """`news and tips`; `nothing`."""
    return listing([WORDS[topic] for topic in Topic if topic in topics]) or "nothing"
