"""What is said about a run file: what was found in it, and what that means for the plan."""

from typing import Final

from bot.media.run_files.figures import RunFile
from bot.texts.media import run_file_found
from bot.texts.words import amount, blocks, lines, minutes
from protocols.outlook import Plan

_HEAD: Final = "<b>From your file</b> (not kept)"


def found(run: RunFile, plan: Plan) -> str:
    """The figures, and what they mean for the plan."""
    task = next((task.run for day in plan.ahead for task in day.tasks if task.run), None)
    flat = task.flat if task else True
    return blocks(lines(_HEAD, run_file_found(run, flat_only=flat)), lines(*_meanings(run, plan)))


def _meanings(run: RunFile, plan: Plan) -> list[str]:
    said = []
    for cap in plan.caps:
        have = run.km if cap.unit == "km" else run.minutes
        if have is not None and have > cap.limit and cap.id in _BEYOND:
            said.append(f"{amount(have, cap.unit)}: {_BEYOND[cap.id]} {amount(cap.limit, cap.unit)}.")
    step = plan.step
    if step and run.minutes > step.total_minutes and not said:
        said.append(f"{minutes(run.minutes)}: step {step.id} is {minutes(step.total_minutes)}.")
    if run.cadence is not None and plan.cadence and plan.cadence.target:
        said.append(f"{run.cadence:.0f} steps a minute; your target is {plan.cadence.target}.")
    return said


_BEYOND: Final = {
    "single_run": "the plan says that one run is at most",
    "onset": "the plan says to stop before",
}
