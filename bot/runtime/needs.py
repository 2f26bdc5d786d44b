"""What single commands need beyond the settings' own validity."""

from dataclasses import dataclass, field

from sqlalchemy import make_url

from bot.config import ConfigError, Settings
from storage.database import url_of


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where Telegram brings updates, and the secret it sends along."""

    url: str
    secret: str = field(repr=False)


def need_webhook(settings: Settings) -> WebhookSettings:
    """What `serve` needs.

    Raises:
        ConfigError: when the address or the secret is not set.
    """
    if settings.webhook_url is None:
        raise ConfigError("WEBHOOK_URL: is missing; `serve` needs the https address that Telegram can reach")
    if settings.webhook_secret is None:
        raise ConfigError("WEBHOOK_SECRET: is missing; make one with: openssl rand -hex 32")
    return WebhookSettings(settings.webhook_url, settings.webhook_secret.get_secret_value())


def need_many_processes(settings: Settings, command: str) -> None:
    """`serve` and `worker` are for several processes at one database.

    Raises:
        ConfigError: on SQLite.
    """
    if url_of(settings.database_url).get_backend_name() == "sqlite":
        raise ConfigError(
            f"DATABASE_URL: `{command}` shares its database with other processes, and SQLite is for one; "
            "set postgresql://…, or start `run`, which does everything in one process"
        )


def database_url(settings: Settings) -> str:
    """DATABASE_URL with DATABASE_PASSWORD in it, where that is set."""
    if settings.database_password is None:
        return settings.database_url
    url = make_url(settings.database_url).set(password=settings.database_password.get_secret_value())
    return url.render_as_string(hide_password=False)


def host_and_port(listen: str) -> tuple[str, int]:
    """The two parts of LISTEN or HEALTH_LISTEN; an empty host means every interface."""
    host, _, port = listen.rpartition(":")
    return host or "0.0.0.0", int(port)  # noqa: S104 - only where an operator left the host empty
