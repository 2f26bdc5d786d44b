"""Settings from the environment or `.env`. A wrong one stops the start with a line that says how to mend it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.config_files import filled
from scheduler.limits import FREE_RATE, PAID_RATE
from storage.crypto import Keyring, KeyUnusableError
from storage.database import DatabaseUrlError, url_of


class ConfigError(Exception):
    """A setting is wrong or missing: the message names it and says how to mend it."""


class Role(StrEnum):
    """What an admin may do: a viewer looks, an editor writes, an owner does everything."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"


class LogFormat(StrEnum):
    """One line per event for people, or JSON for machines."""

    TEXT = "text"
    JSON = "json"


_MAY_BE_EMPTY = (
    *("bot_token", "bot_token_file", "database_password", "database_password_file", "data_key"),
    *("webhook_url", "webhook_secret", "webhook_secret_file", "health_listen"),
)


class Settings(BaseSettings):
    """Every setting; `.env.example` explains each one, and a test holds that the two agree."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    bot_token: SecretStr | None = None
    bot_token_file: Path | None = None
    bot_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite:///var/strideback.db"
    database_password: SecretStr | None = None
    database_password_file: Path | None = None
    admins: Annotated[dict[int, Role], NoDecode] = Field(default_factory=dict)
    data_key: SecretStr | None = None
    data_key_file: Path = Path("var/data.key")
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_secret_file: Path | None = None
    listen: str = "127.0.0.1:8080"
    health_listen: str | None = "127.0.0.1:8081"
    paid_rate: int = 0
    log_format: LogFormat = LogFormat.TEXT

    @model_validator(mode="before")
    @classmethod
    def _from_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        return filled(values)

    @field_validator(*_MAY_BE_EMPTY, mode="before")
    @classmethod
    def _empty_is_unset(cls, value: Any) -> Any:
        return None if value == "" else value

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        number, _, secret = value.get_secret_value().partition(":") if value else ("1", ":", "x")
        if not (number.isdigit() and secret):
            raise ValueError("does not look like a bot token; copy it from @BotFather, such as 123456:ABC-DEF")
        return value

    @field_validator("bot_api_url", "webhook_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("is no web address; it starts with https:// (or http:// for a local server)")
        return value.rstrip("/") if value else value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            url_of(value)
        except DatabaseUrlError as error:
            mend = "use sqlite:///var/strideback.db or postgresql://user:password@host/name"
            raise ValueError(f"{error}; {mend}") from None
        return value

    @field_validator("data_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            Keyring.parse(value.get_secret_value() if value else Keyring.new_key())
        except KeyUnusableError as error:
            raise ValueError(f"{error}; make one with: python -m bot new-key") from None
        return value

    @field_validator("admins", mode="before")
    @classmethod
    def _admins(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pairs = [part.strip().partition(":") for part in value.split(",") if part.strip()]
        if not all(number.isdigit() and role in set(Role) for number, _, role in pairs):
            raise ValueError("is no list of admins; write 12345:owner,67890:editor (roles: owner, editor, viewer)")
        return {int(number): Role(role) for number, _, role in pairs}

    @field_validator("listen", "health_listen")
    @classmethod
    def _listen(cls, value: str | None) -> str | None:
        _, _, port = (value or ":0").rpartition(":")
        if not (port.isdigit() and int(port) < 65536):
            raise ValueError("is no address; write host:port such as 127.0.0.1:8080")
        return value

    @field_validator("paid_rate")
    @classmethod
    def _rate(cls, value: int) -> int:
        if value and not FREE_RATE < value <= PAID_RATE:
            raise ValueError(
                f"is no rate; use 0 (off), or up to {PAID_RATE} messages a second, each paid above {FREE_RATE}"
            )
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value() if value else "unset"
        if not (len(text) <= 256 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()):
            raise ValueError("is none that Telegram takes; use up to 256 of A-Z a-z 0-9 _ and -")
        return value


def load(**overrides: Any) -> Settings:
    """Read the settings.

    Raises:
        ConfigError: one line, such as `BOT_TOKEN: does not look like a bot token; …`. Values are never repeated.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "".join(f"{part}: ".upper() for part in first["loc"][:1])  # none where the message names it
        raise ConfigError(f"{name}{_plain(first['msg'])}") from None


def need_token(settings: Settings) -> str:
    """The bot's token.

    Raises:
        ConfigError: when it is not set.
    """
    if settings.bot_token is None:
        raise ConfigError("BOT_TOKEN: is missing; get one from @BotFather, or try everything with: python -m bot demo")
    return settings.bot_token.get_secret_value()


def keyring(settings: Settings) -> Keyring:
    """The keys of health data: DATA_KEY, else a key file that is made at the first start.

    Raises:
        ConfigError: when the file cannot be read or made, or holds no key.
    """
    if settings.data_key is not None:
        return Keyring.parse(settings.data_key.get_secret_value())
    path = settings.data_key_file
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(Keyring.new_key() + "\n")
        return Keyring.parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"DATA_KEY_FILE: {path} cannot be read or made ({error.strerror})") from None
    except (KeyUnusableError, UnicodeDecodeError) as error:
        why = error if isinstance(error, KeyUnusableError) else "holds no text"
        raise ConfigError(f"DATA_KEY_FILE: {path} {why}; restore it from your backup") from None


def _plain(message: str) -> str:
    text = message.removeprefix("Value error, ")
    return text if text[1:2].isupper() else text[0].lower() + text[1:]
