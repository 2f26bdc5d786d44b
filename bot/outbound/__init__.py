"""How the bot speaks to Telegram: from a `Speech` to requests, paced and counted, and what errors mean."""
