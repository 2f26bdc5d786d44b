"""No Docker engine ran this file; what can be known without one is held here."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from aiohttp import web

from bot.__main__ import COMMANDS
from bot.cli.usage import parser
from bot.config import Settings
from tests.ops.processes import ROOT, free_port
from tests.ops.proxy import CONFIG, needs_nginx, nginx, proxy

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "strideback"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_locked_down(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] not in {"root", "0", "0:0"}
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_what_runs_for_long_is_watched_and_started_again(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", OURS)
def test_every_command_and_every_setting_of_ours_exists(name: str) -> None:
    service = SERVICES[name]
    [command] = service["command"]
    assert command in COMMANDS
    assert parser().parse_args([command]).command == command
    assert {setting.lower() for setting in service["environment"]} <= set(Settings.model_fields)
    check = service.get("healthcheck", {}).get("test", ["CMD", "python", "-m", "bot", "health"])
    assert check[1:4] == ["python", "-m", "bot"]
    assert check[4] in COMMANDS


def test_every_secret_comes_from_a_file_and_nothing_secret_is_written_here() -> None:
    for name, service in SERVICES.items():
        for setting, value in service.get("environment", {}).items():
            if re.search("TOKEN|SECRET|PASSWORD|KEY", setting):
                assert setting.endswith("_FILE"), f"{name}: {setting}"
                assert Path(value).name in service["secrets"], f"{name}: {setting}"
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())


def test_only_the_proxy_is_published_and_the_database_has_no_way_out() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert SERVICES["db"]["networks"] == ["data"]
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert "data" not in SERVICES["proxy"]["networks"]


def test_data_outlives_its_container_and_replicas_wait_for_the_schema() -> None:
    assert SERVICES["db"]["volumes"] == ["db:/var/lib/postgresql/data"]
    assert "db" in COMPOSE["volumes"]
    for name in ("serve", "worker"):
        assert SERVICES[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
        assert SERVICES[name]["deploy"]["replicas"] == 2


def test_the_image_holds_what_the_bot_imports_and_runs_as_nobody() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    for package in ("bot", "scheduler", "storage", "protocols"):
        assert f"COPY {package} {package}" in dockerfile
    assert "USER 10001:10001" in dockerfile
    assert dockerfile.count("FROM ") == 2
    assert SERVICES["serve"]["user"] == "10001:10001"


def test_locked_packages_are_installed_as_they_stand() -> None:
    """A resolver looks at newer releases of what a locked package asks for, and stops at the first without a hash."""
    for file in ("Makefile", "Dockerfile"):
        lines = (ROOT / file).read_text().splitlines()
        installs = [line for line in lines if "pip install" in line and ".lock" in line]
        assert installs, file
        assert all("--require-hashes --no-deps" in line for line in installs), file


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[tuple[int, list[int]]]:
    """Debian's nginx with our configuration: its port, and the ports of two replicas to be."""
    port, replicas = free_port(), [free_port(), free_port()]
    with proxy(tmp_path, port, replicas):
        yield port, replicas


@needs_nginx
async def test_the_proxy_lets_one_path_through_and_passes_over_a_replica_that_is_gone(
    proxied: tuple[int, list[int]],
) -> None:
    port, [alive, _gone] = proxied
    brought: list[str] = []

    async def take(request: web.Request) -> web.Response:
        brought.append(request.headers["X-Telegram-Bot-Api-Secret-Token"])
        return web.Response()

    app = web.Application(client_max_size=2**20)
    app.router.add_post("/telegram", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", alive).start()
    url = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": "s"}) as http:
        for _ in range(4):
            async with http.post(f"{url}/telegram", json={"update_id": 1}) as answer:
                assert answer.status == 200
        for path in ("/", "/healthz", "/readyz", "/metrics", "/telegram/"):
            async with http.post(url + path, json={}) as answer:
                assert answer.status == 404
        async with http.post(f"{url}/telegram", data=b"x" * 300_000) as answer:
            assert answer.status == 413
    assert brought == ["s"] * 4
    await runner.cleanup()


@needs_nginx
def test_nginx_accepts_the_configuration_as_it_is(tmp_path: Path) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True,
    )  # fmt: skip
    text = CONFIG.read_text().replace("/run/secrets/tls_certificate", str(certificate))
    config = tmp_path / "nginx.conf"
    config.write_text(text.replace("/run/secrets/tls_key", str(key)).replace("/var/cache/nginx", str(tmp_path)))
    checked = subprocess.run([str(nginx), "-t", "-c", str(config)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
