"""Checks of what people send about assignments, one file a screen."""
