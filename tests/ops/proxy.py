"""Debian's nginx with our own configuration, made to fit this machine: plain HTTP, other ports, a folder of its own."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ops.processes import ROOT

CONFIG = ROOT / "deploy" / "nginx.conf"
nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
needs_nginx = pytest.mark.skipif(nginx is None, reason="nginx is not installed (Debian: apt-get install nginx-light)")


@contextmanager
def proxy(folder: Path, port: int, replicas: list[int]) -> Iterator[None]:
    """It listens on `port`; behind it are replicas, there or not."""
    config = folder / "nginx.conf"
    config.write_text(_local(CONFIG.read_text(), folder, port, replicas))
    running = subprocess.Popen([str(nginx), "-c", str(config), "-g", "daemon off;"], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield
    finally:
        running.terminate()
        running.wait(10)


def _local(config: str, folder: Path, port: int, replicas: list[int]) -> str:
    config = re.sub(r"\n\s*(ssl_\w+|resolver) [^;]+;", "", config)
    config = config.replace("listen 8443 ssl;", f"listen 127.0.0.1:{port};").replace("/var/cache/nginx", str(folder))
    servers = " ".join(f"server 127.0.0.1:{replica};" for replica in replicas)
    return config.replace("    server {", f"    upstream replicas {{ {servers} }}\n    server {{").replace(
        "set $serve serve:8080;", "set $serve replicas;"
    )


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("nginx does not listen")
