"""Checks of the facts of an edition, of what is asked of its table, of why it is taken back."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lantoa.apps.indices.forms.indices import PartForm, within, years_words
from lantoa.apps.indices.forms.inputs import count_field, day_field
from lantoa.apps.indices.models import Component, Edition, Entity, EntityKind, ScaleVersion
from lantoa.apps.indices.queries.edition_table import NAME, NUMBER, RANK, TableAsk


class EditionForm(PartForm):
    """The facts of an edition; its scale must be the one of its year."""

    owner = "index"
    year_measured = count_field("Năm đo", least=1990, most=2100, required=True)
    published_on = day_field("Công bố ngày", help_text="Năm đo và năm công bố thường khác nhau.")
    ranked_count = count_field("Số đối tượng xếp hạng", help_text="Hạng trên bao nhiêu; để trống khi nguồn không ghi.")
    ranked_top = count_field("Chỉ công bố nhóm đầu", help_text="Ví dụ PCI 2023 chỉ công bố 30 tỉnh đứng đầu.")

    class Meta:
        model = Edition
        fields = (
            "year_measured", "scale", "published_on", "decision", "source", "ranked_count", "ranked_top",
            "method_break", "method_break_note", "illustrative", "unverified", "note",
        )  # fmt: skip
        help_texts = {
            "decision": "Ví dụ: Quyết định số 318/QĐ-BNV.",
            "method_break": "Trên cùng thang mà đo cách khác thì đường biểu diễn vẫn ngắt trước kỳ này.",
            "illustrative": "Số liệu viết ra để chạy thử, không có thật; chỗ nào hiện cũng mang dấu.",
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        scale = self.fields["scale"]
        scale.queryset = ScaleVersion.objects.filter(index=self.owned_by)  # type: ignore[attr-defined]
        scale.label_from_instance = lambda row: f"{row.name} ({years_words(row)})"  # type: ignore[attr-defined]
        scale.error_messages["required"] = "Hãy chọn thang đo của kỳ này."

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        year, scale, published = given.get("year_measured"), given.get("scale"), given.get("published_on")
        if year and scale and not within(year, scale.year_from, scale.year_to):
            self.add_error("scale", f"Thang này chỉ đo {years_words(scale)}, không gồm năm {year}.")
        if year and published and published.year < year:
            self.add_error("published_on", "Ngày công bố không thể trước năm đo.")
        if given.get("method_break") and not given.get("method_break_note"):
            self.add_error("method_break_note", "Đổi cách đo thì phải ghi đổi thế nào.")
        if (top := given.get("ranked_top")) and (count := given.get("ranked_count")) and top > count:
            self.add_error("ranked_top", "Nhóm đầu không thể đông hơn số đối tượng xếp hạng.")
        return given


class TableFilter(forms.Form):
    """Filter and sort the table of values of an edition; choose which part of the tree its columns show."""

    tim = forms.CharField(label="Tên đối tượng", required=False, max_length=100)
    loai = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *EntityKind.choices], required=False)
    vung = forms.ChoiceField(label="Vùng", required=False)
    cot = forms.ChoiceField(label="Cột", required=False)
    sap = forms.ChoiceField(
        label="Xếp theo",
        choices=[(RANK, "Thứ hạng"), (NUMBER, "Giá trị, tốt nhất trước"), (NAME, "Tên")],
        required=False,
    )

    def __init__(self, *args: Any, components: Sequence[Component], regions: Sequence[Entity], **options: Any) -> None:
        super().__init__(*args, **options)
        self._components = components
        heads = {one.parent_id for one in components}
        self.fields["cot"].choices = [  # type: ignore[attr-defined]
            ("" if one.is_total else one.code, f"{one.short_name} và các phần")
            for one in components
            if one.pk in heads or one.is_total
        ]
        self.fields["vung"].choices = [("", "Mọi vùng"), *((str(one.pk), one.short_name) for one in regions)]  # type: ignore[attr-defined]

    def ask(self) -> TableAsk:
        """Return what is asked; what a field cannot read asks for everything."""
        self.is_valid()
        given = self.cleaned_data
        region = given.get("vung") or ""
        code = self.code
        head = next((one for one in self._components if (one.code == code if code else one.is_total)), None)
        return TableAsk(
            words=given.get("tim") or "",
            kind=given.get("loai") or "",
            region=int(region) if region else None,
            sort=given.get("sap") or RANK,
            component=head,
        )

    @property
    def code(self) -> str:
        """Return the code of the component whose parts are shown, "" for the total; after `ask`."""
        code: str = self.cleaned_data.get("cot") or ""
        return code


class HideForm(forms.Form):
    """Why an edition is taken back."""

    reason = forms.CharField(
        label="Vì sao rút về",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hãy ghi vì sao rút kỳ này về; lý do vào nhật ký."},
    )
