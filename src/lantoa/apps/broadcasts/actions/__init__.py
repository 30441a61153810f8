"""Writes of the broadcasts, one file a noun."""
