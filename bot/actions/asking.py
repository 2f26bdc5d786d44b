"""What becomes of a question besides its answer."""

from bot.actions.visit import Visit
from storage import question_queue, questions


async def keep_unanswered(visit: Visit, text: str) -> None:
    """Queue a question without an answer for the admins; only for runners who agreed to be recorded."""
    if visit.runner.consent is not None:
        await questions.keep(visit.tx, visit.keyring, visit.runner.id, text[:1000], visit.now, kind="unanswered")


async def want_reply(visit: Visit) -> bool:
    """The runner would like to hear when the newest question has an answer; False when none is kept."""
    return await question_queue.want_reply(visit.tx, visit.runner.id)


async def vote(visit: Visit, entry: str, *, helped: bool) -> None:
    """An answer helped, or did not; remembered only for runners who agreed to be recorded."""
    if visit.runner.consent is not None:
        await questions.vote(visit.tx, visit.runner.id, entry, visit.now, helped=helped)
