"""Running bots: `polling` does everything in one process, `serving` takes updates, `working` reminds and sends."""
