"""Metronome and session audio: what sounds when, as data, and the MP3 made of it."""
