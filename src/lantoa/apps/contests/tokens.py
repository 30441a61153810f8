"""The token in the address of an attempt: whose paper it is and until when, told without a look at the database."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.signing import BadSignature, Signer

from lantoa.apps.contests.hidden_numbers import hidden, shown
from lantoa.apps.contests.models import Attempt
from lantoa.apps.contests.moments import milliseconds

PREFIX = "/du-thi/"
_SIGNER_SALT = "lantoa.contests.attempt"
_PURPOSE = "attempt"


class NotAToken(ValueError):
    """The token was not made here."""


@dataclass(frozen=True, slots=True)
class AttemptToken:
    """What a token says. `ends_at` and `started_at` are moments in milliseconds since 1970 (UTC)."""

    attempt: int
    entrant: str
    round_number: int
    number: int
    started_at: int
    ends_at: int
    contest: int


def attempt_token(attempt: Attempt) -> str:
    """Return the token of an attempt. Needs entrant and round at hand. Given again after a change of the end.

    The key of the row stands in it hidden: counted up, it would tell how many have begun (contests/hidden_numbers.py).
    """
    parts = [
        hidden(attempt.pk, _PURPOSE),
        attempt.entrant.code,
        attempt.round.number,
        attempt.number,
        milliseconds(attempt.started_at),
        milliseconds(attempt.ends_at),
        attempt.round.contest_id,
    ]
    return Signer(salt=_SIGNER_SALT, sep="~").sign(".".join(str(part) for part in parts))


def read_token(token: str) -> AttemptToken:
    """Return what a token says, NotAToken for one that was not made here. No query; a token comes with each save, so
    the last ones read are kept.
    """
    return _read(token, settings.SECRET_KEY)


@lru_cache(maxsize=20_000)
def _read(token: str, secret: str) -> AttemptToken:
    try:
        value = Signer(key=secret, salt=_SIGNER_SALT, sep="~").unsign(token)
    except BadSignature as error:
        raise NotAToken(token) from error
    attempt, entrant, round_number, number, started_at, ends_at, contest = value.split(".")
    return AttemptToken(
        shown(int(attempt), _PURPOSE),
        entrant,
        int(round_number),
        int(number),
        int(started_at),
        int(ends_at),
        int(contest),
    )


def attempt_address(attempt: Attempt) -> str:
    """Return where the paper of an attempt is answered; `luu/` and `nop/` below it take its answers."""
    return f"{PREFIX}{attempt.round.contest.slug}/bai/{attempt_token(attempt)}/"
