"""Updates that no honest client sends: seeded, so that a failure comes again."""

import json
import random
import string
from collections import Counter
from itertools import cycle
from typing import Any

from tests.ops.forging import every_tap, forged

ATTACKERS = tuple(range(6001, 6007))
VICTIM = 7001
# What attackers say and are called: none of it may ever be in a log.
CANARIES = ("canary-in-a-name", "canary-in-words", "canary-in-a-file-name", "canary-in-data")
NAME, SAID, FILE, DATA = CANARIES
GROUP = -100_500
COMMANDS = (
    *("start", "today", "help", "log", "run", "pain", "progress", "settings", "pause", "stop", "delete", "privacy"),
    *("mydata", "topics", "exercises", "plan", "undo", "cadence", "why", "broadcast", "admin", "stats", "nothing"),
)
WORDS = (
    *(
        "I agree",
        "no",
        "yes",
        "pain 4 today",
        "ran 5k",
        "5k in 25 min, pain 11",
        "pain -1",
        "-5 km",
        "1e9 km",
        "NaN min",
    ),
    *("my calf is swollen", "how do I foam roll?", "none", "Outside", "left", "7:30 am", "99:99", "back", "Done"),
    *("<b>bold</b>", "<a href='javascript:x'>x</a>", "</b></i><script>", "&amp;&lt;&#0;", "{0}{text}%s%n", "${jndi:x}"),
    *("'; DROP TABLE runners; --", "../../etc/passwd", "\x00\x01\x02", "\u202e\u202dabc", "\ud7ff\ufffd", "🦵" * 500),
    *(
        "ẗ̴͔e̷x̷t" * 50,
        "Ω≈ç√∫˜µ≤",
        "\u0000",
        "٣ كم",
        "３．５ｋｍ",
        "１０／１０",
        "a" * 4096,
        "9" * 400,
        "km " * 1300,
        "\n" * 3000,
    ),
)
JUNK: tuple[Any, ...] = (None, True, 0, -1, 2**63, 1.5, "", "x", [], [[]], {}, {"id": {}}, "0", [None], "\x00")


class Hostile:
    """Makes updates. `ids` are ids of the victims' things and of admins' work, as if they had leaked."""

    def __init__(self, seed: int, ids: tuple[str, ...]) -> None:
        self.dice = random.Random(seed)
        self._ids = ids
        self._taps = cycle(self.dice.sample(every_tap(), len(every_tap())))
        self.tapped: Counter[str] = Counter()
        self._next = 1000

    def bodies(self, count: int) -> list[bytes]:
        """That many request bodies."""
        return [self._body() for _ in range(count)]

    def _body(self) -> bytes:
        update = self._update()
        luck = self.dice.random()
        if luck < 0.25:
            self._break(update)
        if luck < 0.03:
            raw = json.dumps(update).encode()
            return raw[: self.dice.randrange(len(raw))] + self.dice.randbytes(3)
        if 0.03 < luck < 0.04:
            return json.dumps(self.dice.choice(JUNK)).encode()
        return json.dumps(update, ensure_ascii=self.dice.random() < 0.5).encode(errors="surrogatepass")

    def _update(self) -> dict[str, Any]:
        replayed = self.dice.random() < 0.05
        self._next += 0 if replayed else 1
        kinds = (self._text, self._text, self._command, self._tap, self._tap, self._odd, self._member)
        return {"update_id": self._next, **self.dice.choice(kinds)()}

    def _who(self) -> dict[str, Any]:
        odd = self.dice.choice((NAME, "<b>M</b>", "", "\u202e", "🦵" * 60))
        return {"id": self.dice.choice(ATTACKERS), "is_bot": False, "first_name": odd, "language_code": odd[:5]}

    def _message(self, who: dict[str, Any], **content: Any) -> dict[str, Any]:
        luck = self.dice.random()
        chat: dict[str, Any] = {"id": who["id"], "type": "private"}
        if luck < 0.05:
            chat = {"id": GROUP, "type": "supergroup", "title": "<i>g</i>"}
        elif luck < 0.1:
            chat = {"id": VICTIM, "type": "private"}  # somebody else's chat
        return {"message_id": self.dice.randrange(1, 60), "date": 1772435000, "chat": chat, "from": who, **content}

    def _words(self) -> str:
        if self.dice.random() < 0.1:
            return f"{self.dice.choice(('pain 7', 'ran 5k, pain 8,', 'why', ''))} {SAID}"
        if self.dice.random() < 0.7:
            return self.dice.choice(WORDS)
        return "".join(
            chr(self.dice.choice((self.dice.randrange(32, 0xD7FF), self.dice.randrange(32, 127)))) for _ in range(40)
        )

    def _text(self) -> dict[str, Any]:
        kind = "edited_message" if self.dice.random() < 0.1 else "message"
        return {kind: self._message(self._who(), text=self._words())}

    def _command(self) -> dict[str, Any]:
        said = f"/{self.dice.choice(COMMANDS)}"
        entity = {"type": "bot_command", "offset": 0, "length": len(said)}
        rest = f" {self._words()}" if self.dice.random() < 0.4 else ""
        return {"message": self._message(self._who(), text=said + rest, entities=[entity])}

    def _tap(self) -> dict[str, Any]:
        who = self._who()
        message = self._message(who, text="card")
        query = {"id": "1", "from": who, "chat_instance": "1", "data": self._data(), "message": message}
        if self.dice.random() < 0.1:
            query["inline_message_id"] = query.pop("message")["text"]
        return {"callback_query": query}

    def _data(self) -> str:
        """Mostly as a button of ours would carry it, with somebody else's ids; else anything."""
        tap = next(self._taps)
        if self.dice.random() < 0.7:
            self.tapped[tap.name] += 1
            return forged(tap, self.dice, self._ids)
        head = tap.name
        parts = [
            self.dice.choice(
                (*self._ids, str(VICTIM), "now", "up", "99", "0", "done", "UTC", "../x", DATA, self._words()[:20])
            )
        ]
        parts += [self.dice.choice(("1", "100", "up", "now", *self._ids))] * self.dice.randrange(2)
        return ":".join((head, *parts))[:64] if self.dice.random() < 0.9 else self._words()[:64]

    def _odd(self) -> dict[str, Any]:
        who = self._who()
        content = self.dice.choice(
            (
                {"location": {"latitude": 91.0, "longitude": 1e9}},
                {"location": {"latitude": 38.7, "longitude": -9.1}},
                {"contact": {"phone_number": "+1", "first_name": "x", "user_id": VICTIM}},
                {"document": {"file_id": "x", "file_unique_id": "x", "file_name": f"../{FILE}", "file_size": 2**40}},
                {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}]},
                {"sticker": {"file_id": "x", "file_unique_id": "x", "type": "regular", "width": 1, "height": 1,
                             "is_animated": False, "is_video": False}},
                {"voice": {"file_id": "x", "file_unique_id": "x", "duration": -1}},
                {"text": "x", "forward_origin": {"type": "user", "date": 0, "sender_user": {**who, "id": VICTIM}}},
                {"new_chat_members": [who]},
                {},
            )
        )  # fmt: skip
        return {"message": self._message(who, **content)}

    def _member(self) -> dict[str, Any]:
        who = self._who()
        status = self.dice.choice(("kicked", "member"))
        bot = {"id": 123456, "is_bot": True, "first_name": "S"}
        old = {"status": "member", "user": bot}
        new = {"status": status, "user": bot, "until_date": 0}
        chat = {"id": who["id"], "type": "private"}
        return {
            "my_chat_member": {"chat": chat, "from": who, "date": 0, "old_chat_member": old, "new_chat_member": new}
        }

    def _break(self, update: dict[str, Any]) -> None:
        """Put something of a wrong type somewhere, or take something away."""
        place: Any = update
        while True:
            inner = [value for value in place.values() if isinstance(value, dict)]
            if not inner or self.dice.random() < 0.3:
                break
            place = self.dice.choice(inner)
        name = self.dice.choice(list(place))
        if self.dice.random() < 0.3:
            del place[name]
        else:
            place[name] = self.dice.choice((*JUNK, "".join(self.dice.choices(string.printable, k=9))))
