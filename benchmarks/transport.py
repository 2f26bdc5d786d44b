"""Messages a second, 32 in flight: our transport beside python-telegram-bot's default one.

python -m benchmarks.transport
"""

import asyncio
import time
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from benchmarks.standin import stand_in
from bot.outbound.paced import PacedRequest
from bot.transport import AiohttpRequest
from scheduler.limits import PAID_RATE
from scheduler.pacing import Pace

IN_FLIGHT = 32
TOKEN = "123456:AA-benchmark"


async def throughput(bot: Bot, messages: int) -> tuple[float, float]:
    """Messages a second, and milliseconds of this process's own time for each."""
    left = iter(range(messages))

    async def sender() -> None:
        for n in left:
            await bot.send_message(1, f"Tomorrow: flat 25 min, below 3.0 km ({n})", parse_mode="HTML")

    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(sender() for _ in range(IN_FLIGHT)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return messages / wall, cpu / messages * 1000


async def measure(url: str, request: BaseRequest, messages: int) -> tuple[float, float]:
    """Warm up, then measure one transport."""
    async with request:
        bot = Bot(TOKEN, base_url=f"{url}/bot", request=request)
        await throughput(bot, IN_FLIGHT * 2)
        return await throughput(bot, messages)


async def paid(url: str, messages: int) -> float:
    """Messages a second at the pace of paid broadcasts, everything else at rest; each to another chat."""
    pace = Pace(PAID_RATE)
    async with PacedRequest(AiohttpRequest(), pace) as request:
        bot, chats = Bot(TOKEN, base_url=f"{url}/bot", request=request), iter(range(1, messages + 1))

        async def sender() -> None:
            for chat in chats:
                await bot.send_message(chat, "The route has changed", parse_mode="HTML")

        began = time.perf_counter()
        await asyncio.gather(*(sender() for _ in range(4 * IN_FLIGHT)))
        return messages / (time.perf_counter() - began)


def run() -> dict[str, Any]:
    """Both transports against the same stand-in; the ratio is of the best of three."""
    with stand_in() as it:
        peer = max(asyncio.run(measure(it.url, HTTPXRequest(), 600)) for _ in range(3))
        ours = max(asyncio.run(measure(it.url, AiohttpRequest(), 6000)) for _ in range(3))
        at_pace = asyncio.run(paid(it.url, 10 * PAID_RATE))
    print(f"send, {IN_FLIGHT} in flight       PTB default {peer[0]:7.0f}/s  {peer[1]:5.2f} ms CPU each")
    print(f"                          ours        {ours[0]:7.0f}/s  {ours[1]:5.2f} ms CPU each")
    print(f"                          ratio       {ours[0] / peer[0]:7.1f}×   (bar: 8×)")
    print(f"paid mode, ten seconds    at its pace {at_pace:7.0f}/s of at most {PAID_RATE:,}/s")
    return {"peer": peer[0], "ours": ours[0], "ratio": ours[0] / peer[0]}


if __name__ == "__main__":
    run()
