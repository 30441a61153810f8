"""Writes of indices."""

from lantoa.apps.indices.actions.changes import note_index_change, public_subject

__all__ = ["note_index_change", "public_subject"]
