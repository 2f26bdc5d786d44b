"""A Bot API stand-in that costs next to nothing: fixed answers from a bare asyncio protocol, in a process of its own.

with stand_in() as url: …
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_MESSAGE = (
    b'{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":1,"type":"private","first_name":"R"},"text":"hi"}}'
)
_ME = b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"Strideback","username":"strideback_bot"}}'


class StandIn(asyncio.Protocol):
    """HTTP/1.1 with keep-alive; every call succeeds."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
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
            self._buffer = self._buffer[end + 4 + length :]
            body = _ME if b"/getMe" in head[:120] else _MESSAGE
            assert isinstance(self._transport, asyncio.WriteTransport)
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
            )


@contextmanager
def stand_in() -> Iterator[str]:
    """Start it; gives its address."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.standin"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.terminate()
        process.wait()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(StandIn, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
