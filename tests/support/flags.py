"""Red flags read straight from a diary: what the plan, which gets there by another way, is compared with."""

from protocols.diary import Answer, Cleared, Diary, Entry, Flag


def standing(diary: Diary) -> tuple[str, ...]:
    """Ids of the red flags that stand, in the order they came up.

    A flag stands from the moment it was said, whatever is answered afterwards, until a professional has cleared it.
    """
    cleared = max((e.at for e in diary.entries if isinstance(e, Cleared)), default=None)
    said = [(e.at, flag) for e in diary.entries for flag in _flags_of(e)]
    return tuple(dict.fromkeys(flag for at, flag in sorted(said) if cleared is None or at > cleared))


def _flags_of(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, Flag):
        return (entry.flag,)
    if isinstance(entry, Answer) and entry.complete and entry.question.startswith("safety_"):
        return entry.value if isinstance(entry.value, tuple) else ()
    return ()
