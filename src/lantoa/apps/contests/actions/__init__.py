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
from lantoa.apps.contests.actions.closing import CannotClose, close_round
from lantoa.apps.contests.actions.excluding import (
    exclude_submission,
    exclude_submissions,
    preview_exclusion,
    preview_readmission,
    readmit_submission,
    readmit_submissions,
)
from lantoa.apps.contests.actions.irregularities import (
    CannotDecide,
    CannotLookFor,
    decide_irregularity,
    look_for_irregularities,
)
from lantoa.apps.contests.actions.publishing import CannotPublish, publish_result
from lantoa.apps.contests.actions.rescoring import preview_rescore, rescore_round
from lantoa.apps.contests.actions.versions import CannotChangeResult

__all__ = [
    "CannotAnnounce",
    "CannotChangeResult",
    "CannotClose",
    "CannotDecide",
    "CannotLookFor",
    "CannotPublish",
    "CannotStart",
    "NoAttemptLeft",
    "NotOpen",
    "announce_contest",
    "close_round",
    "decide_irregularity",
    "exclude_submission",
    "exclude_submissions",
    "lengthen_open_attempts",
    "look_for_irregularities",
    "preview_exclusion",
    "preview_readmission",
    "preview_rescore",
    "public_subject",
    "publish_result",
    "readmit_submission",
    "readmit_submissions",
    "rescore_round",
    "start_attempt",
    "submit_for_the_clock",
    "submit_saved_answers",
]
