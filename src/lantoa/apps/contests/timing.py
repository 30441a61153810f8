"""When an attempt ends, by the server's clock."""

from datetime import datetime, timedelta

from lantoa.apps.contests.models import Round

# After its end an attempt waits this long before the clock hands it in: what the door had read in time may still be on
# its way to the database.
GRACE = timedelta(seconds=60)


def whole_milliseconds(moment: datetime) -> datetime:
    """Return the moment without what is finer than a millisecond: tokens, slips and lists write no more.

    >>> whole_milliseconds(datetime(2023, 10, 2, 8, 15, 30, 250999)).isoformat(timespec="microseconds")
    '2023-10-02T08:15:30.250000'
    """
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def end_of_attempt(round_: Round, *, started_at: datetime, extra_minutes: int) -> datetime:
    """Return when an attempt begun then ends. Needs the round's contest at hand.

    Minutes given on grounds are added after everything else, beyond the close of the round too: who has them begins
    before the round closes like everybody, and the closing of the round waits for them.
    """
    minutes = round_.contest.minutes_allowed
    end = round_.closes_at if minutes is None else min(started_at + timedelta(minutes=minutes), round_.closes_at)
    return whole_milliseconds(end + timedelta(minutes=extra_minutes))
