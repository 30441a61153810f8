"""Checks of what is asked of the lists of documents, rights and step-by-step pages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import F, QuerySet

from lantoa.apps.services.models import HowTo, LegalDocument, Right
from lantoa.apps.services.queries.law import gone_but_used
from lantoa.core.viettext import fold

_SORTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "": ("Số, ký hiệu", ("number",)),
    "hieu-luc": ("Mới có hiệu lực trước", (F("valid_from").desc(nulls_last=True), "number")),
    "dung-nhieu": ("Nhiều thủ tục dựa vào trước", ("-procedure_count", "number")),
}
_STATES = [
    ("", "Tất cả"), ("con", "Đang có hiệu lực"), ("het", "Không còn hiệu lực"),
    ("het-con-dung", "Không còn hiệu lực mà vẫn được dựa vào"), ("chua", "Chưa kiểm chứng"),
]  # fmt: skip


def _words(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=100)


def _holding(words: str, texts: Sequence[str]) -> bool:
    found = fold(" ".join(texts))
    return all(word in found for word in fold(words).split())


class _Filter(forms.Form):
    @property
    def asks(self) -> bool:
        """Return whether something is filtered."""
        return any(self.data.get(name) for name in self.fields if name != "sap")

    @property
    def given(self) -> dict[str, Any]:
        """Return what could be read; what a field cannot read filters nothing."""
        self.is_valid()
        return self.cleaned_data


class DocumentFilter(_Filter):
    """Filter documents of law by words and by whether they hold; sort them."""

    tim = _words("Số, trích yếu có chữ")
    hieu_luc = forms.ChoiceField(label="Hiệu lực", required=False, choices=_STATES)
    sap = forms.ChoiceField(label="Xếp theo", required=False, choices=[(key, row[0]) for key, row in _SORTS.items()])

    def apply(self, rows: QuerySet[LegalDocument], *, today: date) -> list[LegalDocument]:
        """Return the documents that pass, in the order asked for; the list is short, its words are read here."""
        given = self.given
        state = given.get("hieu_luc")
        if state == "con":
            rows = rows.filter(pk__in=LegalDocument.objects.holding_on(today).order_by().values("pk"))
        elif state == "het":
            rows = rows.exclude(pk__in=LegalDocument.objects.holding_on(today).order_by().values("pk"))
        elif state == "het-con-dung":
            rows = gone_but_used(rows, today=today)
        elif state == "chua":
            rows = rows.filter(unverified=True)
        found = rows.order_by(*_SORTS[given.get("sap") or ""][1])
        words = given.get("tim") or ""
        return [row for row in found if _holding(words, (row.number, row.title, row.issuer))]


class RightFilter(_Filter):
    """Filter rights and duties by words and kind."""

    tim = _words("Có chữ")
    nhom = forms.ChoiceField(label="Nhóm", required=False, choices=[("", "Mọi nhóm"), *Right.Kind.choices])

    def apply(self, rows: QuerySet[Right]) -> list[Right]:
        """Return the rights that pass."""
        given = self.given
        if kind := given.get("nhom"):
            rows = rows.filter(kind=kind)
        return [row for row in rows if _holding(given.get("tim") or "", (row.title, row.text, row.document.number))]


class HowToFilter(_Filter):
    """Filter step-by-step pages by words."""

    tim = _words("Có chữ")

    def apply(self, rows: QuerySet[HowTo]) -> list[HowTo]:
        """Return the pages that pass."""
        words = self.given.get("tim") or ""
        return [row for row in rows if _holding(words, (row.title, row.summary, *row.everyday_words))]
