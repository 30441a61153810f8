"""Forms of tables on their way in: where the table comes from, which names mean whom, why values change."""

from typing import Any

from django import forms

from lantoa.apps.indices.models import Edition, Entity, IndexImport, IndexSource
from lantoa.apps.indices.queries.entity_names import EntityNames
from lantoa.apps.indices.tables.pasted import MAX_PASTED


class EditionForm(forms.Form):
    """Which edition a table is for."""

    ky = forms.ModelChoiceField(
        Edition.objects.select_related("index").order_by("index__position", "index__short_name", "-year_measured"),
        label="Kỳ công bố",
        empty_label="Chọn kỳ",
        error_messages={"required": "Hãy chọn một kỳ.", "invalid_choice": "Không có kỳ này; hãy chọn lại."},
    )


class TableForm(forms.Form):
    """A table of values: a file or a pasted text, and the source its values are taken from."""

    file = forms.FileField(
        label="Tệp Excel hoặc CSV",
        help_text="Tệp .xlsx, .xls hoặc .csv; tối đa 5 MB. Mỗi trang tính một kỳ thì đặt tên trang tính theo năm.",
        max_length=200,
        required=False,
        allow_empty_file=True,
    )
    text = forms.CharField(
        label="Hoặc dán bảng",
        help_text="Chép bảng từ Excel, Word hay trang web, kể cả dòng tiêu đề, rồi dán vào đây.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        max_length=MAX_PASTED,
        required=False,
        strip=False,
    )
    source = forms.ModelChoiceField(
        IndexSource.objects.all(),
        label="Nguồn của số liệu",
        help_text="Để trống thì lấy nguồn ghi ở từng kỳ công bố.",
        empty_label="Nguồn ghi ở kỳ công bố",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        has_text = bool((cleaned.get("text") or "").strip())
        if bool(cleaned.get("file")) == has_text and "file" not in self.errors and "text" not in self.errors:
            told = "Chọn tệp hoặc dán bảng, chỉ một trong hai." if has_text else "Hãy chọn một tệp, hoặc dán bảng."
            self.add_error("file", told)
        return cleaned


class NameForm(forms.Form):
    """Whom an unknown name of a table means: one of those proposed, one by its name, or nobody."""

    NOBODY = "0"

    words = forms.CharField(max_length=200)
    entity = forms.CharField(required=False, max_length=20)
    other = forms.CharField(required=False, max_length=200)
    remember = forms.BooleanField(required=False)

    def chosen(self, names: EntityNames, year: int) -> Entity | None:
        """Return the entity that was chosen, None for nobody. NoChoice where nothing that is known was chosen."""
        said = self.cleaned_data
        if other := said["other"].strip():
            named = names.find(other, year)
            if named.entity is None:
                raise NoChoice(named.reason)
            return named.entity
        if said["entity"] == self.NOBODY:
            return None
        entity = names.entities.get(int(said["entity"])) if said["entity"].isdecimal() else None
        if entity is None:
            raise NoChoice("Hãy chọn một đối tượng, gõ tên đúng, hoặc chọn bỏ qua.")
        return entity


class NoChoice(ValueError):
    """Nobody was chosen who is known; the message, in Vietnamese, says what to do."""


class ImportFilterForm(forms.Form):
    """Which imports to list."""

    chi_so = forms.CharField(label="Chỉ số", required=False)
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        choices=[("", "Tất cả"), ("cho", "Chờ nhập"), ("xong", "Đã nhập")],
        required=False,
    )

    def kept(self) -> Any:
        """Return the imports that are asked for, the newest first."""
        rows = IndexImport.objects.select_related("edition__index", "uploaded_by").defer("sheets", "mapping")
        if not self.is_valid():
            return rows
        if state := self.cleaned_data["trang_thai"]:
            rows = rows.filter(applied_at__isnull=state == "cho")
        if words := self.cleaned_data["chi_so"].strip():
            rows = rows.filter(edition__index__short_name__icontains=words)
        return rows
