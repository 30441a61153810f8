"""Checks of what officers ask of the list of receipt links."""

from datetime import datetime

from django import forms
from django.db.models import Q, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import ReceiptLink
from lantoa.core.viettext import fold


class LinkFilter(forms.Form):
    """Filter by words of the agency's name and by what became of the link; choose the order."""

    _ORDERS = {
        "": ["-made_at", "-id"],
        "agency": ["agency__name", "-made_at", "-id"],
        "expires": ["expires_at", "id"],
        "refusals": ["-refusals", "-made_at", "-id"],
    }

    agency = forms.CharField(label="Cơ quan", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("unopened", "Chưa mở"),
            ("opened", "Đã mở, còn hạn"),
            ("expired", "Hết hạn"),
            ("revoked", "Đã thu hồi"),
            ("refused", "Có lần bị từ chối"),
        ],
    )
    order = forms.ChoiceField(
        label="Xếp theo",
        required=False,
        choices=[
            ("", "Mới nhất trước"),
            ("agency", "Tên cơ quan"),
            ("expires", "Ngày hết hạn"),
            ("refusals", "Nhiều lần từ chối trước"),
        ],
    )

    def apply(self, rows: QuerySet[ReceiptLink], *, at: datetime) -> QuerySet[ReceiptLink]:
        """Return the rows that pass the filter, in the order asked for; all of them where the form is not valid."""
        if not self.is_valid():
            return rows.order_by(*self._ORDERS[""])
        if words := self.cleaned_data["agency"]:
            rows = rows.filter(agency__in=Agency.objects.named_like(fold(words)))
        living = Q(revoked_at=None, expires_at__gt=at)
        wanted = {
            "unopened": living & Q(opened_at=None),
            "opened": living & Q(opened_at__isnull=False),
            "expired": Q(revoked_at=None, expires_at__lte=at),
            "revoked": Q(revoked_at__isnull=False),
            "refused": Q(refusals__gt=0),
        }
        if state := self.cleaned_data["state"]:
            rows = rows.filter(wanted[state])
        return rows.order_by(*self._ORDERS[self.cleaned_data["order"]])
