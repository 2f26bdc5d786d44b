"""The run ladder of the programme, as the protocol has it."""

from protocols.model import Step

LADDER = {
    step.id: step
    for step in (
        Step("R1", 1, 2, 5), Step("R2", 1, 1, 8), Step("R3", 2, 2, 5), Step("R4", 2, 1, 6), Step("R5", 3, 2, 4),
        Step("R6", 3, 1, 5), Step("R7", 4, 1, 4), Step("R8", 5, 1, 4), Step("R9", 8, 1, 2, last=4),
        Step("R10", 10, 1, 2), Step("R11", 20, 0, 1), Step("R12", 25, 0, 1), Step("R13", 30, 0, 1),
    )
}  # fmt: skip
