"""Thirteen runners who live through the programme on paper: the real engine, virtual days, a seeded knee."""
