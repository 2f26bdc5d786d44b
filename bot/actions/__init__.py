"""What a person can do: no Telegram, no sentences. Each action gets a `Visit` and returns plain values."""
