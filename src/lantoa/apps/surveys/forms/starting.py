"""The button that takes a ticket, with what keeps programs away from it."""

from datetime import timedelta

from lantoa.apps.base.honeypot import HoneypotMixin


class StartForm(HoneypotMixin):
    """Nothing to fill in: a person presses the button."""

    # There is one button and little to read: a person may well be quick.
    least = timedelta(seconds=1)
