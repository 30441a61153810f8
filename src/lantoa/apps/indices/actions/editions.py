"""Writes of editions: their facts; values come in by vintages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.indices.actions.changes import note_index_change
from lantoa.apps.indices.actions.storing import CannotChangeIndex, add_row, change_row
from lantoa.apps.indices.models import Edition, Index


@transaction.atomic
def save_edition(
    *, index: Index, edition: Edition | None, values: Mapping[str, Any], by: Actor, at: datetime
) -> Edition:
    """Return the edition with these facts, made where there was none and hidden then.

    CannotChangeIndex where another scale is asked for while there are values: they belong to components of the old one.
    """
    if edition is None:
        found = Edition(index=index, **values)
        add_row(found, act="indices.add_edition", by=by, at=at)
        return found
    found = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk, index=index)
    if values.get("scale", found.scale) != found.scale and found.values.exists():
        raise CannotChangeIndex(
            "Kỳ này đã có giá trị theo các thành phần của thang đang dùng nên không đổi thang được. Hãy lập kỳ khác, "
            "hoặc sửa chính thang ấy."
        )
    if change_row(found, values, act="indices.change_edition", by=by, at=at) and found.opened_at:
        note_index_change(index, at=at)
    return found


@transaction.atomic
def remove_edition(*, edition: Edition, by: Actor, at: datetime) -> None:
    """Remove an edition that nobody has seen and that holds nothing; CannotChangeIndex otherwise."""
    found = Edition.objects.select_for_update(of=("self",)).select_related("index").get(pk=edition.pk)
    if found.opened_at:
        raise CannotChangeIndex("Kỳ này đang công khai; hãy rút về trước khi xóa.")
    if values := found.values.count():
        raise CannotChangeIndex(
            f"Kỳ này có {values} giá trị, kể cả giá trị đã thay. Số liệu đã nhập không xóa được; kỳ không dùng thì "
            "để ẩn."
        )
    record_act("indices.remove_edition", subject=found, by=by, at=at, detail={"edition": str(found)})
    found.delete()
