"""Personal data of everybody: kinds of contact, what people ask about their data, who looked at it."""

from lantoa.apps.privacy.models.contacts import ContactKind
from lantoa.apps.privacy.models.requests import DataRequest, PersonalAccess
from lantoa.apps.privacy.models.whom_to_ask import WhomToAsk

__all__ = ["ContactKind", "DataRequest", "PersonalAccess", "WhomToAsk"]
