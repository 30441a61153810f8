"""Which way a kind of route takes, as the settings say."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from lantoa.apps.broadcasts.delivering.folder import FolderCarrier
from lantoa.apps.broadcasts.delivering.parcels import Carrier
from lantoa.apps.broadcasts.delivering.source_system import FakeSourceSystem, NotConnected
from lantoa.apps.broadcasts.models import DeliveryRoute

FAKE = "fake"


def carrier_for(kind: str) -> Carrier:
    """Return the way of this kind of route; ImproperlyConfigured where the operator's own cannot be loaded.

    The operator's own is called with nothing and is a Carrier.
    """
    if kind == DeliveryRoute.Kind.FOLDER:
        base = settings.DELIVERY_DIR
        return FolderCarrier(base, make_base=base.is_relative_to(settings.DATA_DIR))
    named: str = settings.SOURCE_SYSTEM
    if not named:
        return NotConnected()
    if named == FAKE:
        return FakeSourceSystem(settings.DATA_DIR / "source-system-minh-hoa")
    try:
        carrier: Carrier = import_string(named)()
    except ImportError as error:
        raise ImproperlyConfigured(f"LANTOA_SOURCE_SYSTEM={named!r}: no such class ({error}).") from error
    return carrier
