"""Trains the reader that answers questions (`protocols/itbs/knowledge/reader.bin`): `python -m training`.

Needs the optional dependencies `pip install -e .[training]`; nothing that runs the bot imports this package.
"""
