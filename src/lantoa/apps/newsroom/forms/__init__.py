"""Checks of what people send to the newsroom."""
