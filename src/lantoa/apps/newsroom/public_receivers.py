"""What else changes every public page: where a portal stands."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Site

from lantoa.apps.newsroom.actions.publishing import note_frame_change


@receiver([post_save, post_delete], sender=Site)
def portal_moved(sender: type[Any], **details: Any) -> None:
    note_frame_change(at=timezone.now())
