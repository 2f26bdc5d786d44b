"""A Bot API that fails as the real one does: 5 % server errors, 2 % floods, 2 % answers that get lost on the way.

It keeps what really arrived, so that a test can count it. Half of the server errors come after the deed was done.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

from aiohttp import web

from tests.delivery.bot_api import BotApi


@dataclass
class FaultyApi(BotApi):
    """`arrived` counts messages by chat and text, `faults` what went wrong, `confirmed` ids that the bot let go of."""

    arrived: Counter[tuple[int, str]] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    dice: random.Random = field(default_factory=lambda: random.Random(7))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Decide what goes wrong, and whether before or after the deed."""
        if request.path.endswith("/getMe"):
            return await super().handle(request)
        luck = self.dice.random()
        if luck < 0.02:
            self.faults["429"] += 1
            body = {"ok": False, "error_code": 429, "description": "flood", "parameters": {"retry_after": 1}}
            return web.json_response(body, status=429)
        if luck < 0.045:
            self.faults["5xx before"] += 1
            return web.json_response({"ok": False, "error_code": 500, "description": "oops"}, status=500)
        answer = await super().handle(request)
        if request.path.endswith("/sendMessage"):
            sent = self.asked[-1][1]
            self.arrived[sent["chat_id"], sent["text"]] += 1
        self.asked.clear()
        if luck < 0.07:
            self.faults["5xx after"] += 1
            return web.json_response({"ok": False, "error_code": 502, "description": "oops"}, status=502)
        if luck < 0.09:
            self.faults["answer lost"] += 1
            if request.transport is not None:  # nobody is left to miss it when the bot was killed
                request.transport.abort()
        return answer
