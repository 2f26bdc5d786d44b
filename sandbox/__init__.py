"""A Telegram for your own machine: the Bot API in process and over HTTP, a chat page, a time machine."""
