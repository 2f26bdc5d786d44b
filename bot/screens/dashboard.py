"""How the programme does, in words and in pictures: figures in, a `Speech` out. Small groups are hidden here."""

from collections.abc import Iterable

from bot.actions.admin.desk import Desk
from bot.keyboards import admin as kb
from bot.media.charts.programme import delivery_health, programme_groups
from bot.media.data.charts import (
    DeliveryDay,
    DeliveryHealth,
    Group,
    Groups,
    PainOfWeek,
    ProgrammeGroups,
)
from bot.speech import Drawn, Speech
from bot.texts import dashboard as texts
from bot.texts.admin import PHASES
from storage.dashboard import Figures, figures


async def dashboard(desk: Desk) -> Speech:
    """Everything in words, and the first picture after it."""
    found = await figures(desk.tx, desk.keyring, desk.now)
    views = (funnel(found), runners(found), progress(found))
    text = texts.render(views, delivery(found), found.unanswered)
    return Speech(text, then=_picture(found, "funnel"))


async def view(desk: Desk, name: str) -> Speech:
    """One of the pictures, the others one tap away."""
    return _picture(await figures(desk.tx, desk.keyring, desk.now), name)


def _picture(found: Figures, name: str) -> Speech:
    if name == "delivery":
        drawn = Drawn(delivery_health, delivery(found))
    else:
        drawn = Drawn(programme_groups, {"funnel": funnel, "runners": runners, "progress": progress}[name](found))
    return Speech(f"<b>{texts.VIEWS[name]}</b>", kb.views(name), picture=drawn)


def funnel(found: Figures) -> ProgrammeGroups:
    """How far runners come."""
    counts = [(texts.STARTED, found.started), (texts.CONSENTED, found.consented)]
    counts += [(label, found.reached[key]) for key, label in texts.FUNNEL.items()]
    return ProgrammeGroups(texts.FUNNEL_TITLE, (_groups(texts.OF_STARTED, counts, found.started),))


def runners(found: Figures) -> ProgrammeGroups:
    """In which phase they are, and who needs a look."""
    phases = [(phase, found.phases[phase]) for phase in PHASES]
    look = [(label, found.overlays[key]) for key, label in texts.OVERLAYS.items()]
    look += [(texts.SILENT, found.silent), (texts.BLOCKED, found.blocked)]
    return ProgrammeGroups(
        texts.RUNNERS_TITLE,
        (_groups(texts.PHASE_HEAD, phases, found.phases.total()), _groups(texts.LOOK_HEAD, look, found.started)),
    )


def progress(found: Figures) -> ProgrammeGroups:
    """Whether they train, and whether it helps."""
    trains = [(label, found.adherence[key]) for key, label in texts.ADHERENCE.items()]
    helps = [(name, found.pain[name]) for name in texts.PAIN]
    blocks = (
        _groups(texts.ADHERENCE_HEAD, trains, found.adherence.total()),
        _groups(texts.PAIN_HEAD, helps, found.pain.total()),
    )
    return ProgrammeGroups(texts.PROGRESS_TITLE, blocks, _trend(found))


def delivery(found: Figures) -> DeliveryHealth:
    """Whether messages get out."""
    days = (DeliveryDay(each.on, each.sent, each.dead, each.unsure, each.floods) for each in found.days)
    return DeliveryHealth(tuple(days), found.health.lag)


def _groups(heading: str, counts: Iterable[tuple[str, int]], of: int) -> Groups:
    return Groups(heading, of, tuple(Group(name, texts.hidden(count)) for name, count in counts))


def _trend(found: Figures) -> tuple[PainOfWeek, ...]:
    """Weeks for which few have recorded anything are left out: a mean of one is that one's pain."""
    weeks = sorted({week for week, _ in found.pain_by_week})
    trend = []
    for week in weeks:
        pains = {pain: count for (of, pain), count in found.pain_by_week.items() if of == week}
        runners_ = sum(pains.values())
        if runners_ >= texts.SMALLEST:
            mean = sum(pain * count for pain, count in pains.items()) / runners_
            trend.append(PainOfWeek(week, round(mean, 1), runners_))
    return tuple(trend)
