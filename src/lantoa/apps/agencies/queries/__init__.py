"""Reads of the register of agencies, one file a subject."""

from lantoa.apps.agencies.queries.members import REGISTER_KEEPERS, agency_of, may_edit_contacts
from lantoa.apps.agencies.queries.recipients import (
    DATA,
    ResolvedRecipient,
    agencies_learnt,
    agencies_named,
    agencies_of_class,
    resolve_recipient,
    suggested_agencies,
)
from lantoa.apps.agencies.queries.successions import counted_together, counted_under, parts_of

__all__ = [
    "DATA",
    "REGISTER_KEEPERS",
    "ResolvedRecipient",
    "agencies_learnt",
    "agencies_named",
    "agencies_of_class",
    "agency_of",
    "counted_together",
    "counted_under",
    "may_edit_contacts",
    "parts_of",
    "resolve_recipient",
    "suggested_agencies",
]
