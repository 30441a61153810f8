"""Checks of what is asked of the list of procedures."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.models import Procedure, Sector
from lantoa.apps.services.models.procedures import Level, OnlineLevel
from lantoa.apps.services.queries.keepers import procedures_seen_by
from lantoa.apps.services.queries.staleness import stale_among
from lantoa.core.viettext import fold

_SORTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "": ("Tên", ("plain_title", "pk")),
    "linh-vuc": ("Lĩnh vực", ("sector__position", "sector__name", "plain_title", "pk")),
    "kiem-tra": ("Kiểm tra lâu nhất trước", (F("checked_on").asc(nulls_first=True), "plain_title", "pk")),
    "moi-sua": ("Mới sửa trước", ("-changed_at", "-pk")),
}
STALE, NO_CODE, NO_OWNER = "cu", "khong-ma", "khong-co-quan"
_NEEDS = [
    ("", "Tất cả"), (STALE, "Cần xem lại (đã cũ)"), (NO_CODE, "Chưa có mã quốc gia"),
    (NO_OWNER, "Chưa có cơ quan giữ"), ("khong-muc", "Chưa rõ mức trực tuyến"), ("khong-giay-to", "Chưa có giấy tờ"),
    ("khong-phi", "Chưa rõ phí, lệ phí"), ("khong-can-cu", "Chưa có căn cứ pháp lý"),
]  # fmt: skip
_LACKING = {
    NO_CODE: Q(code=""), NO_OWNER: Q(owner=None), "khong-muc": Q(online=""), "khong-giay-to": Q(requirements=None),
    "khong-phi": Q(fees=None, fee_words=""), "khong-can-cu": Q(bases=None),
}  # fmt: skip


class ProcedureFilter(forms.Form):
    """Filter the procedures a person sees by words, sector, level, state, owner and what they lack; sort them."""

    tim = forms.CharField(label="Tên, mã, cách gọi có chữ", required=False, max_length=100)
    linh_vuc = forms.ModelChoiceField(
        label="Lĩnh vực", required=False, queryset=Sector.objects.all(), to_field_name="slug",
        empty_label="Mọi lĩnh vực",
    )  # fmt: skip
    cap = forms.ChoiceField(label="Thực hiện ở", required=False, choices=[("", "Mọi cấp"), *Level.choices])
    truc_tuyen = forms.ChoiceField(label="Trực tuyến", required=False, choices=[("", "Tất cả"), *OnlineLevel.choices])
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *Procedure.State.choices]
    )
    co_quan = forms.ModelChoiceField(
        label="Cơ quan giữ", required=False, queryset=Agency.objects.none(), to_field_name="slug",
        empty_label="Mọi cơ quan",
    )  # fmt: skip
    viec = forms.ChoiceField(label="Cần làm", required=False, choices=_NEEDS)
    sap = forms.ChoiceField(label="Xếp theo", required=False, choices=[(key, row[0]) for key, row in _SORTS.items()])

    def __init__(self, *given: Any, user: User, today: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.seen, self.today = procedures_seen_by(user), today
        owners = Agency.objects.filter(pk__in=self.seen.order_by().values("owner")).order_by("name")
        self.fields["co_quan"].queryset = owners  # type: ignore[attr-defined]

    @property
    def asks(self) -> bool:
        """Return whether something is filtered."""
        return any(self.data.get(name) for name in self.fields if name != "sap")

    def procedures(self) -> QuerySet[Procedure]:
        """Return the procedures that pass, in the order asked for; what a field cannot read filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        wanted = {
            "sector": given.get("linh_vuc"), "level": given.get("cap"), "online": given.get("truc_tuyen"),
            "state": given.get("trang_thai"), "owner": given.get("co_quan"),
        }  # fmt: skip
        rows = self.seen.filter(**{name: value for name, value in wanted.items() if value})
        for word in fold(given.get("tim") or "").split():
            rows = rows.filter(folded__contains=word)
        if (need := given.get("viec")) == STALE:
            rows = stale_among(rows, today=self.today)
        elif need:
            rows = rows.filter(_LACKING[need])
        return rows.order_by(*_SORTS[given.get("sap") or ""][1])
