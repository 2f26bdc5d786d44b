"""The sandbox over HTTP: the Bot API for bots, the chat page for people."""
