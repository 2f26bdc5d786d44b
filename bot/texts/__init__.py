"""Every sentence that people read, as Telegram HTML. Pure; whatever a person typed is escaped here."""
