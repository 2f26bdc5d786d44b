"""Which labelled phrases stand together, and in one clause."""

from collections.abc import Mapping, Sequence

from protocols.knowledge.phrases import Hit

_WINDOW = 10  # words a finding may span
CLOSE = 5  # words that may stand between a term and one that must follow it


def matched(first: Hit, rest: Sequence[str], hits: Mapping[str, list[Hit]], breaks: Sequence[int]) -> tuple[Hit, ...]:
    """The words of the pattern around its first term, if they fit the window; else nothing."""
    used = [first]
    for term in rest:
        label = term.removeprefix(">")
        options = hits.get(label, ())
        if term != label:  # ">bear": right behind the first, not before it, and in the same clause
            options = [
                hit for hit in options if first.end <= hit.start <= first.end + CLOSE and not apart(first, hit, breaks)
            ]
        near = min(options, key=lambda hit: gap(first, hit), default=None)
        if near is None:
            return ()
        used.append(near)
    span = max(hit.end for hit in used) - min(hit.start for hit in used)
    return tuple(used) if span <= _WINDOW + first.end - first.start else ()


def apart(sign: Hit, other: Hit, breaks: Sequence[int]) -> bool:
    """Whether a new clause begins between the two; a sign may begin one itself: "hot, and the size of a melon"."""
    if sign.start <= other.start:
        return any(sign.end <= place < other.start for place in breaks)
    return any(other.end <= place < sign.start - 1 for place in breaks)


def within(hit: Hit, used: Sequence[Hit]) -> bool:
    """Whether a phrase is but a piece of a longer one: "bit better" in "not one bit better"."""
    return any(
        one.start <= hit.start and hit.end <= one.end and hit.end - hit.start < one.end - one.start for one in used
    )


def gap(one: Hit, other: Hit) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
