"""Pictures, sounds, charts and papers: plain values in, bytes out. No Telegram and no database in here.

Importing this package, or any module of it, loads nothing heavy: numpy, matplotlib and their like come in when the
first thing is made, so that an idle bot stays small and starts fast.
"""
