"""What a runner's words and taps mean here and now, and the steps they lead to."""
