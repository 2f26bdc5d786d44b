"""A wrong or missing setting stops the start with one line that names it and says how to mend it."""

from pathlib import Path

import pytest

from bot.config import ConfigError, Role, Settings, keyring, load, need_token
from bot.runtime.needs import host_and_port
from storage.crypto import Keyring


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("BOT_TOKEN", "hello", "@BotFather"),
        ("BOT_TOKEN", "987654:", "@BotFather"),
        ("BOT_API_URL", "api.telegram.org", "https://"),
        ("DATABASE_URL", "mysql://root:hunter2@db/x", "sqlite:///"),
        ("DATABASE_URL", "nonsense", "postgresql://"),
        ("ADMINS", "98765", "12345:owner"),
        ("ADMINS", "12345:boss", "owner, editor, viewer"),
        ("DATA_KEY", "too-short", "new-key"),
        ("LISTEN", "localhost", "host:port"),
        ("LISTEN", "localhost:99999", "host:port"),
        ("LOG_FORMAT", "xml", "json"),
        ("PAID_RATE", "1001", "up to 1000"),
        ("PAID_RATE", "29", "0 (off)"),
        ("PAID_RATE", "-5", "0 (off)"),
        ("WEBHOOK_URL", "example.org/hook", "https://"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, mend: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        load()
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert mend in line
    assert "\n" not in line
    assert value not in line


def test_a_missing_token_is_named() -> None:
    with pytest.raises(ConfigError, match=r"^BOT_TOKEN: is missing"):
        need_token(load())


def test_settings_are_read_from_a_file_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("BOT_TOKEN=123456:from-the-file\nLISTEN=127.0.0.1:9000\n")
    monkeypatch.setenv("LISTEN", "0.0.0.0:9001")
    settings = load()
    assert need_token(settings) == "123456:from-the-file"
    assert host_and_port(settings.listen) == ("0.0.0.0", 9001)


def test_admins_have_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMINS", "12345:owner, 67890:viewer")
    assert load().admins == {12345: Role.OWNER, 67890: Role.VIEWER}


def test_a_setting_left_empty_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "ADMINS", "DATA_KEY", "WEBHOOK_URL", "WEBHOOK_SECRET"):
        monkeypatch.setenv(name, "")
    assert load().bot_token is None


def test_no_secret_is_shown_when_settings_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:very-secret")
    monkeypatch.setenv("DATA_KEY", key := Keyring.new_key())
    shown = f"{load()!r} {load()}"
    assert "very-secret" not in shown
    assert key not in shown


def test_the_first_start_makes_a_key_that_only_its_owner_can_read() -> None:
    settings = load()
    locked = keyring(settings).lock("knee")
    assert keyring(settings).open(locked) == "knee"
    assert settings.data_key_file.stat().st_mode & 0o077 == 0


def test_a_damaged_key_file_is_named() -> None:
    settings = load()
    settings.data_key_file.parent.mkdir()
    settings.data_key_file.write_text("garbage")
    with pytest.raises(ConfigError, match="DATA_KEY_FILE"):
        keyring(settings)


def test_a_key_file_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"DATA_KEY_FILE: .* cannot be read or made"):
        keyring(load(data_key_file=tmp_path / "file" / "data.key"))


def test_the_example_file_names_every_setting() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    named = {line.partition("=")[0] for line in example.splitlines() if line and not line.startswith("#")}
    assert named == {name.upper() for name in Settings.model_fields}
