"""The ways runners write down a run, a pain, a session: patterns over cleaned text."""

import re

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
NUMBERS = {word: value for value, word in enumerate(UNITS.split())}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * value for value, word in enumerate(_TENS_WORDS.split(), 2)}
TEN_UNIT = re.compile(rf"\b({'|'.join(TENS)})(?:[ -]({'|'.join(NUMBERS)}))?\b")
UNIT = re.compile(rf"\b({'|'.join(NUMBERS)})\b")
SPOKEN = (
    (re.compile(r"\b(?:half an hour|half hour|1/2 hour)\b"), "30 min"),
    (re.compile(r"\b(?:an|one) hour and a half\b"), "90 min"),
    (re.compile(r"\b(?:three quarters of an hour)\b"), "45 min"),
    (re.compile(r"\b(?:a quarter of an hour|quarter of an hour)\b"), "15 min"),
    (re.compile(r"\ban hour\b"), "60 min"),
    (re.compile(r"\b(?:a )?half[ -]marathon\b"), "21.1 km"),
    (re.compile(r"\bparkrun\b(?!.*\d ?k)"), "parkrun 5 km"),
    (re.compile(r"\b(\d+) and a half\b"), r"\1.5"),
    (re.compile(r"(\d),(\d)"), r"\1.\2"),
)
ASKS = re.compile(
    r"\?|^(?:so |and |but |ok |hi |hello |hey |please |guys |coach )*(?:can|could|should|shall|may|might|"
    r"is|are|am|was|were|do|does|did i|did it|"
    r"did you|will|would|how|what|whats|when|why|where|which|who|if|has|have you|have i|any|tell|explain|"
    r"help|need to|please|"
    r"advice|thoughts|best|pace|plan|couch|make|give|write|ok to|okay to|safe to|good to)\b|"
    r"\b(?:what should|should i|can i|could i|do i|am i|is it|is this|is that|what can|how (?:do|can|long|"
    r"far|much|many|to|should)|why (?:is|does|do|did)|"
    r"what (?:do|does|is|to|now)|any (?:advice|tips|ideas|idea)|wonder\w*|want to know|normal|ok to|"
    r"okay to|worried|please help|"
    r"does (?:it|this|that)|not sure (?:if|what|whether)|no idea|tell me|i need|which one|thinking of|"
    r"supposed to|surely|cured|proves?|believe|doubt|nonsense|claims?|supposedly|apparently|therefore|"
    r"then why|thought it|so (?:it|the|why|what|you|am|is|does|that)|reckon|pace|zones?|heart rate|"
    r"plan for|couch to|sub[ -]?\d+|for me)\b"
)
NOT_YET = re.compile(
    r"\b(?:going to|gonna|want to|wanna|plan(?:ning|ned)? to|will|would like|tomorrow|next week|about to|"
    r"hope to|if|usually|always|normally|"
    r"used to|every|each|per week|a week|weekly|for (?:\d+ )?(?:weeks|months|years)|\d+ ?(?:weeks|wks|"
    r"months|years)|since|whenever|when i|signed up|next run|comes? back|every run|"
    r"tried|read that|heard|keeps?|race in|goal)\b"
)
SENTENCE = re.compile(r"[.!;\n]+(?!\d)\s*")
PAIN_WORD = (
    r"(?:pain|hurt|hurts|hurting|sore|soreness|ache|aching|niggle|twinge|it (?:started|came on|kicked in|"
    r"began)|started|came on|kicked in|onset|begins?|began)"
)
DISTANCE = r"(\d+(?:\.\d+)?) ?-?(km|kms|k|kilomet(?:er|re)s?|miles?|mi)\b"
MINUTES = r"(\d+(?:\.\d+)?) ?-?(?:minutes?|mins?|min|m|')(?![a-z])"
SINCE = r"(?:from|at|after|around|about|past|by|until|till|in|near|@)"
ONSET_KM = re.compile(rf"{PAIN_WORD}[^,.;]{{0,24}}?\b{SINCE} (?:about |around |roughly |the )?{DISTANCE}(?! ago)")
ONSET_KM_TURNED = re.compile(
    rf"{PAIN_WORD}[^,.;]{{0,24}}?\b{SINCE} (?:about |the )?(km|k|kilomet(?:er|re)|mile) (\d+(?:\.\d+)?)"
)
ONSET_MIN = re.compile(rf"{PAIN_WORD}[^,.;]{{0,24}}?\b{SINCE} (?:about |around |roughly |the )?{MINUTES}")
ONSET_MIN_TURNED = re.compile(rf"{PAIN_WORD}[^,.;]{{0,24}}?\b{SINCE} (?:about |the )?min(?:ute)? (\d+(?:\.\d+)?)")
CLOCK = re.compile(r"\b(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\b(?! ?[ap]m)")
HOURS = re.compile(r"\b(\d+(?:\.\d+)?) ?(?:hours?|hrs?|h)(?: ?(?:and )?(\d{1,2}) ?(?:minutes?|mins?|min|m)?)?\b")
PLAIN_MINUTES = re.compile(MINUTES)
PLAIN_DISTANCE = re.compile(r"(?<![\d.:/])" + DISTANCE)
SCORE = re.compile(r"\b(\d{1,2})(?:\.\d)? ?(?:/|out of|of) ?(?:10|ten)\b")
PAIN_THEN = re.compile(
    r"\b(?:pain|ache|soreness|discomfort|hurts?|hurting|knee|itb|band)(?: (?:level|score|scale|was|is|"
    r"were|of|at|about|around|maybe|like|only|a|an|just|got|to|went|up|down|"
    r"this|morning|today|yesterday|in|the|my|left|right|knee|after|now|rated|reached|hit|peaked|"
    r"max))*[:=]? ?(\d{1,2})\b(?!\.?\d* ?(?:km|k|mi|min|m|h|hour|reps|sets|x|%|days?|weeks?|:)\w*)"
)
THEN_PAIN = re.compile(
    r"\b(?:a|about|like|at|with) (?:a )?(\d{1,2})(?: in| of| on the| for)? (?:pain|scale)\b|"
    r"^(?:woke up with|woke with|it is|it was|it's|its|at|still) (?:a |at a |at )?(\d{1,2})\b(?! ?(?:k|m|"
    r"h|d|w))"
)
PAINLESS = re.compile(
    r"\b(?:no|zero|without|without any|not any|0) (?:knee |itb |it band )?(?:pain|issues?|problems?|"
    r"soreness|ache|symptoms|hurt)\b|\bpain[ -]?free\b|\bpainless\b|"
    r"\b(?:never|not|didn't|did not|didnt|does not|doesn't|doesnt|nothing) (?:once )?hurt\b|"
    r"\bpain:? (?:none|zero|nil)\b|\bdid not feel (?:anything|any pain)\b|\bnothing hurts?\b"
)
SURFACES = {
    "hilly": r"hill(?:s|y)",
    "trail": r"trails?",
    "track": r"track",
    "treadmill": r"(?:treadmill|dreadmill|tready)",
    "flat": r"flat",
}
CADENCE = re.compile(
    r"\bcadence(?: was| of| at| around| about| avg| average)? ?(\d{3})\b|\b(\d{3}) ?(?:spm|steps|cadence)\b"
)
LIMP = re.compile(r"(?<!no )(?<!not )(?<!without )(?<!without a )\blimp(?:ing|ed|y)?\b")
AGO = re.compile(r"\b(\d{1,2}) days? ago\b")
RUN = re.compile(
    r"\b(?:ran|run|runs|running|jog|jogged|jogging|jogs|parkrun|treadmill|dreadmill|long one|tempo|"
    r"intervals|run/walk|walk/run|shuffle[d]?)\b"
)
CROSS = re.compile(
    r"\b(?:cycled|cycling|cycle|bike|biked|biking|bicycle|rode|ride|spin|spinning|swam|swim|swimming|pool|"
    r"aqua ?jog\w*|elliptical|cross ?train\w*|rowed|rowing|peloton|zwift|x-?train\w*)\b"
)
WORKOUT = re.compile(
    r"\b(?:exercises?|strength(?:ening)?|rehab|clams?|clamshells?|bridges?|step ?downs?|monster walks?|"
    r"leg raises?|abductions?|workout|hip work|"
    r"band work|session|single leg squats?|gym|physio homework|homework|routine)\b"
)
DONE = re.compile(
    r"\b(?:did|done|finished|completed|managed|knocked out|got through|ticked off|smashed|in the bag|"
    r"today|yesterday|this morning|tonight)\b"
)
TODAY = re.compile(
    r"\b(?:today|yesterday|last night|this (?:morning|afternoon|evening)|tonight|just now|days? ago|now|"
    r"again|done|ok|fine|easy)\b"
)
