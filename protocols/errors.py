"""What can go wrong with content and with what a runner records.

Exception
├── ContentError        a protocol file is wrong: the start stops and names file and key
├── MalformedEntryError a stored or given entry cannot be read (a ValueError)
└── RehabError          a runner asked for something that cannot be: becomes a kind reply
    └── ImplausibleError    a number or date that cannot be true; nothing is stored
"""


class ContentError(Exception):
    """A content file is wrong. The message starts with the file's name and the key in it."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem


class RehabError(Exception):
    """Something a runner caused and can mend; `code` names the sentence in bot.texts."""

    code = "rehab"


class ImplausibleError(RehabError):
    """A value that cannot be true, such as pain 11 or a run tomorrow.

    `code` is one of the ids that `protocols.plausible` documents; `numbers` are worth repeating to the runner.
    """

    def __init__(self, code: str, **numbers: object) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = numbers


class MalformedEntryError(ValueError):
    """A recorded entry that cannot be read back; `key` says where. Never the runner's doing."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem
