"""The living Today message."""

from bot import keyboards as kb
from bot.actions import records, runs
from bot.actions.runs import RunDraft
from bot.actions.visit import Visit
from bot.keyboards import media as media_buttons
from bot.screens import checks, knees
from bot.screens.kinds import TODAY
from bot.speech import Button, Rows, Speech, rows
from bot.texts import labels, logs
from bot.texts import today as texts
from bot.texts.words import blocks
from protocols.model import Overlay
from protocols.outlook import Plan, TaskKind

DOABLE = frozenset({TaskKind.CROSS, *kb.START})


async def today(visit: Visit) -> Speech:
    """What is due, and why; for a runner with a plan."""
    outlook = await visit.plan()
    morning, draft = await records.open_morning_check(visit), await runs.unfinished(visit)
    begun = draft if draft is not None and (draft.minutes or draft.km or draft.pain) else None
    return Speech(
        blocks(texts.today(outlook, visit.protocol), logs.unfinished(begun) if begun else None),
        (*_to_finish(begun), *_buttons(outlook, await knees.morning_scale(visit, morning) if morning else ())),
        pin=True,
        card=TODAY,
    )


def _to_finish(draft: RunDraft | None) -> Rows:
    """The way on with a run that was told and never noted."""
    if draft is None:
        return ()
    note = kb.RUN_EDIT(draft.missing) if draft.missing else kb.RUN_SAVE()
    return ((Button(labels.FINISH_RUN, note), Button(labels.DROP_RUN, kb.RUN_CANCEL())),)


def _buttons(outlook: Plan, scale: Rows) -> Rows:
    todo = {t.kind for t in outlook.tasks if t.kind in DOABLE and not (t.done or t.skipped)}
    first = [kb.START[kind] for kind in kb.START if kind in todo]
    asks = any(t.kind is TaskKind.DAILY_CHECK and not t.done for t in outlook.tasks)
    knee = [Button(labels.LOG_PAIN, kb.LOG_PAIN())] if asks else []
    audio = media_buttons.audio(runs.planned(outlook))
    note = Button(labels.LOG, kb.LOG_MENU())
    offers = kb.offers(outlook.offers)
    wait = (Button(labels.LATER, kb.LATER_ASK()), Button(labels.SKIP, kb.SKIP_ASK())) if todo else ()
    back = (Button(labels.BACK_NOW, kb.RESUME("ask")),) if Overlay.PAUSED in outlook.overlays else ()
    raised = {alert.id for alert in outlook.alerts}
    gap = checks.gap() if "gap_week" in raised else ()
    stuck = checks.obstacles() if "adherence" in raised else ()
    other = (Button(labels.DIFFERENT, kb.RECHECK()),) if "stalled_ask" in raised else ()
    refer = (Button(labels.WHOM_TO_SEE, kb.REFERRAL()),) if Overlay.REFERRED in outlook.overlays else ()
    more = (
        Button(labels.WHY, kb.WHY("plan")),
        Button(labels.THIS_WEEK, kb.PLAN()),
        Button(labels.NEXT_GATE, kb.GATE()),
    )
    return tuple(
        row
        for row in (
            *scale,
            back,
            *rows([*first, *audio, *knee, note], 2),
            *gap,
            *stuck,
            other,
            refer,
            *offers,
            wait,
            more,
        )
        if row
    )
