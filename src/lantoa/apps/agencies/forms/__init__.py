"""Checks of what officers ask of the register and change in it, one file a subject."""
