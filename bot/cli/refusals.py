"""What stops a start, in one line for whoever starts the bot."""

from bot.config import ConfigError
from storage.crypto import KeyUnusableError

_TELEGRAM = {
    "InvalidToken": "BOT_TOKEN: Telegram refuses it; copy it again from @BotFather",
    "NotSentError": "BOT_API_URL: Telegram cannot be reached",
    "TimedOut": "BOT_API_URL: Telegram does not answer",
}


def told(error: Exception) -> str | None:
    """The line for whoever starts the bot; None for a bug."""
    from protocols.errors import ContentError  # late, like the rest: most commands start without them
    from storage.alone import SecondProcessError
    from storage.backups import BackupUnusableError
    from storage.schema import NewerSchemaError

    if isinstance(error, KeyUnusableError):
        return f"DATA_KEY: {error}; start with the key this database was made with (a new one goes in front of it)"
    if isinstance(error, ConfigError | ContentError | NewerSchemaError | SecondProcessError | BackupUnusableError):
        return str(error)
    if type(error).__name__ in _TELEGRAM:  # by name: most commands need no Telegram library
        return f"{_TELEGRAM[type(error).__name__]} ({error})"
    return None
