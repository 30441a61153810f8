"""Reads of the register of agencies, one file a subject."""

from lantoa.apps.agencies.queries.members import REGISTER_KEEPERS, agency_of, may_edit_contacts
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
    "REGISTER_KEEPERS",
    "ResolvedRecipient",
    "agencies_named",
    "agencies_of_class",
    "agency_of",
    "counted_together",
    "counted_under",
    "may_edit_contacts",
    "resolve_recipient",
]
