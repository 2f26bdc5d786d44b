"""How a symptom is meant: denied, over, asked about, imagined, somebody else's, or the runner's own and now."""

import re
from collections.abc import Sequence
from enum import StrEnum

from protocols.knowledge.negation import ANSWERED_NO, denied
from protocols.knowledge.owners import IN_SOMEONE, THEIRS, someone_else
from protocols.knowledge.text import Sentence


class Status(StrEnum):
    """How a finding is meant."""

    PRESENT = "present"
    DENIED = "denied"
    OVER = "over"
    GENERAL = "general"
    IMAGINED = "imagined"
    OTHER = "other"


_ASKED_BEFORE = 6  # words before a finding that may ask whether it is to come
_ITBS = (
    r"(?:itbs?|it band(?: syndrome)?|iliotibial(?: band)?(?: syndrome)?|it bs|this (?:condition|injury|"
    r"syndrome|kind|thing|problem))"
)
_MINE = re.compile(r"\b(?:i|my|me|mine|am|ive|im|myself)\b")
_MINES = re.compile(
    r"\b(?:my|mine|myself|i (?:have|had|got|get|feel|felt|can|could|am|was|cannot|keep|think|woke|fell|fainted|"
    r"made|did|trained|worked|followed|lost))\b"
)
_OPINION = re.compile(r"\bi (?:believe|think|suppose|guess|gather|understand|hear|read|take it|presume|assume)\b")
_NOW = re.compile(
    r"\b(?:(?<!not )now|today|again(?! and)(?<!and again)|still|currently|this (?:morning|afternoon|evening|"
    r"week)|tonight|yesterday|"
    r"(?<!nothing )since|keeps|lately|recently|days? ago|last night|suddenly|normal that the|"
    r"(?:that|one) (?:knee|calf|leg|foot) is|(?:knee|calf|leg|foot|thigh|shin) this|"
    r"one (?:leg|knee|calf|foot) can not)\b"
)
_ASKS = re.compile(
    r"(?:^|: )(?:so |and |but |ok |also |hi |hello |or |well )*(?:does|do|can|could|would|will|is|are|should|"
    r"might|may|what|which|why|how|"
    r"when(?= (?:do|does|did|can|could|should|will|would|is|are|am|may)\b)|has|did)\b"
    r"(?! (?:not|the|all|every|everything|my|it all)\b)"
)
_BELONGS = re.compile(
    rf"\b{_ITBS}\b|\b(?:symptoms?|signs?|typical(?:ly)?|usual(?:ly)?|normally|people|runners|condition|"
    rf"syndrome|part of|comes? with (?:it|this|the territory)|to be expected|par for the course|hallmarks?|"
    rf"classic|textbook|rules? (?:\w+ ){{0,3}}out)\b"
)
_CLAIMED = re.compile(
    r"\b(?:says|claims|reckons|swears|insists) (?:that )?a (?:\w+ ){1,3}(?:knee|joint|calf|leg|foot)\b"
)
_PART_OF = re.compile(
    r"\b(?:part of|textbook (?:for|it|itbs)|comes? with (?:it|this|the territory)|to be expected|"
    r"par for the course|signs? of|symptoms? of|typical|belongs?|normal (?:for|with|in))\b"
)
_CAUSED = re.compile(
    rf"\b(?:does|do|can|could|would|will|is|might|should) {_ITBS} (?:\w+ )?(?:supposed to |usually |ever |"
    rf"typically |normally |also |really )?(?:cause|make|give|lead|produce|involve|include|come|bring|lock|"
    rf"swell)"
)
_IMAGINED = re.compile(
    r"\b(?:what if|how (?:do|would|can|could|will|should) (?:i|you|we|one) (?:know|tell|recogni[sz]e|spot|"
    r"notice)|how to (?:tell|know|spot|recogni[sz]e|avoid|prevent)|when (?:should|do) i worry|"
    r"(?:worried|scared|afraid|fear|terrified|nervous) (?:about|of) (?:getting|having|a|an|developing)|"
    r"to (?:avoid|prevent)|avoid(?:ing)?|prevent(?:ing|s)?|likely to|end up with|(?:could|will|might|"
    r"can) i (?:get|develop|end up)|risk of|chances? of|difference between|"
    r"(?:check(?:ing|ed)?|look(?:ing|ed)|tested|watching) (?:\w+ ){0,4}for|would (?:a|an|"
    r"it) (?:\w+ ){1,3}(?:mean|suggest|"
    r"point|be)|in case|(?<!no )(?:red flags?|warning signs?)|watch (?:out )?for|look out for|if i (?:ever )?(?:get|"
    r"got|feel|notice|develop|have|had|see|find|fainted|collapsed|passed out)|"
    r"^say (?:my|the|it|i)|^(?:so )?any (?:\w+ ){1,4}(?:means?|should)|some ?day|"
    r"if (?:you|one(?! (?:leg|knee|calf|foot))|someone|somebody|people|there)|"
    r"if (?:my|the|your|it|a) (?:\w+ )?(?:ever |gets |"
    r"becomes |starts |suddenly )?\w+ (?:up|swollen|out|way|hot)|thought i would)\b"
)
_SUPPOSED = re.compile(
    r"\b(?:hypothetical(?:ly)?|not literally|nothing like that|out of curiosity|"
    r"how (?:would|does|do|can|could|should) (?:one|you|we) (?:distinguish|differentiate|tell|know)|"
    r"(?:if|should) (?:\w+ ){1,2}(?:were|was) (?:ever )?to|"
    r"if (?:the|your|a) (?:knee|calf|leg|foot) (?:ever |suddenly )?"
    r"(?:swells|locks|buckles|swelled|locked|buckled))\b"
)
_OUGHT = re.compile(r"\b(?:should|supposed to|meant to|would be)(?: \w+){0,2}$")
_TO_COME = re.compile(
    r"(?<!why )\b(?:will|does|can|could|would|might) (?:it|this|the pain|itbs?) (?:\w+ ){0,2}(?:com(?:e|ing)|"
    r"return|recur)"
)
_WONDERS = re.compile(r"\b(?:just |only )?(?:wondering|asking|curious)\b|\bi take it\b")
_NOT_MINE = re.compile(
    r"\b(?:not that (?:mine|it) (?:is|does|has|was|did|ever)\b|not that i (?:have|had|ever|get|got)\b|"
    r"mine (?:does|do|is|are|has|did|was) (?:not|none|no)\b|mine (?:never|(?:looks|feels|seems) (?:normal|fine|"
    r"ok)|is fine|is ok))"
)
_OVER = re.compile(
    r"\b(?:\d+ years? ago|years? (?:ago|back)|last (?:year|summer|winter|spring|autumn)|in (?:19|20)\d\d|"
    r"(?:19|20)\d\d|back in|when i was|as a (?:kid|child|teen\w*|student|youth)|used to|"
    r"(?:all clear|fine|ok|okay|good|well|nothing) ever since|all clear(?:ed)?(?: since)?|healed|recovered|"
    r"resolved|cleared(?: up)?|signed me off|went away|gone away|(?:is|are|was|has|have|all|since|"
    r"s) gone(?: (?:now|down|away|completely))?(?! (?:numb|pale|grey|gray|mottled|weak|limp|floppy|fat|tight|hard|cold|"
    r"white|blue|dead|stiff|red|purple|hot|"
    r"dark))|(?<!i )(?:went|gone|go|come|came) (?:back )?down|settled|no longer|not any ?more|fine now|"
    r"better now|normal again|now all (?:clean|clear|good|well|fine)|all clean|"
    r"history of|(?:was|were|been|fully|successfully|since) (?:treated|cleared|resolved|healed|sorted|"
    r"dealt with|recovered|discharged(?! from physio))|years since|as a young|in my (?:teens|youth|twenties|thirties|"
    r"forties|fifties|sixties)|once had|had (?:one|that|it) (?:before|once)|in the (?:seventies|eighties|"
    r"nineties)|long (?:gone|healed|since)|off (?:the )?(?:blood )?thinners|(?:ok|okay|fine|well|clear|"
    r"good|healed|gone|recovered|better|normal|sorted|treated) now|now (?:fine|ok|okay|clear|well|healed|"
    r"gone|recovered|normal)|in the past|previously|decades? ago|months ago|ages ago|long ago|ruled out|"
    r"gone (?:in|after|within|by) |years back|nothing since|not now|(?:perfect|happy) now|now (?:completely|"
    r"fully|totally|all) \w+|happy now|"
    r"(?:once|back) in (?:year|school|uni|college)|there was a time|came back (?:clean|clear|negative|normal)|"
    r"(?:scans?|tests?|ultrasound|mri|xray|x-ray|doctor|"
    r"doctors) (?:\w+ )?(?:clear|clean|negative|normal|fine)|got checked)\b"
)
_NOT_YET = re.compile(
    r"\b(?:not|never|nothing) (?:yet |really |fully |quite |all )?"
    r"(?:gone|went|go|come|settled|healed|resolved|cleared|recovered|better|fine)(?: (?:away|down|up))?\b"
)
_SOLVED_SINCE = re.compile(
    r"\b(?:since(?: (?:wholly|fully|all|long|entirely|completely))?(?: \w+)?$|since (?:wholly|fully|all|long))"
)
_SETTLED_NEXT = re.compile(
    r"^(?:but |and )?(?:that|it|this|all|both|they|everything|all of (?:it|that)|the swelling) (?:is |"
    r"has |was |have |are |all |went |did )*(?:gone|settled|clear\w*|resolved|better|healed|went|away|"
    r"over|sorted|fine)\b"
)
_ANYBODY = re.compile(
    r"\b(?:some|most|many|other) (?:people|runners|of us|knees|calves|legs)|they say|apparently|supposedly|"
    r"\b(?:people|everyone|everybody|anyone(?! else)|"
    r"anybody(?! else)|somebody|someone|folks?|people who|those who|cases (?:that|which|who)|one trains|"
    r"in theory|in general|generally|does one|can one)\b"
)
_REPORTED = re.compile(
    r"\b(?:i read|read (?:a|an|that|about|somewhere)|wrote|article|magazine|newspaper|paper|piece|story about|"
    r"telegraph|documentary|the news|a post|(?:a|the|this|that) video|podcast|"
    r"heard (?:of|about|that|a story))\b"
)
_NAMED = re.compile(rf"^(?:does |can |could |so |and )*{_ITBS} (?!\d|back\b|recurr|relaps|for\b|since\b)")
_ABOUT = re.compile(
    r"\b(?:is|are|was|would|can|could|does|do) (?:\w+ ){0,4}"
    r"(?:something|normal|usual|typical|expected?|part|a sign|anything)\b"
)


def status(sentence: Sentence, after: Sentence | None, start: int, end: int) -> Status:
    """How the finding at words[start:end] of the sentence is meant; `after` is the next sentence."""
    words = sentence.words
    text = " ".join(words)
    if denied(words, start, end) or _NOT_MINE.search(text) or _denied_next(sentence, after, end):
        return Status.DENIED
    if _is_over(words, text, after, start, end):
        return Status.OVER
    if someone_else(words, start) or (IN_SOMEONE.search(text) and not _MINE.search(text)):
        return Status.OTHER
    if _is_imagined(words, text, start, end):
        return Status.IMAGINED
    return Status.GENERAL if _is_general(sentence, text, start) else Status.PRESENT


def _denied_next(sentence: Sentence, after: Sentence | None, end: int) -> bool:
    """Whether the next sentence denies it: "swelling? none."."""
    if not after:
        return False
    answered = sentence.marked and end == len(sentence.words) and after.words[0] in ANSWERED_NO
    return (answered and len(after.words) == 1) or bool(_NOT_MINE.match(" ".join(after.words)))


def _is_imagined(words: Sequence[str], text: str, start: int, end: int) -> bool:
    before = words[max(0, start - _ASKED_BEFORE) : start]
    return bool(
        _IMAGINED.search(" ".join(_clause(words, start, end)))
        or _SUPPOSED.search(text)
        or _OUGHT.search(" ".join(before))
        or _TO_COME.search(" ".join((*before, *words[start:end])))
    )


def _is_general(sentence: Sentence, text: str, start: int) -> bool:
    """Whether it is told or asked of people at large, not of the runner's own knee today."""
    asks = sentence.marked or bool(_ASKS.search(text)) or bool(_WONDERS.search(text))
    own = _MINE.search(THEIRS.sub(" ", _OPINION.sub(" ", text)))
    mine = _MINES.search(_OPINION.sub(" ", text))
    now = _NOW.search(text)
    if not mine and not now and any(general.search(text) for general in (_ASKS, _NAMED, _ANYBODY, _REPORTED)):
        return True
    if asks and not mine and _ABOUT.search(" ".join(sentence.words[max(0, start - 2) :])):
        return True
    if not own and ((not now and _CLAIMED.search(text)) or (_BELONGS.search(text) and (asks or _PART_OF.search(text)))):
        return True
    return bool(asks and not now and _CAUSED.search(text))


def _clause(words: Sequence[str], start: int, end: int) -> Sequence[str]:
    """The words around the finding up to the next "but"."""
    left = next((place + 1 for place in range(start - 1, -1, -1) if words[place] in {"but", "however", "though"}), 0)
    right = next(
        (place for place in range(end, len(words)) if words[place] in {"but", "however", "though"}), len(words)
    )
    return words[left:right]


def _is_over(words: Sequence[str], text: str, after: Sentence | None, start: int, end: int) -> bool:
    if _OVER.search(_NOT_YET.sub(" ", text)):
        clause = _SOLVED_SINCE.sub(" ", _OVER.sub(" ", _NOT_YET.sub(" ", " ".join(_clause(words, start, end)))))
        return not _NOW.search(clause)
    return after is not None and bool(_SETTLED_NEXT.search(" ".join(after.words)))
