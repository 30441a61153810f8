"""Moments as tokens, slips and lists write them: whole milliseconds, so that a hash made of one can be made again."""

from datetime import UTC, datetime


def milliseconds(at: datetime) -> int:
    """Return the milliseconds since 1970 of a moment.

    >>> milliseconds(datetime(2023, 10, 2, 1, 15, 30, 250000, tzinfo=UTC))
    1696209330250
    """
    return round(at.timestamp() * 1000)


def moment(milliseconds: int) -> datetime:
    """Return a moment given in milliseconds since 1970.

    >>> moment(1696209330250)
    datetime.datetime(2023, 10, 2, 1, 15, 30, 250000, tzinfo=datetime.timezone.utc)
    """
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)


def moment_text(milliseconds: int) -> str:
    """Return a moment as the lists and slips write it: UTC, ISO 8601, milliseconds.

    >>> moment_text(1696209330250)
    '2023-10-02T01:15:30.250Z'
    """
    return moment(milliseconds).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
