"""Wagtail tells by signals that a page was published, moved or taken down; each is one action here."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from lantoa.apps.newsroom.actions.publishing import note_publication
from lantoa.apps.newsroom.models import PublicPage


@receiver(page_published)
@receiver(page_unpublished)
@receiver(page_slug_changed)
@receiver(post_page_move)
@receiver(pre_delete)
def page_changed(sender: type[Any], instance: Any, **details: Any) -> None:
    if isinstance(instance, PublicPage):
        note_publication(page=instance, at=timezone.now())
