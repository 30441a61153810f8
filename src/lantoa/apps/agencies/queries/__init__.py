"""Reads of the register of agencies, one file a subject."""

from lantoa.apps.agencies.queries.members import agency_of
from lantoa.apps.agencies.queries.recipients import (
    DATA,
    ResolvedRecipient,
    agencies_named,
    agencies_of_class,
    resolve_recipient,
)
from lantoa.apps.agencies.queries.successions import counted_together, counted_under

__all__ = [
    "DATA",
    "ResolvedRecipient",
    "agencies_named",
    "agencies_of_class",
    "agency_of",
    "counted_together",
    "counted_under",
    "resolve_recipient",
]
