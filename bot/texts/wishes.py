"""Faster, slower, afraid, ill, sore, tired: what is said to what runners want or tell."""

from bot.texts.words import blocks

FLAGS = {
    "pregnancy": "Do I understand you right: you are pregnant? Then the plan waits until whoever looks after you "
    "agrees.",
    "surgery": "Do I understand you right: you had surgery, or will have it soon? Then the plan waits until your "
    "surgeon or physiotherapist agrees.",
}
STOPPED = "Noted. What you have done so far is kept, and the plan waits for a professional's word."
ILL = "Get well first: with a fever or a cold in the chest there is no training. For how long shall the plan rest?"
SLOWER = blocks(
    "<b>Going slower is always right.</b>",
    "No step is ever taken for you: it is offered, and “Stay here” is as good an answer as “Move on”. You can repeat a "
    "step, leave a run out, take the 10-minute version, or rest with /pause. Only the hip work should go on.",
)
AFRAID = blocks(
    "<b>Being wary after weeks of pain is normal.</b>",
    "The plan is built for it: the steps are small, each has to be calm twice, and the next morning has a say. You "
    "decide when to take one, and staying costs nothing.",
    "What often helps: do the first minutes of a step close to home on flat ground, so that walking back is easy; and "
    "look at what has gone well: /progress.",
    "If the fear does not leave you, tell a physiotherapist: it belongs to the injury, and they know it well.",
)
HURTS = "I am sorry it hurts. A number tells me what that means for today."
OTHER_KNEE = "I am sorry, that one too? I ask about each of them from now on, once you tell me how much."
FELL = blocks(
    "<b>I am sorry you fell.</b>",
    "First: is any of these true? If not, I ask for a number next.",
)
FINE = "Good to hear. As a number it counts for the plan."
FED_UP = blocks(
    "<b>Weeks of this wear anybody down.</b>",
    "Nothing has to be decided today. The 10-minute version counts, a pause costs nothing, and /progress shows how far "
    "you have come.",
    "If it is more than the running that weighs on you, please tell somebody you trust.",
)
TIRED = "Tired days happen, and rest is part of the plan. The 10-minute version counts; so does leaving it for today."
MISSED = "Nothing to catch up on: what was left out moves to the next free day or is dropped, never doubled."
MOVES = (
    "Leave it out today, and it moves by itself to the next free day, with a day off between. Which days suit you is "
    "yours to choose."
)
AWAY = "Enjoy it. The plan can rest while you are away, or come along: then only the clock changes."
