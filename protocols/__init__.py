"""What the programme is and how a runner moves through it: data files and pure functions."""
