"""Words on buttons."""

from collections.abc import Mapping
from datetime import datetime

DONE = "Done"
BACK = "‹ Back"
CANCEL = "Cancel"
WHY = "Why?"
YES = "Yes"
NO = "No"
UNDER_AGE = "Yes, under 16"
OF_AGE = "No, 16 or over"
SHARE_LOCATION = "📍 Share my location"
PICK_FROM_LIST = "Pick from a list"
AGREE = "I agree"
DECLINE = "No, only show exercises"
FIRST_EXERCISE = "Try the first exercise now"
CHANGE_DAYS = "Change days"
WHY_NUMBERS = "Why these numbers?"
SHOW_DECIDED = "Which answers decided?"
START_WORKOUT = "▶️ Start workout"
FULL = "Full session"
SHORT = "10 minutes"
LATER = "Later"
SKIP = "Skip"
LOG = "📝 Note something"
FINISH_RUN, DROP_RUN = "Finish noting it", "Drop it"
LOG_RUN = "🏃 Log a run"
CORRECT = "Correct my answers"
LOG_PAIN = "How is the knee?"
LOG_WORKOUT = "I did my exercises"
LOG_CROSS = "🚴 Cross-training"
THIS_WEEK = "The week"
NEXT_GATE = "Next gate"
TODAY = "Today"
SAVE = "Save"
UNDO = "Undo"
ALL_TOPICS = "All topics"
NOTE_IT = "Note it"
SHOW = "Show"
AS_PLANNED = "As planned, no pain"
BACK_NOW = "I am back"
CLEARED = "A professional has cleared me"
NOT_YET = "Not yet"
A_SLIP = "That was a slip"
MISHEARD = "You misunderstood me"
ONLY_A_SLIP = "None of that, take it back"
IT_IS_RIGHT = "It is right"
STOP_MESSAGES = "Stop messages, keep my data"
ERASE = "Erase everything"
ERASE_NOW = "Erase now"
ERASE_LATER = "Hold 30 days, then erase"
NEVER_MIND = "Never mind"

OTHER_KNEE = "It is the other knee"
NONE_OF_THESE = "None of these"
WALK_TEST = "🚶 I did the walk test"
STEP_DOWN_TEST = "I did the step-downs"
COUNT_STEPS = "👣 Count my steps"
WHOM_TO_SEE = "Whom to see"
DIFFERENT = "It feels different now"

WORKOUT = {
    "done": "✓ Done",
    "hard": "Too hard",
    "hurts": "Hurts",
    "swap": "Swap",
    "pause": "Pause",
    "go": "▶️ Go on",
    "stop": "Finish here",
    "bell": "🔔 Ring after rest",
    "back": "‹ Back",
}
EFFORT = {4: "Easy", 6: "About right", 8: "Hard"}
LATER_CHOICES = {"15m": "15 min", "1h": "1 hour", "tonight": "Tonight", "tomorrow": "Tomorrow"}
SKIP_REASONS = {"pain": "Pain", "time": "No time", "ill": "Ill", "kit": "No kit", "other": "Other"}
PAUSE_LENGTHS = {3: "3 days", 7: "1 week", 14: "2 weeks"}
REST = "Pause the plan"
PAUSE_OPEN = "Until I say so"
WELL_AGAIN = "I am well again"
PAUSE_REASONS = {"ill": "Ill", "travel": "Travelling", "race": "Race", "life": "Life"}
SURFACES = {
    "flat": "Flat",
    "treadmill": "Treadmill",
    "track": "Track",
    "trail": "Trail",
    "hilly": "Hilly",
    "downhill": "Downhill",
    "camber": "Sloping road",
}
CROSS_MINUTES = {n: f"{n} min" for n in (20, 30, 45, 60, 90)}
SPORTS = {"cycling": "Cycling", "swimming": "Swimming", "pool_running": "Pool running", "elliptical": "Elliptical"}
RUN_FIELDS = {"minutes": "Minutes", "km": "Distance", "surface": "Ground", "pain": "Pain"}
RUN_VALUES = {
    "minutes": {str(n): f"{n} min" for n in (10, 15, 20, 25, 30, 40)},
    "km": {"none": "Not measured"},
    "surface": SURFACES,
    "onset": {f"{n} min": f"{n} min" for n in (5, 10, 15, 20)} | {"none": "I cannot say"},
    "limp": {"yes": "Yes", "no": "No"},
}
TEST_AMOUNTS: Mapping[str, Mapping[int, str]] = {
    "walk": {10: "10 min", 20: "20 min", 30: "30 min or more"},
    "step_down": {3: "3", 6: "6", 10: "10 or more"},
}
FEELINGS = {"better": "Better", "same": "Same", "worse": "Worse"}
SHOES = {"minimal": "Minimal", "unknown": "Not minimal"} | {str(mm): f"{mm} mm drop" for mm in (0, 4, 6, 8, 10, 12)}
OBSTACLES = {"time": "Time", "pain": "Pain", "bored": "Bored", "kit": "Kit"}
GAP = {"life": "Life", "knee": "The knee", "done": "Did them, forgot"}
CHOICES = {"go": "Move on", "stay": "Stay here", "override": "I choose to go on"}
SETTINGS = {
    "time": "Reminder time",
    "days": "Days",
    "kit": "Kit",
    "zone": "Time zone",
    "quiet": "Quiet hours",
    "shoes": "Shoes",
    "discreet": "Discreet notifications",
    "topics": "News and tips",
}
WITHDRAW = "Withdraw consent"

_YES_NO = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "age": {"yes": "16 or over", "no": "Under 16"},
    "safety_now": {
        "fall_swelling": "A fall or twist, and it swelled",
        "cannot_bear_weight": "I cannot take four steps on it",
        "hot_red_fever": "Hot, red or swollen knee, or fever",
        "calf_swelling": "One calf swollen, warm or tender",
        "breathless": "Sudden breathlessness or chest pain",
    },
    "safety_knee": {
        "locking": "It locks or gets stuck",
        "giving_way": "It gives way",
        "night_pain": "Pain at night, or all the time",
        "numbness": "Numbness or weakness in the leg",
        "lump": "A lump",
        "weight_loss": "Weight loss I cannot explain",
    },
    "safety_history": {
        "surgery": "Recent surgery",
        "pregnancy": "Pregnant",
        "blood_thinners": "I take blood thinners",
        "stress_fracture": "A stress fracture before",
    },
    "pattern_where": {
        "outside": "Outside",
        "front": "Front",
        "inside": "Inside",
        "back": "Back",
        "hip": "Hip",
    },
    "pattern_comes_on": _YES_NO,
    "pattern_worse": _YES_NO,
    "pattern_settles": _YES_NO,
    "pattern_swelling": _YES_NO,
    "pattern_mechanical": _YES_NO,
    "side": {"left": "Left", "right": "Right", "both": "Both"},
    "worse_side": {"left": "Left", "right": "Right"},
    "onset": {"none": "It does not start"},
    "volume": {"none": "I was not running"},
    "longest": {"none": "No run"},
    "changed": {
        "volume": "More running than before",
        "hills": "A new hilly route",
        "downhill": "More downhill",
        "surface": "Another surface or a sloping road",
        "track": "Track, always the same way round",
        "comeback": "Back after a break",
        "shoes_minimal": "Minimal shoes",
        "shoes_drop": "Shoes with a lower drop",
    },
    "kit": {
        "band": "Resistance band",
        "heavy_band": "A stronger band",
        "ankle_weight": "Ankle weight",
        "step": "A step or stair",
        "bench": "A bench or sofa edge",
        "mirror": "Mirror or phone camera",
    },
    "days": {
        "mon": "Mon",
        "tue": "Tue",
        "wed": "Wed",
        "thu": "Thu",
        "fri": "Fri",
        "sat": "Sat",
        "sun": "Sun",
    },
}
_NONE = {"changed": "Nothing changed", "kit": "Nothing yet", "days": "Any day"}


def option(question: str, value: str) -> str:
    """The words of an option; amounts such as `5 km` are their own words."""
    return _OPTIONS.get(question, {}).get(value, value)


def none_of(question: str) -> str:
    """The way to say that no box applies."""
    return _NONE.get(question, "None of these")


def pain_of(side: str, value: int) -> str:
    """A value on the scale of one of two knees: `Left 3`."""
    return f"{side.capitalize()} {value}"


def pain(value: int) -> str:
    """A pain value with words at both ends and in the middle."""
    return {0: "0 none", 5: "5 mid", 10: "10 max"}.get(value, str(value))


def zone(city: str, country: str, now: datetime) -> str:
    """`Lisbon, PT · 19:42`; `now` on that clock."""
    name = ", ".join(part for part in (city.replace("_", " "), country) if part)
    return f"{name or 'Here'} · {now.strftime('%H:%M')}"


def offer(offer_id: str) -> str:
    """`→ Move on: R4`."""
    kind, _, name = offer_id.partition(":")
    return f"→ Move on: {name.capitalize() if name else kind.capitalize()}"
