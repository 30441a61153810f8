"""How the board of feedback is narrowed down and sorted."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import F, Q
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.models.feedback import UNENDED, FeedbackQuerySet
from lantoa.apps.feedback.queries.work import due_on, holding_words, late_on
from lantoa.apps.services.models import Sector

_DUE = F("next_due").asc(nulls_last=True)
_SORTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "": ("Hạn gần trước", (_DUE, "sent_at", "pk")),
    "moi": ("Mới gửi trước", ("-sent_at", "-pk")),
    "cu": ("Gửi lâu nhất trước", ("sent_at", "pk")),
    "co-quan": ("Theo cơ quan", ("agency_id", "next_due", "sent_at", "pk")),
}
# Nothing is due of what has ended: the newest stand first.
_ENDED_SORTS: dict[str, tuple[str, ...]] = {"": ("-sent_at", "-pk"), "co-quan": ("agency_id", "-sent_at", "-pk")}
_STATES = [("", "Chưa xong"), ("tat-ca", "Tất cả"), *Feedback.State.choices]
_LATE = [("", "Tất cả"), ("qua-han", "Quá hạn"), ("hom-nay", "Đến hạn hôm nay"), ("chua-giao", "Chờ phân công")]
_WHOSE = [("", "Cơ quan tôi đang chịu trách nhiệm"), ("da-chuyen", "Cơ quan tôi từng xử lý, nay ở nơi khác")]
_FLAGGED = [("", "Tất cả"), ("co", "Cần chú ý")]


class BoardFilter(forms.Form):
    """Filter feedback by words, state, what is due, sector, place, agency, channel and period, and sort it."""

    whose = forms.ChoiceField(label="Phản ánh", required=False, choices=_WHOSE)
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

    def __init__(self, data: Any, *, given_away: FeedbackQuerySet | None) -> None:
        """`given_away`: what the own agency dealt with before another did; None for whoever sees every agency's."""
        super().__init__(data)
        self._given_away = given_away
        if given_away is None:
            del self.fields["whose"]

    def apply(self, rows: FeedbackQuerySet, *, on: date) -> FeedbackQuerySet:
        """Return the feedback that passes, in the order asked for; what is open, where the form is not valid."""
        if not self.is_valid():
            return rows.open().order_by(*_SORTS[""][1])
        asked = self.cleaned_data
        if asked.get("whose") and self._given_away is not None:
            rows = self._given_away
        rows = self._in_state(rows, asked)
        if asked["due"]:
            unassigned = UNENDED & Q(agency=None)
            rows = rows.filter({"qua-han": late_on(on), "hom-nay": due_on(on), "chua-giao": unassigned}[asked["due"]])
        rows = self._about(rows, asked)
        if asked["first"]:
            rows = rows.filter(sent_at__gte=_midnight(asked["first"]))
        if asked["last"]:
            rows = rows.filter(sent_at__lt=_midnight(asked["last"] + timedelta(days=1)))
        if words := asked["words"].strip():
            rows = holding_words(rows, words)
        ended = asked["state"] not in {"", *Feedback.OPEN_STATES} or bool(asked.get("whose"))
        return rows.order_by(*(_ENDED_SORTS if ended else {}).get(asked["sort"], _SORTS[asked["sort"]][1]))

    def _in_state(self, rows: FeedbackQuerySet, asked: Mapping[str, Any]) -> FeedbackQuerySet:
        state = asked["state"]
        if state == "":
            # Whoever looks for a code or a word, or for what was given away, looks everywhere.
            return rows if asked["words"].strip() or asked.get("whose") else rows.open()
        if state == "tat-ca":
            return rows
        # What is joined keeps the state it had; only in "all" and by its code it is still found.
        rows = rows.filter(UNENDED) if state in Feedback.OPEN_STATES else rows.filter(joined_to=None)
        return rows.filter(state=state)

    def _about(self, rows: FeedbackQuerySet, asked: Mapping[str, Any]) -> FeedbackQuerySet:
        for name in ("sector", "channel"):
            if asked[name]:
                rows = rows.filter(**{name: asked[name]})
        for name in ("agency", "place"):
            if asked[name].strip():
                rows = rows.filter(**{f"{name}__in": Agency.objects.named_like(asked[name].strip())})
        return rows.filter(flagged=True) if asked["flagged"] else rows

    @property
    def asks(self) -> bool:
        """Return whether anything is asked for at all."""
        return self.is_valid() and any(value for name, value in self.cleaned_data.items() if name != "sort")


def _midnight(day: date) -> datetime:
    """Return when the day begins: an index knows moments, not their dates."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())
