"""Writes on whom to write to at an agency."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.base.actions import Actor, record_act

CONTACT_FIELDS = ("name", "position", "email", "phone", "zalo", "active")


@transaction.atomic
def save_contact(
    *, agency: Agency, contact: Contact | None, values: Mapping[str, Any], by: Actor, at: datetime
) -> Contact:
    """Return the contact of the agency as it is now: a new one, or the given one with these values.

    A contact is never deleted; one no longer in use is set inactive. The trail names the fields that changed, not
    what stands in them: they are a person's.
    """
    if contact is None:
        contact = Contact.objects.create(agency=agency, **values)
        record_act("agencies.add_contact", subject=contact, by=by, at=at, detail={"agency": agency.slug})
        return contact
    changed = [name for name in CONTACT_FIELDS if name in values and getattr(contact, name) != values[name]]
    for name in changed:
        setattr(contact, name, values[name])
    if changed:
        contact.save(update_fields=changed)
        detail = {"agency": agency.slug, "fields": changed}
        record_act("agencies.change_contact", subject=contact, by=by, at=at, detail=detail)
    return contact
