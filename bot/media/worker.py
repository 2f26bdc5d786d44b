"""The other end of bot.media.offload: reads jobs from standard input, answers on standard output.

It ends when its input does, so a bot that was killed leaves no worker behind. Whatever libraries print, log or warn
about here is dropped: it may be about a runner's words, such as a letter that a font does not have.
"""

import os
import pickle
import signal
import sys
from typing import Any, BinaryIO

from bot.media.offload import SIZE


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    while header := jobs.read(SIZE.size):
        (size,) = SIZE.unpack(header)
        answer = pickle.dumps(_done(jobs.read(size)))
        answers.write(SIZE.pack(len(answer)) + answer)
        answers.flush()


def _done(job: bytes) -> tuple[bool, Any]:
    try:
        maker, args, kwargs = pickle.loads(job)  # noqa: S301 written by our own parent
        return True, maker(*args, **kwargs)
    except Exception as error:  # whatever it is, the caller asked for it
        return False, error


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which then closes us
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    for told in (sys.stdout, sys.stderr):  # nor may a library that prints garble an answer
        os.dup2(silence, told.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
