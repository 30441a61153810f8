"""Writes of contests."""

from lantoa.apps.contests.actions.announcing import CannotAnnounce, announce_contest, public_subject
from lantoa.apps.contests.actions.attempts import (
    CannotStart,
    NoAttemptLeft,
    NotOpen,
    lengthen_open_attempts,
    start_attempt,
)
from lantoa.apps.contests.actions.clock import submit_for_the_clock, submit_saved_answers

__all__ = [
    "CannotAnnounce",
    "CannotStart",
    "NoAttemptLeft",
    "NotOpen",
    "announce_contest",
    "lengthen_open_attempts",
    "public_subject",
    "start_attempt",
    "submit_for_the_clock",
    "submit_saved_answers",
]
