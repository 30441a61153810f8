"""Whom people ask about their data."""

from lantoa.apps.privacy.models import WhomToAsk


def whom_to_ask() -> WhomToAsk | None:
    """Return whom the province named; None until it did. One query."""
    return WhomToAsk.objects.first()
