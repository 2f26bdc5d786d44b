"""A runner's question without what could tell who it is. Pure; rather too much than too little."""

import re

_HIDDEN = "[…]"
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0),
        (r"https?://\S+|www\.\S+|\b[\w-]+\.(?:com|org|net|io|me)\b\S*", re.IGNORECASE),
        (r"(?<!\w)@\w{2,}", 0),
        (r"\+?\d[\d\s()/-]{5,}\d", 0),  # telephone numbers and long numbers
        (r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b", 0),  # dates
        (r"(?<=\bmy name is )[\w'-]+(?:\s+[A-ZÀ-Þ][\w'-]+)*", re.IGNORECASE),
        (r"(?<=\bI am )[A-ZÀ-Þ][\w'-]+", 0),
        (r"(?<=\bI'm )[A-ZÀ-Þ][\w'-]+", 0),
        (r"(?<=\b(?:Dr|Mr|Ms)[. ])\s*[A-ZÀ-Þ][\w'-]+", 0),
        (r"(?<=[a-z,] )[A-ZÀ-Þ][a-zß-ÿ]+(?:[ -][A-ZÀ-Þ][a-zß-ÿ]+)*", 0),  # a name in the middle of a sentence
    )
)


def deidentify(text: str) -> str:
    """Addresses, numbers, dates, handles and whatever looks like a name become `[…]`."""
    for pattern in _PATTERNS:
        text = pattern.sub(_HIDDEN, text)
    return " ".join(text.split())[:280]
