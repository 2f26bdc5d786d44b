"""What is said when somebody sends more than the bot takes."""

SLOW_DOWN = (
    "That was a lot at once, so I left some of it out. Give me a moment, then send the last one again. "
    "If something is wrong with you right now, do not wait for me: call a doctor or your emergency number."
)
