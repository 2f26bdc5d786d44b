"""When something is due, and how it gets out once."""
