"""The button that takes a ticket, with what keeps programs away from it."""

from lantoa.apps.base.honeypot import HoneypotMixin


class StartForm(HoneypotMixin):
    """Nothing to fill in: a person presses the button."""
