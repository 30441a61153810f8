"""What follows when a page of a portal appears, changes or goes."""

from datetime import datetime

from lantoa.apps.base.actions import note_public_change
from lantoa.apps.newsroom.models import LibraryDocument, PublicPage


def subject_of(page: PublicPage) -> str:
    """Return the name under which a page stands in the log of public changes: "storypage:12"."""
    return f"{page._meta.model_name}:{page.pk}"


def note_publication(*, page: PublicPage, at: datetime) -> None:
    """Write down that what the public sees of this page has changed, for caches and the search index. One query."""
    note_public_change(subject_of(page), "pages", at=at)


def note_library_change(*, document: LibraryDocument, at: datetime) -> None:
    """Write down that a document of the library has appeared, changed or gone. One query."""
    note_public_change(f"librarydocument:{document.pk}", "library", at=at)


def note_frame_change(*, at: datetime) -> None:
    """Write down that any public page may have changed: a portal stands elsewhere now. One query."""
    note_public_change("pages", at=at)
