"""What listening is made of: routes that look at typed text, and the steps that they find."""

from collections.abc import Awaitable, Callable

from bot.actions.stages import Where
from bot.actions.visit import Visit
from bot.context import Chat
from protocols.knowledge import Answer, Kind

Step = Callable[[Chat], Awaitable[None]]
Route = Callable[[Visit, Where, str, Answer], Awaitable[Step | None]]
ASKS = (Kind.ANSWER, Kind.ABSTAIN)
