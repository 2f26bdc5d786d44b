"""What a person can run into. `bot.texts.errors` has a sentence for each code; a test holds that.

protocols.errors.RehabError
├── StaleError           a button of an old card, or a second tap
├── ConsentNeededError   nothing can be recorded without consent
├── NotReadyError        the intake is not finished
├── NotAllowedError      red flags stand, or the pattern does not fit: no exercise
└── NotUnderstoodError   typed text that is no answer to the open question
"""

from protocols.errors import RehabError


class StaleError(RehabError):
    """The button belongs to something that is over. Nothing changes; the current card is shown."""

    code = "stale"


class ConsentNeededError(RehabError):
    """The runner has not agreed (or no longer agrees) to the use of health data."""

    code = "consent_needed"


class NotReadyError(RehabError):
    """There is no plan before the intake is complete."""

    code = "not_ready"


class NotAllowedError(RehabError):
    """No exercise now: a red flag stands, the pattern does not fit, or the runner is too young."""

    code = "not_allowed"


class NotUnderstoodError(RehabError):
    """Typed text that does not answer the open question; `code` is the question's kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.code = f"not_understood_{kind}"
        self.kind = kind
