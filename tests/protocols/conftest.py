"""How many examples the properties try: `--hypothesis-profile=thorough` for ten times as many."""

from hypothesis import settings

settings.register_profile("thorough", max_examples=1000)
