"""Telegram in, action, text out. One module per feature; a handler parses, acts and says."""
