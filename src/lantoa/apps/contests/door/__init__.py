"""The burst door before Django: saves and submissions in group commits; and the waiting room for starts."""

from lantoa.apps.contests.door.door import SubmissionDoor

__all__ = ["SubmissionDoor"]
