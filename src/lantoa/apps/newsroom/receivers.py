"""Wagtail tells by signals that a page was published, moved or taken down; each is one action here."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, WorkflowState
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, workflow_approved

from lantoa.apps.newsroom.actions.adaptations import approve_forms_with
from lantoa.apps.newsroom.actions.publishing import note_library_change, note_publication
from lantoa.apps.newsroom.models import LibraryDocument, PublicPage, StoryPage


@receiver(page_published)
@receiver(page_unpublished)
@receiver(page_slug_changed)
@receiver(post_page_move)
@receiver(pre_delete)
def page_changed(sender: type[Any], instance: Any, **details: Any) -> None:
    if isinstance(instance, PublicPage):
        note_publication(page=instance, at=timezone.now())


@receiver(workflow_approved, sender=WorkflowState)
def story_approved(sender: type[Any], instance: Any, user: Any, **details: Any) -> None:
    """Approve with a story the forms that were made from just the words that were approved: one round for all."""
    page, last = instance.content_object, instance.current_task_state
    story = page.specific if isinstance(page, Page) else page
    if isinstance(story, StoryPage) and last is not None:
        version = last.revision.as_object()
        approve_forms_with(story=story, version=version, by=user, at=timezone.now())


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def page_restricted(sender: type[Any], instance: Any, **details: Any) -> None:
    page = instance.page.specific
    if isinstance(page, PublicPage):
        note_publication(page=page, at=timezone.now())


@receiver(post_save, sender=LibraryDocument)
@receiver(post_delete, sender=LibraryDocument)
def library_changed(sender: type[Any], instance: LibraryDocument, **details: Any) -> None:
    note_library_change(document=instance, at=timezone.now())
