"""The gate ahead, offers to move on, and what was decided."""

from collections.abc import Sequence

from bot.texts.plan import PHASES, step
from bot.texts.reasons import why
from bot.texts.words import blocks
from protocols.model import Phase, RehabProtocol
from protocols.outlook import Condition, Gate, Offer, Plan


def gate(plan: Plan, protocol: RehabProtocol) -> str:
    """The next gate: each condition met or not yet, with the runner's own numbers."""
    if plan.gate is None:
        return "There is no gate ahead: you are through. The hip work stays, twice a week."
    head = f"<b>The way to “{PHASES[plan.gate.leads_to]}”</b>"
    return blocks(head, conditions(plan.gate.conditions, protocol), _gate_end(plan.gate))


def conditions(given: Sequence[Condition], protocol: RehabProtocol) -> str:
    """Conditions, each met or not yet."""
    return "\n\n".join(f"{'✅ Met' if c.met else '◻️ Not yet'} · {why(protocol, c.reason)}" for c in given)


def _gate_end(gate_: Gate) -> str:
    if gate_.open:
        return "Everything is met. Moving on is your choice; staying a little longer is fine."
    return "No hurry. The gate is computed from your diary every day."


def offer(given: Offer, protocol: RehabProtocol) -> str:
    """An offer to move on; an informed one shows what is unmet first."""
    what = offer_name(given.id, protocol)
    reasons = "\n\n".join(why(protocol, r) for r in given.reasons)
    if given.informed:
        unmet = conditions(given.unmet, protocol)
        return blocks(f"<b>You could go on to {what}, but not everything is met.</b>", unmet, reasons, _OVERRIDE)
    return blocks(f"<b>You may move on to {what}.</b>", reasons, "Staying is just as good: the knee sets the pace.")


_OVERRIDE = (
    "If you choose to go on all the same, it is one step, it is noted as your choice, and I ask about the knee the "
    "next morning."
)


def offer_name(offer_id: str, protocol: RehabProtocol) -> str:
    """`step:R4` → “R4 (run 2 min, …)”."""
    kind, _, name = offer_id.partition(":")
    if kind == "phase":
        return f"“{PHASES[Phase(name)]}”"
    if kind == "step":
        rung = next(s for s in protocol.ladder if s.id == name)
        return f"{rung.id} ({step(rung)})"
    return {"hills": "small hills", "speed": "speed work and races"}.get(kind, kind)


def decided(offer_id: str, choice: str, protocol: RehabProtocol) -> str:
    """What a decision means."""
    what = offer_name(offer_id, protocol)
    return {
        "go": f"On to {what}. Same rule as always: below the point where it hurts.",
        "stay": "Good. Staying makes it solid, and the offer comes again in a few days.",
        "override": f"Noted as your choice: {what}. Tell me about the knee tomorrow morning.",
    }[choice]
