"""How the board of feedback is narrowed down and sorted."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.models.feedback import FeedbackQuerySet
from lantoa.apps.feedback.queries.work import due_on, late_on
from lantoa.apps.services.models import Sector
from lantoa.core.viettext import fold

_DUE = F("answer_by").asc(nulls_last=True)
_SORTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "": ("Hạn trả lời gần trước", (_DUE, "sent_at", "pk")),
    "moi": ("Mới gửi trước", ("-sent_at", "-pk")),
    "cu": ("Gửi lâu nhất trước", ("sent_at", "pk")),
    "co-quan": ("Theo cơ quan", ("agency__name", _DUE, "pk")),
}
_STATES = [("", "Chưa xong"), ("tat-ca", "Tất cả"), *Feedback.State.choices]
_LATE = [("", "Tất cả"), ("qua-han", "Quá hạn"), ("hom-nay", "Đến hạn hôm nay"), ("chua-giao", "Chờ phân công")]
_FLAGGED = [("", "Tất cả"), ("co", "Cần chú ý")]


class BoardFilter(forms.Form):
    """Filter feedback by words, state, what is due, sector, place, agency, channel and period, and sort it."""

    words = forms.CharField(label="Mã hoặc từ trong nội dung", required=False, max_length=100)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=_STATES)
    due = forms.ChoiceField(label="Hạn", required=False, choices=_LATE)
    sector = forms.ModelChoiceField(
        Sector.objects.filter(for_feedback=True), label="Lĩnh vực", required=False, empty_label="Tất cả"
    )
    agency = forms.CharField(label="Cơ quan", required=False, max_length=100)
    place = forms.CharField(label="Địa bàn", required=False, max_length=100)
    channel = forms.ChoiceField(label="Gửi bằng", required=False, choices=[("", "Tất cả"), *Feedback.Channel.choices])
    flagged = forms.ChoiceField(label="Cần chú ý", required=False, choices=_FLAGGED)
    first = forms.DateField(label="Gửi từ ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="đến hết ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sort = forms.ChoiceField(label="Xếp theo", required=False, choices=[(key, row[0]) for key, row in _SORTS.items()])

    def apply(self, rows: FeedbackQuerySet, *, on: date) -> FeedbackQuerySet:
        """Return the feedback that passes, in the order asked for; what is open, where the form is not valid."""
        if not self.is_valid():
            return rows.open().order_by(*_SORTS[""][1])
        asked = self.cleaned_data
        if asked["state"] == "":
            # Whoever looks for a code or a word looks everywhere.
            rows = rows if asked["words"].strip() else rows.open()
        elif asked["state"] != "tat-ca":
            # What is joined keeps the state it had; only in "all" and by its code it is still found.
            rows = rows.open() if asked["state"] in Feedback.OPEN_STATES else rows.filter(joined_to=None)
            rows = rows.filter(state=asked["state"])
        if asked["due"]:
            unassigned = Q(agency=None, joined_to=None)
            rows = rows.filter({"qua-han": late_on(on), "hom-nay": due_on(on), "chua-giao": unassigned}[asked["due"]])
        for name in ("sector", "channel"):
            if asked[name]:
                rows = rows.filter(**{name: asked[name]})
        for name in ("agency", "place"):
            if asked[name].strip():
                rows = rows.filter(**{f"{name}__in": Agency.objects.named_like(asked[name].strip())})
        if asked["flagged"]:
            rows = rows.exclude(flags=[])
        if asked["first"]:
            rows = rows.filter(sent_at__date__gte=asked["first"])
        if asked["last"]:
            rows = rows.filter(sent_at__date__lte=asked["last"])
        if words := asked["words"].strip():
            rows = rows.filter(Q(code__icontains=words) | Q(folded__contains=fold(words)))
        return rows.order_by(*_SORTS[asked["sort"]][1])

    @property
    def asks(self) -> bool:
        """Return whether anything is asked for at all."""
        return self.is_valid() and any(value for name, value in self.cleaned_data.items() if name != "sort")
