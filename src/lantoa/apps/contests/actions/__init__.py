"""Writes of contests."""

from lantoa.apps.contests.actions.announcing import CannotAnnounce, announce_contest, public_subject

__all__ = ["CannotAnnounce", "announce_contest", "public_subject"]
