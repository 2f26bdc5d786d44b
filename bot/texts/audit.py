"""The audit log in words. Pure."""

from collections.abc import Sequence

from bot.texts.admin import local
from bot.texts.words import blocks, lines, safe
from storage.audit import Act


def listed(acts: Sequence[Act], zone: str) -> str:
    """The newest acts, a line each."""
    rows = (
        f"{local(act.at, zone)} · {act.admin_id} · {safe(act.act)} "
        + safe(", ".join(f"{key}={value}" for key, value in act.about.items()))
        for act in acts
    )
    return blocks("<b>What admins did</b>", lines(*(row.strip() for row in rows)))
