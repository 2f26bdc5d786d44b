"""The commands, in the order of the menu."""

COMMANDS = {
    "today": "What is due today, and why",
    "plan": "The week ahead, limits and levels",
    "log": "Note a run, pain or a session",
    "pain": "How the knee is right now",
    "audio": "What to hear on today's run: cues and your beat",
    "metronome": "A beat to step to: /metronome 168",
    "progress": "This week in numbers, and the next gate",
    "calendar": "The plan for your calendar app",
    "report": "One page for your physio, as a PDF",
    "exercises": "How each exercise is done",
    "cadence": "Count your steps per minute",
    "flare": "It got worse: what now",
    "travel": "Another place, another clock",
    "topics": "What you can ask me about",
    "undo": "Take the last entry back",
    "settings": "Days, times, kit, notifications",
    "pause": "Rest the plan: ill, travelling, life",
    "stop": "Stop messages, or erase everything",
    "privacy": "What I keep, why, and your rights",
    "mydata": "Everything I hold about you, as a file",
    "delete": "Erase your data",
    "support": "Write to the people behind me",
    "help": "What I can do",
    "start": "Begin, or go on where you stopped",
}
GROUP_COMMANDS = {"help": "What I am"}
DESCRIPTION = (
    "I coach runners through rehab of iliotibial band pain: hip strength, a careful return to running, and what is "
    "safe today, with the reason for every rule. I work from one article. I am software, not a doctor, and this is "
    "education, not a diagnosis."
)
SHORT_DESCRIPTION = "Rehab of iliotibial band pain for runners, step by step. Education, not a diagnosis."
