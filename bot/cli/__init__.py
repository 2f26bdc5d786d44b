"""The commands of `python -m bot`, each a module that imports what it needs, no more."""
