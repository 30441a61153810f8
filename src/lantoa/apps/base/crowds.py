"""Many people behind one address: slowed down, not locked out (ADR 0039).

A whole commune, or a town on its telephones, may share one address of the network. Up to `quick` a window everybody
gets in at once. After that whoever has had the form open for a minute still gets in, with each form shown as often as a
press may come: who wrote a sentence notices nothing, a program has to open and hold pages for its posts. `most` is the
end.
"""

from datetime import datetime, timedelta
from enum import Enum

from lantoa.apps.base.honeypot import MOST, HoneypotMixin
from lantoa.apps.base.limits import take

# How long a form must have been shown before a crowded network sends it.
HELD = timedelta(minutes=1)
# A double tap, and once more after a broken connection.
PRESSES = 3


class Way(Enum):
    """What a crowded network is told."""

    IN = "in"
    WAIT = "wait"
    FULL = "full"


def way_in(name: str, key: str, form: HoneypotMixin, *, quick: int, most: int, seconds: int, at: datetime) -> Way:
    """Return whether whoever sends this form from the network `key` gets in now, and count it where so.

    WAIT: show the form `again` and say that it can be sent in a minute. Call it outside of transactions, as `take`.
    """
    if take(name, key, most=quick, seconds=seconds, at=at):
        return Way.IN
    shown = form.shown_for()
    if shown is None or shown < HELD:
        return Way.WAIT
    if not take(f"{name}-form", form.moment, most=PRESSES, seconds=int(MOST.total_seconds()), at=at):
        return Way.WAIT
    return Way.IN if take(f"{name}-crowd", key, most=most - quick, seconds=seconds, at=at) else Way.FULL
