"""How an update comes in: checked at the door, in order, no faster than it can be taken, applied once."""
