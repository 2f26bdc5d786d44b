"""Sixty seconds against a server that refuses the 31st message within any second, beside PTB's AIORateLimiter.

python -m benchmarks.pacing            # 60 s each
python -m benchmarks.pacing 20         # shorter
"""

import asyncio
import sys
import time

from telegram import Bot
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import BaseRequest

from benchmarks.standin import stand_in
from bot.outbound.paced import PacedRequest
from bot.transport import AiohttpRequest
from scheduler.pacing import Pace

TOKEN = "123456:AA-benchmark"
SENDERS = 64


async def flood(bot: Bot, seconds: float) -> None:
    """Send as much as goes, to a different chat each time."""
    until = time.perf_counter() + seconds
    chats = iter(range(1, 1_000_000))

    async def sender() -> None:
        while time.perf_counter() < until:
            try:
                await bot.send_message(next(chats), "Tomorrow: flat 25 min")
            except RetryAfter as error:
                await asyncio.sleep(error._retry_after.total_seconds())

    await asyncio.gather(*(sender() for _ in range(SENDERS)))


async def measure(request: BaseRequest, url: str, seconds: float, *, limiter: bool) -> None:
    """One way of pacing."""
    async with request:
        if limiter:
            bot: Bot = ExtBot(TOKEN, base_url=f"{url}/bot", request=request, rate_limiter=AIORateLimiter(max_retries=5))
        else:
            bot = Bot(TOKEN, base_url=f"{url}/bot", request=request)
        await flood(bot, seconds)


def run(seconds: float = 60) -> None:
    """Ours, then the peer."""
    for name, limiter in (("ours", False), ("PTB AIORateLimiter", True)):
        inner = AiohttpRequest()
        with stand_in(strict=30) as it:
            request: BaseRequest = inner if limiter else PacedRequest(inner, Pace(30))
            asyncio.run(measure(request, it.url, seconds, limiter=limiter))
            told = asyncio.run(it.result())
        share = told["per_second"] / 30
        print(
            f"pacing, {seconds:.0f} s at a strict 30/s   {name:<20} {told['per_second']:5.2f}/s, {share:6.1%} of the "
            f"limit, busiest second {told['busiest_second']:.0f}, {told['floods']:.0f} floods   (bar: 99 %, none)"
        )


if __name__ == "__main__":
    run(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
