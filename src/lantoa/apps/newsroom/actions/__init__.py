"""Writes of the newsroom."""

from lantoa.apps.newsroom.actions.portals import group_name, name_staff, open_portal, release_staff
from lantoa.apps.newsroom.actions.publishing import note_publication, subject_of

__all__ = ["group_name", "name_staff", "note_publication", "open_portal", "release_staff", "subject_of"]
