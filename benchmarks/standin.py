"""A Bot API stand-in that costs next to nothing: a bare asyncio protocol with fixed answers, in a process of its own.

    with stand_in() as it: …                      # answers sendMessage
    with stand_in(updates=5000) as it: …          # also has updates, each from another chat, all at once
    with stand_in(updates=2000, rate=200) as it: …  # …or so many a second
    with stand_in(strict=30) as it: …             # refuses the 31st message within any second

`it.url` is its address, `it.result(n)` waits until n messages have come and tells how it went.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_MESSAGE = b'{"message_id":7,"date":1,"chat":{"id":1,"type":"private","first_name":"R"},"text":"hi"}'
_ME = b'{"id":123456,"is_bot":true,"first_name":"Strideback","username":"strideback_bot"}'
_FLOOD = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":1}}'


class Exchange:
    """What all connections share: updates to hand out, messages that came back, and when."""

    def __init__(self, updates: int, rate: float, strict: int) -> None:
        self.total, self.rate, self.strict = updates, rate, strict
        self.queue: deque[tuple[int, bytes]] = deque()
        self.born: dict[int, float] = {}
        self.answered: dict[int, float] = {}
        self.sent: list[float] = []
        self.floods = 0
        self.next_id = 1
        self.polls: list[Any] = []
        self.began = 0.0

    def grow(self) -> None:
        """Let updates come in, as many as are due by now."""
        if not self.began:
            self.began = time.perf_counter()
        elapsed = time.perf_counter() - self.began
        due = self.total if not self.rate else min(self.total, 1 + int(elapsed * self.rate))
        while self.next_id <= due:
            chat = self.next_id
            who = {"id": chat, "is_bot": False, "first_name": "R"}
            message = {"message_id": chat, "date": 1, "chat": {"id": chat, "type": "private", "first_name": "R"}}
            update = {"update_id": chat, "message": {**message, "from": who, "text": "pain 3 after 5k"}}
            self.queue.append((chat, json.dumps(update).encode()))
            self.born[chat] = time.perf_counter()
            self.next_id += 1

    def batch(self, offset: int, limit: int) -> bytes:
        """As Telegram does it: forget what is below the offset, give the oldest."""
        while self.queue and self.queue[0][0] < offset:
            self.queue.popleft()
        return b"[" + b",".join(body for _, body in list(self.queue)[:limit]) + b"]"

    def arrive(self, body: bytes) -> bytes | None:
        """A message came; None when it was one too many."""
        now = time.perf_counter()
        if self.strict and len(self.sent) >= self.strict and now - self.sent[-self.strict] < 1.0:
            self.floods += 1
            return None
        self.sent.append(now)
        if self.total:
            chat = int(body.partition(b"chat_id")[2].lstrip(b'=": ').partition(b"&")[0].partition(b",")[0])
            self.answered.setdefault(chat, now)
        return _MESSAGE

    def result(self) -> dict[str, float]:
        """Messages a second, latencies in milliseconds, floods, the busiest second."""
        took = (self.sent[-1] - (self.began or self.sent[0])) if self.sent else 0.0
        waits = sorted((at - self.born[chat]) * 1000 for chat, at in self.answered.items()) or [0.0]
        busiest = max((bisect_left(self.sent, at + 1) - n for n, at in enumerate(self.sent)), default=0)
        return {
            "messages": len(self.sent),
            "per_second": len(self.sent) / took if took else 0.0,
            "p50": statistics.median(waits),
            "p99": waits[int(len(waits) * 0.99) - 1],
            "floods": self.floods,
            "busiest_second": busiest,
        }


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive."""

    exchange: Exchange

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        """Answer every complete request in the buffer."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            self._buffer = self._buffer[end + 4 + length :]
            self._answer(head.partition(b"\r\n")[0], body)

    def _answer(self, line: bytes, body: bytes) -> None:
        if b"/getMe" in line:
            self._say(_ME)
        elif b"/getUpdates" in line:
            self._poll(body)
        elif b"/count" in line:
            self._say(b"%d" % len(self.exchange.sent))
        elif b"/result" in line:
            self._say(json.dumps(self.exchange.result()).encode())
        elif b"/send" in line or b"/copyMessage" in line:
            message = self.exchange.arrive(body)
            self._say(message) if message else self._write(b"429 Too Many Requests", _FLOOD)
        else:
            self._say(b"true")

    def _poll(self, body: bytes) -> None:
        asked = (
            json.loads(body) if body[:1] == b"{" else dict(pair.split("=") for pair in body.decode().split("&") if pair)
        )
        offset, limit = int(asked.get("offset") or 0), int(asked.get("limit") or 100)
        self.exchange.grow()
        batch = self.exchange.batch(offset, limit)
        if batch != b"[]" or not int(asked.get("timeout") or 0):
            self._say(batch)
        else:
            asyncio.get_running_loop().call_later(0.005, self._poll, body)

    def _say(self, result: bytes) -> None:
        self._write(b"200 OK", b'{"ok":true,"result":%s}' % result)

    def _write(self, status: bytes, body: bytes) -> None:
        head = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
        self._transport.write(head + body)


@dataclass
class StandIn:
    """A running one."""

    url: str

    async def result(self, messages: int = 0) -> dict[str, float]:
        """Wait until so many messages came, then say how it went."""
        import aiohttp

        async with aiohttp.ClientSession() as session:
            while await _ask(session, f"{self.url}/count") < messages:  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.05)
            told: dict[str, float] = await _ask(session, f"{self.url}/result")
            return told


async def _ask(session: Any, url: str) -> Any:
    async with session.get(url) as answer:
        return (await answer.json())["result"]


@contextmanager
def stand_in(*, updates: int = 0, rate: float = 0, strict: int = 0) -> Iterator[StandIn]:
    """Start one."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.standin",
        f"--updates={updates}",
        f"--rate={rate}",
        f"--strict={strict}",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield StandIn(f"http://127.0.0.1:{int(process.stdout.readline())}")
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


async def _serve() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--updates", type=int, default=0)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--strict", type=int, default=0)
    options = parser.parse_args()
    Connection.exchange = Exchange(options.updates, options.rate, options.strict)
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
