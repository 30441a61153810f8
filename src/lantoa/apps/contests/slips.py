"""What the hash of a slip is made of, from the rows of a submission."""

from datetime import datetime
from typing import TypedDict

from lantoa.apps.contests.models import Submission
from lantoa.apps.contests.moments import milliseconds, moment_text
from lantoa.core.scoring import canonical_json, slip_sha256


class SlipFacts(TypedDict):
    """What core.scoring.slip_sha256 takes."""

    slip: str
    entrant: str
    round_number: int
    attempt: int
    answers: dict[str, object]
    started_at: str
    received_at: str


def slip_facts(submission: Submission) -> SlipFacts:
    """Return what the slip of a submission is hashed from. Needs the attempt with its entrant and round at hand."""
    attempt = submission.attempt
    return SlipFacts(
        slip=submission.slip_code,
        entrant=attempt.entrant.code,
        round_number=attempt.round.number,
        attempt=attempt.number,
        answers=submission.answers,
        started_at=_text(attempt.started_at),
        received_at=_text(submission.received_at),
    )


def slip_line(submission: Submission) -> str:
    """Return the line whose SHA-256 (UTF-8) is the hash of the slip, so that its owner can compute it anywhere."""
    facts = {("round" if name == "round_number" else name): value for name, value in slip_facts(submission).items()}
    return canonical_json(facts).decode()


def computed_sha256(submission: Submission) -> str:
    """Return the hash of what is stored now; it is the slip's own unless somebody has changed the rows."""
    return slip_sha256(**slip_facts(submission))


def _text(moment: datetime) -> str:
    return moment_text(milliseconds(moment))
