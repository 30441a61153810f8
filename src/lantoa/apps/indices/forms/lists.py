"""Checks of what is asked of the lists of the office: indices, values of an edition."""

from django import forms

from lantoa.apps.indices.models import Index
from lantoa.apps.indices.queries.office_lists import IndexRow
from lantoa.core.viettext import fold, sort_key

_SORTS = [("", "Thứ tự đã đặt"), ("name", "Tên"), ("newest", "Kỳ mới nhất"), ("needs", "Cần xem nhiều nhất")]


class IndexFilter(forms.Form):
    """Filter the indices by words of their names, by kind, by whether something asks for attention; sort them."""

    tim = forms.CharField(label="Tên có chữ", required=False, max_length=100)
    loai = forms.ChoiceField(label="Phạm vi", choices=[("", "Mọi phạm vi"), *Index.Kind.choices], required=False)
    viec = forms.ChoiceField(
        label="Cần xem", choices=[("", "Tất cả"), ("co", "Có điều cần xem"), ("khong", "Không có gì")], required=False
    )
    sap = forms.ChoiceField(label="Xếp theo", choices=_SORTS, required=False)

    def apply(self, rows: list[IndexRow]) -> list[IndexRow]:
        """Return the rows that pass, in the order asked for; what a field cannot read filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        words = fold(given.get("tim") or "")
        found = [
            row
            for row in rows
            if words in fold("\n".join([row.index.name, row.index.short_name, *row.index.other_names]))
            and given.get("loai") in ("", None, row.index.kind)
            and given.get("viec") in ("", None, "co" if row.needs.total else "khong")
        ]
        match given.get("sap"):
            case "name":
                found.sort(key=lambda row: sort_key(row.index.short_name))
            case "newest":
                found.sort(key=lambda row: -(row.newest.year_measured if row.newest else 0))
            case "needs":
                found.sort(key=lambda row: -row.needs.total)
        return found
