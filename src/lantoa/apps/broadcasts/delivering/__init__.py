"""Ways on which packages go to stations by themselves: each takes a parcel and a notice that it is taken back."""

from lantoa.apps.broadcasts.delivering.choosing import carrier_for
from lantoa.apps.broadcasts.delivering.parcels import Carrier, NotDelivered, Parcel, Withdrawal

__all__ = ["Carrier", "NotDelivered", "Parcel", "Withdrawal", "carrier_for"]
