"""Strideback on Telegram: the only part that speaks. Parse, act, say."""
