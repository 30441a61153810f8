"""Official documents of the Vietnamese administration: header, recipients, bases, items, duties."""

from .channels import Channel, channels_named
from .duties import DutyDraft, read_duties
from .reader import read_directive
from .recipient_classes import RecipientClass, classify_recipient
from .records import Directive, Item, NotADirective, Reference, Signer
from .titles import short_title, year_in

__all__ = [
    "Channel",
    "Directive",
    "DutyDraft",
    "Item",
    "NotADirective",
    "RecipientClass",
    "Reference",
    "Signer",
    "channels_named",
    "classify_recipient",
    "read_directive",
    "read_duties",
    "short_title",
    "year_in",
]
