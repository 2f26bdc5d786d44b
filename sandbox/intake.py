"""How a bot gets its updates: by asking for them, or by webhook; never both."""

import re

from sandbox.errors import TERMINATED_BY_WEBHOOK, WEBHOOK_IS_SET, bad_request, conflict
from sandbox.model import Json, Webhook
from sandbox.sending import Call
from sandbox.webhook import Courier, Perform

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_MAX_CONNECTIONS = 100


class Intake:
    """getUpdates, setWebhook, deleteWebhook and getWebhookInfo for all bots."""

    def __init__(self, perform: dict[str, Perform]) -> None:
        self._couriers: dict[int, Courier] = {}
        self._perform = perform

    async def close(self) -> None:
        for courier in self._couriers.values():
            await courier.stop()
        self._couriers.clear()

    async def get_updates(self, call: Call) -> list[Json]:
        if call.bot.webhook is not None:
            raise conflict(WEBHOOK_IS_SET)
        _set_allowed(call)
        params = call.params
        return await call.queue.take(params.integer("offset"), params.integer("limit"), params.number("timeout"))

    async def set_webhook(self, call: Call) -> bool:
        """An empty URL removes the webhook."""
        url = call.params.text("url")
        if not url:
            return await self.delete_webhook(call)
        if not re.match(r"https?://[^/\s]+", url):
            raise bad_request("bad webhook: invalid webhook URL specified")
        secret = call.params.text("secret_token")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        await self._stop(call)
        _set_allowed(call)
        connections = call.params.integer("max_connections") or 40
        hook = Webhook(url, secret, max(1, min(connections, _MAX_CONNECTIONS)))
        call.queue.send_away(conflict(TERMINATED_BY_WEBHOOK))
        call.bot.webhook = hook
        self._couriers[call.bot.user.id] = Courier(hook, call.queue, self._perform[call.bot.token])
        return True

    async def delete_webhook(self, call: Call) -> bool:
        await self._stop(call)
        call.bot.webhook = None
        return True

    async def _stop(self, call: Call) -> None:
        if courier := self._couriers.pop(call.bot.user.id, None):
            await courier.stop()
        if call.params.flag("drop_pending_updates"):
            call.queue.drop_all()

    async def get_webhook_info(self, call: Call) -> Json:
        courier = self._couriers.get(call.bot.user.id)
        waiting = courier.waiting if courier else len(call.queue)
        url = courier.hook.url if courier else ""
        info: Json = {"url": url, "has_custom_certificate": False, "pending_update_count": waiting}
        if courier:
            info["max_connections"] = courier.hook.max_connections
        if courier and courier.last_error:
            info["last_error_date"], info["last_error_message"] = courier.last_error
        if call.queue.allowed:
            info["allowed_updates"] = sorted(call.queue.allowed)
        return info


def _set_allowed(call: Call) -> None:
    if "allowed_updates" in call.params:
        call.queue.allowed = frozenset(map(str, call.params.items("allowed_updates", "allowed updates")))
