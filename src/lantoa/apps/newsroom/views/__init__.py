"""Screens of the newsroom in the back office, and its pages for whoever has a link."""
