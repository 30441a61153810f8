"""What may still be changed, and by whom it was meanwhile: asked by every write on a bulletin."""

from datetime import datetime

from lantoa.apps.broadcasts.models import Bulletin

_CLOSED = {
    Bulletin.State.SUBMITTED: "Bản tin đang chờ duyệt; bấm “Lấy lại để sửa” rồi mới sửa.",
    Bulletin.State.APPROVED: "Bản tin đã duyệt nên lời đọc không đổi được nữa; hãy rút bản tin, hoặc lập bản tin mới "
    "từ bản này.",
    Bulletin.State.WITHDRAWN: "Bản tin đã rút; hãy lập bản tin mới từ bản này.",
}


class CannotChangeBulletin(ValueError):
    """The bulletin stays as it is; the message, in Vietnamese, says why and what to do."""


class ChangedMeanwhile(CannotChangeBulletin):
    """Somebody else has stored the same thing since it was shown; `bulletin` or the item is as it is stored now."""


def lock_bulletin(bulletin: Bulletin) -> Bulletin:
    """Return the bulletin as it is stored, locked. Call it inside the transaction. One query."""
    return Bulletin.objects.select_for_update(of=("self",)).get(pk=bulletin.pk)


def lock_draft(bulletin: Bulletin) -> Bulletin:
    """Return the bulletin, locked, while it is being written; CannotChangeBulletin in every other state. One query."""
    found = lock_bulletin(bulletin)
    if words := _CLOSED.get(Bulletin.State(found.state)):
        raise CannotChangeBulletin(words)
    return found


def note_changed(bulletin: Bulletin, at: datetime) -> None:
    """Store that something of the bulletin has changed; what was shown before is an older version."""
    bulletin.changed_at = at
    bulletin.save(update_fields=["changed_at"])
