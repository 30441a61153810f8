"""Rows turned into the words a page shows, one file a subject."""

from lantoa.apps.assignments.presenters.due import due_words

__all__ = ["due_words"]
